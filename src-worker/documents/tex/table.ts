import type { BlockSink } from '../block-sink.ts'
import type { BlockText } from '../block-text.ts'

/** The rows of one tabular environment; the first is the header row when a rule follows it and more rows do. */
export class TexTable {
  private readonly sink: BlockSink
  private row = 0
  private column = 0
  /** Columns the cell at hand covers besides its own. */
  private covered = 0
  private cells: { readonly text: BlockText; readonly column: number }[] = []

  constructor(sink: BlockSink) {
    this.sink = sink
  }

  cell(text: BlockText): void {
    this.cells.push({ text, column: this.column })
    this.column += 1 + this.covered
    this.covered = 0
  }

  /** Ends a row. `ruled`: a rule follows it. */
  endRow(ruled: boolean): void {
    const filled = this.cells.filter(({ text }) => !text.empty)
    const header = ruled && this.row === 0 && filled.length > 1
    for (const { text, column } of filled) {
      this.sink.add('table-cell', text, { row: this.row, column, ...(header ? { header } : {}) })
    }
    if (filled.length > 0) this.row++
    this.cells = []
    this.column = 0
    this.covered = 0
  }

  /** The cell at hand covers that many columns. */
  span(columns: number): void {
    if (Number.isInteger(columns) && columns > 1 && columns < 100) this.covered = columns - 1
  }
}
