import type { BlockKind } from '../../../src-main/contract/blocks.ts'
import { BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import type { FormatInput } from '../format.ts'
import { JoinedText, type Range } from '../joined-text.ts'
import { type Line, readLines, verbatimText } from '../lines.ts'
import { type Context, ROOT } from '../region.ts'
import { MAX_DEPTH, substitutionsOf } from './grammar.ts'
import { type Substitutions, writeInline } from './inline.ts'
import type { Cell } from './tables.ts'

/** A part of the document still to be read: lines [at, to), whose text begins at column `indent`. */
export interface Region {
  at: number
  readonly to: number
  indent: number
  readonly context: RstContext
}

export interface RstContext extends Context {
  readonly glossary?: boolean
  /** Inside a list-table: the bullets are its rows, then its cells. */
  readonly table?: { readonly of: 'rows' | 'cells'; readonly state: { row: number; column: number; readonly headerRows: number } }
}

/** What the rules of reStructuredText work with: the lines, the parts still to be read, and the blocks made so far. */
export class RstReader {
  readonly source: string
  readonly lines: Line[]
  readonly sink: BlockSink
  readonly regions: Region[] = []
  private readonly substitutions: Substitutions

  constructor(input: FormatInput) {
    this.source = input.text
    this.lines = readLines(input)
    this.sink = new BlockSink(input.starts)
    this.substitutions = substitutionsOf(input.text)
  }

  /** The beginning of a line: every rule looks at no more. */
  head(line: Line): string {
    return this.source.slice(line.start, Math.min(line.end, line.start + 2000))
  }

  /** Goes on with lines [from, to) as a part of their own before the rest of the region. */
  enter(region: Region, from: number, to: number, context: RstContext): void {
    region.at = to
    let first = from
    while (first < to && this.lines[first]!.blank) first++
    if (first >= to) return
    const indent = this.lines[first]!.indent
    this.regions.push({ at: first, to, indent, context: this.regions.length < MAX_DEPTH ? context : ROOT })
  }

  /** Goes on with the rest of the first line and the indented lines after it. */
  shifted(region: Region, line: Line, to: number, length: number, context: RstContext): void {
    line.start = Math.min(line.end, line.start + length)
    const from = region.at
    let body = from + 1
    while (body < to && this.lines[body]!.blank) body++
    line.indent = body < to ? this.lines[body]!.indent : line.indent + length
    if (line.start < line.end) this.enter(region, from, to, context)
    else this.enter(region, from + 1, to, context)
  }

  write(ranges: readonly Range[]): BlockText {
    const text = new BlockText(this.source)
    writeInline(new JoinedText(this.source, ranges), text, this.substitutions)
    return text
  }

  /** Lines [from, to) as code. */
  code(from: number, to: number): void {
    const text = verbatimText(this.source, this.lines, from, to)
    if (text) this.sink.add('code', text)
  }

  /** The argument of a directive as a block of its own. */
  argument(range: Range, kind: BlockKind): void {
    if (range.end > range.start) this.sink.add(kind, this.write([range]), kind === 'heading' ? { level: 6 } : {})
  }

  /** Skips the option lines of a directive; gives where its body begins and the text of the options. */
  options(from: number, to: number): { body: number; options: string } {
    let body = from
    while (body < to && !this.lines[body]!.blank && /^:[\w-]+:(?: |$)/u.test(this.head(this.lines[body]!))) body++
    const options = body > from ? this.source.slice(this.lines[from]!.start, this.lines[body - 1]!.end) : ''
    return { body, options }
  }

  cells(cells: readonly Cell[]): void {
    for (const { ranges, props } of cells) this.sink.add('table-cell', this.write(ranges), props)
  }
}
