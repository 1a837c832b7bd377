import type { Block } from '../../src-main/contract/blocks.ts'

/** Index of the last quadruple of the map that begins at or before `offset`; `side` 0 = in block text, 2 = in the source. -1 when all begin later. */
function lastAt(map: readonly number[], offset: number, side: 0 | 2): number {
  let low = -1
  let high = map.length / 4 - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (map[middle * 4 + side]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * The range of the decoded text that block text [start, end) came from: from its first mapped character to its last; a character that
 * maps as part of a unit takes the whole unit. Characters the parser inserted are skipped inwards; a range of nothing else is null.
 */
export function toSource(block: Block, start: number, end: number): { readonly start: number; readonly end: number } | null {
  const { map } = block
  let first = lastAt(map, start, 0)
  if (first === -1 || start >= map[first * 4]! + map[first * 4 + 1]!) first++
  let last = lastAt(map, end - 1, 0)
  if (first * 4 >= map.length || last < first) return null
  const head = first * 4
  const sourceStart = map[head + 2]!
  const from = map[head + 1] === map[head + 3] ? sourceStart + Math.max(0, start - map[head]!) : sourceStart
  const at = last * 4
  const inside = Math.min(end, map[at]! + map[at + 1]!) - map[at]!
  last = map[at + 1] === map[at + 3] ? map[at + 2]! + inside : map[at + 2]! + map[at + 3]!
  return from < last ? { start: from, end: last } : null
}

/** The range of the block's text that came from decoded [start, end), the other way round; null when none of it did. */
export function toBlock(block: Block, start: number, end: number): { readonly start: number; readonly end: number } | null {
  const { map } = block
  let first = lastAt(map, start, 2)
  if (first === -1 || start >= map[first * 4 + 2]! + map[first * 4 + 3]!) first++
  const last = lastAt(map, end - 1, 2)
  if (first * 4 >= map.length || last < first) return null
  const [textStart, textLength, sourceStart, sourceLength] = map.slice(first * 4, first * 4 + 4) as [number, number, number, number]
  const from = textLength === sourceLength ? textStart + Math.max(0, start - sourceStart) : textStart
  const at = last * 4
  const inside = Math.min(end, map[at + 2]! + map[at + 3]!) - map[at + 2]!
  const to = map[at + 1] === map[at + 3] ? map[at]! + inside : map[at]! + map[at + 1]!
  return from < to ? { start: from, end: to } : null
}
