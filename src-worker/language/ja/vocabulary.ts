import type { Pos } from '../types.ts'
import type { Dictionary, WordTable } from './dictionary.ts'
import { posOf, tagOf } from './tags.ts'

/** What the dictionary says of one word. */
export interface WordFeatures {
  readonly tag: string
  readonly pos: Pos
  /** Base form; absent for unknown words and symbols. */
  readonly base?: string
  /** Katakana reading; absent for unknown words. */
  readonly reading?: string
  /** False when the dictionary gives the same spelling other readings of nearly the same cost. */
  readonly readingSure: boolean
}

/**
 * Word costs this close make two readings of one spelling a toss-up (IPADIC costs are about −700 ln p; measured on hand-checked terms,
 * see docs/decisions/0003).
 */
const NEARLY_SAME_COST = 2200

const decoder = new TextDecoder()

/** Features of words by the lattice's ids, decoded when first asked for and kept: a document uses a few thousand of 392 000 words. */
export class Vocabulary {
  readonly #dictionary: Dictionary
  readonly #known: (WordFeatures | undefined)[]
  readonly #unknown: (WordFeatures | undefined)[]
  #listOf: Int32Array | undefined

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
    this.#known = new Array(dictionary.words.cost.length)
    this.#unknown = new Array(dictionary.unknown.cost.length)
  }

  /** @param id as in Segmentation: ≥ 0 a word, `-(u + 1)` an unknown-word template. */
  features(id: number): WordFeatures {
    if (id < 0) {
      const template = -id - 1
      this.#unknown[template] ??= { ...grammar(this.fields(id)), readingSure: false }
      return this.#unknown[template]
    }
    const cached = this.#known[id]
    if (cached) return cached
    const fields = this.fields(id)
    const [, , , , , , base = '*', reading = '*'] = fields
    const features: WordFeatures = {
      ...grammar(fields),
      ...(base === '*' ? {} : { base }),
      ...(reading === '*' ? {} : { reading }),
      readingSure: reading !== '*' && !this.#hasRival(id, reading),
    }
    this.#known[id] = features
    return features
  }

  /** The raw IPADIC fields: part of speech (4), conjugation (2), base form, reading, pronunciation. */
  fields(id: number): string[] {
    const table = id >= 0 ? this.#dictionary.words : this.#dictionary.unknown
    return featureLine(table, id >= 0 ? id : -id - 1)
      .split(',')
      .slice(1)
  }

  /** Whether another word of the same spelling has another reading and costs nearly as little. */
  #hasRival(id: number, reading: string): boolean {
    const { cost } = this.#dictionary.words
    const { offsets, ids } = this.#dictionary.wordsOf
    this.#listOf ??= invert(this.#dictionary)
    const list = this.#listOf[id]!
    for (let k = offsets[list]!; k < offsets[list + 1]!; k++) {
      const rival = ids[k]!
      if (rival === id || cost[rival]! - cost[id]! > NEARLY_SAME_COST) continue
      const other = this.fields(rival)
      if (other[0] !== '名詞' && other[0] !== '接頭詞') continue
      // Names have every reading there is.
      if (other[1] === '固有名詞' && other[2] === '人名') continue
      if (other[7] !== undefined && other[7] !== '*' && other[7] !== reading) return true
    }
    return false
  }
}

function grammar(fields: readonly string[]): { tag: string; pos: Pos } {
  const tag = tagOf(fields)
  return { tag, pos: posOf(tag) }
}

function featureLine(table: WordTable, index: number): string {
  const start = table.featureStart[index]!
  return decoder.decode(table.features.subarray(start, table.features.indexOf(0, start)))
}

/** For every word the trie value (spelling) it belongs to. */
function invert({ wordsOf, words }: Dictionary): Int32Array {
  const listOf = new Int32Array(words.cost.length)
  for (let list = 0; list + 1 < wordsOf.offsets.length; list++) {
    for (let k = wordsOf.offsets[list]!; k < wordsOf.offsets[list + 1]!; k++) listOf[wordsOf.ids[k]!] = list
  }
  return listOf
}
