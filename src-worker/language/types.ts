import type { Language } from '../../src-main/contract/blocks.ts'

/** Parts of speech the term patterns need: Universal POS, plus what Japanese needs told apart. */
export type Pos =
  | 'NOUN'
  | 'PROPN'
  | 'ADJ'
  | 'VERB'
  | 'ADV'
  | 'NUM'
  | 'ADP'
  | 'DET'
  | 'PRON'
  | 'CONJ'
  | 'AUX'
  | 'PART'
  | 'PUNCT'
  | 'SYM'
  | 'AFFIX'
  | 'OTHER'

/**
 * A token of a sentence; offsets are UTF-16 units in the text given to `analyse`. White space is no token: two tokens touch when
 * one's `end` is the other's `start`. Tokens are ascending and don't overlap.
 */
export interface Token {
  /** `text.slice(start, end)`; in Japanese without the line breaks inside it, and half-width katakana widened. */
  readonly surface: string
  readonly start: number
  readonly end: number
  readonly pos: Pos
  /** Lower-cased dictionary form. */
  readonly lemma: string
  /**
   * The engine's own finer tag. Japanese: IPADIC's fields that say something (`名詞,サ変接続`, `名詞,接尾,一般`, `接頭詞,名詞接続`), `名詞,英字`
   * for a Latin run, `名詞,未知語` for an unknown word. English: the Universal tag as the tagger gave it.
   */
  readonly tag: string
  /** Katakana reading, Japanese only, absent for unknown words. */
  readonly reading?: string
  /** With `reading`: false when the dictionary gives this spelling other readings that are nearly as likely, or the compound makes it doubtful. */
  readonly readingSure?: boolean
  /** False for words the dictionary does not know. */
  readonly known: boolean
}

export interface Sentence {
  /** Offsets in the text given to `analyse`. */
  readonly start: number
  readonly end: number
  readonly tokens: readonly Token[]
}

/** One language's analyser. Stateless between calls, linear in the length of the text. */
export interface LanguageEngine {
  readonly language: Language
  /** Splits running text (one block) into sentences of tokens. */
  analyse(text: string): Sentence[]
}

/** General-language reference: how common a word is outside the documents. */
export interface Reference {
  /** Occurrences per million words of general language, smoothed (> 0 for every word); `word` is a lower-cased form or lemma. */
  perMillion(word: string): number
  /** True when the list holds the word. */
  has(word: string): boolean
}
