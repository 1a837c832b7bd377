import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { scanFolder } from '../../../src-main/library/scan/index.ts'
import { gather } from '../../../src-worker/pipeline/gather.ts'
import { MemorySession, plainContext } from '../../../src-worker/pipeline/memory-session.ts'
import { makeMixedFolder } from './folder.ts'
import type { BenchFile } from './make.ts'

/** How true the time left is: a run over a folder of every kind, with large documents among the small ones. */

export interface EtaError {
  readonly documents: number
  /** Length of the run, milliseconds. */
  readonly whole: number
  /** Share of the run after which a time was told for the first time. */
  readonly first: number
  /** How far off the whole length was when a time was told after a tenth of the run: |passed + left − whole| / whole; 0–1. */
  readonly median: number
  readonly ninetieth: number
  readonly worst: number
}

const DOCUMENTS = 600

/** @param large added to small documents of nine kinds */
export async function measureEta(folder: string, large: readonly BenchFile[]): Promise<EtaError> {
  makeMixedFolder(folder, DOCUMENTS)
  mkdirSync(join(folder, 'large'), { recursive: true })
  for (const { file, format } of large) copyFileSync(file, join(folder, 'large', `large.${format}`))
  const { root, files } = await scanFolder({ root: folder, known: [], maxFileBytes: 50e6 })
  const documents = files.map(({ path, hash, size }, i) => ({ id: i + 1, file: join(root, path), path, hash, size }))
  const session = new MemorySession(plainContext(documents), { keepOccurrences: false })
  const told: { at: number; eta: number }[] = []
  const began = performance.now()
  const progress = session.progress.bind(session)
  session.progress = (one) => {
    if (one.etaMs !== undefined) told.push({ at: performance.now() - began, eta: one.etaMs })
    progress(one)
  }
  await gather(session, { report: true })
  const whole = performance.now() - began
  const errors = told
    .filter(({ at }) => at > whole * 0.1)
    .map(({ at, eta }) => Math.abs(at + eta - whole) / whole)
    .sort((a, b) => a - b)
  const share = (part: number): number => errors[Math.min(errors.length - 1, Math.floor(errors.length * part))] ?? Number.NaN
  return {
    documents: documents.length,
    whole,
    first: (told[0]?.at ?? Number.NaN) / whole,
    median: share(0.5),
    ninetieth: share(0.9),
    worst: share(1),
  }
}
