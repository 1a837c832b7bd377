import type { Passage } from '../contract/blocks.ts'
import { MAX_PAGE_BYTES } from '../contract/link.ts'
import { type ConceptItem, type ConceptRef, type DefinitionKind, PACK_FROM_BYTES, PART_CHARACTERS } from '../contract/results.ts'
import type { RunId } from '../contract/run.ts'
import type { Pull } from '../contract/run-protocol.ts'
import { type Page, StorageError } from '../runs/ports.ts'
import { ANSWERS, cacheGet } from './caches.ts'
import { type Db, sql } from './connection.ts'
import { analysisPayload, parsedDocument } from './contents.ts'
import { problemsAfter } from './problems.ts'
import { liveRevision, stagedRevision } from './revisions.ts'
import { fieldsOf, machineDefinitions, type Sight, type StoredTerm, sightOf } from './term-rows.ts'
import { variantsOf } from './variants.ts'

/** What a worker asks for, in pages of at most 256 KB of JSON text. A bigger row comes in pieces of that size. */

export function pullPage(db: Db, runId: RunId, pull: Pull, cursor: string | null): Page {
  switch (pull.source) {
    case 'analyses':
      return keyedPage(db, pull.source, pull.contentHashes, cursor, (contentHash) => {
        const payload = analysisPayload(db, contentHash, pull.engineVersion)
        return payload === null ? null : { contentHash, payload }
      })
    case 'parsed':
      return keyedPage(db, pull.source, pull.contentHashes, cursor, (contentHash) => parsedDocument(db, contentHash, pull.parserVersion))
    case 'concepts':
      return termPages(db, runId, cursor, (sight, term) => conceptItem(db, sight, term))
    case 'definitions':
      return termPages(db, runId, cursor, (sight, term) => definitionRow(db, sight, term))
    case 'cached-answers':
      return keyedPage(db, pull.source, pull.keys, cursor, (key) => {
        const [value] = cacheGet(db, ANSWERS, [key])
        return value === null || value === undefined ? null : { key, value }
      })
    case 'problems':
      return problemPages(db, runId, cursor)
  }
}

/**
 * Rows by key, in the order asked for. The cursor is the index of the next key; within a big row also where its next piece begins.
 *
 * @throws StorageError when a row went away between two of its pieces
 */
function keyedPage(db: Db, source: Pull['source'], keys: readonly string[], cursor: string | null, read: (key: string) => unknown): Page {
  const [first = 0, offset = 0] = (cursor ?? '0').split(':').map(Number)
  const name = (index: number): string => `${source} ${keys[index]}`
  if (offset > 0) return pieceAt(db, name(first), () => read(keys[first] as string), { index: first, offset, keys: keys.length })
  const page = new PageBuilder(false)
  let next = first
  for (; next < keys.length; next++) {
    const row = read(keys[next] as string)
    if (row === null || page.add(row)) continue
    if (page.rows.length > 0) break
    bigTextsOf(db).delete(name(next))
    return pieceAt(db, name(next), () => row, { index: next, offset: 0, keys: keys.length })
  }
  return { rows: page.rows, next: next < keys.length ? String(next) : null }
}

function pieceAt(
  db: Db,
  name: string,
  read: () => unknown,
  { index, offset, keys }: { readonly index: number; readonly offset: number; readonly keys: number },
): Page {
  const json = bigText(db, name, read)
  const end = offset + PART_CHARACTERS
  const rows = [json.slice(offset, end)]
  if (end < json.length) return { rows, next: `${index}:${end}`, partial: true }
  bigTextsOf(db).delete(name)
  return { rows, next: index + 1 < keys ? String(index + 1) : null }
}

/** Texts of big rows a connection is handing out: making one anew for each of its pieces would take a time in its square. */
const bigTexts = new WeakMap<Db, Map<string, string>>()
const MOST_BIG_TEXTS = 2

function bigTextsOf(db: Db): Map<string, string> {
  const texts = bigTexts.get(db) ?? new Map<string, string>()
  bigTexts.set(db, texts)
  return texts
}

function bigText(db: Db, name: string, read: () => unknown): string {
  const texts = bigTextsOf(db)
  const known = texts.get(name)
  if (known !== undefined) return known
  const row = read()
  if (row === null) throw new StorageError('other', 'A text was removed while it was read.')
  const json = JSON.stringify(row)
  const [oldest] = texts.keys()
  if (oldest !== undefined && texts.size >= MOST_BIG_TEXTS) texts.delete(oldest)
  texts.set(name, json)
  return json
}

/** Problems of the review the run stages, else of the live one; the cursor is the id of the last row. */
function problemPages(db: Db, runId: RunId, cursor: string | null): Page {
  const review = stagedRevision(db, runId, 'review') ?? sightOf(db, false).review
  const page = new PageBuilder(true)
  let last = Number(cursor ?? 0)
  const rows = problemsAfter(db, review, last, MAX_ROWS)
  for (const { id, item } of rows) {
    if (!page.add(item)) return { rows: page.rows, next: String(last) }
    last = id
  }
  return { rows: page.rows, next: rows.length === MAX_ROWS ? String(last) : null }
}

