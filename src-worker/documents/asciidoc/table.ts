import type { BlockProps } from '../block-sink.ts'
import { isSpace } from '../block-text.ts'
import type { Range } from '../joined-text.ts'
import type { Line } from '../lines.ts'

interface Cell {
  readonly ranges: readonly Range[]
  readonly props: BlockProps
}

/** What may stand before a cell's bar: span, alignment, style. */
const SPECIFIER = /(?:^|\s)(?:\d+(?:\.\d+)?\+|\.\d+\+|\d+\*)?(?:[<^>](?:\.[<^>])?|\.[<^>])?[adehlmsv]?$/u

/**
 * The cells of a `|===` table. The number of columns is that of `cols`, else that of the first line; the first row is the header when the
 * attributes say so or an empty line follows it.
 * @param attributes the block's attribute list, as written.
 */
export function asciidocTable(
  source: string,
  lines: readonly Line[],
  from: number,
  to: number,
  attributes: string,
  separator: string,
): Cell[] {
  const { cells, firstLine } = split(source, lines, from, to, separator)
  const columns = columnsOf(attributes) || firstLine || 1
  const first = from < to && !lines[from]!.blank ? lines[from + 1] : undefined
  const header = /header/u.test(attributes) || (from + 1 < to && first?.blank === true && firstLine === columns)
  return cells.map((ranges, index) => {
    const row = Math.floor(index / columns)
    return { ranges, props: { row, column: index % columns, header: header && row === 0 } }
  })
}

function split(
  source: string,
  lines: readonly Line[],
  from: number,
  to: number,
  separator: string,
): { cells: Range[][]; firstLine: number } {
  const cells: Range[][] = []
  let firstLine = 0
  let current: Range[] | null = null
  for (let i = from; i < to; i++) {
    const line = lines[i]!
    if (line.blank) continue
    const isFirst = cells.length === 0
    let start = line.start
    const text = source.slice(line.start, line.end)
    for (let found = text.indexOf(separator); found !== -1; found = text.indexOf(separator, found + 1)) {
      const at = line.start + found
      if (text[found - 1] === '\\') continue
      const specifier = SPECIFIER.exec(source.slice(Math.max(start, at - 20), at))?.[0].length ?? 0
      if (current) push(source, current, start, at - specifier)
      current = []
      cells.push(current)
      start = at + 1
    }
    if (current) push(source, current, start, line.end)
    if (isFirst) firstLine = cells.length
  }
  return { cells, firstLine }
}

function push(source: string, ranges: Range[], start: number, end: number): void {
  let from = start
  let to = end
  while (from < to && isSpace(source.charCodeAt(from))) from++
  while (to > from && isSpace(source.charCodeAt(to - 1))) to--
  const mark = /^(?:[*.-]{1,3} )/u.exec(source.slice(from, Math.min(to, from + 5)))
  if (mark) from += mark[0].length
  if (from < to) ranges.push({ start: from, end: to })
}

function columnsOf(attributes: string): number {
  const cols = /cols\s*=\s*"([^"]*)"|cols\s*=\s*([^,\s\]]+)/u.exec(attributes)
  const list = (cols?.[1] ?? cols?.[2] ?? '').trim()
  if (list === '') return 0
  return list.split(/[,;]/u).reduce((sum, column) => sum + (Number(/^\s*(\d+)\*/u.exec(column)?.[1]) || 1), 0)
}
