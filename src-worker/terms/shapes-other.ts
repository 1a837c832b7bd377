import type { Sentence } from '../language/types.ts'
import type { Span, TermToken } from './types.ts'

const WORD = /^\p{L}[\p{L}\p{M}\p{N}'’-]*$/u

/** Tokens of a language without a tagger: every word may be part of a term; stop words are found in the corpus, not here. */
export function otherTokens(sentence: Sentence, codeAt: (start: number, end: number) => 'word' | 'identifier' | null): TermToken[] {
  return sentence.tokens.map((token) => {
    const code = codeAt(token.start, token.end)
    const isWord = WORD.test(token.surface) && code !== 'identifier' && token.pos !== 'PUNCT' && token.pos !== 'DET' && token.pos !== 'ADP'
    return {
      surface: token.surface,
      norm: token.surface.toLowerCase(),
      start: token.start,
      end: token.end,
      shape: isWord ? 'N' : '-',
      weak: false,
      code: code === 'word',
    }
  })
}

const MAX_TOKENS = 4

/** Word n-grams up to four inside stretches without punctuation; n-grams that begin or end in a stop word fall out when ranking. */
export function wordGramSpans(tokens: readonly TermToken[]): Span[] {
  const out: Span[] = []
  for (let i = 0; i < tokens.length; i++) {
    for (let j = i; j < tokens.length && j < i + MAX_TOKENS && tokens[j]!.shape === 'N'; j++)
      out.push({ from: i, to: j + 1, maximal: true })
  }
  return out
}
