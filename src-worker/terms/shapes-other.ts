import type { Sentence } from '../language/types.ts'
import { isVerbForm, roleOf, withoutParticle } from './lists-other.ts'
import { isNoise } from './noise.ts'
import type { Span, TermToken } from './types.ts'

const WORD = /^\p{L}[\p{L}\p{M}\p{N}'’-]*$/u
/** Articles written together with their noun: l'éolienne, d’énergie. */
const ELISION = /^(?:l|d|qu|n|s|c|j|dell|nell|all|sull|un)['’](?=\p{L})/iu

/**
 * Tokens of a language without a tagger: every word that is no function word may be part of a term. Elided articles are cut off the word,
 * Korean particles off its normal form and its end.
 */
export function otherTokens(
  sentence: Sentence,
  tag: string,
  codeAt: (start: number, end: number) => 'word' | 'identifier' | null,
): TermToken[] {
  return sentence.tokens.map((token) => {
    const code = codeAt(token.start, token.end)
    const elided = ELISION.exec(token.surface)?.[0].length ?? 0
    const surface = withoutParticle(token.surface.slice(elided), tag)
    const start = token.start + elided
    const isWord =
      WORD.test(surface) && !isNoise(surface) && code !== 'identifier' && token.pos !== 'PUNCT' && !isVerbForm(token.surface, tag)
    const role = roleOf(surface.toLowerCase(), tag)
    return {
      surface,
      norm: surface.toLowerCase(),
      start,
      end: start + surface.length,
      shape: !isWord || role === 'stop' ? '-' : role === 'link' ? 'O' : 'N',
      weak: false,
      code: code === 'word',
    }
  })
}

const MAX_TOKENS = 4

/**
 * Word n-grams up to four between punctuation and function words, linking words inside. In scripts without spaces words must touch; elsewhere
 * a cut-off particle ends the n-gram.
 */
export function wordGramSpans(tokens: readonly TermToken[], text: string): Span[] {
  const out: Span[] = []
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.shape !== 'N') continue
    for (let j = i; j < tokens.length && j < i + MAX_TOKENS && tokens[j]!.shape !== '-'; j++) {
      if (j > i && !/^[\s'’]*(?:[dl]['’])?$/iu.test(text.slice(tokens[j - 1]!.end, tokens[j]!.start))) break
      if (tokens[j]!.shape === 'N') out.push({ from: i, to: j + 1, maximal: true })
    }
  }
  return out
}
