import type { Language } from '../../src-main/contract/blocks.ts'

/**
 * What a token is for the term patterns: N noun, P proper noun, A adjective, G participle or gerund, O the `of` of noun-of-noun,
 * X affix, `-` anything a term never holds.
 */
export type Shape = 'N' | 'P' | 'A' | 'G' | 'O' | 'X' | '-'

/** A token as the candidate patterns see it; offsets are UTF-16 units in the analysed text of the block. */
export interface TermToken {
  readonly surface: string
  /** Normal form used in candidate keys: lower-cased, singular, hyphens kept. */
  readonly norm: string
  readonly start: number
  readonly end: number
  readonly shape: Shape
  /** Looks like a common word of its own kind that is noise alone (サ変 nouns, 形容動詞 stems). */
  readonly weak: boolean
  /** Written as inline code. */
  readonly code: boolean
  /** Katakana, Japanese only. */
  readonly reading?: string | undefined
  readonly readingSure?: boolean
}

/** One occurrence of a candidate: tokens [from, to) of the sentence. */
export interface Span {
  readonly from: number
  readonly to: number
  /** Not inside a longer candidate of the same run. */
  readonly maximal: boolean
}

/** Where in the decoded text something stands. */
export interface SourceRange {
  readonly start: number
  readonly end: number
  readonly line: number
}

export interface SurfaceCount {
  readonly surface: string
  count: number
  /** Occurrences where the first letter's case says nothing: sentence start, heading. */
  initial: number
}

/** A candidate as found in one document (or, merged, in the corpus). Counts are occurrences. */
export interface Candidate {
  /** Lemmas joined by one space. */
  readonly key: string
  /** Shapes of its tokens, e.g. `AN`. */
  shape: string
  surfaces: SurfaceCount[]
  total: number
  /** Occurrences not inside a longer candidate. */
  free: number
  /** Occurrences with every token a proper noun, away from sentence starts and headings. */
  proper: number
  /** The heading is the term, nothing else. */
  heading: number
  /** Occurrences inside longer headings. */
  inHeading: number
  emphasis: number
  /** Occurrences that are the whole text of a link. */
  linked: number
  code: number
  /** Is the term of a definition list, a `Term | Definition` table row, or a bold-colon line. */
  listed: number
  /** Sentences that define it by a pattern, weak patterns left out. */
  defined: number
  /** Is the term of an explicit glossary. */
  glossary: number
  /** Occurrences of a single word tagged as an adjective or a participle. */
  adjective: number
  /** Fingerprint of the one block of the document it stands in; 0 = several, or one that cannot repeat. */
  place: number
  weak: boolean
  /** Hiragana, Japanese only; empty when some token has none. */
  reading: string
  readingSure: boolean
  /** Normal forms of its tokens, parted by spaces, where the key does not show them (Japanese compounds); else empty. */
  parts: string
}

export const HIT_RULES = ['glossary', 'list', 'table', 'label', 'heading', 'pattern', 'alias', 'context'] as const
/** How a passage was found to speak about a term, most trusted first; `context` defines nothing. */
export type HitRule = (typeof HIT_RULES)[number]

/** A passage that defines (or, rule `context`, only shows) a candidate. */
export interface Hit {
  readonly key: string
  readonly rule: HitRule
  /** Quality as a stand-alone definition, 0–1. */
  readonly score: number
  /** Cleaned running text. */
  readonly text: string
  /** `foldQuote` of the raw passage. */
  readonly quote: string
  readonly range: SourceRange
}

/** Short and long form found beside each other. */
export interface AbbreviationPair {
  readonly short: string
  readonly long: string
  count: number
}

/** A bracketed translation or second name: 属性（アトリビュート）. */
export interface AliasPair {
  readonly left: string
  readonly right: string
  count: number
}

/** Keys that head one entry of an explicit glossary together: one concept. */
export type SharedEntry = readonly string[]

/** The positions of one surface in the document, flat triples [start, end, line]. */
export interface OccurrenceList {
  /** Of a part in another language than its document. */
  readonly language?: Language
  readonly key: string
  readonly surface: string
  readonly positions: number[]
}

/** Everything the corpus needs to know of one content. */
export interface DocumentAnalysis {
  readonly language: Language
  /** Tokens in all, words only. */
  readonly tokens: number
  /** Occurrences of each content word's normal form (nouns, names, adjectives, participles). */
  readonly words: Map<string, number>
  /** Occurrences of each verb's lemma: verbs become candidates only where headings or definitions say so. */
  readonly verbs: Map<string, number>
  readonly candidates: Candidate[]
  readonly hits: Hit[]
  readonly abbreviations: AbbreviationPair[]
  readonly aliases: AliasPair[]
  readonly shared: SharedEntry[]
  /** What of the document is in other languages. */
  readonly others?: readonly DocumentAnalysis[]
}
