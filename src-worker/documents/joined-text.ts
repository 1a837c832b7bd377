import { lineIndexAt } from '../../src-main/contract/text/lines.ts'
import type { BlockText } from './block-text.ts'
import { copyWithoutAddresses } from './urls.ts'

/** A range of the source. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * Ranges of the source read as one text, with a line feed between each two: the lines of a paragraph, of a table cell. Inline markup is
 * looked for in `text` and written from the places it came from.
 */
export class JoinedText {
  readonly text: string
  private readonly source: string
  private readonly from: number[] = []
  private readonly starts: number[] = []

  constructor(source: string, ranges: readonly Range[]) {
    this.source = source
    const parts: string[] = []
    let length = 0
    for (const { start, end } of ranges) {
      this.from.push(length)
      this.starts.push(start)
      parts.push(source.slice(start, end))
      length += end - start + 1
    }
    this.text = parts.join('\n')
  }

  /** Source offset of an offset of `text`. */
  at(offset: number): number {
    const index = lineIndexAt(this.from, offset)
    return this.starts[index]! + offset - this.from[index]!
  }

  /** Copies text[start, end) into a block, addresses left out. */
  copy(into: BlockText, start: number, end: number): void {
    for (let at = start; at < end; ) {
      const index = lineIndexAt(this.from, at)
      const next = this.from[index + 1] ?? end + 1
      const until = Math.min(end, next - 1)
      const shift = this.starts[index]! - this.from[index]!
      if (until > at) copyWithoutAddresses(into, this.source, at + shift, until + shift)
      // The line feed between two ranges stands for whatever lies between them in the source.
      if (until < end) into.pause(until + shift, this.starts[index + 1]!)
      at = until + 1
    }
  }

  /** Writes `replacement` for text[start, end) as one unit. */
  unit(into: BlockText, replacement: string, start: number, end: number): void {
    into.unit(replacement, this.at(start), this.at(Math.max(start, end - 1)) + 1)
  }

  pause(into: BlockText, offset: number): void {
    into.pause(this.at(offset), this.at(offset), false)
  }
}

/** How far an inline mark may reach: a mark that is not closed by then is text. Keeps hostile input linear. */
const REACH = 2000
const TRIES = 8

/**
 * Where the mark that opened before `from` is closed by `term`: at a place accepted by `fits`, within 2 000 characters. -1 = nowhere.
 */
export function closingMark(text: string, term: string, from: number, fits: (at: number) => boolean): number {
  const window = text.slice(from, from + REACH)
  let at = window.indexOf(term)
  for (let tries = 0; at !== -1 && tries < TRIES; tries++) {
    if (fits(from + at)) return from + at
    at = window.indexOf(term, at + 1)
  }
  return -1
}
