import { AppError } from '../contract/errors.ts'
import type { ExportFormat } from '../contract/host-api.ts'
import type { DefinitionView, PassageView, TermDetail } from '../contract/library-api.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { LibraryStore } from '../store/api.ts'
import type { DocumentPlaces } from './documents.ts'
import { exportText } from './export/index.ts'
import type { ExportDefinition, ExportEntry, ExportGlossary, ExportSource } from './export/model.ts'
import { compareEntries } from './export/order.ts'

/** From the library's rows to an export: collects the glossary as plain values and hands it to the format's writer. */

export interface ExportOptions {
  /** Only the best so many terms of the glossary ranking. */
  readonly limit?: number
  /** Gives the relative link to a document, by its absolute path; without it, or where it gives none, links are the documents' own paths. */
  readonly href?: (file: string) => string | null
}

export type ExportStore = Pick<LibraryStore, 'terms' | 'info' | 'human'>

const PAGE = 500
const ATTEMPTS = 5

/** Every term of the glossary view, best first; reads again when somebody wrote in between, so that the pages belong together. */
async function glossaryTerms(store: Pick<LibraryStore, 'terms'>, limit: number): Promise<TermDetail[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const rows: TermDetail[] = []
    let cursor: string | null = null
    let generation: number | null = null
    let torn = false
    do {
      const page = await store.terms.exportPage(
        { view: 'glossary', sort: 'rank', preview: false },
        cursor,
        Math.min(PAGE, limit - rows.length),
      )
      torn = generation !== null && page.generation !== generation
      generation = page.generation
      rows.push(...page.rows)
      cursor = page.next
    } while (cursor !== null && rows.length < limit && !torn)
    if (!torn) return rows
  }
  throw new AppError('DB_BUSY', 'The library kept changing while it was exported. Try again when the run has ended.')
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

function sourceOf(passage: PassageView, places: DocumentPlaces, options: ExportOptions): ExportSource {
  const id = passage.documentId
  const name = id === null ? undefined : places.name(id)
  const file = id === null ? null : places.file(id)
  const own = name === undefined ? null : encodePath(name)
  const href = (file === null ? null : options.href?.(file)) ?? own
  return {
    file: name ?? passage.path ?? 'removed document',
    href,
    sha256: passage.contentHash,
    line: passage.line,
    start: passage.start,
    end: passage.end,
    quote: passage.quote,
  }
}

const definitionOf = (view: DefinitionView, places: DocumentPlaces, options: ExportOptions): ExportDefinition => ({
  kind: view.kind,
  text: view.text,
  sources: view.sources.map((passage) => sourceOf(passage, places, options)),
})

/** `language:key`, with `#2` … where two concepts share both. */
function idsOf(rows: readonly TermDetail[]): Map<number, string> {
  const seen = new Map<string, number>()
  const ids = new Map<number, string>()
  for (const row of rows) {
    const base = `${row.language}:${foldKey(row.headword)}`
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    ids.set(row.id, count === 1 ? base : `${base}#${count}`)
  }
  return ids
}

interface Known {
  readonly ids: ReadonlyMap<number, string>
  readonly edits: ReadonlyMap<number, string>
  readonly places: DocumentPlaces
  readonly options: ExportOptions
}

function entryOf(row: TermDetail, { ids, edits, places, options }: Known): ExportEntry {
  const { language, headword, reading, readingSure, abbreviation, category, decision, required, frequency, documents, note } = row
  const { glossaryRank, glossaryScore, termhoodRank, termhoodScore } = row
  const key = (surface: string) => surface.normalize('NFC')
  return {
    ...{ language, headword, reading, readingSure, abbreviation, category, decision, required, frequency, documents, note },
    ...{ glossaryRank, glossaryScore, termhoodRank, termhoodScore },
    id: ids.get(row.id) ?? `${language}:${foldKey(headword)}`,
    variants: row.variants
      .filter(({ surface }) => key(surface) !== key(headword))
      .map(({ surface, rule, count, usage }) => ({ surface, rule, count, usage })),
    definitions: row.definitions.filter(({ text }) => text !== '').map((view) => definitionOf(view, places, options)),
    related: (row.imported?.related ?? row.related).map(({ id, headword: other }) => ({
      id: id === null ? null : (ids.get(id) ?? null),
      headword: other,
    })),
    editedAt: edits.get(row.id) ?? row.imported?.editedAt ?? null,
  }
}

/** The glossary as people see it now, in the order of an export. */
export async function collectGlossary(store: ExportStore, places: DocumentPlaces, options: ExportOptions = {}): Promise<ExportGlossary> {
  const rows = await glossaryTerms(store, options.limit ?? Number.POSITIVE_INFINITY)
  const ids = idsOf(rows)
  const edits = new Map(await store.human.editTimes())
  const entries = rows.map((row) => entryOf(row, { ids, edits, places, options })).sort(compareEntries)
  return { documents: (await store.info()).documents.ok, entries }
}

/** The text of an export and the number of terms in it. */
export async function exportGlossary(
  store: ExportStore,
  places: DocumentPlaces,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<{ readonly text: string; readonly terms: number }> {
  const glossary = await collectGlossary(store, places, options)
  return { text: exportText(glossary, format), terms: glossary.entries.length }
}
