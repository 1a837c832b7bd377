import type { Dictionary } from './dictionary.ts'

const NONE = -1
const INFINITE = 0x7fffffff

/**
 * Word ids and ends of a segmentation: `ids[i] ≥ 0` is a word of the dictionary, `-(u + 1)` the unknown-word template u; word i covers
 * [ends[i - 1] or 0, ends[i]). Only the first `length` places count; both arrays are reused by the next call.
 */
export interface Segmentation {
  length: number
  ids: Int32Array
  ends: Int32Array
}

/**
 * Minimum-cost segmentation (Viterbi) over the word lattice of MeCab (Kudo, Yamamoto, Matsumoto 2004). Gives the words kuromoji gives, ties
 * included (the earliest node wins), without an object per node: a node is an index into parallel arrays, and the nodes that end at a
 * position are a linked list through `next`.
 *
 * One instance must not be used by two callers at once: its arrays are its working memory.
 */
export class Lattice {
  readonly #dictionary: Dictionary
  #word = new Int32Array(1 << 12)
  #start = new Int32Array(1 << 12)
  #previous = new Int32Array(1 << 12)
  #cost = new Int32Array(1 << 12)
  #right = new Int16Array(1 << 12)
  #next = new Int32Array(1 << 12)
  #count = 0
  /** First node of the list that ends at a position. */
  #endingAt = new Int32Array(1 << 10)
  #units = new Uint16Array(1 << 10)
  /** End of the run of one character class that starts at a position. */
  #runEnd = new Int32Array(1 << 10)
  #result: Segmentation = { length: 0, ids: new Int32Array(1 << 10), ends: new Int32Array(1 << 10) }

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary
  }

  /** Segments `text[from, to)`; ends count from `from`. Time and memory linear in its length. */
  segment(text: string, from = 0, to = text.length): Segmentation {
    const length = to - from
    this.#prepare(text, from, length)
    const { wordsOf, words, classes } = this.#dictionary
    const endingAt = this.#endingAt
    for (let at = 0; at < length; at++) {
      if (endingAt[at] === NONE) continue
      const found = this.#addKnown(at, length, wordsOf.offsets, wordsOf.ids, words)
      const kind = classes.of[this.#units[at]!]!
      if (!found || classes.alwaysInvoke[kind] === 1) this.#addUnknown(at, kind, length)
    }
    return this.#traceBack(this.#bestBefore(length, 0), length)
  }

  #prepare(text: string, from: number, length: number): void {
    if (length >= this.#endingAt.length) {
      const size = length * 2
      this.#endingAt = new Int32Array(size)
      this.#units = new Uint16Array(size)
      this.#runEnd = new Int32Array(size)
      this.#result = { length: 0, ids: new Int32Array(size), ends: new Int32Array(size) }
    }
    const of = this.#dictionary.classes.of
    this.#endingAt.fill(NONE, 0, length + 1)
    for (let i = 0; i < length; i++) this.#units[i] = text.charCodeAt(from + i)
    for (let i = length - 1; i >= 0; i--) {
      const continues = i + 1 < length && of[this.#units[i]!] === of[this.#units[i + 1]!]
      this.#runEnd[i] = continues ? this.#runEnd[i + 1]! : i + 1
    }
    this.#count = 1
    this.#cost[0] = 0
    this.#right[0] = 0
    this.#next[0] = NONE
    this.#previous[0] = NONE
    this.#endingAt[0] = 0
  }

  /** Adds every dictionary word that starts at `at`, walking the trie once. True when there is one. */
  #addKnown(at: number, length: number, offsets: Int32Array, ids: Int32Array, words: Dictionary['words']): boolean {
    const { base, check } = this.#dictionary.trie
    const units = this.#units
    let node = 0
    let found = false
    for (let end = at; end < length; end++) {
      node = step(base, check, node, units[end]!)
      if (node === NONE) break
      const leaf = base[node]!
      if (check[leaf] !== node || base[leaf]! > 0) continue
      found = true
      const value = -base[leaf]! - 1
      for (let k = offsets[value]!, stop = offsets[value + 1]!; k < stop; k++) {
        const id = ids[k]!
        this.#add(id, at, end + 1, words.left[id]!, words.right[id]!, words.cost[id]!)
      }
    }
    return found
  }

  #addUnknown(at: number, kind: number, length: number): void {
    const { unknownOf, unknown, classes } = this.#dictionary
    let end = at + 1
    if (classes.grouping[kind] === 1) end = this.#runEnd[at]!
    else if ((this.#units[at]! & 0xfc00) === 0xd800 && end < length) end++
    for (let k = unknownOf.offsets[kind]!, stop = unknownOf.offsets[kind + 1]!; k < stop; k++) {
      const id = unknownOf.ids[k]!
      this.#add(-(id + 1), at, end, unknown.left[id]!, unknown.right[id]!, unknown.cost[id]!)
    }
  }

  #add(word: number, start: number, end: number, left: number, right: number, wordCost: number): void {
    if (this.#count === this.#word.length) this.#grow()
    const best = this.#bestBefore(start, left)
    const node = this.#count++
    this.#word[node] = word
    this.#start[node] = start
    this.#previous[node] = best
    this.#cost[node] = this.#cost[best]! + this.#connection(best, left) + wordCost
    this.#right[node] = right
    this.#next[node] = this.#endingAt[end]!
    this.#endingAt[end] = node
  }

  #connection(node: number, left: number): number {
    return this.#dictionary.costs[2 + this.#right[node]! * this.#dictionary.width + left]!
  }

  /** The cheapest node that ends at `at`, for a word with left context `left`; of equals the earliest. */
  #bestBefore(at: number, left: number): number {
    const { costs, width } = this.#dictionary
    const cost = this.#cost
    const right = this.#right
    const next = this.#next
    const column = left + 2
    let best = INFINITE
    let bestNode = NONE
    for (let node = this.#endingAt[at]!; node !== NONE; node = next[node]!) {
      const total = cost[node]! + costs[right[node]! * width + column]!
      // The list runs from the latest node to the earliest.
      if (total <= best) {
        best = total
        bestNode = node
      }
    }
    return bestNode
  }

  #traceBack(last: number, textLength: number): Segmentation {
    let length = 0
    for (let node = last; node > 0; node = this.#previous[node]!) length++
    const result = this.#result
    result.length = length
    let end = textLength
    for (let node = last, i = length - 1; i >= 0; node = this.#previous[node]!, i--) {
      result.ids[i] = this.#word[node]!
      result.ends[i] = end
      end = this.#start[node]!
    }
    return result
  }

  #grow(): void {
    const size = this.#word.length * 2
    const larger = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const array = new Int32Array(size)
      array.set(old)
      return array
    }
    this.#word = larger(this.#word)
    this.#start = larger(this.#start)
    this.#previous = larger(this.#previous)
    this.#cost = larger(this.#cost)
    this.#next = larger(this.#next)
    const right = new Int16Array(size)
    right.set(this.#right)
    this.#right = right
  }
}

/** The trie node behind one UTF-16 unit (up to three UTF-8 bytes), or NONE. Surrogates are in no dictionary word. */
function step(base: Int32Array, check: Int32Array, from: number, unit: number): number {
  let node = from
  let child: number
  // Byte 0 marks the end of a word in the trie; a NUL in the text is in no word.
  if (unit === 0) return NONE
  if (unit < 0x80) {
    child = base[node]! + unit
    return check[child] === node ? child : NONE
  }
  if (unit < 0x800) {
    child = base[node]! + ((unit >>> 6) | 0xc0)
  } else {
    child = base[node]! + ((unit >>> 12) | 0xe0)
    if (check[child] !== node) return NONE
    node = child
    child = base[node]! + (((unit >>> 6) & 0x3f) | 0x80)
  }
  if (check[child] !== node) return NONE
  node = child
  child = base[node]! + ((unit & 0x3f) | 0x80)
  return check[child] === node ? child : NONE
}
