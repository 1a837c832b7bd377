import { matchExpression, matchRanges } from '../contract/text/bigrams.ts'
import type { SearchHit, SearchPage, SearchQuery } from './api.ts'
import { type Db, sql } from './connection.ts'
import { BLOCKS_PER_CONTENT, documentOfContent } from './contents.ts'

interface BlockRow {
  readonly contentHash: string
  readonly block: number
  readonly text: string
  readonly line: number
}

const DEFAULT_LIMIT = 50

/**
 * Full-text search in the blocks of the documents people see, best first (BM25 over the tokens of bigrams.ts, then document order). Only
 * the newest parse of a content counts. A query without a letter or digit finds nothing.
 */
export function searchBlocks(db: Db, query: SearchQuery): SearchPage {
  const expression = matchExpression(query.text)
  if (expression === null) return { total: 0, hits: [] }
  const visible = `FROM blocks_fts f JOIN contents c ON c.id=f.rowid/${BLOCKS_PER_CONTENT}
    WHERE blocks_fts MATCH ? AND EXISTS(SELECT 1 FROM documents d WHERE d.content_hash=c.hash AND d.hidden=0)
    AND c.id=(SELECT max(id) FROM contents n WHERE n.hash=c.hash)`
  const total = sql<{ n: number }>(db, `SELECT count(*) AS n ${visible}`).get(expression)?.n ?? 0
  const ids = sql<{ id: number }>(db, `SELECT f.rowid AS id ${visible} ORDER BY f.rank, f.rowid LIMIT ? OFFSET ?`).all(
    expression,
    query.limit ?? DEFAULT_LIMIT,
    query.offset ?? 0,
  )
  return { total, hits: ids.flatMap(({ id }) => hitOf(db, id, query.text)) }
}

function hitOf(db: Db, id: number, query: string): SearchHit[] {
  const row = sql<BlockRow>(
    db,
    `SELECT hash AS contentHash, CAST(@block AS INTEGER) AS block, json_extract(blocks, '$[' || CAST(@block AS INTEGER) || '].text') AS text,
       json_extract(blocks, '$[' || CAST(@block AS INTEGER) || '].line') AS line FROM contents WHERE id=@content`,
  ).get({ content: Math.floor(id / BLOCKS_PER_CONTENT), block: id % BLOCKS_PER_CONTENT })
  const document = row && documentOfContent(db, row.contentHash)
  if (!row || !document) return []
  return [{ ...row, documentId: document.id, path: document.path, matches: matchRanges(row.text, query) }]
}
