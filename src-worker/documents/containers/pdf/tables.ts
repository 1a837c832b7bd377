import { Draft } from '../output.ts'
import { byColumns } from './columns.ts'
import { joinLine } from './hyphens.ts'
import type { Line } from './lines.ts'

/** A table as its lines tell it: a page knows no cells. */
export interface PageTable {
  readonly page: number
  readonly rows: readonly (readonly TableCell[])[]
  readonly header: boolean
}

export interface TableCell {
  readonly column: number
  readonly draft: Draft
}

/** Pieces of text at one height, left to right. */
type Row = readonly Line[]

const MOST_COLUMNS = 40
const SHORT = 60

/** The lines of a page in reading order, column by column where there are columns; tables in place of the lines they are made of. */
export function withTables(lines: readonly Line[], words: ReadonlySet<string>): (Line | PageTable)[] {
  const rows = rowsOf(lines)
  const order = new Map(lines.map((line, i) => [line, i] as const))
  const found: (Line | PageTable)[] = []
  let plain: Line[] = []
  const flush = (): void => {
    // As they came: what is no table keeps its order.
    found.push(...byColumns(plain.sort((a, b) => order.get(a)! - order.get(b)!)))
    plain = []
  }
  for (let i = 0; i < rows.length; ) {
    const length = rows[i]!.length > 1 ? reach(rows, i) : 0
    const table = length > 1 ? tableOf(rows.slice(i, i + length), words, order) : null
    if (table) {
      flush()
      found.push(table)
    } else plain.push(...rows.slice(i, i + Math.max(1, length)).flat())
    i += Math.max(1, length)
  }
  flush()
  return found
}

/** Writers put a table down cell by cell: a line may belong beside one this many rows back. */
const BACK = 12

function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Line[][] = []
  for (const line of lines) {
    const row = rows.slice(-BACK).findLast((one) => isBeside(one.at(-1)!, line))
    if (row) row.push(line)
    else rows.splice(placeOf(rows, line), 0, [line])
  }
  return rows
}

/** Where a new row goes: at the end, or, when the writer went up again to the next column of a table, below the row it goes on with. */
function placeOf(rows: readonly Row[], line: Line): number {
  const last = rows.at(-1)?.[0]
  if (!last || last.page !== line.page || line.y <= last.y) return rows.length
  for (let i = rows.length - 1; i >= Math.max(0, rows.length - BACK); i--) {
    const row = rows[i]!
    if (row[0]!.y <= line.y) continue
    const inColumn = row.length > 1 || rows[i - 1]?.length === 2
    return inColumn && row.some(({ x }) => Math.abs(x - line.x) < line.size) ? i + 1 : rows.length
  }
  return rows.length
}

const isBeside = (last: Line, line: Line): boolean =>
  last.page === line.page && Math.abs(last.y - line.y) < Math.min(last.size, line.size) * 0.5 && line.x > last.right

/** How many rows from `first` on may be of one table: rows of pieces side by side, and lines that go on in a column of them. */
function reach(rows: readonly Row[], first: number): number {
  let end = first
  let lastOfColumn = new Map<number, Line>()
  for (let i = first; i < rows.length; i++) {
    const row = rows[i]!
    const above = rows[i - 1]?.[0]
    const { size, y, x, mono } = row[0]!
    if (mono) break
    if (i > first && above && (above.y - y > size * 4 || above.y <= y || Math.abs(above.size - size) > size * 0.2)) break
    if (row.length > 1) {
      lastOfColumn = new Map([...lastOfColumn, ...row.map((line) => [Math.round(line.x), line] as const)])
      end = i + 1
      continue
    }
    // A line alone goes on in the column right above it.
    const column = [...lastOfColumn].find(([start, line]) => Math.abs(start - x) < size && line.y - y < size * 1.6)
    if (!column || i === first) break
    lastOfColumn.set(column[0], row[0]!)
    end = i + 1
  }
  // A line alone below the first column is what follows the table.
  while (end > first && rows[end - 1]!.length === 1 && rows[end - 1]![0]!.x < rows[first]![1]!.x - rows[first]![1]!.size) end--
  return end - first
}

/** The columns of rows: what overlaps from left to right is one; null when they are no table. */
function columnsOf(rows: readonly Row[]): { left: number; right: number }[] | null {
  const columns: { left: number; right: number }[] = []
  for (const line of rows.flat().sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1)
    if (last && line.x < last.right) last.right = Math.max(last.right, line.right)
    else columns.push({ left: line.x, right: line.right })
  }
  const fits = columns.length > 1 && columns.length <= MOST_COLUMNS
  const once = rows.every((row) => new Set(row.map((line) => columnAt(columns, line))).size === row.length)
  return fits && once ? columns : null
}

const columnAt = (columns: readonly { left: number }[], line: Line): number => columns.findLastIndex(({ left }) => left <= line.x)

function tableOf(rows: readonly Row[], words: ReadonlySet<string>, order: ReadonlyMap<Line, number>): PageTable | null {
  const columns = columnsOf(rows)
  if (columns === null || rows.filter((row) => row.length > 1).length < 2) return null
  const tight = tightDrop(rows)
  const cells: TableCell[][] = []
  for (const [i, row] of rows.entries()) {
    const drop = i === 0 ? Number.POSITIVE_INFINITY : rows[i - 1]![0]!.y - row[0]!.y
    // Written cell by cell: what follows the line above at once is of the same cell.
    const above = rows[i - 1]?.[0]
    const near = above !== undefined && above.y - row[0]!.y < above.size * 1.6
    const goesOn = near && columnAt(columns, above) === 0 && order.get(row[0]!)! === order.get(above)! + 1
    const begins = i === 0 || (columnAt(columns, row[0]!) === 0 && row.length > 1 && drop > tight && !goesOn)
    if (begins) cells.push([])
    for (const line of row) put(cells.at(-1)!, columnAt(columns, line), line, words)
  }
  if (cells.length < 2 || isProse(cells)) return null
  const [first] = cells
  const header = first!.length > 1 && first!.every(({ draft: { text } }) => text.length <= SHORT && /\p{L}/u.test(text))
  return { page: rows[0]![0]!.page, rows: cells, header }
}

/** Where rows stand farther apart than the lines inside a cell, this distance or less is inside a cell; else every row is one. */
function tightDrop(rows: readonly Row[]): number {
  const drops = rows.slice(1).map((row, i) => rows[i]![0]!.y - row[0]!.y)
  const wide = drops.filter((_, i) => rows[i + 1]!.length > 1).sort((a, b) => a - b)
  const least = Math.min(...drops)
  return (wide[Math.floor(wide.length / 2)] ?? 0) > least * 1.25 ? least * 1.1 : 0
}

function put(row: TableCell[], column: number, { draft }: Line, words: ReadonlySet<string>): void {
  const cell = row.find((one) => one.column === column)
  if (cell) joinLine(cell.draft, draft, words)
  else {
    const fresh = new Draft()
    fresh.append(draft)
    row.push({ column, draft: fresh })
  }
}

/** Columns of running text fill nearly every cell of two columns with long text: they are no table. */
function isProse(cells: readonly (readonly TableCell[])[]): boolean {
  const texts = cells.flat().map(({ draft }) => draft.text)
  const columns = new Set(cells.flat().map(({ column }) => column)).size
  const ends = texts.filter((text) => /(?:.{25}[\p{Ll},]|[\p{Lo}、]{12})$/u.test(text)).length
  return columns === 2 && texts.length >= 8 && ends > texts.length * 0.6
}
