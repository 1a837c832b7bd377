import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { BroadcastChannel, Worker } from 'node:worker_threads'
import { CONTAINER_EXTENSIONS } from '../../../src-main/contract/formats.ts'
import { seeded } from '../../../src-worker/documents/containers/testing.ts'
import { AnalysisPool } from '../../../src-worker/pipeline/pool.ts'
import { seedsByFormat } from '../../hostile/seeds.ts'
import type { BenchFile } from './make.ts'

/** How long a cancel takes in the middle of each parser: until the run has its answer, and until the thread is gone. */

export interface CancelTime {
  readonly format: string
  readonly bytes: number
  /** Milliseconds, the longest of all tries. */
  readonly answered: number
  readonly gone: number
}

const TRIES = 3
const TEXT_BYTES = 300_000

/** A large file of a format: that of the bench, else the largest there is of it; of a text format, as often as makes 300 KB. */
function fileOf(format: string, work: string, large: readonly BenchFile[]): { file: string; bytes: number } {
  const known = large.find((one) => one.format === format)
  if (known) return known
  const seed = seedsByFormat()
    .get(format)!
    .reduce((a, b) => (b.bytes.length > a.bytes.length ? b : a))
  const content = format in CONTAINER_EXTENSIONS ? seed.bytes : Buffer.from(seed.bytes.toString().repeat(TEXT_BYTES / seed.bytes.length))
  const file = join(work, `cancel${seed.extension}`)
  writeFileSync(file, content)
  return { file, bytes: content.length }
}

/** One cancel, `wait` milliseconds after the thread began to parse the file for the second time. */
async function cancelOnce(file: string, wait: number): Promise<{ answered: number; gone: number }> {
  const pool = new AnalysisPool(new URL('./cancel-thread.ts', import.meta.url), 1)
  const inside = new BroadcastChannel('bench-cancel')
  const ready = new Promise((resolve) => {
    inside.onmessage = resolve
  })
  const ended: Promise<unknown>[] = []
  const { terminate } = Worker.prototype
  Worker.prototype.terminate = function (this: Worker) {
    const end = terminate.call(this)
    ended.push(end)
    return end
  }
  try {
    const request = { file, path: file, hash: '', size: 0, maxFileBytes: 0, language: 'auto', known: null, engineVersion: '' } as const
    const answer = pool.analyse(request).then(
      () => 0,
      () => performance.now(),
    )
    await ready
    await after(wait)
    const began = performance.now()
    pool.close()
    const answered = (await answer) - began
    await Promise.all(ended)
    return { answered, gone: performance.now() - began }
  } finally {
    Worker.prototype.terminate = terminate
    inside.close()
  }
}

/** Some cancels in the middle of one format's parser, at random moments (seeded). @param format as the registry names it */
export async function measureCancel(format: string, work: string, large: readonly BenchFile[]): Promise<CancelTime> {
  const random = seeded(7)
  const { file, bytes } = fileOf(format, work, large)
  let [answered, gone] = [0, 0]
  for (let i = 0; i < TRIES; i++) {
    const once = await cancelOnce(file, random(60))
    answered = Math.max(answered, once.answered)
    gone = Math.max(gone, once.gone)
  }
  return { format, bytes, answered, gone }
}

/** Every format there is. */
export async function measureCancels(work: string, large: readonly BenchFile[]): Promise<CancelTime[]> {
  const times: CancelTime[] = []
  for (const format of seedsByFormat().keys()) times.push(await measureCancel(format, work, large))
  return times
}
