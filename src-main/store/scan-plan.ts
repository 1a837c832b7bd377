import type { ScannedFile } from './api.ts'

/** What a scan changes, decided from what was known and what was found: plain data, no database. */

export interface KnownDocument {
  readonly id: number
  readonly path: string
  readonly size: number
  readonly mtime: number | null
  readonly hash: string | null
  readonly status: string
  readonly reason: string | null
  readonly scanSkipped: boolean
}

export type ScanChange =
  | { readonly type: 'add'; readonly file: ScannedFile }
  /** Same path, other bytes (or back again after it was missing). */
  | { readonly type: 'change'; readonly id: number; readonly file: ScannedFile; readonly sameContent: boolean }
  /** Same bytes, new path; the document keeps its id. */
  | { readonly type: 'move'; readonly id: number; readonly file: ScannedFile }
  /** Same bytes, only size or time recorded anew. */
  | { readonly type: 'touch'; readonly id: number; readonly file: ScannedFile }
  | { readonly type: 'missing'; readonly id: number }
  | { readonly type: 'skip'; readonly id: number | null; readonly path: string; readonly reason: string }

export interface ScanPlan {
  readonly changes: readonly ScanChange[]
  readonly unchanged: number
}

/** Ordered so that a path is free before another document takes it: missing, moves, changes, additions, skips. */
export function planScan(
  known: readonly KnownDocument[],
  files: readonly ScannedFile[],
  skipped: readonly { readonly path: string; readonly reason: string }[],
): ScanPlan {
  const byPath = new Map(known.map((document) => [document.path, document]))
  const found = new Set([...files.map((file) => file.path), ...skipped.map((file) => file.path)])
  const gone = known.filter((document) => !found.has(document.path))
  const changes: ScanChange[] = []
  let unchanged = 0
  const fresh: ScannedFile[] = []
  for (const file of files) {
    const document = byPath.get(file.path)
    if (!document) fresh.push(file)
    else if (document.scanSkipped || document.status === 'missing' || document.hash !== file.hash) {
      changes.push({ type: 'change', id: document.id, file, sameContent: document.hash === file.hash && !document.scanSkipped })
    } else {
      unchanged++
      if (document.size !== file.size || document.mtime !== file.mtimeMs) changes.push({ type: 'touch', id: document.id, file })
    }
  }
  const { moves, added, missing } = matchMoves(gone, fresh)
  const skips = skipped.flatMap(({ path, reason }): ScanChange[] => {
    const document = byPath.get(path)
    if (document?.scanSkipped && document.reason === reason && document.status === 'skipped') return []
    return [{ type: 'skip', id: document?.id ?? null, path, reason }]
  })
  return { changes: [...missing, ...moves, ...changes, ...added, ...skips], unchanged }
}

/** A new file with the bytes of a document that is gone is that document; of several, the first by path. */
function matchMoves(gone: readonly KnownDocument[], fresh: readonly ScannedFile[]) {
  const byHash = new Map<string, KnownDocument[]>()
  for (const document of [...gone].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if (document.hash !== null && !document.scanSkipped) byHash.set(document.hash, [...(byHash.get(document.hash) ?? []), document])
  }
  const moved = new Set<number>()
  const moves: ScanChange[] = []
  const added: ScanChange[] = []
  for (const file of fresh) {
    const document = byHash.get(file.hash)?.shift()
    if (document) {
      moved.add(document.id)
      moves.push({ type: 'move', id: document.id, file })
    } else added.push({ type: 'add', file })
  }
  const missing = gone
    .filter((document) => !moved.has(document.id) && document.status !== 'missing')
    .map((document): ScanChange => ({ type: 'missing', id: document.id }))
  return { moves, added, missing }
}
