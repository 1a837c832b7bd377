/**
 * Finds terms in running text: longest match from the left, whole words for Latin and katakana, single kanji alone, width and case and hyphens folded. Pure and
 * linear in the text; runs in a Web Worker (match-worker.ts).
 */

export interface MatchTerm {
  readonly id: number
  readonly surfaces: readonly string[]
}

/** Flat quadruples [block, start, end, entry], ascending; `entries[entry]` are the ids that share the form: two or more = ambiguous. */
export interface Matches {
  readonly quads: Int32Array
  readonly entries: readonly (readonly number[])[]
}

interface Node {
  next: Map<number, Node> | null
  entry: number
}

const SPACE = 0x20
const HYPHENS = new Set([0x2d, 0x5f, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xff0d, 0xa0, 0x3000, 0x09, 0x0a, 0x0d])

/** One UTF-16 unit folded to one unit, so that offsets stay what they are. */
export function foldUnit(unit: number): number {
  if (unit >= 0xff01 && unit <= 0xff5e && unit !== 0xff0d) return foldUnit(unit - 0xfee0)
  if (HYPHENS.has(unit)) return SPACE
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit
  if (unit >= 0x3000) return unit
  const lower = String.fromCharCode(unit).toLowerCase()
  return lower.length === 1 ? lower.charCodeAt(0) : unit
}

/** Characters of one class stick together: a term that starts or ends with one must not be cut out of a longer run. 0 = no such class. */
function runClass(unit: number): 0 | 1 | 2 {
  if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a)) return 1
  if (unit >= 0xaa && unit < 0x2000) return /\p{L}|\p{N}|\p{M}/u.test(String.fromCharCode(unit)) ? 1 : 0
  return (unit >= 0x30a1 && unit <= 0x30fa) || unit === 0x30fc ? 2 : 0
}

const isKanji = (unit: number | undefined): boolean =>
  unit !== undefined && ((unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff) || unit === 0x3005)

/** A single kanji between or beside others: 管 in 管理, which is no pipe. Of longer words this says nothing: compounds are made of them. */
const isPartOfRun = (units: Uint16Array, start: number, end: number): boolean =>
  end - start === 1 && isKanji(units[start]) && (isKanji(units[start - 1]) || isKanji(units[end]))

/** @returns a matcher over any number of texts */
export function buildMatcher(terms: readonly MatchTerm[]): (texts: readonly string[]) => Matches {
  const root: Node = { next: null, entry: -1 }
  const entries: number[][] = []
  for (const term of terms) for (const surface of term.surfaces) insert(root, entries, surface, term.id)
  return (texts) => {
    const quads: number[] = []
    for (const [block, text] of texts.entries()) matchOne(root, text, block, quads)
    return { quads: Int32Array.from(quads), entries }
  }
}

function insert(root: Node, entries: number[][], surface: string, id: number): void {
  let node = root
  for (let i = 0; i < surface.length; i++) {
    const unit = foldUnit(surface.charCodeAt(i))
    node.next ??= new Map()
    let child = node.next.get(unit)
    if (!child) {
      child = { next: null, entry: -1 }
      node.next.set(unit, child)
    }
    node = child
  }
  if (node === root) return
  if (node.entry < 0) node.entry = entries.push([]) - 1
  const ids = entries[node.entry]!
  if (!ids.includes(id)) ids.push(id)
}

function matchOne(root: Node, text: string, block: number, quads: number[]): void {
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) units[i] = foldUnit(text.charCodeAt(i))
  const joins = (at: number) => {
    if (at <= 0 || at >= units.length) return false
    const left = runClass(units[at - 1]!)
    return left !== 0 && left === runClass(units[at]!)
  }
  for (let start = 0; start < units.length; ) {
    const found = joins(start) ? null : longest(root, units, start, joins)
    if (found && !isPartOfRun(units, start, found.end)) {
      quads.push(block, start, found.end, found.entry)
      start = found.end
    } else start++
  }
}

function longest(root: Node, units: Uint16Array, start: number, joins: (at: number) => boolean): { end: number; entry: number } | null {
  let node = root
  let best: { end: number; entry: number } | null = null
  for (let at = start; at < units.length; at++) {
    const child = node.next?.get(units[at]!)
    if (!child) break
    node = child
    if (node.entry >= 0 && !joins(at + 1)) best = { end: at + 1, entry: node.entry }
  }
  return best
}
