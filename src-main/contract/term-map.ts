import type { ConceptId, Decision } from './library-api.ts'
import type { VariantRule } from './results.ts'

/**
 * The surroundings of one term: the terms it is linked with, and those they are linked with. Never the whole glossary: a drawing of hundreds
 * of terms shows nobody anything.
 */

/**
 * `related`: people said so, here or where the glossary was imported from. `nested`: `a` is part of `b` (wind speed, wind speed variation).
 * `mentions`: the definition of `a` mentions `b`. `together`: often near each other in the documents.
 */
export const MAP_LINKS = ['related', 'nested', 'mentions', 'together'] as const
export type MapLinkKind = (typeof MAP_LINKS)[number]

/** Terms of a map at most, the one in the middle included. */
export const MOST_ON_MAP = 60

export interface MapQuery {
  readonly concept: ConceptId
  /** Kinds of links to follow and to show; empty = the term alone. */
  readonly kinds: readonly MapLinkKind[]
  /** How far from the term in the middle. */
  readonly steps: 1 | 2
  /** First of its neighbours to show, 0 and up; the strongest come first. */
  readonly from?: number
  /** Terms in all, 2 to MOST_ON_MAP. */
  readonly limit?: number
}

export interface MapNode {
  readonly id: ConceptId
  readonly headword: string
  readonly language: string
  readonly reading: string | null
  readonly decision: Decision
  readonly frequency: number
  /** Links between it and the term in the middle. */
  readonly step: 0 | 1 | 2
}

export interface MapLink {
  readonly a: ConceptId
  readonly b: ConceptId
  readonly kind: MapLinkKind
  /** 0 to 1 within its kind. */
  readonly weight: number
}

export interface TermMap {
  /** The one in the middle first, then by step and strength. */
  readonly nodes: readonly MapNode[]
  readonly links: readonly MapLink[]
  /** Other spellings of the term in the middle. */
  readonly forms: readonly { readonly surface: string; readonly rule: VariantRule }[]
  /** Neighbours of the term in the middle by these kinds, those not shown included. */
  readonly neighbours: number
  /** `from` of the next ones; null when there are none. */
  readonly next: number | null
}
