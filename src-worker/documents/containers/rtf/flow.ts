import { roleOf, type Styles } from '../docx/styles.ts'
import { Draft } from '../output.ts'
import { type BlockTarget, Tables } from '../tables.ts'

const MAX_TABLES = 20

/** What a paragraph is, as its properties say so far. */
class Paragraph {
  style: string | null = null
  outline: number | null = null
  list: number | null = null
  level = 1
  /** Depth of the table the paragraph lies in; 0 = none. */
  table = 0
}

/** Writers without lists put the sign of an item and a tab before its text: takes them off and says so. */
function withoutBullet(draft: Draft): boolean {
  const length = /^\s*(?:[•◦▪‣●○■–-]|\(?(?:\d{1,3}|[a-z])[.)])\t\s*(?=\S)/u.exec(draft.text)?.[0].length ?? 0
  if (length === 0) return false
  draft.cut(length)
  return true
}

/** A run of paragraphs and tables: the text itself, a note, a text box. */
export class Flow {
  draft = new Draft()
  paragraph = new Paragraph()
  /** The row at hand names the columns. */
  header = false
  private readonly target: BlockTarget
  private readonly styles: Styles
  private readonly tables: Tables
  /** Tables around the place reached: are their row and their cell begun? */
  private readonly open: { row: boolean; cell: boolean }[] = []

  constructor(target: BlockTarget, styles: Styles) {
    this.target = target
    this.styles = styles
    this.tables = new Tables(target)
  }

  /** `\pard`: back to the defaults. */
  resetParagraph(): void {
    this.paragraph = new Paragraph()
  }

  endParagraph(): void {
    const { draft, paragraph } = this
    this.draft = new Draft()
    if (paragraph.table > 0) {
      this.intoCell(paragraph.table)
      this.tables.add(draft)
      return
    }
    this.leaveTables(0)
    if (draft.empty) return
    const role = roleOf(this.styles, paragraph.style)
    if (role.dropped) return
    const { outline, level } = paragraph
    const list = withoutBullet(draft) ? 1 : paragraph.list
    if (outline !== null) this.target.add('heading', draft, { level: Math.min(6, outline + 1) })
    else if (role.kind === 'heading') this.target.add('heading', draft, { level: Math.min(6, role.level ?? 1) })
    else if (list !== null && list > 0 && (role.kind === 'paragraph' || role.kind === 'list-item')) {
      this.target.add('list-item', draft, { level: Math.min(20, level) })
    } else this.target.add(role.kind, draft, role.level === undefined ? {} : { level: role.level })
  }

  /** `\cell`, `\nestcell`. */
  endCell(nested: boolean): void {
    const depth = nested ? Math.max(2, this.paragraph.table) : 1
    this.intoCell(depth)
    this.tables.add(this.draft)
    this.draft = new Draft()
    this.tables.endCell()
    this.open[this.open.length - 1]!.cell = false
  }

  /** `\row`, `\nestrow`. */
  endRow(nested: boolean): void {
    const depth = nested ? Math.max(2, this.open.length) : 1
    if (this.open.length < depth) return
    this.leaveTables(depth)
    const table = this.open.at(-1)!
    if (table.cell) this.tables.endCell()
    if (!table.row) return
    if (this.header) this.tables.headerRow()
    this.tables.endRow()
    table.row = false
    table.cell = false
    this.header = false
  }

  /** Everything that is still open ends here. */
  finish(): void {
    if (this.draft.text !== '' || this.paragraph.table > 0) this.endParagraph()
    this.leaveTables(0)
  }

  private intoCell(wanted: number): void {
    const depth = Math.min(wanted, MAX_TABLES)
    this.leaveTables(depth)
    while (this.open.length < depth || !this.open.at(-1)!.cell) {
      const table = this.open.at(-1)
      if (!table || (table.cell && this.open.length < depth)) {
        this.tables.begin()
        this.open.push({ row: false, cell: false })
      } else if (!table.row) {
        this.tables.row()
        table.row = true
      } else {
        this.tables.cell()
        table.cell = true
      }
    }
  }

  private leaveTables(depth: number): void {
    while (this.open.length > depth) {
      const table = this.open.pop()!
      if (table.cell) this.tables.endCell()
      if (table.row) this.tables.endRow()
      this.tables.end()
    }
  }
}
