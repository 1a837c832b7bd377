import type { LanguageEngine, Pos, Sentence, Token } from '../types.ts'

const NUMBER = /^[\p{N}.,]+$/u
const HYPHEN = /^[-\u2010\u2011'’]$/u
const LETTERS = /^[\p{L}\p{M}\p{N}]/u
const PARAGRAPH_BREAK = /\n(?=[ \t]*\n|[ \t]*(?:[-*•‣◦·–]|\(?\d{1,3}[.)])[ \t]+\S)/u
/** Intl.Segmenter takes time that grows faster than the text in one call; paragraphs longer than this are cut at white space. */
const LONGEST_PIECE = 20_000

/**
 * Any language without an engine of its own, by the Unicode segmentation of ICU (UAX #29, dictionaries for Chinese, Thai, Khmer …): words and
 * sentences, no parts of speech. Words joined by a hyphen or an apostrophe are one.
 */
export class SegmenterEngine implements LanguageEngine {
  readonly language = 'other'
  readonly #words: Intl.Segmenter
  readonly #sentences: Intl.Segmenter

  /** @param tag BCP 47 tag of the language; an unknown one falls back to the root rules */
  constructor(tag: string) {
    const locale = Intl.Segmenter.supportedLocalesOf(safeTag(tag))[0] ?? 'en'
    this.#words = new Intl.Segmenter(locale, { granularity: 'word' })
    this.#sentences = new Intl.Segmenter(locale, { granularity: 'sentence' })
  }

  analyse(text: string): Sentence[] {
    const sentences: Sentence[] = []
    let start = 0
    for (const paragraph of text.split(PARAGRAPH_BREAK)) {
      for (let at = 0; at < paragraph.length; ) {
        const end = pieceEnd(paragraph, at)
        this.#piece(paragraph.slice(at, end), start + at, sentences)
        at = end
      }
      start += paragraph.length + 1
    }
    return sentences
  }

  /** White space to spaces first: ICU ends a sentence at every line break. */
  #piece(text: string, base: number, out: Sentence[]): void {
    const flat = text.replace(/\s/gu, ' ')
    for (const { segment, index } of this.#sentences.segment(flat)) {
      const tokens = this.#tokens(segment, base + index)
      if (tokens.length > 0) out.push({ start: tokens[0]!.start, end: tokens.at(-1)!.end, tokens })
    }
  }

  #tokens(sentence: string, base: number): Token[] {
    const tokens: Token[] = []
    for (const { segment, index, isWordLike } of this.#words.segment(sentence)) {
      if (segment.trim() === '') continue
      const pos: Pos = NUMBER.test(segment) ? 'NUM' : isWordLike ? 'OTHER' : 'PUNCT'
      tokens.push(makeToken(segment, base + index, pos))
      joinLast(tokens)
    }
    return tokens
  }
}

function makeToken(surface: string, start: number, pos: Pos): Token {
  return { surface, start, end: start + surface.length, pos, lemma: surface.toLowerCase(), tag: pos, known: pos !== 'OTHER' }
}

/** Word, hyphen or apostrophe, word without space between them: one word (porte-monnaie, l’eau stays l’eau). */
function joinLast(tokens: Token[]): void {
  const [left, mark, right] = tokens.slice(-3)
  if (!left || !mark || !right || !HYPHEN.test(mark.surface)) return
  if (left.end !== mark.start || mark.end !== right.start) return
  if (!LETTERS.test(left.surface) || !LETTERS.test(right.surface) || (left.pos === 'NUM' && right.pos === 'NUM')) return
  tokens.splice(-3, 3, makeToken(left.surface + mark.surface + right.surface, left.start, 'OTHER'))
}

function pieceEnd(text: string, from: number): number {
  const end = from + LONGEST_PIECE
  if (end >= text.length) return text.length
  const space = text.lastIndexOf(' ', end)
  if (space > from) return space
  return /[\udc00-\udfff]/u.test(text[end]!) ? end + 1 : end
}

function safeTag(tag: string): string {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u.test(tag) ? tag : 'en'
}
