import { lineIndexAt } from '../../../src-main/contract/text/lines.ts'
import type { PreparedLine } from './prepare.ts'

/**
 * Leads from the content of an inline token (lines stripped of their prefix and joined by LF) to offsets of the decoded text: every line
 * of the content is a stretch of its source line. Null where that does not hold; the caller then leaves the text without a map.
 */
export class ContentMap {
  /** Ascending content offsets at which a stretch begins, with the source offset of its first character. */
  private readonly from: number[] = []
  private readonly source: number[] = []

  private add(content: number, source: number): void {
    this.from.push(content)
    this.source.push(source)
  }

  /** Content made of whole lines: paragraphs and headings. `first` is the index of its first line. */
  static ofLines(content: string, lines: readonly PreparedLine[], first: number): ContentMap | null {
    const map = new ContentMap()
    let offset = 0
    for (const [index, part] of content.split('\n').entries()) {
      const line = lines[first + index]
      if (!line) return null
      const at = line.text.lastIndexOf(part)
      if (at === -1) return null
      map.add(offset, line.offset + at)
      offset += part.length + 1
    }
    return map
  }

  /** One cell of a table row: found from `from` on in its line; an escaped pipe lost its backslash. Gives the map and where the cell ends. */
  static ofCell(content: string, line: PreparedLine, from: number): { map: ContentMap; end: number } | null {
    const map = new ContentMap()
    let at = from
    let offset = 0
    for (const part of content.split(/(?=\|)/u)) {
      const found = line.text.indexOf(part, at)
      if (found === -1) return null
      map.add(offset, line.offset + found)
      offset += part.length
      at = found + part.length
    }
    return { map, end: at }
  }

  /** Source offset of a content offset. */
  at(offset: number): number {
    const index = lineIndexAt(this.from, offset)
    return this.source[index]! + offset - this.from[index]!
  }

  /** Calls back with the source range of each stretch of content[start, end). */
  ranges(start: number, end: number, use: (start: number, end: number) => void): void {
    for (let at = start; at < end; ) {
      const index = lineIndexAt(this.from, at)
      const until = Math.min(end, this.from[index + 1] ?? end)
      use(this.source[index]! + at - this.from[index]!, this.source[index]! + until - this.from[index]!)
      at = until
    }
  }
}