/** Rows a page takes at most; small rows cost time to read one by one. */
const MAX_ROWS = 500

/** Terms of the revision the run stages, else of the live one, in glossary order; the cursor is `rank:concept` of the last row. */
function termPages(db: Db, runId: RunId, cursor: string | null, toRow: (sight: Sight, term: StoredTerm) => unknown): Page {
  const sight = sightOfRun(db, runId)
  const [rank, concept] = cursor === null ? [0, 0] : cursor.split(':').map(Number)
  const terms = sql<StoredTerm>(
    db,
    `SELECT * FROM terms WHERE revision_id=? AND hidden=0 AND (glossary_rank, concept_id) > (?, ?) ORDER BY glossary_rank, concept_id LIMIT ?`,
  ).all(sight.extract, rank, concept, MAX_ROWS)
  const page = new PageBuilder(true)
  let last: StoredTerm | undefined
  for (const term of terms) {
    const row = toRow(sight, term)
    if (row !== null && !page.add(row)) return { rows: page.rows, next: cursorOf(last) }
    last = term
  }
  return { rows: page.rows, next: terms.length === MAX_ROWS ? cursorOf(last) : null }
}

const cursorOf = (term: StoredTerm | undefined): string | null => (term ? `${term.glossary_rank}:${term.concept_id}` : null)

function sightOfRun(db: Db, runId: RunId): Sight {
  const live = sightOf(db, false)
  return {
    ...live,
    extract: stagedRevision(db, runId, 'extract') ?? live.extract,
    generate: stagedRevision(db, runId, 'generate') ?? live.generate,
    liveGenerate: stagedRevision(db, runId, 'generate') ?? liveRevision(db, 'generate')?.revisionId ?? 0,
  }
}

/** The row as the worker sent it, with the variants people gave to or took from the concept. Null without any surface. */
function conceptItem(db: Db, sight: Sight, term: StoredTerm): ConceptItem | null {
  const variants = variantsOf(db, sight.extract, term.concept_id).filter((variant) => variant.language === term.language)
  const headFirst = [...variants.filter(({ key }) => key === term.key), ...variants.filter(({ key }) => key !== term.key)]
  if (headFirst.length === 0) return null
  return {
    type: 'concept',
    language: term.language as ConceptItem['language'],
    headword: term.headword,
    key: term.key,
    sense: term.sense,
    ...(term.reading === null ? {} : { reading: term.reading, readingSure: term.reading_sure === 1 }),
    category: term.category as ConceptItem['category'],
    ...(term.abbreviation === null ? {} : { abbreviation: term.abbreviation }),
    variants: headFirst.map(({ surface, key, rule, count }) => ({ surface, key, rule, count })),
    frequency: term.frequency,
    documents: term.documents,
    glossaryRank: term.glossary_rank,
    termhoodRank: term.termhood_rank,
    glossaryScore: term.glossary_score,
    termhoodScore: term.termhood_score,
    accepted: term.accepted === 1 || term.decision === 1 || term.listed === 1,
    features: JSON.parse(term.features),
    related: JSON.parse(term.related),
    fromGlossary: term.from_glossary === 1,
  }
}

/** What people see as the definition now: their own text, else the best machine text. Null for dropped terms and where there is none. */
function definitionRow(db: Db, sight: Sight, term: StoredTerm): DefinitionRow | null {
  const fields = fieldsOf(db, term.concept_id)
  const machine = machineDefinitions(db, sight, term.concept_id, 1)[0]
  const text = fields.definition ?? machine?.text
  if (text === undefined || term.decision === 2) return null
  return {
    concept: { language: term.language as ConceptRef['language'], key: term.key, sense: term.sense },
    headword: fields.headword ?? term.headword,
    text,
    kind: fields.definition === undefined && machine ? machine.kind : 'human',
    pinned: fields.definition !== undefined,
    sources: fields.definition === undefined && machine ? JSON.parse(machine.sources) : [],
  }
}

interface DefinitionRow {
  readonly concept: ConceptRef
  readonly headword: string
  readonly text: string
  /** A `context` is no definition: the review counts it as missing. */
  readonly kind: DefinitionKind | 'human'
  readonly pinned: boolean
  /** Passages the machine's text cites; none for a text of people. */
  readonly sources: readonly Passage[]
}

class PageBuilder {
  readonly rows: unknown[] = []
  readonly #oneAtLeast: boolean
  #bytes = 0

  /** @param oneAtLeast takes the first row however big it is */
  constructor(oneAtLeast: boolean) {
    this.#oneAtLeast = oneAtLeast
  }

  /** False when the row does not fit any more. */
  add(row: unknown): boolean {
    const json = JSON.stringify(row)
    const bytes = json.length * 2
    const first = this.#oneAtLeast && this.rows.length === 0
    if (!first && this.#bytes + bytes > MAX_PAGE_BYTES) return false
    // A big row passes main as text: copying the objects of a document twice would block it.
    this.rows.push(bytes >= PACK_FROM_BYTES ? json : row)
    this.#bytes += bytes
    return true
  }
}
