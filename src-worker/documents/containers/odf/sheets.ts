import { type ContainerText, Draft } from '../output.ts'
import { Sheet } from '../sheet.ts'
import type { Attributes, XmlHandler } from '../xml.ts'

const SKIPPED = new Set([
  'office:annotation',
  'table:tracked-changes',
  'table:shapes',
  'table:named-expressions',
  'table:content-validations',
])

/** Follows content.xml of a spreadsheet and adds the cells that hold text; numbers and dates are no words. */
export class OdsReader implements XmlHandler {
  private readonly into: ContainerText
  private sheet: Sheet | null = null
  private row = 0
  private column = 0
  private rowRepeat = 1
  private cell: { text: string; type: string; repeat: number } | null = null
  private skip = { name: '', depth: 0 }
  private paragraphs = 0

  constructor(into: ContainerText) {
    this.into = into
  }

  open(name: string, attributes: Attributes): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth++
    } else if (SKIPPED.has(name)) this.skip = { name, depth: 1 }
    else if (name === 'table:table') {
      this.sheet = new Sheet(this.into, attributes.get('table:name') ?? '')
      this.row = 0
    } else if (name === 'table:table-row') {
      this.column = 0
      this.rowRepeat = repeat(attributes.get('table:number-rows-repeated'))
    } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
      const type = attributes.get('office:value-type') ?? attributes.get('calcext:value-type') ?? 'string'
      this.cell = { text: '', type, repeat: repeat(attributes.get('table:number-columns-repeated')) }
      this.paragraphs = 0
    } else if (name === 'text:p' && this.cell && this.paragraphs++ > 0) this.cell.text += '\n'
    else if (name === 'text:s' && this.cell) this.cell.text += ' '
  }

  close(name: string): void {
    if (this.skip.depth > 0) {
      if (name === this.skip.name) this.skip.depth--
    } else if (name === 'table:table') {
      this.sheet?.finish()
      this.sheet = null
    } else if (name === 'table:table-row') this.row += this.rowRepeat
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.endCell()
  }

  text(text: string): void {
    if (this.cell && this.paragraphs > 0 && this.skip.depth === 0) this.cell.text += text
  }

  private endCell(): void {
    const { cell } = this
    this.cell = null
    if (!cell) return
    if (cell.type === 'string') {
      const draft = new Draft()
      draft.add(cell.text)
      this.sheet?.text(this.row, this.column, draft)
    } else this.sheet?.number(this.row)
    this.column += cell.repeat
  }
}

const MOST = 1_048_576

/** How often a row or a cell stands in a row; a repeated text is added once. */
function repeat(value: string | undefined): number {
  const times = Number.parseInt(value ?? '1', 10)
  return times > 0 ? Math.min(times, MOST) : 1
}
