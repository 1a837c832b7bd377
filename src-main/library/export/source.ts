import { basename, join } from 'node:path'
import type { ExportScope } from '../../contract/export.ts'
import type { ConceptId, DefinitionView, PassageView } from '../../contract/library-api.ts'
import { bytesHash } from '../../contract/text/content-key.ts'
import { foldKey } from '../../contract/text/fold.ts'
import { withoutHeadword } from '../../contract/text/glossary-form.ts'
import type { Db } from '../../store/connection.ts'
import { listDocuments, listRoots } from '../../store/documents.ts'
import { type ExportHead, exportHeads } from '../../store/export-heads.ts'
import { ExportReader, type ExportRow } from '../../store/export-rows.ts'
import { editTimes } from '../../store/human-history.ts'
import { libraryCounts } from '../../store/info.ts'
import { type DocumentPlaces, placesOf } from '../documents.ts'
import { type ExportDefinition, type ExportEntry, type ExportGlossary, type ExportSource, isJapanese } from './model.ts'
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
  const summary = {
    terms: heads.length,
    defined: heads.filter(({ definition }) => definition !== null && definition !== 'context').length,
    contexts: heads.filter(({ definition }) => definition === 'context').length,
    documents: libraryCounts(db).documents.ok,
    japanese: heads.filter(isJapanese).length,
  }
  return {
    title: titleOf(file),
    summary,
    entries: { [Symbol.iterator]: () => entriesOf(new ExportReader(db, heads), order, known, options.onEntry) },
  }
}

/** What people call a library: the file's name without its ending and without the hash that keeps folders' libraries apart. */
export const titleOf = (file: string): string =>
  basename(file)
    .replace(/\.glossary$/i, '')
    .replace(/-[0-9a-f]{12}$/, '')

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
  return { ...placeOf(passage, known), sha256: bytesHash(contentHash), line, ...(part === undefined ? {} : { part }), start, end, quote }
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

const definitionOf = ({ kind, text, sources }: Pick<DefinitionView, 'kind' | 'text' | 'sources'>, known: Known): ExportDefinition => ({
  kind,
  text,
  sources: sources.map((passage) => sourceOf(passage, known)),
})

const nfc = (text: string): string => text.normalize('NFC')

/** The definition without the form of the headword it begins with, whichever that is. */
const briefly = (text: string, names: readonly string[], language: string): string =>
  names.map((name) => withoutHeadword(text, name, language)).find((short) => short !== text) ?? text

/** One entry, in composed form (NFC) but for quotations, which are what the documents say. */
function entryOf(row: ExportRow, known: Known): ExportEntry {
  const { language, readingSure, category, decision, required, frequency, documents } = row
  const { glossaryRank, glossaryScore, termhoodRank, termhoodScore } = row
  const headword = nfc(row.headword)
  const names = [headword, ...row.variants.map(({ surface }) => nfc(surface))]
  // What people wrote is theirs.
  const shown = ({ kind, text }: Pick<DefinitionView, 'kind' | 'text'>): string =>
    known.brief && kind !== 'human' ? briefly(nfc(text), names, language) : nfc(text)
  return {
    ...{ language, readingSure, category: nfc(category), decision, required, frequency, documents },
    ...{ glossaryRank, glossaryScore, termhoodRank, termhoodScore, headword },
    id: known.ids.get(row.id) ?? `${language}:${foldKey(row.headword)}`,
    usage: row.variants.find(({ surface }) => nfc(surface) === headword)?.usage ?? null,
    reading: row.reading === null || row.reading === '' ? null : nfc(row.reading),
    abbreviation: row.abbreviation === null ? null : nfc(row.abbreviation),
    variants: row.variants
      .map(({ surface, rule, count, usage }) => ({ surface: nfc(surface), rule, count, usage }))
      .filter(({ surface }) => surface !== headword),
    definitions: row.definitions.filter(({ text }) => text !== '').map((view) => definitionOf({ ...view, text: shown(view) }, known)),
    related: (row.imported?.related ?? row.related).map(({ id, headword: other }) => ({
      id: id === null ? null : (known.ids.get(id) ?? null),
      headword: nfc(other),
    })),
    note: nfc(row.note),
    editedAt: known.edits.get(row.id) ?? row.imported?.editedAt ?? null,
  }
}
