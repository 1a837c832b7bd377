/**
 * The table that CSV and XLSX share, both ways: column names, cells a spreadsheet would run, lists within a cell. Exports write it, imports
 * read it; neither keeps a copy of its own.
 */

export const CSV_COLUMNS = [
  'id',
  'term',
  'reading',
  'language',
  'pos',
  'category',
  'status',
  'definition',
  'variants',
  'forbidden',
  'source_file',
  'source_line',
  'source_quote',
  'frequency',
  'documents',
  'note',
  'updated_at',
  'source_part',
] as const
export type CsvColumn = (typeof CSV_COLUMNS)[number]

const FORMULA = /^['\s]*[=+\-@\t\r\n＝＋－＠]/u

/** The cell with an apostrophe before it when a spreadsheet could take it for a formula (CWE-1236; full-width signs included). */
export const defuse = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** Inverse of `defuse`: `undefuse(defuse(c)) === c` for every string. */
export const undefuse = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)

/**
 * Joins with `|`; a `|` or `\` inside a value gets a `\` before it, and so does what separates the values of cells that people write: a list of one
 * value has no `|` to be known by.
 */
export const joinList = (values: readonly string[]): string =>
  values.map((value) => value.replace(/[\\|;；、\r\n]|,(?= )/g, '\\$&')).join('|')

/** Inverse of `joinList` for lists of non-empty values; an empty cell is an empty list. */
export function splitList(cell: string): string[] {
  if (cell === '') return []
  const values: string[] = []
  let value = ''
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === '|') {
      values.push(value)
      value = ''
    } else {
      if (cell[at] === '\\' && at + 1 < cell.length) at++
      value += cell[at]
    }
  }
  return [...values, value]
}
