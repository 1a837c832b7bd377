import type { InlineKind } from '../../../../src-main/contract/blocks.ts'
import { isCodeStyle, type Styles } from '../docx/styles.ts'
import type { Budget } from '../limits.ts'
import { Flow } from '../rtf/flow.ts'
import { isRunningField, rubyOfField } from '../ruby-field.ts'
import type { BlockTarget } from '../tables.ts'
import { CHARACTER_RUNS, type Fib, PARAGRAPH_RUNS } from './fib.ts'
import { offsetOf, type PieceTable, pieceAt } from './pieces.ts'
import { operands, type Run, readRuns, runAt } from './runs.ts'

/** Codes of property modifications (MS-DOC 2.6.1, 2.6.2). */
const P_STYLE = 0x4600
const P_IN_TABLE = 0x2416
const P_ROW_END = 0x2417
const P_DEPTH = 0x6649
const P_INNER_CELL = 0x244b
const P_INNER_ROW_END = 0x244c
const P_LIST_LEVEL = 0x260a
const P_LIST = 0x460b
const P_OUTLINE = 0x2640
const T_HEADER = 0x3404
const C_DELETED = 0x0800
const C_BOLD = 0x0835
const C_ITALIC = 0x0836
const C_HIDDEN = 0x083c
const C_STYLE = 0x4a30

/** Ends of paragraphs, of cells and rows, of sections. */
const MARK = /[\r\u0007\f]/gu
const TURN_EVERY = 500
/** Fields inside fields: Word itself stops at 20. */
const MOST_FIELDS = 50

interface Field {
  instruction: string
  inResult: boolean
}

/** Reads stretches of a Word document's text into blocks. */
export class DocReader {
  private readonly table: PieceTable
  private readonly styles: Styles
  private readonly budget: Budget
  private readonly paragraphs: readonly Run[]
  private readonly characters: readonly Run[]
  private fields: Field[] = []

  constructor(fib: Fib, table: PieceTable, styles: Styles, budget: Budget) {
    this.table = table
    this.styles = styles
    this.budget = budget
    this.paragraphs = readRuns(fib, PARAGRAPH_RUNS, 'paragraph')
    this.characters = readRuns(fib, CHARACTER_RUNS, 'character')
  }

  /** Adds the paragraphs and tables of characters [start, end). */
  async read(start: number, end: number, target: BlockTarget): Promise<void> {
    const { text } = this.table
    const flow = new Flow(target, this.styles)
    this.fields = []
    const to = Math.min(end, text.length)
    let count = 0
    for (let from = start; from < to; ) {
      MARK.lastIndex = from
      const found = MARK.exec(text)?.index ?? to
      const mark = Math.min(found, to)
      this.paragraph(flow, from, mark)
      from = mark + 1
      if (++count % TURN_EVERY === 0) await this.budget.turn()
    }
    flow.finish()
  }

  private paragraph(flow: Flow, from: number, mark: number): void {
    const { table } = this
    const piece = pieceAt(table.pieces, Math.min(mark, table.text.length - 1))
    const run = piece && runAt(this.paragraphs, offsetOf(piece, mark))
    const properties = operands(run?.properties ?? Buffer.alloc(0))
    const is = (code: number): boolean => (properties.get(code) ?? 0) !== 0
    flow.resetParagraph()
    const { paragraph } = flow
    const depth = properties.get(P_DEPTH) ?? 0
    paragraph.table = is(P_IN_TABLE) ? Math.max(1, Math.min(20, depth)) : 0
    paragraph.style = String(properties.get(P_STYLE) ?? run?.style ?? 0)
    const outline = properties.get(P_OUTLINE)
    if (outline !== undefined && outline < 9) paragraph.outline = outline
    const list = properties.get(P_LIST)
    if (list !== undefined) paragraph.list = list === 0xf801 ? 0 : list
    paragraph.level = (properties.get(P_LIST_LEVEL) ?? 0) + 1
    this.characterRuns(flow, from, mark)
    const cell = table.text[mark] === '\u0007'
    if (is(P_ROW_END) || is(P_INNER_ROW_END)) {
      if (is(T_HEADER)) flow.header = true
      flow.endRow(is(P_INNER_ROW_END))
    } else if (cell || is(P_INNER_CELL)) flow.endCell(is(P_INNER_CELL))
    else flow.endParagraph()
  }

  /** Adds characters [from, to) to the paragraph at hand, run by run. */
  private characterRuns(flow: Flow, from: number, to: number): void {
    for (let at = from; at < to; ) {
      const piece = pieceAt(this.table.pieces, at)
      if (!piece) return
      const offset = offsetOf(piece, at)
      const run = runAt(this.characters, offset)
      const length = run ? Math.max(1, Math.ceil((run.end - offset) / piece.width)) : to - at
      const end = Math.min(to, piece.end, at + length)
      this.characterRun(flow, this.table.text.slice(at, end), run ? operands(run.properties) : new Map())
      at = end
    }
  }

  private characterRun(flow: Flow, text: string, properties: ReadonlyMap<number, number>): void {
    // 0x80 and 0x81: as the style says, and the other way round.
    const on = (code: number): boolean => [1, 0x81].includes(properties.get(code) ?? 0)
    const marks: InlineKind[] = []
    if (isCodeStyle(this.styles, String(properties.get(C_STYLE) ?? -1))) marks.push('code')
    if (on(C_BOLD)) marks.push('strong')
    if (on(C_ITALIC)) marks.push('emphasis')
    const hidden = on(C_DELETED) || on(C_HIDDEN)
    for (const piece of text.split(/([\u0013-\u0015])/u)) {
      const field = this.fields.at(-1)
      if (piece === '\u0013') {
        if (this.fields.length < MOST_FIELDS) this.fields.push({ instruction: '', inResult: false })
      } else if (piece === '\u0014') {
        if (field) field.inResult = true
      } else if (piece === '\u0015') this.endField(flow)
      else if (field && !field.inResult) {
        if (field.instruction.length < 2000) field.instruction += piece
      } else if (!hidden && !this.fields.some(isLeftOut)) {
        const link = field && /^\s*HYPERLINK/iu.test(field.instruction)
        flow.draft.add(shown(piece), link ? [...marks, 'link'] : marks)
      }
    }
  }

  private endField(flow: Flow): void {
    const field = this.fields.pop()
    const ruby = field && rubyOfField(field.instruction)
    if (ruby && !this.fields.some(isLeftOut)) flow.draft.ruby(ruby.base, ruby.reading)
  }
}

const isLeftOut = ({ instruction, inResult }: Field): boolean =>
  !inResult || isRunningField(instruction) || rubyOfField(instruction) !== null

/** Characters with a meaning of their own (MS-DOC 2.4.1): line breaks, hyphens; pictures and marks of notes are no text. */
const shown = (text: string): string =>
  text
    .replaceAll('\u000b', '\n')
    .replaceAll('\u001e', '-')
    .replaceAll(/[\u0001-\u0008\u000e\u001f]/gu, '')
