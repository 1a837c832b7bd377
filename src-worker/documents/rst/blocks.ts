import type { Block, BlockKind } from '../../../src-main/contract/blocks.ts'
import type { Range } from '../joined-text.ts'
import { displayWidth, endOfIndented, type Line } from '../lines.ts'
import { addTo, contextOf, itemOf, ROOT } from '../region.ts'
import { ADORNMENT, BULLET, DIRECTIVE, ENUMERATOR, FIELD, MAX_DEPTH, OPTION, PARAMETER_FIELD } from './grammar.ts'
import { type Region, type RstContext, RstReader } from './reader.ts'
import { runDirective } from './run-directive.ts'
import { gridTable, isGridBorder, isSimpleBorder, simpleTable } from './tables.ts'

/** Reads the body elements of reStructuredText line by line; nested parts wait on a stack of their own, so depth costs no recursion. */
export class RstBlocks extends RstReader {
  /** Adornment styles in the order they came: their place is the level of the section. */
  private readonly styles: string[] = []

  parse(): readonly Block[] {
    this.regions.push({ at: 0, to: this.lines.length, indent: 0, context: ROOT })
    for (let region = this.regions.at(-1); region; region = this.regions.at(-1)) {
      if (region.at >= region.to) this.regions.pop()
      else this.step(region)
    }
    return this.sink.blocks
  }

  /** Reads one element of the region and moves its `at` on. */
  private step(region: Region): void {
    const line = this.lines[region.at]!
    if (line.blank) {
      region.at++
      return
    }
    if (line.indent < region.indent) region.indent = line.indent
    if (line.indent > region.indent) {
      this.indented(region, line)
      return
    }
    const text = this.head(line)
    if (this.section(region, line, text) || this.marked(region, line, text) || this.list(region, line, text) || this.tableAt(region, text))
      return
    if (region.context.glossary) {
      this.glossaryTerm(region, line)
      return
    }
    if (this.definition(region, line)) return
    this.paragraph(region)
  }

  private indented(region: Region, line: Line): void {
    const end = Math.max(region.at + 1, endOfIndented(this.lines, region.at, region.to, region.indent))
    const { context } = region
    const quote = context.kind === 'paragraph' && !context.glossary ? contextOf(context, 'quote') : context
    if (this.regions.length >= MAX_DEPTH) {
      region.indent = line.indent
      return
    }
    this.enter(region, region.at, end, quote)
  }

  // ---- text ----

  private paragraph(region: Region): void {
    const from = region.at
    let to = from + 1
    while (to < region.to && this.continuesParagraph(this.lines[to]!, region)) to++
    region.at = to
    const last = this.lines[to - 1]!
    const literal = this.source.startsWith('::', last.end - 2)
    const ranges = this.lines.slice(from, to).map(({ start, end }) => ({ start, end }))
    if (literal) {
      const colons = last.end - 2 === last.start || this.source[last.end - 3] === ' ' ? 2 : 1
      ranges[ranges.length - 1] = { start: last.start, end: Math.max(last.start, last.end - colons) }
    }
    addTo(this.sink, region.context, this.write(ranges.filter(({ start, end }) => end > start)))
    if (literal) this.literal(region)
  }

  private continuesParagraph(line: Line, region: Region): boolean {
    return !line.blank && line.indent === region.indent && !/^(?:[-*+] |\.\. )/u.test(this.source.slice(line.start, line.start + 3))
  }

  /** The literal block after `::`. */
  private literal(region: Region): void {
    const end = endOfIndented(this.lines, region.at, region.to, region.indent)
    if (end > region.at) this.code(region.at, end)
    region.at = Math.max(region.at, end)
  }

  // ---- sections ----

  private section(region: Region, line: Line, text: string): boolean {
    const next = this.lines[region.at + 1]
    if (ADORNMENT.test(text)) {
      const under = this.lines[region.at + 2]
      if (next && under && !next.blank && region.at + 2 < region.to && this.head(under) === text) {
        this.heading(next, `${text[0]}${text[0]}`)
        region.at += 3
        return true
      }
      // A line of signs between blank lines separates; before a simple table's `===` it cannot stand.
      if (text.length >= 4 && (!next || next.blank)) {
        region.at++
        return true
      }
      return false
    }
    if (!next || next.blank || region.at + 1 >= region.to || next.indent !== line.indent) return false
    const under = this.head(next)
    if (!ADORNMENT.test(under) || under.length < Math.min(4, displayWidth(text)) || under === ':::' || BULLET.test(text)) return false
    this.heading(line, under[0]!)
    region.at += 2
    return true
  }

  private heading(line: Line, style: string): void {
    if (!this.styles.includes(style)) this.styles.push(style)
    this.sink.add('heading', this.write([line]), { level: Math.min(6, this.styles.indexOf(style) + 1) })
  }

  // ---- explicit markup ----

