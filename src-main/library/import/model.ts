import type { ColumnMapping, NotRead } from '../../contract/imports.ts'
import type { UsageStatus } from '../../contract/library-api.ts'
import type { VariantRule } from '../../contract/results.ts'
import type { JsonConcept } from '../exchange/json.ts'
import { detached } from './text.ts'

/**
 * What an import format gives: plain rows in the file's own order, and everything of the file it did not understand. Nothing in it knows
 * the library; plan.ts compares, changes.ts turns it into a command.
 */

export type { ColumnMapping, ColumnTarget, NotRead } from '../../contract/imports.ts'

export type ImportLanguage = 'en' | 'ja' | 'other'

export interface ImportedVariant {
  readonly surface: string
  /** What people said about the spelling; null: just another spelling. */
  readonly usage: UsageStatus | null
  readonly rule?: VariantRule
  /** Times it was found where it comes from. */
  readonly count?: number
}

/** One concept of the file. Absent fields say nothing: what the library has stays. */
export interface ImportedTerm {
  /** Where in the file, for people: `line 12`, `row 5`, `entry c1`. */
  readonly place: string
  readonly term: string
  /** null: by its script. */
  readonly language: ImportLanguage | null
  /** Meanings of one spelling, from 0; without it the file's order decides. */
  readonly sense?: number
  /** What people said about the term itself. */
  readonly usage?: UsageStatus | null
  readonly reading?: string
  /** false: to be checked by a person (default true). */
  readonly readingSure?: boolean
  readonly category?: string
  /** Default accepted: it stands in somebody's glossary. */
  readonly decision?: 'accepted' | 'dropped' | 'undecided'
  readonly required?: boolean
  readonly definition?: string
  readonly variants: readonly ImportedVariant[]
  readonly note?: string
  /** The whole concept as the lossless format had it: citations, counts, ranks. */
  readonly record?: ConceptRecord
}

/** A concept kept packed until it is needed: as objects, 50 000 of them are hundreds of megabytes. */
export interface ConceptRecord {
  readonly id: string
  read(): JsonConcept
}

export interface ImportedDocument {
  readonly name: string
  readonly text: string
}

export interface ImportedGlossary {
  readonly terms: readonly ImportedTerm[]
  /** Words never to be listed as terms; forbidden words without a preferred form. */
  readonly excluded: readonly { readonly place: string; readonly surface: string }[]
  readonly required: readonly { readonly place: string; readonly surface: string }[]
  readonly notRead: readonly NotRead[]
  /** Documents the file carries; an import never adds them to a library by itself. */
  readonly documents?: readonly ImportedDocument[]
}

/** What a reader gets. */
export interface ImportInput {
  /** File name without folders. */
  readonly name: string
  /** Of binary formats; empty for the others. */
  readonly bytes: Uint8Array
  /** The decoded text; '' for binary formats. */
  readonly text: string
  /** What each column of a table means; absent: as guessed. */
  readonly mapping?: ColumnMapping
}

const SHOWN = 200

/** A line of the report; control characters and line ends become spaces. */
export function notRead(place: string, text: string, reason: string): NotRead {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return { place, text: detached(plain.length > SHOWN ? `${plain.slice(0, SHOWN).toWellFormed()}…` : plain), reason }
}

export const EMPTY: ImportedGlossary = { terms: [], excluded: [], required: [], notRead: [] }
