import type { Block, Language, ParsedDocument, Passage } from '../contract/blocks.ts'
import type { PassageView } from '../contract/library-api.ts'
import type { AnalysisItem } from '../contract/results.ts'
import { indexTokens } from '../contract/text/bigrams.ts'
import { type Db, sql } from './connection.ts'
import { formerDocument } from './former-contents.ts'
import { partAt } from './parts.ts'
import { packPositions } from './positions.ts'

/** Tables `contents`, `blocks_fts`, `indexing`, `analyses`, `occurrences`: what belongs to the bytes of a document, not to any run. */

/** A block's row in the full-text index is `content id × 2^20 + block index`; blocks beyond that are readable, not searchable. */
export const BLOCKS_PER_CONTENT = 2 ** 20

/** One small step of a longer write; the store thread packs as many into a transaction as fit its time. */
export type Step = (db: Db) => void

/** Steps that store a parsed document and index its blocks; each may be repeated, and an index cut off half-way is taken up again. */
export function contentSteps(document: ParsedDocument): Step[] {
  const state = { id: 0, done: 0, complete: false }
  const indexed = document.blocks.slice(0, BLOCKS_PER_CONTENT)
  return [
    (db) => Object.assign(state, openContent(db, document)),
    ...indexed.map((block, index) => (db: Db) => {
      if (state.complete || index < state.done) return
      indexBlock(db, state.id, index, block)
      sql(db, 'UPDATE indexing SET done=? WHERE content_id=?').run(index + 1, state.id)
    }),
    (db) => {
      sql(db, 'DELETE FROM indexing WHERE content_id=?').run(state.id)
    },
  ]
}

function openContent(db: Db, document: ParsedDocument): { id: number; done: number; complete: boolean } {
  const { contentHash, parserVersion } = document
  const existing = sql<{ id: number }>(db, 'SELECT id FROM contents WHERE hash=? AND parser_version=?').get(contentHash, parserVersion)
  if (existing) {
    const open = sql<{ done: number }>(db, 'SELECT done FROM indexing WHERE content_id=?').get(existing.id)
    return { id: existing.id, done: open?.done ?? 0, complete: open === undefined }
  }
  const result = sql(
    db,
    `INSERT INTO contents(hash, parser_version, encoding, language, tag, title, block_count, warnings, blocks, decoded)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    contentHash,
    parserVersion,
    document.encoding,
    document.language,
    document.tag,
    document.title ?? null,
    document.blocks.length,
    JSON.stringify(document.warnings),
    JSON.stringify(document.blocks),
    document.decoded,
  )
  const id = Number(result.lastInsertRowid)
  sql(db, 'INSERT INTO indexing(content_id, done) VALUES(?, 0)').run(id)
  return { id, done: 0, complete: false }
}

function indexBlock(db: Db, contentId: number, index: number, block: Block): void {
  const tokens = indexTokens(block.text)
  if (tokens) sql(db, 'INSERT INTO blocks_fts(rowid, text) VALUES(?, ?)').run(contentId * BLOCKS_PER_CONTENT + index, tokens)
}

/** Steps that store an analysis. Its own row comes last: where it is, all occurrences are. */
export function analysisSteps(item: AnalysisItem): Step[] {
  const { contentHash, engineVersion } = item
  return [
    ...item.occurrences.map((entry) => (db: Db) => {
      sql(
        db,
        'INSERT OR REPLACE INTO occurrences(language, key, content_id, engine_version, surface, positions) VALUES(?, ?, ?, ?, ?, ?)',
      ).run(entry.language, entry.key, occurrenceContent(db, contentHash), engineVersion, entry.surface, packPositions(entry.positions))
    }),
    (db) => {
      sql(db, 'INSERT OR REPLACE INTO analyses(content_hash, engine_version, payload) VALUES(?, ?, ?)').run(
        contentHash,
        engineVersion,
        item.payload,
      )
    },
  ]
}

/** The short number occurrences know a content by: its hash in every row would be half of the file. */
function occurrenceContent(db: Db, contentHash: string): number {
  const row = sql<{ id: number }>(db, 'SELECT id FROM occurrence_contents WHERE content_hash=?').get(contentHash)
  return row?.id ?? Number(sql(db, 'INSERT INTO occurrence_contents(content_hash) VALUES(?)').run(contentHash).lastInsertRowid)
}

interface ContentRow {
  readonly hash: string
  readonly parserVersion: string
  readonly encoding: string
  readonly language: Language
  readonly tag: string
  readonly title: string | null
  readonly warnings: string
  readonly blocks: string
  readonly decoded: string
}

const CONTENT = `SELECT hash, parser_version AS parserVersion, encoding, language, tag, title, warnings, blocks, decoded FROM contents`

function toDocument(row: ContentRow): ParsedDocument {
  return {
    contentHash: row.hash,
    parserVersion: row.parserVersion,
    encoding: row.encoding,
    language: row.language,
    tag: row.tag,
    ...(row.title === null ? {} : { title: row.title }),
    decoded: row.decoded,
    blocks: JSON.parse(row.blocks),
    warnings: JSON.parse(row.warnings),
  }
}

/** The newest parse of a content, or that of one parser version. */
export function parsedDocument(db: Db, contentHash: string, parserVersion?: string): ParsedDocument | null {
  const row =
    parserVersion === undefined
      ? sql<ContentRow>(db, `${CONTENT} WHERE hash=? ORDER BY id DESC LIMIT 1`).get(contentHash)
      : sql<ContentRow>(db, `${CONTENT} WHERE hash=? AND parser_version=?`).get(contentHash, parserVersion)
  return row ? toDocument(row) : null
}

export const analysisPayload = (db: Db, contentHash: string, engineVersion: string): string | null =>
  sql<{ payload: string }>(db, 'SELECT payload FROM analyses WHERE content_hash=? AND engine_version=?').get(contentHash, engineVersion)
    ?.payload ?? null

/** The document people know a content by: the first that is not hidden, by id. */
export const documentOfContent = (db: Db, contentHash: string): { readonly id: number; readonly path: string } | null =>
  sql<{ id: number; path: string }>(db, 'SELECT id, path FROM documents WHERE content_hash=? AND hidden=0 ORDER BY id LIMIT 1').get(
    contentHash,
  ) ?? null

/** The document people know a passage of this content by: the one that has it, else the one that had it. */
export const documentOfPassage = (db: Db, contentHash: string): ReturnType<typeof documentOfContent> =>
  documentOfContent(db, contentHash) ?? formerDocument(db, contentHash)

/** A passage with the document it is known by and the part it lies in. */
export function passageView(db: Db, passage: Passage, document: ReturnType<typeof documentOfContent>): PassageView {
  const part = partAt(db, passage.contentHash, passage.start)
  return { ...passage, documentId: document?.id ?? null, path: document?.path ?? null, ...(part === undefined ? {} : { part }) }
}

export const passageViews = (db: Db, passages: readonly Passage[]): PassageView[] =>
  passages.map((passage) => passageView(db, passage, documentOfPassage(db, passage.contentHash)))