  private marked(region: Region, line: Line, text: string): boolean {
    if (text.startsWith('__ ')) {
      region.at++
      return true
    }
    if (text.startsWith('>>> ')) {
      let to = region.at
      while (to < region.to && !this.lines[to]!.blank) to++
      this.code(region.at, to)
      region.at = to
      return true
    }
    const mark = /^\.\.(?: +|$)/u.exec(text)
    if (!mark) return false
    const rest = text.slice(mark[0].length)
    const next = this.lines[region.at + 1]
    const to =
      rest === '' && (!next || next.blank)
        ? region.at + 1
        : Math.max(region.at + 1, endOfIndented(this.lines, region.at + 1, region.to, line.indent))
    const directive = DIRECTIVE.exec(rest)
    const footnote = /^\[(?:\d+|#[\w.-]*|\*)\](?: +|$)/u.exec(rest)
    if (directive) runDirective(this, region, line, to, { name: directive[1]!, length: mark[0].length + directive[0].length })
    else if (footnote && footnote[0].length === rest.length) {
      this.enter(region, region.at + 1, to, contextOf(region.context, 'paragraph'))
    } else if (footnote) this.shifted(region, line, to, mark[0].length + footnote[0].length, contextOf(region.context, 'paragraph'))
    else region.at = to // a target, a citation, a substitution definition or a comment
    return true
  }

  // ---- lists ----

  private list(region: Region, line: Line, text: string): boolean {
    const bullet = BULLET.exec(text) ?? this.enumerator(region, text)
    if (bullet) {
      this.item(region, line, bullet[0].length, this.bulletContext(region.context))
      return true
    }
    const option = OPTION.exec(text)
    if (option) {
      this.item(region, line, option[0].length, contextOf(region.context, 'definition'))
      return true
    }
    const field = FIELD.exec(text)
    if (field) {
      this.field(region, line, field)
      return true
    }
    if (!/^\|(?: |$)/u.test(text)) return false
    return this.lineBlock(region)
  }

  /** `A. Einstein was born …` is no list: the line after an enumerator is blank, indented, or has an enumerator of its own. */
  private enumerator(region: Region, text: string): RegExpExecArray | null {
    const match = ENUMERATOR.exec(text)
    const next = this.lines[region.at + 1]
    if (!match || !next || region.at + 1 >= region.to || next.blank || next.indent > region.indent) return match
    return ENUMERATOR.test(this.head(next)) ? match : null
  }

  private item(region: Region, line: Line, length: number, context: RstContext): void {
    const to = Math.max(region.at + 1, endOfIndented(this.lines, region.at + 1, region.to, line.indent))
    if (this.regions.length >= MAX_DEPTH) {
      line.start = Math.min(line.end, line.start + length)
      this.paragraphOnly(region, line, context)
      return
    }
    line.start = Math.min(line.end, line.start + length)
    line.indent += length
    if (line.start < line.end) this.enter(region, region.at, to, context)
    else this.enter(region, region.at + 1, to, context)
  }

  /** Too deep to go on: what stands in the line is text. */
  private paragraphOnly(region: Region, line: Line, context: RstContext): void {
    if (line.start < line.end) addTo(this.sink, context, this.write([line]))
    region.at++
  }

  private bulletContext(context: RstContext): RstContext {
    const { table } = context
    if (!table) return itemOf(context)
    const { state } = table
    if (table.of === 'rows') {
      state.row++
      state.column = -1
      return { ...context, table: { of: 'cells', state } }
    }
    state.column++
    return contextOf({ ...ROOT }, 'table-cell', { row: state.row, column: state.column, header: state.row < state.headerRows })
  }

  private field(region: Region, line: Line, field: RegExpExecArray): void {
    const to = Math.max(region.at + 1, endOfIndented(this.lines, region.at + 1, region.to, line.indent))
    const name = field[1]!
    if (this.sink.blocks.length === 0) {
      region.at = to // bibliographic fields before the document
      return
    }
    const parameter = PARAMETER_FIELD.test(name)
    if (!parameter) this.sink.add('definition-term', this.write([{ start: line.start + 1, end: line.start + 1 + name.length }]))
    this.item(region, line, field[0].length, contextOf(region.context, parameter ? 'paragraph' : 'definition'))
  }

  private lineBlock(region: Region): boolean {
    const ranges: Range[] = []
    while (region.at < region.to) {
      const line = this.lines[region.at]!
      if (line.blank || !/^\|(?: |$)/u.test(this.head(line))) break
      if (line.end > line.start + 2) ranges.push({ start: line.start + 2, end: line.end })
      region.at++
    }
    for (const range of ranges) addTo(this.sink, region.context, this.write([range]))
    return true
  }

  // ---- definitions ----

  private definition(region: Region, line: Line): boolean {
    const next = this.lines[region.at + 1]
    if (!next || region.at + 1 >= region.to || next.blank || next.indent <= line.indent) return false
    const to = endOfIndented(this.lines, region.at + 1, region.to, line.indent)
    if (this.source.startsWith('::', line.end - 2)) return false
    this.term(line, 'definition-term')
    this.enter(region, region.at + 1, to, contextOf(region.context, 'definition'))
    return true
  }

  /** A line of a glossary: a term; what is indented below it is its definition. */
  private glossaryTerm(region: Region, line: Line): void {
    this.term(line, 'glossary-term')
    const to = endOfIndented(this.lines, region.at + 1, region.to, line.indent)
    const from = region.at + 1
    region.at = from
    if (to > from) this.enter(region, from, to, contextOf(ROOT, 'definition'))
  }

  /** The term without its classifier (` : type`). */
  private term(line: Line, kind: BlockKind): void {
    const classifier = this.head(line).indexOf(' : ')
    this.sink.add(kind, this.write([{ start: line.start, end: classifier > 0 ? line.start + classifier : line.end }]))
  }

  // ---- tables ----

  private tableAt(region: Region, text: string): boolean {
    const table = isGridBorder(text) ? gridTable : isSimpleBorder(text) ? simpleTable : null
    if (!table) return false
    const { cells, next } = table(this.source, this.lines, region.at, region.to)
    region.at = Math.max(region.at + 1, next)
    this.cells(cells)
    return true
  }
}
