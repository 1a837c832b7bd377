import type { ContainerText, Draft } from './output.ts'

interface Cell {
  readonly row: number
  readonly column: number
  readonly text: Draft
}

const HEADER_LENGTH = 60

/** `A1` of a row and a column counted from 0. */
export function cellName(row: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return `${letters}${row + 1}`
}

/**
 * Adds one sheet: a table cell for every cell with text, its part `Sheet!B7`. The first row with two or more cells is the header row when it
 * holds only short texts and rows follow; what stands above it is running text. Rows are counted from there.
 */
export class Sheet {
  private readonly into: ContainerText
  private readonly name: string
  private readonly cells: Cell[] = []
  /** Rows that hold a number: no header. */
  private readonly numeric = new Set<number>()

  constructor(into: ContainerText, name: string) {
    this.into = into
    this.name = name
  }

  text(row: number, column: number, text: Draft): void {
    if (!text.empty) this.cells.push({ row, column, text })
  }

  number(row: number): void {
    if (this.numeric.size < 1000) this.numeric.add(row)
  }

  finish(): void {
    const { cells } = this
    const first = cells.findIndex((cell, i) => cells[i + 1]?.row === cell.row)
    const start = first === -1 ? (cells[0]?.row ?? 0) : cells[first]!.row
    const top = cells.filter(({ row }) => row === start)
    const header =
      first !== -1 && !this.numeric.has(start) && cells.at(-1)!.row > start && top.every(({ text }) => text.text.length <= HEADER_LENGTH)
    for (const { row, column, text } of cells) {
      this.into.part = `${this.name}!${cellName(row, column)}`
      if (row < start) this.into.add('paragraph', text)
      else this.into.add('table-cell', text, { row: row - start, column, ...(header && row === start ? { header } : {}) })
    }
    this.into.part = undefined
  }
}
