import type { Block } from '../contract/blocks.ts'
import { type Db, sql } from './connection.ts'

/** Which part of a document a place lies in, without reading its blocks anew for every passage. */

/** Where each part begins, ascending, with its name; '' = none. */
interface Parts {
  readonly starts: readonly number[]
  readonly names: readonly string[]
}

/** Contents whose parts are kept: those of a glossary's sources come again and again. */
const KEPT = 200
const kept = new WeakMap<Db, Map<number, Parts | null>>()

/** The part that holds `start` of the decoded text; undefined in a document that has no parts, and in one that is not there. */
export function partAt(db: Db, contentHash: string, start: number): string | undefined {
  const content = sql<{ id: number }>(db, 'SELECT id FROM contents WHERE hash=? ORDER BY id DESC LIMIT 1').get(contentHash)
  const parts = content ? partsOf(db, content.id) : null
  if (!parts) return undefined
  let low = 0
  let high = parts.starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (parts.starts[middle]! <= start) low = middle
    else high = middle - 1
  }
  return parts.names[low] || undefined
}

/** A content never changes under its id, so neither does the answer. */
function partsOf(db: Db, id: number): Parts | null {
  const known = kept.get(db) ?? new Map<number, Parts | null>()
  kept.set(db, known)
  const found = known.get(id)
  if (found !== undefined) return found
  const row = sql<{ blocks: string | null }>(
    db,
    `SELECT CASE WHEN instr(blocks, '"part":')>0 THEN blocks END AS blocks FROM contents WHERE id=?`,
  ).get(id)
  const parts = row?.blocks ? readParts(JSON.parse(row.blocks)) : null
  if (known.size >= KEPT) known.delete(known.keys().next().value!)
  known.set(id, parts)
  return parts
}

function readParts(blocks: readonly Block[]): Parts {
  const starts: number[] = []
  const names: string[] = []
  for (const { start, part = '' } of blocks.toSorted((a, b) => a.start - b.start)) {
    if (names.at(-1) === part) continue
    starts.push(start)
    names.push(part)
  }
  return { starts, names }
}
