import type { Token } from '../types.ts'

/** Abbreviations that stand before a number, a name or more of the sentence, never at its end. */
const BEFORE_NUMBER = new Set(
  'fig figs eq eqs sec secs sect tab no nos vol vols ch chap p pp art ver v ex ref refs app col para pt cf ca approx nr st'.split(' '),
)
const MID_SENTENCE = new Set('e.g i.e e.g. i.e. eg ie al vs resp incl viz cf approx esp'.split(' '))
const STARTS_LOWER = /^\p{Ll}/u
const STARTS_NUMBER = /^[\p{N}(§#]/u

/**
 * True when a boundary the splitter found between two pieces is none: `see Fig. | 2`, `Smith et al. | in 2020`, `(e.g. | foo)`. Sentences
 * begin with a capital, a digit, a quote or a bracket, unless they begin with code.
 */
export function continues(before: readonly Token[], after: readonly Token[]): boolean {
  const last = before.at(-1)
  const next = after[0]
  if (!last || !next) return false
  // No white space, no boundary: Node.js, v1.2, example.com.
  if (last.end === next.start && /^[\p{L}\p{N}]/u.test(next.surface) && last.surface === '.') return true
  if (last.surface !== '.' && !last.surface.endsWith('.')) return isCloser(next.surface)
  const word = (last.surface === '.' ? (before.at(-2)?.surface ?? '') : last.surface.slice(0, -1)).toLowerCase()
  if (isCloser(next.surface)) return true
  if (MID_SENTENCE.has(word)) return STARTS_LOWER.test(next.surface) || STARTS_NUMBER.test(next.surface) || next.pos === 'PUNCT'
  if (BEFORE_NUMBER.has(word)) return STARTS_NUMBER.test(next.surface)
  return STARTS_LOWER.test(next.surface) && isAbbreviation(last, word)
}

/** Closing brackets and quotes belong to the sentence before. */
function isCloser(surface: string): boolean {
  return /^[)\]}”’»]$/u.test(surface)
}

/** Short or dotted, or taken for one word with its full stop by the tokenizer: `approx.`, `U.S.`. */
function isAbbreviation(last: Token, word: string): boolean {
  return last.surface !== '.' || word.includes('.') || word.length <= 2
}

/** Where blocks of running text part by themselves: blank lines, and lines that begin an item. */
const PARAGRAPH_BREAK = /\n(?=[ \t]*\n|[ \t]*(?:[-*•‣◦·–]|\(?\d{1,3}[.)])[ \t]+\S)/u

/** The parts of a block with their offsets, none of which a sentence crosses. */
export function paragraphs(text: string): { readonly start: number; readonly text: string }[] {
  const parts: { start: number; text: string }[] = []
  let start = 0
  for (const part of text.split(PARAGRAPH_BREAK)) {
    if (part.trim() !== '') parts.push({ start, text: part })
    start += part.length + 1
  }
  return parts
}
