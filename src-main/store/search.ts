import type { Block } from '../contract/blocks.ts'
import { matchExpression, matchRanges } from '../contract/text/bigrams.ts'
import type { SearchHit, SearchPage, SearchQuery } from './api.ts'
import { type Db, sql } from './connection.ts'
import { BLOCKS_PER_CONTENT, documentOfContent } from './contents.ts'

interface Content {
  readonly hash: string
  readonly blocks: readonly Block[]
  readonly document: { readonly id: number; readonly path: string } | null
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
  const contents = new Map<number, Content | null>()
  const contentOf = (id: number): Content | null => {
    // Read once: the blocks of a big document take longer to parse than the search.
    if (!contents.has(id)) contents.set(id, readContent(db, id))
    return contents.get(id) ?? null
  }
  const hits = ids.flatMap(({ id }) => hitOf(contentOf(Math.floor(id / BLOCKS_PER_CONTENT)), id % BLOCKS_PER_CONTENT, query.text))
  return { total, hits }
}

function readContent(db: Db, id: number): Content | null {
  const row = sql<{ hash: string; blocks: string }>(db, 'SELECT hash, blocks FROM contents WHERE id=?').get(id)
  return row ? { hash: row.hash, blocks: JSON.parse(row.blocks), document: documentOfContent(db, row.hash) } : null
}

function hitOf(content: Content | null, index: number, query: string): SearchHit[] {
  const block = content?.blocks[index]
  if (!content?.document || !block) return []
  const { id, path } = content.document
  const { text, line } = block
  return [{ documentId: id, path, contentHash: content.hash, block: index, text, line, matches: matchRanges(text, query) }]
}
