import type { Dictionary } from './dictionary.ts'
import { Lattice } from './lattice.ts'

/** kuromoji segments between these marks; so do we, for the same words. */
const IDEOGRAPHIC_COMMA = 0x3001
const IDEOGRAPHIC_FULL_STOP = 0x3002
/** A stretch without 、 or 。 is cut here to bound the lattice's memory (a table or a key file in one line). */
const LONGEST_STRETCH = 8192

/** Flat triples of a text: word id (as in Segmentation), start, end in UTF-16 units. Contiguous: together they cover the text. */
export type FlatTokens = number[]

/**
 * Text to dictionary words, flat, with the words kuromoji gives (up to stretches of 8 192 characters without 、 or 。, where it takes
 * quadratic time). Appends to `out` when given.
 */
export class Tokenizer {
  readonly #lattice: Lattice

  constructor(dictionary: Dictionary) {
    this.#lattice = new Lattice(dictionary)
  }

  tokenize(text: string, from = 0, to = text.length, out: FlatTokens = []): FlatTokens {
    let start = from
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(i)
      if (unit === IDEOGRAPHIC_COMMA || unit === IDEOGRAPHIC_FULL_STOP || (i + 1 - start >= LONGEST_STRETCH && !isHighSurrogate(unit))) {
        this.#stretch(text, start, i + 1, out)
        start = i + 1
      }
    }
    if (start < to) this.#stretch(text, start, to, out)
    return out
  }

  #stretch(text: string, from: number, to: number, out: FlatTokens): void {
    const { length, ids, ends } = this.#lattice.segment(text, from, to)
    let start = from
    for (let i = 0; i < length; i++) {
      const end = from + ends[i]!
      out.push(ids[i]!, start, end)
      start = end
    }
  }
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800
}
