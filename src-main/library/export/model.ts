import type { Decision, UsageStatus } from '../../contract/library-api.ts'
import type { DefinitionKind, VariantRule } from '../../contract/results.ts'

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
  readonly start: number
  readonly end: number
  readonly quote: string
}

export interface ExportDefinition {
  readonly kind: DefinitionKind | 'human'
  readonly text: string
  readonly sources: readonly ExportSource[]
}

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

export interface ExportGlossary {
  /** Documents the glossary was made from. */
  readonly documents: number
  /** In the order of `compareEntries`. */
  readonly entries: readonly ExportEntry[]
}

/** The definition an entry shows: one a person or a document gave, else the best context, else null. */
export function shownDefinition(entry: ExportEntry): ExportDefinition | null {
  return entry.definitions[0] ?? null
}

/** Counts for headers and result sheets. `defined` counts entries with a definition that is not a mere context. */
export function countEntries(glossary: ExportGlossary): { terms: number; defined: number; contexts: number; documents: number } {
  const kinds = glossary.entries.map((entry) => shownDefinition(entry)?.kind ?? null)
  return {
    terms: glossary.entries.length,
    defined: kinds.filter((kind) => kind !== null && kind !== 'context').length,
    contexts: kinds.filter((kind) => kind === 'context').length,
    documents: glossary.documents,
  }
}
