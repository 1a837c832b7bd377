import type { Block } from '../../src-main/contract/blocks.ts'

/** From words of a block's text to the passage of the file they come from. Pure. */

export interface SourceRange {
  readonly start: number
  readonly end: number
}

/** The part of the decoded file that [start, end) of a block's text comes from; null when none of it does (the parser put it there). */
export function sourceRange({ map }: Pick<Block, 'map'>, start: number, end: number): SourceRange | null {
  let from = Number.POSITIVE_INFINITY
  let to = -1
  for (let i = 0; i + 3 < map.length; i += 4) {
    const [textStart, textLength, sourceStart, sourceLength] = map.slice(i, i + 4) as [number, number, number, number]
    if (textStart >= end || textStart + textLength <= start) continue
    const oneToOne = textLength === sourceLength
    from = Math.min(from, oneToOne ? sourceStart + Math.max(0, start - textStart) : sourceStart)
    to = Math.max(to, oneToOne ? sourceStart + Math.min(textLength, end - textStart) : sourceStart + sourceLength)
  }
  return to > from ? { start: from, end: to } : null
}

/** The sentence of a text that an offset stands in, without white space around it. @param language BCP 47, of the text */
export function sentenceAt(text: string, offset: number, language: string): { readonly start: number; readonly end: number } {
  for (const { segment, index } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    if (offset >= index + segment.length) continue
    const start = index + (segment.length - segment.trimStart().length)
    return { start, end: index + segment.trimEnd().length }
  }
  return { start: 0, end: text.length }
}
