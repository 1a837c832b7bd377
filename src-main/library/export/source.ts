import { basename, join } from 'node:path'
import type { ExportScope } from '../../contract/export.ts'
import type { ConceptId, PassageView } from '../../contract/library-api.ts'
import { bytesHash } from '../../contract/text/content-key.ts'
import { foldKey } from '../../contract/text/fold.ts'
import { withoutHeadword } from '../../contract/text/glossary-form.ts'
import type { Db } from '../../store/connection.ts'
import { listDocuments, listRoots } from '../../store/documents.ts'
import { type ExportHead, exportHeads, shownKinds } from '../../store/export-heads.ts'
import { ExportReader, type ExportRow } from '../../store/export-rows.ts'
import { editTimes } from '../../store/human-history.ts'
import { documentCounts } from '../../store/info.ts'
import { type DocumentPlaces, placesOf } from '../documents.ts'
import { type ExportDefinition, type ExportEntry, type ExportGlossary, type ExportSource, type ExportSummary, isJapanese } from './model.ts'
import { sortEntries } from './order.ts'

/** From a library's rows to the glossary of an export: ordered once by what is small, then read a few hundred entries at a time. */

export interface SourceOptions {
  readonly scope: ExportScope
  /** Only the best so many terms of the glossary ranking. */
  readonly limit?: number
  /** Definitions without their headword and copula. */
  readonly brief?: boolean
  /** Gives the relative link to a document, by its absolute path; without it, or where it gives none, links are the documents' own paths. */
  readonly href?: (file: string) => string | null
  /** Called for each entry handed out; a place to count, and to throw when somebody cancelled. */
  readonly onEntry?: () => void
}

const CHUNK = 400

/**
 * The glossary of an open connection. All reads must see one state of the file: the caller holds a transaction while the entries are gone
 * through.
 *
 * @param file the library's path; its name is the glossary's title
 */
export function glossaryFrom(db: Db, file: string, options: SourceOptions): ExportGlossary {
  const heads = exportHeads(db, options.scope, options.limit)
  const known: Known = {
    ids: idsOf(heads),
    edits: new Map(editTimes(db)),
    places: placesOf(listRoots(db), listDocuments(db, true), join),
    hrefs: new Map(),
    href: options.href,
    brief: options.brief === true,
  }
  const order = sortEntries(heads).map(({ id }) => id)
  return {
    title: titleOf(file),
    summary: new Summary(db, heads),
    entries: { [Symbol.iterator]: () => entriesOf(new ExportReader(db, heads), order, known, options.onEntry) },
  }
}

/** What people call a library: the file's name without its ending and without the hash that keeps folders' libraries apart. */
export const titleOf = (file: string): string =>
  basename(file)
    .replace(/\.glossary$/i, '')
    .replace(/-[0-9a-f]{12}$/, '')

/** Counted when a format first asks: word lists tell nobody how many of their words are defined. */
class Summary implements ExportSummary {
  readonly terms: number
  readonly #db: Db
  readonly #heads: readonly ExportHead[]
  #counted: Omit<ExportSummary, 'terms' | 'japanese'> | undefined
  #japanese: number | undefined

  constructor(db: Db, heads: readonly ExportHead[]) {
    this.terms = heads.length
    this.#db = db
    this.#heads = heads
  }

  get defined(): number {
    return this.#counts().defined
  }

  get contexts(): number {
    return this.#counts().contexts
  }

  get documents(): number {
    return this.#counts().documents
  }

  get japanese(): number {
    this.#japanese ??= this.#heads.filter(isJapanese).length
    return this.#japanese
  }

  #counts(): Omit<ExportSummary, 'terms' | 'japanese'> {
    if (this.#counted === undefined) {
      const kinds = shownKinds(
        this.#db,
        this.#heads.map(({ id }) => id),
      )
      const contexts = [...kinds.values()].filter((kind) => kind === 'context').length
      this.#counted = { defined: kinds.size - contexts, contexts, documents: documentCounts(this.#db).ok }
    }
    return this.#counted
  }
}

interface Known {
  readonly ids: ReadonlyMap<ConceptId, string>
  readonly edits: ReadonlyMap<ConceptId, string>
  readonly places: DocumentPlaces
  readonly hrefs: Map<number, { readonly file: string; readonly href: string | null }>
  readonly href: SourceOptions['href']
  readonly brief: boolean
}

