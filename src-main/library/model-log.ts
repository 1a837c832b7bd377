import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type ModelLogEntry, type ModelLogPage, modelLogEntrySchema } from '../contract/models-api.ts'
import type { RunId } from '../contract/run.ts'

/**
 * The model log: what a run sent to a model and what came back, one JSON object a line in a file of the data folder that only this user may
 * read. Off unless people switch it on; never in a library. The worker writes it (src-worker/models/log.ts).
 */

/** As many as logs of runs are kept. */
const KEPT_RUNS = 50
const PAGE_BYTES = 1024 * 1024
const MOST_ENTRIES = 50

export interface ModelLogs {
  /** The file a run writes to; its folder is made, and files of runs long past are deleted. */
  prepare(library: string, run: RunId): string
  /** A page of a run's entries from a byte offset on. */
  read(library: string, run: RunId, from: number): ModelLogPage
  /** Deletes every log of a library. */
  forget(library: string): void
}

const runOf = (name: string): number => Number(/^run-(\d+)\.jsonl$/u.exec(name)?.[1] ?? Number.NaN)

/** @param home the data folder, absolute */
export function modelLogs(home: string): ModelLogs {
  const folderOf = (library: string): string => join(home, 'model-logs', library.replace(/[^\w-]/gu, '_'))
  const fileOf = (library: string, run: RunId): string => join(folderOf(library), `run-${run}.jsonl`)
  return {
    prepare(library, run) {
      const folder = folderOf(library)
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      for (const name of readdirSync(folder)) if (runOf(name) <= run - KEPT_RUNS) rmSync(join(folder, name), { force: true })
      return fileOf(library, run)
    },
    read: (library, run, from) => readPage(fileOf(library, run), from),
    forget: (library) => rmSync(folderOf(library), { recursive: true, force: true }),
  }
}

function readPage(file: string, from: number): ModelLogPage {
  if (!existsSync(file)) return { entries: [], next: null, logged: false }
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const entries: ModelLogEntry[] = []
    let at = from
    for (let bytes = PAGE_BYTES; entries.length === 0 && at < size; bytes *= 2) {
      const buffer = Buffer.alloc(Math.min(bytes, size - at))
      const { lines, end } = wholeLines(buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, at)))
      entries.push(...lines.flatMap(parse))
      at += end
      // A last line still being written is left for the next time.
      if (end === 0 && buffer.length === size - from) return { entries, next: null, logged: true }
    }
    return { entries, next: at < size ? at : null, logged: true }
  } finally {
    closeSync(descriptor)
  }
}

function wholeLines(bytes: Buffer): { readonly lines: readonly string[]; readonly end: number } {
  const lines: string[] = []
  let end = 0
  for (let next = bytes.indexOf(10); next !== -1 && lines.length < MOST_ENTRIES; next = bytes.indexOf(10, end)) {
    lines.push(bytes.toString('utf8', end, next))
    end = next + 1
  }
  return { lines, end }
}

/** Empty for a line that is no entry: cut off when the power went. */
function parse(line: string): ModelLogEntry[] {
  try {
    const entry = modelLogEntrySchema.safeParse(JSON.parse(line))
    return entry.success ? [entry.data] : []
  } catch {
    return []
  }
}
