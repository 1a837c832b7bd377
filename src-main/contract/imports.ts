/** Imports as the window and the terminal see them: plain words and shapes, without schemas (the renderer must not bundle zod). */

export const IMPORT_FORMATS = [
  'json',
  'jsonld',
  'csv',
  'xlsx',
  'tbx',
  'turtle',
  'rdfxml',
  'markdown',
  'html',
  'rst',
  'asciidoc',
  'prh',
  'vale',
  'utx',
  'ime',
  'cspell',
  'predecessor',
] as const
export type ImportFormatId = (typeof IMPORT_FORMATS)[number]

/** What a column of a table can mean. `ignore`: left out, and the report says so. */
export const COLUMN_TARGETS = [
  'id',
  'term',
  'reading',
  'language',
  'category',
  'status',
  'definition',
  'variants',
  'abbreviation',
  'forbidden',
  'note',
  'required',
  'ignore',
] as const
export type ColumnTarget = (typeof COLUMN_TARGETS)[number]

export interface ColumnMapping {
  /** The first row names the columns. */
  readonly header: boolean
  readonly columns: readonly ColumnTarget[]
}

/** What happens where the file and the library say different things. `both`: texts are joined, for one-valued fields mine stays. */
export const RESOLUTIONS = ['mine', 'theirs', 'both'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

export const COLLISION_FIELDS = ['definition', 'reading', 'category', 'note', 'decision', 'usage'] as const
export type CollisionField = (typeof COLLISION_FIELDS)[number]

/** One field about which file and library differ. */
export interface Collision {
  /** Number of the concept in the import, from 0: what a resolution names. */
  readonly index: number
  readonly place: string
  readonly term: string
  readonly field: CollisionField
  /** For `usage`: the spelling. */
  readonly detail: string
  readonly mine: string
  readonly theirs: string
}

/** Something of the file that does not reach the library, and why. */
export interface NotRead {
  readonly place: string
  /** The text itself, cut at 200 characters. */
  readonly text: string
  readonly reason: string
}

export interface ImportCounts {
  /** Concepts the file holds. */
  readonly terms: number
  /** Not in the library yet. */
  readonly fresh: number
  /** In the library, and something is added to them. */
  readonly added: number
  /** In the library, and everything is like that already. */
  readonly same: number
  /** In the library with another value: see the collisions. */
  readonly differing: number
  readonly collisions: number
  readonly excluded: number
  readonly required: number
  readonly notRead: number
  readonly documents: number
}

/** What an import would do. Lists are cut to a first page; `counts` tell how long they are. */
export interface ImportPreview {
  readonly name: string
  readonly format: ImportFormatId
  readonly encoding: string
  readonly warnings: readonly string[]
  readonly table: { readonly mapping: ColumnMapping; readonly sample: readonly (readonly string[])[]; readonly rows: number } | null
  readonly counts: ImportCounts
  readonly terms: readonly {
    readonly place: string
    readonly term: string
    readonly reading: string
    readonly definition: string
    readonly state: 'fresh' | 'added' | 'same' | 'differing'
  }[]
  readonly collisions: readonly Collision[]
  readonly notRead: readonly NotRead[]
}

/**
 * What a library keeps of an imported concept besides what people decide: where it came from, and what only the lossless format has. Stored as
 * JSON in the human field `imported`.
 */
export interface ImportedRecord {
  /** Name of the file, without folders; several with `, `. */
  readonly from: string
  /** Merge keys of the import commands that touched it: how its history finds them. */
  readonly commands: readonly string[]
  /** ISO 8601; the last edit where it comes from, else the time of the import. */
  readonly editedAt: string | null
  /** In the glossary by where it comes from, although nobody decided. */
  readonly accepted?: boolean
  readonly reading?: string
  readonly readingSure?: boolean
  readonly category?: string
  readonly abbreviation?: string
  readonly frequency?: number
  readonly documents?: number
  readonly glossaryRank?: number
  readonly glossaryScore?: number
  readonly termhoodRank?: number
  readonly termhoodScore?: number
  readonly variants?: readonly { readonly surface: string; readonly rule: string; readonly count: number }[]
  readonly definitions?: readonly {
    readonly kind: 'quoted' | 'context' | 'written' | 'human'
    readonly text: string
    readonly sources: readonly {
      readonly file: string
      readonly sha256: string
      readonly line: number
      readonly start: number
      readonly end: number
      readonly quote: string
    }[]
  }[]
  /** `ref` null: not in the file. */
  readonly related?: readonly {
    readonly ref: { readonly language: 'en' | 'ja' | 'other'; readonly key: string; readonly sense: number } | null
    readonly term: string
  }[]
}

/** Merge keys of import commands begin so. */
export const IMPORT_COMMAND = 'import#'

/** What was done, for the report. */
export interface ImportReport extends Omit<ImportPreview, 'table' | 'terms'> {
  readonly dryRun: boolean
  readonly resolution: Resolution
  /** Number of single values that change; 0: everything is like that already. */
  readonly changes: number
  /** The command in the history; null when nothing changed or it was a dry run. */
  readonly command: number | null
}
