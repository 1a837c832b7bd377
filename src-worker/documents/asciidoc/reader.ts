import { BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import type { FormatInput } from '../format.ts'
import { JoinedText, type Range } from '../joined-text.ts'
import { type Line, readLines, verbatimText } from '../lines.ts'
import { attributeEntries } from './grammar.ts'
import { AsciidocInline, type Attributes } from './inline.ts'

/** What the rules of AsciiDoc work with: the lines and the blocks made so far. */
export class AsciidocReader {
  readonly source: string
  readonly lines: Line[]
  readonly sink: BlockSink
  private readonly attributes: Attributes

  constructor(input: FormatInput) {
    this.source = input.text
    this.lines = readLines(input)
    this.sink = new BlockSink(input.starts)
    this.attributes = attributeEntries(input.text)
  }

  /** The beginning of a line: every rule looks at no more. */
  head(line: Line): string {
    return this.source.slice(line.start, Math.min(line.end, line.start + 2000))
  }

  /** Lines [from, to) as code. */
  code(from: number, to: number): void {
    const text = verbatimText(this.source, this.lines, from, to)
    if (text) this.sink.add('code', text)
  }

  /**
   * Text of the ranges with its inline markup read.
   * @param code the whole text is a code span: options (`--all`) and placeholders (`<file>`) as terms of a description list.
   * @param footnotes takes the source ranges of footnotes, which belong after the block.
   */
  write(ranges: readonly Range[], code = false, footnotes?: Range[]): BlockText {
    const text = new BlockText(this.source)
    const joined = new JoinedText(this.source, ranges)
    const inline = new AsciidocInline(joined, text, this.attributes)
    if (code) text.openSpan('code')
    inline.write()
    if (code) text.closeSpan('code')
    for (const { start, end } of inline.footnotes) footnotes?.push({ start: joined.at(start), end: joined.at(end - 1) + 1 })
    return text
  }
}
