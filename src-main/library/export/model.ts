import type { Decision, UsageStatus } from '../../contract/library-api.ts'
import type { DefinitionKind, VariantRule } from '../../contract/results.ts'
import { hasCjk } from '../../contract/text/fold.ts'
import { type PartLanguage, placeLabel } from '../../contract/text/part.ts'

/**
 * What an exporter gets: plain rows, already decided by the library (human layer on top, excluded terms left out). Nothing in it depends
 * on the time or the machine, so every format is a pure function of it: same glossary, same bytes.
 */

/** A passage as an export shows it. Offsets are UTF-16 units in the decoded document. */
export interface ExportSource {
  /** Path people know the document by: relative to its root, `/`-separated, led by the root's name when there are several roots. */
  readonly file: string
  /** Relative link from the output file's place to the document, percent-encoded; null when there is no such path. */
  readonly href: string | null
  readonly sha256: string
  readonly line: number
  /** Page, slide, sheet and cell, chapter, note, time: where the document has parts. */
  readonly part?: string
  readonly start: number
  readonly end: number
  readonly quote: string
}

export interface ExportDefinition {
  readonly kind: DefinitionKind | 'human'
  readonly text: string
  readonly sources: readonly ExportSource[]
}

/** Where the passages are, for people, each place once: `guide.md:12`, `report.pdf, page 7`. */
export const placesOf = (sources: readonly ExportSource[], language: PartLanguage): string[] => [
  ...new Set(sources.map(({ file, line, part }) => placeLabel(file, line, part, language))),
]

/** The same for programs: `guide.md#L12`. */
export const placeNames = (sources: readonly ExportSource[]): string[] => [
  ...new Set(sources.map(({ file, line, part }) => (part === undefined ? `${file}#L${line}` : placeLabel(file, line, part, 'en')))),
]

export interface ExportVariant {
  readonly surface: string
  readonly rule: VariantRule
  readonly count: number
  readonly usage: UsageStatus | null
}

export interface ExportEntry {
  /** `language:key`, unique in the export; the same for the same concept whatever run found it. */
  readonly id: string
  readonly language: string
  readonly headword: string
  /** What a person said about the headword itself. */
  readonly usage: UsageStatus | null
  readonly reading: string | null
  readonly readingSure: boolean
  readonly abbreviation: string | null
  readonly category: string
  readonly decision: Decision
  readonly required: boolean
  readonly frequency: number
  readonly documents: number
  readonly glossaryRank: number | null
  readonly glossaryScore: number
  readonly termhoodRank: number | null
  readonly termhoodScore: number
  /** The headword is not among them. */
  readonly variants: readonly ExportVariant[]
  /** The first is the one shown; the others are alternatives. */
  readonly definitions: readonly ExportDefinition[]
  /** `id` null: not in the export. */
  readonly related: readonly { readonly id: string | null; readonly headword: string }[]
  readonly note: string
  /** ISO 8601 time of the last human edit; null when nobody touched the entry. */
  readonly editedAt: string | null
}

/** What has to be known of the whole before its first entry is written. */
export interface ExportSummary {
  readonly terms: number
  /** Entries with a definition that is not a mere context, and those with a context only. */
  readonly defined: number
  readonly contexts: number
  /** Documents the glossary was made from. */
  readonly documents: number
  /** Entries in Japanese, or whose headword has Japanese characters. */
  readonly japanese: number
}

export interface ExportGlossary {
  /** What people call the library. */
  readonly title: string
  readonly summary: ExportSummary
  /** In the order of `compareEntries`. May be gone through more than once; each time the same entries come. */
  readonly entries: Iterable<ExportEntry>
}

/** The definition an entry shows: one a person or a document gave, else the best context, else null. */
export function shownDefinition(entry: ExportEntry): ExportDefinition | null {
  return entry.definitions[0] ?? null
}

/** The definition shown when it is one: a context is none. */
export function properDefinition(entry: ExportEntry): ExportDefinition | null {
  const shown = shownDefinition(entry)
  return shown === null || shown.kind === 'context' || shown.text.trim() === '' ? null : shown
}

export const isJapanese = (entry: Pick<ExportEntry, 'language' | 'headword'>): boolean => entry.language === 'ja' || hasCjk(entry.headword)

/** Language of the fixed words of a document: Japanese when most entries are. */
export const wordsOf = ({ summary }: ExportGlossary): 'en' | 'ja' => (summary.japanese * 2 > summary.terms ? 'ja' : 'en')

/** A glossary from a list, with its summary counted. */
export function glossaryOf(entries: readonly ExportEntry[], documents: number, title = 'Glossary'): ExportGlossary {
  const kinds = entries.map((entry) => shownDefinition(entry)?.kind ?? null)
  const summary = {
    terms: entries.length,
    defined: kinds.filter((kind) => kind !== null && kind !== 'context').length,
    contexts: kinds.filter((kind) => kind === 'context').length,
    documents,
    japanese: entries.filter(isJapanese).length,
  }
  return { title, summary, entries }
}

const forms = (entry: ExportEntry): { readonly surface: string; readonly usage: UsageStatus | null }[] => [
  { surface: entry.headword, usage: entry.usage },
  ...entry.variants,
]

/**
 * The form to write: the headword, or a form a person prefers to it. Null when people forbade the headword and named no other form.
 */
export function preferredForm(entry: ExportEntry): string | null {
  const preferred = forms(entry).find(({ usage }) => usage === 'preferred')
  if (preferred !== undefined) return preferred.surface
  return entry.usage === 'forbidden' ? null : entry.headword
}

/** Forms people must not write, the headword among them when they said so. */
export const forbiddenForms = (entry: ExportEntry): string[] =>
  forms(entry)
    .filter(({ usage }) => usage === 'forbidden')
    .map(({ surface }) => surface)

/** Every form that may be written beside the preferred one, those of other languages among them. */
export function otherForms(entry: ExportEntry): string[] {
  const preferred = preferredForm(entry)
  return forms(entry)
    .filter(({ surface, usage }) => usage !== 'forbidden' && surface !== preferred)
    .map(({ surface }) => surface)
}

/** The same term in another language, as documents give it in brackets. */
export const translationsOf = (entry: ExportEntry): string[] =>
  entry.variants.filter(({ rule, usage }) => rule === 'translation' && usage !== 'forbidden').map(({ surface }) => surface)
