import type { ConceptId } from '../contract/library-api.ts'
import type { Occurrence } from './api.ts'
import { type Db, sql } from './connection.ts'
import { unpackPositions } from './positions.ts'
import { liveEngine } from './revisions.ts'
import { keysOfConcept } from './variants.ts'

interface Row {
  readonly documentId: number
  readonly path: string
  readonly contentHash: string
  readonly surface: string
  readonly positions: Uint8Array
}

export interface OccurrencePage {
  readonly total: number
  readonly rows: readonly Occurrence[]
  readonly next: string | null
}

/**
 * Every place a concept occurs in the documents people see, by (path, start), all its surfaces. Occurrences are not revisioned: a surface
 * counts for a concept as soon as the concept has it. Of several analyses of a content the one the live terms were made from counts. A
 * document that holds the same content as another is listed as well.
 */
export function occurrencesOf(db: Db, concept: ConceptId, after: string | null, limit: number): OccurrencePage {
  const engine = liveEngine(db)
  const rows = sql<Row>(
    db,
    `SELECT d.id AS documentId, d.path, c.content_hash AS contentHash, o.surface, o.positions FROM occurrences o
     JOIN occurrence_contents c ON c.id=o.content_id JOIN documents d ON d.content_hash=c.content_hash AND d.hidden=0
     WHERE o.language=@language AND o.key=@key AND o.engine_version=coalesce(@engine,
       (SELECT a.engine_version FROM analyses a WHERE a.content_hash=c.content_hash ORDER BY a.rowid DESC LIMIT 1))`,
  )
  const all = new Map<string, Occurrence>()
  for (const { language, key } of keysOfConcept(db, concept)) {
    for (const row of rows.all({ engine, language, key })) {
      const triples = unpackPositions(row.positions)
      for (let i = 0; i < triples.length; i += 3) {
        const [start, end, line] = [triples[i] as number, triples[i + 1] as number, triples[i + 2] as number]
        const { documentId, path, contentHash, surface } = row
        all.set(`${documentId}:${start}:${end}`, { documentId, path, contentHash, surface, start, end, line })
      }
    }
  }
  const sorted = [...all.values()].sort(byPlace)
  const from = after === null ? 0 : Number(after)
  const page = sorted.slice(from, from + limit)
  return { total: sorted.length, rows: page, next: from + page.length < sorted.length ? String(from + page.length) : null }
}

const byPlace = (a: Occurrence, b: Occurrence): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : a.documentId - b.documentId || a.start - b.start || a.end - b.end
