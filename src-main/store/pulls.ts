import { MAX_PAGE_BYTES } from '../contract/link.ts'
import { type ConceptItem, type ConceptRef, type DefinitionKind, PACK_FROM_BYTES } from '../contract/results.ts'
import type { RunId } from '../contract/run.ts'
import type { Pull } from '../contract/run-protocol.ts'
import type { Page } from '../runs/ports.ts'
import { ANSWERS, cacheGet } from './caches.ts'
import { type Db, sql } from './connection.ts'
import { analysisPayload, parsedDocument } from './contents.ts'
import { problemsAfter } from './problems.ts'
import { liveRevision, stagedRevision } from './revisions.ts'
import { fieldsOf, machineDefinitions, type Sight, type StoredTerm, sightOf } from './term-rows.ts'
import { variantsOf } from './variants.ts'

/** What a worker asks for, in pages of at most 256 KB of JSON text (one row at least, however big). */

export function pullPage(db: Db, runId: RunId, pull: Pull, cursor: string | null): Page {
  switch (pull.source) {
    case 'analyses':
      return keyedPage(pull.contentHashes, cursor, (contentHash) => {
        const payload = analysisPayload(db, contentHash, pull.engineVersion)
        return payload === null ? null : { contentHash, payload }
      })
    case 'parsed':
      return keyedPage(pull.contentHashes, cursor, (contentHash) => parsedDocument(db, contentHash, pull.parserVersion))
    case 'concepts':
      return termPages(db, runId, cursor, (sight, term) => conceptItem(db, sight, term))
    case 'definitions':
      return termPages(db, runId, cursor, (sight, term) => definitionRow(db, sight, term))
    case 'cached-answers':
      return keyedPage(pull.keys, cursor, (key) => {
        const [value] = cacheGet(db, ANSWERS, [key])
        return value === null || value === undefined ? null : { key, value }
      })
    case 'problems':
      return problemPages(db, runId, cursor)
  }
}

/** Rows by key, in the order asked for; the cursor is the index of the next key. */
function keyedPage(keys: readonly string[], cursor: string | null, read: (key: string) => unknown): Page {
  const page = new PageBuilder()
  let next = cursor === null ? 0 : Number(cursor)
  for (; next < keys.length; next++) {
    const row = read(keys[next] as string)
    if (row !== null && !page.add(row)) break
  }
  return { rows: page.rows, next: next < keys.length ? String(next) : null }
}

/** Problems of the review the run stages, else of the live one; the cursor is the id of the last row. */
function problemPages(db: Db, runId: RunId, cursor: string | null): Page {
  const review = stagedRevision(db, runId, 'review') ?? sightOf(db, false).review
  const page = new PageBuilder()
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
  const page = new PageBuilder()
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
  }
}

interface DefinitionRow {
  readonly concept: ConceptRef
  readonly headword: string
  readonly text: string
  /** A `context` is no definition: the review counts it as missing. */
  readonly kind: DefinitionKind | 'human'
  readonly pinned: boolean
}

class PageBuilder {
  readonly rows: unknown[] = []
  #bytes = 0

  /** False when the row does not fit any more. */
  add(row: unknown): boolean {
    const json = JSON.stringify(row)
    const bytes = json.length * 2
    if (this.rows.length > 0 && this.#bytes + bytes > MAX_PAGE_BYTES) return false
    // A big row passes main as text: copying the objects of a document twice would block it.
    this.rows.push(bytes >= PACK_FROM_BYTES ? json : row)
    this.#bytes += bytes
    return true
  }
}
