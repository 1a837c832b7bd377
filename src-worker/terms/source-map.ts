import type { Block } from '../../src-main/contract/blocks.ts'
import { toSource } from '../documents/source-map.ts'
import type { SourceRange } from './types.ts'

/** Start offsets of the lines of a decoded text; line n (1-based) begins at element n − 1. CR, LF and CRLF each end one line. */
export function lineStarts(decoded: string): number[] {
  const starts = [0]
  for (let i = 0; i < decoded.length; i++) {
    const code = decoded.charCodeAt(i)
    if (code === 10 || (code === 13 && decoded.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
  }
  return starts
}

/** 1-based line of an offset, by binary search in `lineStarts`. */
export function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

/** Where the stretch [start, end) of a block's text stands in the decoded file, with its 1-based line; null when the parser inserted it. */
export function rangeWithLine(block: Block, lines: readonly number[], start: number, end: number): SourceRange | null {
  const range = toSource(block, start, end)
  return range && { ...range, line: lineOf(lines, range.start) }
}