function* entriesOf(
  reader: ExportReader,
  order: readonly ConceptId[],
  known: Known,
  onEntry: (() => void) | undefined,
): Generator<ExportEntry> {
  for (let from = 0; from < order.length; from += CHUNK) {
    for (const row of reader.rows(order.slice(from, from + CHUNK))) {
      onEntry?.()
      yield entryOf(row, known)
    }
  }
}

/** `language:key`, with `#2` … where two concepts share both; by rank, so that the better one keeps the plain id. */
function idsOf(heads: readonly ExportHead[]): Map<ConceptId, string> {
  const seen = new Map<string, number>()
  const ids = new Map<ConceptId, string>()
  for (const { id, language, headword } of heads) {
    const base = `${language}:${foldKey(headword)}`
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    ids.set(id, count === 1 ? base : `${base}#${count}`)
  }
  return ids
}

const encodePath = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/')

function sourceOf(passage: PassageView, known: Known): ExportSource {
  const { contentHash, line, part, start, end, quote } = passage
  const { file, href } = placeOf(passage, known)
  const sha256 = bytesHash(contentHash)
  return part === undefined ? { file, href, sha256, line, start, end, quote } : { file, href, sha256, line, part, start, end, quote }
}

function placeOf(
  { documentId: id, path }: PassageView,
  { places, hrefs, href }: Known,
): { readonly file: string; readonly href: string | null } {
  if (id === null) return { file: path ?? 'removed document', href: null }
  const known = hrefs.get(id)
  if (known !== undefined) return known
  const name = places.name(id)
  const file = places.file(id)
  const own = name === undefined ? null : encodePath(name)
  const place = { file: name ?? path ?? 'removed document', href: (file === null ? null : href?.(file)) ?? own }
  hrefs.set(id, place)
  return place
}

const nfc = (text: string): string => text.normalize('NFC')

/** The definition without the form of the headword it begins with, whichever that is. */
const briefly = (text: string, names: readonly string[], language: string): string =>
  names.map((name) => withoutHeadword(text, name, language)).find((short) => short !== text) ?? text

/**
 * One entry, in composed form (NFC) but for quotations, which are what the documents say. Its fields are written out one by one: fifty thousand
 * times, an object put together from others costs more than reading the rows.
 */
function entryOf(row: ExportRow, known: Known): ExportEntry {
  const { language, imported } = row
  const headword = nfc(row.headword)
  const forms = row.variants.map(({ surface, rule, count, usage }) => ({ surface: nfc(surface), rule, count, usage }))
  return {
    id: known.ids.get(row.id) ?? `${language}:${foldKey(row.headword)}`,
    language,
    headword,
    usage: forms.find(({ surface }) => surface === headword)?.usage ?? null,
    reading: row.reading === null || row.reading === '' ? null : nfc(row.reading),
    readingSure: row.readingSure,
    abbreviation: row.abbreviation === null ? null : nfc(row.abbreviation),
    category: nfc(row.category),
    decision: row.decision,
    required: row.required,
    frequency: row.frequency,
    documents: row.documents,
    glossaryRank: row.glossaryRank,
    glossaryScore: row.glossaryScore,
    termhoodRank: row.termhoodRank,
    termhoodScore: row.termhoodScore,
    variants: forms.filter(({ surface }) => surface !== headword),
    definitions: definitionsOf(row, [headword, ...forms.map(({ surface }) => surface)], known),
    related: (imported?.related ?? row.related).map(({ id, headword: other }) => ({
      id: id === null ? null : (known.ids.get(id) ?? null),
      headword: nfc(other),
    })),
    note: nfc(row.note),
    editedAt: known.edits.get(row.id) ?? imported?.editedAt ?? null,
  }
}

/** @param names the headword and its other forms, one of which a definition may begin with */
function definitionsOf({ definitions, language }: ExportRow, names: readonly string[], known: Known): ExportDefinition[] {
  const made: ExportDefinition[] = []
  for (const { kind, text, sources } of definitions) {
    if (text === '') continue
    const whole = nfc(text)
    made.push({
      kind,
      // What people wrote is theirs.
      text: known.brief && kind !== 'human' ? briefly(whole, names, language) : whole,
      sources: sources.map((passage) => sourceOf(passage, known)),
    })
  }
  return made
}
