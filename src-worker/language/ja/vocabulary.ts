import type { Pos } from '../types.ts'
import type { Dictionary } from './dictionary.ts'
import { posOf, tagOf } from './tags.ts'
import { fieldsOf } from './word-table.ts'

/** What the dictionary says of one word. */
export interface WordFeatures {
  readonly tag: string
  readonly pos: Pos
  /** Base form; absent for unknown words and symbols. */
  readonly base?: string
  /** Katakana reading; absent for unknown words. */
  readonly reading?: string
  /** False when the dictionary gives the same spelling, used the same way, other readings of nearly the same cost. */
  readonly readingSure: boolean
}

/**
 * Word costs this close make two readings of one spelling a toss-up: 今日, 人気のない寒気, 分別; not 市場, 国境, 初期値. On the hand-checked terms
 * (readings.fixture.ts) 800 to 3 000 give the same precision of the sure readings, .995, and from 90 to 86 % sure ones.
 */
const NEARLY_SAME_COST = 1200

/** Features of words by the lattice's ids, decoded when first asked for and kept: a document uses a few thousand of 392 000 words. */
export class Vocabulary {
  readonly #dictionary: Dictionary
  readonly #known = new Map<number, WordFeatures>()
  readonly #unknown: (WordFeatures | undefined)[]

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
    this.#unknown = new Array(dictionary.unknown.cost.length)
  }

  /** @param id as in Segmentation: ≥ 0 a word, `-(u + 1)` an unknown-word template. */
  features(id: number): WordFeatures {
    if (id < 0) {
      const template = -id - 1
      this.#unknown[template] ??= { ...grammar(this.fields(id)), readingSure: false }
      return this.#unknown[template]
    }
    const cached = this.#known.get(id)
    if (cached) return cached
    const fields = this.fields(id)
    const [, , , , , , base = '*', reading = '*'] = fields
    const features: WordFeatures = {
      ...grammar(fields),
      ...(base === '*' ? {} : { base }),
      ...(reading === '*' ? {} : { reading }),
      readingSure: reading !== '*' && !this.#hasRival(id, fields),
    }
    this.#known.set(id, features)
    return features
  }

  /** The IPADIC fields: part of speech (4), conjugation (2), base form, reading. */
  fields(id: number): string[] {
    return id >= 0 ? fieldsOf(this.#dictionary.words, id) : fieldsOf(this.#dictionary.unknown, -id - 1)
  }

  /** Whether another word of the same spelling, used the same way, has another reading and costs nearly as little. */
  #hasRival(id: number, fields: readonly string[]): boolean {
    const { cost } = this.#dictionary.words
    const { offsets, ids } = this.#dictionary.wordsOf
    const list = this.#dictionary.listOf[id]!
    const usage = usageOf(fields)
    for (let k = offsets[list]!; k < offsets[list + 1]!; k++) {
      const rival = ids[k]!
      if (cost[rival]! - cost[id]! > NEARLY_SAME_COST) continue
      const other = this.fields(rival)
      if (isNominal(other) && other[7] !== '*' && other[7] !== fields[7] && usageOf(other) === usage) return true
    }
    return false
  }
}

function grammar(fields: readonly string[]): { tag: string; pos: Pos } {
  const tag = tagOf(fields)
  return { tag, pos: posOf(tag) }
}

/** Nouns and prefixes; names of people left out: they have every reading there is. */
function isNominal(fields: readonly string[]): boolean {
  if (fields[0] === '接頭詞') return true
  return fields[0] === '名詞' && !(fields[1] === '固有名詞' && fields[2] === '人名')
}

/** How a word is used: 者 is シャ as a suffix and モノ by itself, and no doubt comes of that. */
function usageOf(fields: readonly string[]): string {
  if (fields[0] === '接頭詞') return 'prefix'
  return fields[1] === '接尾' ? 'suffix' : 'word'
}
