import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FAILURE_KINDS, type RunId, STAGES, type Stage } from '../contract/run.ts'
import type { SidecarRecord, SidecarStore } from '../runs/ports.ts'

/** Outcomes that could not be written into the library: `outcome-<library id>-<run>.json` beside the app's data, applied at the next opening. */

const sidecarSchema = z.object({
  runId: z.int().positive(),
  epoch: z.string(),
  outcome: z.enum(['completed', 'cancelled', 'failed', 'interrupted']),
  failureKind: z.enum(FAILURE_KINDS).optional(),
  error: z.string().optional(),
  completion: z
    .object({
      runId: z.int(),
      lastSeq: z.int(),
      durationMs: z.number(),
      counts: z.string(),
      stages: z.array(
        z.object({ stage: z.enum(STAGES), result: z.enum(['staged', 'unchanged', 'nothing']), inputDigest: z.string(), items: z.int() }),
      ),
    })
    .optional(),
  lastSeq: z.int(),
  /** Rows staged by stage when the outcome was put aside; fewer at the next opening mean that a power cut took some. */
  staged: z.partialRecord(z.enum(STAGES), z.int()).optional(),
})
export type StoredSidecar = z.infer<typeof sidecarSchema>

const fileName = (libraryId: string, runId: RunId): string => `outcome-${libraryId}-${runId}.json`

/** @param stagedItems counts of the rows a run has staged, or rejects while the library can't be read. */
export function sidecarStore(
  appDataDir: string,
  libraryId: string,
  stagedItems: (runId: RunId) => Promise<Partial<Record<Stage, number>>>,
): SidecarStore {
  return {
    write: async (record: SidecarRecord) => {
      const staged = await stagedItems(record.runId).catch(() => null)
      const stored = { ...record, ...(staged === null ? {} : { staged }) }
      await mkdir(appDataDir, { recursive: true })
      const file = join(appDataDir, fileName(libraryId, record.runId))
      const temporary = `${file}.tmp`
      const handle = await open(temporary, 'w', 0o600)
      try {
        await handle.writeFile(JSON.stringify(stored))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, file)
      await syncFolder(appDataDir)
    },
    remove: (runId) => rm(join(appDataDir, fileName(libraryId, runId)), { force: true }),
  }
}

/**
 * Makes a rename in this folder survive a power cut: without it the file is whole and may still have its old name. Windows has no such
 * call for folders (opening one fails with EPERM or EISDIR) and journals names by itself.
 */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export interface FoundSidecar {
  readonly file: string
  readonly runId: RunId
  /** null: the file can't be understood; it is left where it is. */
  readonly record: StoredSidecar | null
}

/** The sidecar files of a library, by run. */
export function findSidecars(appDataDir: string, libraryId: string): FoundSidecar[] {
  mkdirSync(appDataDir, { recursive: true })
  const pattern = new RegExp(`^outcome-${libraryId}-(\\d+)\\.json$`, 'u')
  return readdirSync(appDataDir)
    .flatMap((name) => {
      const match = pattern.exec(name)
      if (!match) return []
      const file = join(appDataDir, name)
      return [{ file, runId: Number(match[1]), record: parse(readFileSync(file, 'utf8')) }]
    })
    .sort((a, b) => a.runId - b.runId)
}

function parse(text: string): StoredSidecar | null {
  try {
    return sidecarSchema.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

export const removeSidecar = (file: string): void => rmSync(file, { force: true })
