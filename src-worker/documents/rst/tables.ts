import type { BlockProps } from '../block-sink.ts'
import { isCjkUnit, isSpace } from '../block-text.ts'
import type { Range } from '../joined-text.ts'
import type { Line } from '../lines.ts'

/** A cell with the places its lines stand in. */
export interface Cell {
  readonly ranges: Range[]
  readonly props: BlockProps
}

export const isGridBorder = (text: string): boolean => text.length < 5000 && /^\+(?:[-=]+\+)+$/u.test(text)
export const isSimpleBorder = (text: string): boolean => text.length < 5000 && /^=+(?: +=+)+$/u.test(text)

/** Ends of the display columns of a line: wide characters take two. */
function columnOffsets(source: string, line: Line): number[] {
  const offsets: number[] = []
  for (let i = line.start; i < line.end && offsets.length < 5000; i++) {
    offsets.push(i)
    if (isCjkUnit(source.charCodeAt(i))) offsets.push(i)
  }
  return offsets
}

function trim(source: string, start: number, end: number): Range | null {
  let from = start
  let to = end
  while (from < to && isSpace(source.charCodeAt(from))) from++
  while (to > from && isSpace(source.charCodeAt(to - 1))) to--
  return from < to ? { start: from, end: to } : null
}

/**
 * A grid table: cells between `|`, rows between borders. A missing `|` joins cells of a row; a line that is a border in some columns only
 * ends the row as a whole. Gives the cells and the index of the line after the table.
 */
export function gridTable(source: string, lines: readonly Line[], from: number, to: number): { cells: Cell[]; next: number } {
  let next = from
  const rows: { header: boolean; cells: Map<number, Range[]> }[] = [{ header: false, cells: new Map() }]
  for (; next < to; next++) {
    const line = lines[next]!
    const first = source[line.start]
    if (line.blank || (first !== '+' && first !== '|')) break
    if (first === '+') {
      if (source.startsWith('+=', line.start)) for (const row of rows) row.header = true
      if (rows.at(-1)!.cells.size > 0) rows.push({ header: false, cells: new Map() })
    } else splitGridLine(source, line, rows.at(-1)!.cells)
  }
  return { cells: cellsOf(rows), next }
}

function splitGridLine(source: string, line: Line, cells: Map<number, Range[]>): void {
  const offsets = columnOffsets(source, line)
  let start = -1
  let key = 0
  for (const [column, offset] of offsets.entries()) {
    if (source[offset] !== '|' && !(source[offset] === '+' && /[-=]/u.test(source[offset + 1] ?? ''))) continue
    const range = start === -1 ? null : trim(source, start, offset)
    if (range && !/^[-=+]+$/u.test(source.slice(range.start, range.end))) addRange(cells, key, range)
    start = offset + 1
    key = column
  }
}

function addRange(cells: Map<number, Range[]>, key: number, range: Range): void {
  const ranges = cells.get(key)
  if (ranges) ranges.push(range)
  else cells.set(key, [range])
}

/** Rows with their cells in column order; columns count within the row. */
function cellsOf(rows: readonly { header: boolean; cells: ReadonlyMap<number, Range[]> }[]): Cell[] {
  const columns = [...new Set(rows.flatMap((row) => [...row.cells.keys()]))].sort((a, b) => a - b)
  const index = new Map(columns.map((column, i) => [column, i]))
  return rows.flatMap((row, number) =>
    [...row.cells]
      .sort(([a], [b]) => a - b)
      .map(([column, ranges]) => ({ ranges, props: { row: number, column: index.get(column)!, header: row.header } })),
  )
}

/**
 * A simple table: columns under the `=` signs of its first border, one row a line; a line with an empty first column goes on with the row
 * above. With three borders what stands above the second is the header.
 */
export function simpleTable(source: string, lines: readonly Line[], from: number, to: number): { cells: Cell[]; next: number } {
  const border = lines[from]!
  const starts: number[] = []
  for (let i = border.start; i < border.end; i++) if (source[i] === '=' && source[i - 1] !== '=') starts.push(i - border.start)
  const rows: { header: boolean; cells: Map<number, Range[]> }[] = []
  let borders = 1
  let next = from + 1
  for (; next < to && borders < 3; next++) {
    const line = lines[next]!
    if (line.blank) continue
    const text = source.slice(line.start, line.end)
    if (isSimpleBorder(text)) {
      borders++
      const after = lines[next + 1]
      const isLast = borders === 3 || !after || after.blank
      if (borders === 2 && !isLast) for (const row of rows) row.header = true
      if (isLast) {
        next++
        break
      }
    } else if (!/^-+(?: +-+)*$/u.test(text)) splitSimpleLine(source, line, border.indent, starts, rows)
  }
  return { cells: cellsOf(rows), next }
}

function splitSimpleLine(
  source: string,
  line: Line,
  indent: number,
  starts: readonly number[],
  rows: { header: boolean; cells: Map<number, Range[]> }[],
): void {
  const offsets = columnOffsets(source, line)
  const shift = line.indent - indent
  const continues = shift >= (starts[1] ?? Number.POSITIVE_INFINITY) && rows.length > 0
  if (!continues) rows.push({ header: false, cells: new Map() })
  const { cells } = rows.at(-1)!
  for (let column = 0; column < starts.length; ) {
    const first = column
    const from = Math.max(0, starts[first]! - shift)
    let until = (starts[++column] ?? Number.POSITIVE_INFINITY) - shift
    // Text that runs on over the gap between two columns spans both.
    while (until > 0 && until < offsets.length && !isSpace(source.charCodeAt(offsets[until - 1]!)))
      until = (starts[++column] ?? Number.POSITIVE_INFINITY) - shift
    if (until <= 0 || from >= offsets.length) continue
    const range = trim(source, offsets[from]!, until >= offsets.length ? line.end : offsets[until]!)
    if (range && source.slice(range.start, range.end) !== '..') addRange(cells, first, range)
  }
}

/** Lines of comma-separated values; quoted cells may hold commas, and doubled quotes stay as they are. */
export function csvTable(source: string, lines: readonly Line[], from: number, to: number, headerRows: number): Cell[] {
  const cells: Cell[] = []
  let row = 0
  for (let i = from; i < to; i++) {
    const line = lines[i]!
    if (line.blank) continue
    const text = source.slice(line.start, line.end)
    let column = 0
    let at = 0
    while (at <= text.length) {
      while (text[at] === ' ') at++
      const quoted = text[at] === '"'
      const close = text.indexOf(quoted ? '"' : ',', quoted ? at + 1 : at)
      const end = close === -1 ? text.length : close
      const range = trim(source, line.start + (quoted ? at + 1 : at), line.start + end)
      if (range) cells.push({ ranges: [range], props: { row, column, header: row < headerRows } })
      const comma = quoted ? text.indexOf(',', end) : end
      at = comma === -1 ? text.length + 1 : comma + 1
      column++
    }
    row++
  }
  return cells
}
