import type { Block } from '../../src-main/contract/blocks.ts'
import { lineAt } from '../../src-main/contract/text/lines.ts'
import { toSource } from '../documents/source-map.ts'
import type { SourceRange } from './types.ts'

/** Where the stretch [start, end) of a block's text stands in the decoded file, with its 1-based line (`lines` from lineStarts); null when the parser inserted it. */
export function rangeWithLine(block: Block, lines: readonly number[], start: number, end: number): SourceRange | null {
  const range = toSource(block, start, end)
  return range && { ...range, line: lineAt(lines, range.start) }
}
