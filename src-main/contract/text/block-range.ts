import type { Block } from '../blocks.ts'

/** The part of a block's text that comes from [start, end) of the decoded file; null when none does. Linear in the block's map. */
export function textRange(block: Pick<Block, 'map'>, start: number, end: number): { start: number; end: number } | null {
  let from = Number.POSITIVE_INFINITY
  let to = -1
  for (let i = 0; i + 3 < block.map.length; i += 4) {
    const [textStart, textLength, sourceStart, sourceLength] = block.map.slice(i, i + 4) as [number, number, number, number]
    if (sourceStart >= end || sourceStart + sourceLength <= start) continue
    const oneToOne = textLength === sourceLength
    from = Math.min(from, oneToOne ? textStart + Math.max(0, start - sourceStart) : textStart)
    to = Math.max(to, oneToOne ? textStart + Math.min(textLength, end - sourceStart) : textStart + textLength)
  }
  return to > from ? { start: from, end: to } : null
}
