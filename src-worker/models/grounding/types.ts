import type { Language } from '../../../src-main/contract/blocks.ts'

/** A passage as the checks see it. */
export interface CheckedPassage {
  readonly text: string
  /** The heading or list term it stands under. */
  readonly heading: string
}

export interface Subject {
  readonly headword: string
  /** Every way the documents write it, the headword included. */
  readonly surfaces: readonly string[]
  readonly language: Language
}

/** Parts of passages that speak about the subject, folded: what a sentence about it may be made from. */
export interface Support {
  readonly text: string
  readonly parts: readonly string[]
}

/** The form sentences and passages are compared in: NFKC, lower case, typographic marks plain, white space folded. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’ʼ`´]/gu, "'")
    .replace(/[“”«»]/gu, '"')
    .replace(/[‐-―−]/gu, '-')
    .replace(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
