import type { BlockKind } from '../../../src-main/contract/blocks.ts'
import type { BlockProps } from '../block-sink.ts'
import { Draft } from './output.ts'

/** Where finished cells go. */
export interface BlockTarget {
  add(kind: BlockKind, draft: Pick<Draft, 'text' | 'spans'>, props?: BlockProps): void
}

interface OpenTable {
  row: number
  column: number
  span: number
  /** The first row names the columns. */
  first: boolean
  /** Rows marked as header so far. */
  headers: number
  cell: Draft | null
  /** The row's cells wait here: what says that a row is a header, or deleted, may come after its first cell began. */
  cells: { readonly draft: Draft; readonly column: number }[]
  dropped: boolean
  header: boolean
}

/** Follows tables, also those inside cells, and adds their cells as blocks: one block per cell, row 0 the header row where there is one. */
export class Tables {
  private readonly into: BlockTarget
  private readonly stack: OpenTable[] = []

  constructor(into: BlockTarget) {
    this.into = into
  }

  begin(): void {
    this.stack.push({ row: -1, column: -1, span: 1, first: false, headers: 0, cell: null, cells: [], dropped: false, header: false })
  }

  end(): void {
    this.stack.pop()
  }

  /** The table says whether its first row is special. */
  firstRow(is: boolean): void {
    const table = this.stack.at(-1)
    if (table) table.first = is
  }

  row(): void {
    const table = this.stack.at(-1)
    if (!table) return
    table.row++
    Object.assign(table, { column: -1, span: 1, cells: [], dropped: false, header: false })
  }

  headerRow(): void {
    const table = this.stack.at(-1)
    if (table) table.header = true
  }

  dropRow(): void {
    const table = this.stack.at(-1)
    if (table) table.dropped = true
  }

  get betweenCells(): boolean {
    return this.stack.length > 0 && this.stack.at(-1)!.cell === null
  }

  cell(): void {
    const table = this.stack.at(-1)
    if (!table) return
    table.column += table.span
    table.span = 1
    table.cell = new Draft()
  }

  /** The cell at hand covers that many columns. */
  span(columns: number): void {
    const table = this.stack.at(-1)
    if (table && Number.isInteger(columns) && columns > 0 && columns < 1000) table.span = columns
  }

  /** Adds a paragraph to the cell at hand; false outside of tables. */
  add(draft: Draft): boolean {
    const cell = this.stack.at(-1)?.cell
    if (!cell) return false
    if (!draft.empty) {
      cell.line()
      cell.append(draft)
    }
    return true
  }

  endCell(): void {
    const table = this.stack.at(-1)
    if (!table?.cell) return
    table.cells.push({ draft: table.cell, column: table.column })
    table.cell = null
  }

  endRow(): void {
    const table = this.stack.at(-1)
    if (!table) return
    if (table.dropped) {
      table.row--
      return
    }
    const header = table.row === 0 && (table.header || table.first) && table.cells.length > 1
    for (const { draft, column } of table.cells) {
      this.into.add('table-cell', draft, { row: table.row, column, ...(header ? { header } : {}) })
    }
    table.cells = []
  }
}
