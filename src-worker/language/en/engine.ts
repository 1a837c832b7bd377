import type { LanguageEngine, Sentence, Token } from '../types.ts'
import { correct, posOfTag } from './corrections.ts'
import { mergeHyphens } from './hyphens.ts'
import { correctImperative } from './imperatives.ts'
import { mergeRuns } from './names.ts'
import { continues, paragraphs } from './sentences.ts'
import { type TaggedWord, Tagger } from './tagger.ts'

/** A paragraph longer than this is tagged in parts, cut at white space: bounds the tagger's working memory. */
const LONGEST_PIECE = 50_000
/** A run of this many characters without white space is data, not a word. */
const ENDLESS_WORD = /\S{600}/u
const WHITE = /\s/gu
const TRAILING_MARKS = /[.,;:!?'")\]]+$/u

/** English: wink-nlp's tagger, with exact offsets, hyphenated compounds as one token and sentence ends checked. */
export class EnglishEngine implements LanguageEngine {
  readonly language = 'en'
  readonly #tagger = new Tagger()

  analyse(text: string): Sentence[] {
    const sentences: Sentence[] = []
    for (const paragraph of paragraphs(text)) {
      for (const piece of pieces(paragraph.text)) sentences.push(...this.#sentences(piece.text, paragraph.start + piece.start))
    }
    return sentences
  }

  #sentences(text: string, base: number): Sentence[] {
    const { words, sentenceStarts } = this.#tagger.tag(text.replace(WHITE, ' '))
    const parts: Token[][] = []
    for (let i = 0; i < sentenceStarts.length; i++) {
      const tokens = toTokens(words.slice(sentenceStarts[i], sentenceStarts[i + 1] ?? words.length), base)
      const previous = parts.at(-1)
      if (tokens.length === 0) continue
      if (previous && continues(previous, tokens)) previous.push(...tokens)
      else parts.push(tokens)
    }
    return parts.map((tokens) => ({ start: tokens[0]!.start, end: tokens.at(-1)!.end, tokens: finish(text, base, tokens) }))
  }
}

function pieces(text: string): { start: number; text: string }[] {
  if (text.length <= LONGEST_PIECE && !ENDLESS_WORD.test(text)) return [{ start: 0, text }]
  const cut: { start: number; text: string }[] = []
  for (let start = 0; start < text.length; ) {
    const end = pieceEnd(text, start)
    cut.push({ start, text: text.slice(start, end) })
    start = end
  }
  return cut
}

/** At white space before LONGEST_PIECE, or inside a word that is none: the tagger's time grows with the square of a run without white space. */
function pieceEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + LONGEST_PIECE)
  const endless = ENDLESS_WORD.exec(text.slice(start, limit))
  let end = limit
  if (endless) end = start + endless.index + endless[0].length
  else if (limit < text.length) end = Math.max(start, text.lastIndexOf(' ', limit)) || limit
  if (end <= start) end = limit
  return (text.charCodeAt(end) & 0xfc00) === 0xdc00 ? end + 1 : end
}

/** The order matters: names with dots first, so that `foo.bar-baz` is one; then hyphens; the verb at the start sees whole words. */
function finish(text: string, base: number, tokens: readonly Token[]): Token[] {
  return correctImperative(mergeHyphens(mergeRuns(text, base, tokens)))
}

function toTokens(words: readonly TaggedWord[], base: number): Token[] {
  let previous: string | undefined
  return words.flatMap((word, i) => {
    const { tag, lemma } = correct(words, i, previous)
    previous = tag
    const { surface } = word
    const token: Token = {
      surface,
      start: base + word.start,
      end: base + word.end,
      pos: posOfTag(tag),
      lemma: lemma.toLowerCase(),
      tag,
      known: tag !== 'X',
    }
    return tag === 'SYM' && surface.length > 4 ? withoutTrailingMarks(token) : [token]
  })
}

/** The tokenizer takes the full stop behind an address for a part of it. */
function withoutTrailingMarks(token: Token): Token[] {
  const marks = TRAILING_MARKS.exec(token.surface)?.[0] ?? ''
  if (marks === '' || marks.length === token.surface.length) return [token]
  const end = token.end - marks.length
  const surface = token.surface.slice(0, -marks.length)
  return [
    { ...token, surface, end, lemma: surface.toLowerCase() },
    { surface: marks, start: end, end: token.end, pos: 'PUNCT', tag: 'PUNCT', lemma: marks, known: true },
  ]
}

export function createEnglishEngine(): EnglishEngine {
  return new EnglishEngine()
}
