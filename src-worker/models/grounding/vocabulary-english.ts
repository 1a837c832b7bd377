import { sameInOtherWords } from './equivalents-english.ts'
import { fold, type Support } from './types.ts'
import { numberOf, sameFamily, stem } from './words-english.ts'

/** Words of English texts, and what a text holds, looked up word by word. */

const WORDS = /[\p{L}\p{N}]+(?:[.'+#/_-][\p{L}\p{N}]+)*[+#]*/gu

export interface Word {
  readonly text: string
  readonly raw: string
  readonly at: number
}

/** `25kg` as `25 kg`, the way most write it. */
export const apart = (text: string): string =>
  text.replace(/(?<![\p{L}\p{N}.-])(\d+(?:\.\d+)?)(?=[a-zA-Zµ°]{1,4}(?![\p{L}\p{N}]))/gu, '$1 ')

/** The words of a text with their offsets in it; `text` of each is folded. */
export const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORDS)].map((match) => ({ text: fold(match[0]), raw: match[0], at: match.index }))

/** The words say the same: one family, or one group of the closed list of equivalents. Both folded. */
export function sameWord(a: string, b: string): boolean {
  const [one, other] = [stem(a), stem(b)]
  return one === other || sameFamily(one, other) || sameInOtherWords(a).includes(other) || sameInOtherWords(b).includes(one)
}

/** What the passages hold. */
export class Vocabulary {
  readonly words: readonly string[]
  readonly #exact: ReadonlySet<string>
  readonly #stems: readonly string[]
  readonly #stemSet: ReadonlySet<string>

  constructor(support: Support) {
    this.words = wordsOf(apart(support.text)).flatMap(({ text }) => [text, ...(/[-/_]/u.test(text) ? text.split(/[-/_]/u) : [])])
    this.#exact = new Set(this.words.map((word) => numberOf(word) ?? word))
    this.#stems = [...new Set(this.words.map(stem))]
    this.#stemSet = new Set(this.#stems)
  }

  hasExactly(word: string): boolean {
    return this.#exact.has(word) || this.#exact.has(`${word}s`) || (word.endsWith('s') && this.#exact.has(word.slice(0, -1)))
  }

  hasFamily(word: string): boolean {
    const wanted = stem(word)
    if (this.#stemSet.has(wanted) || this.hasExactly(word) || this.#stems.some((one) => sameFamily(one, wanted))) return true
    return sameInOtherWords(word).some((one) => this.#stemSet.has(one))
  }
}

/** Clauses of the passages are looked up for every sentence of an answer: this many vocabularies are kept. */
const MOST = 1024
const kept = new Map<string, Vocabulary>()

/** The vocabulary of a text. */
export function vocabularyOf(text: string): Vocabulary {
  const known = kept.get(text)
  if (known !== undefined) return known
  const made = new Vocabulary({ text, parts: [] })
  kept.set(text, made)
  if (kept.size > MOST) kept.delete(kept.keys().next().value!)
  return made
}
