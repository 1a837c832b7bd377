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

/** A token of a sentence; offsets are UTF-16 units in the text given to `analyse`. */
export interface Token {
  readonly surface: string
  readonly start: number
  readonly end: number
  readonly pos: Pos
  /** Lower-cased dictionary form. */
  readonly lemma: string
  /** The engine's own finer tag: Penn-like for English, `名詞,サ変接続` for Japanese. */
  readonly tag: string
  /** Katakana reading, Japanese only, absent for unknown words. */
  readonly reading?: string
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
