import { type ExportEntry, type ExportGlossary, shownDefinition } from './model.ts'

/**
 * CSV after RFC 4180 (CRLF, quotes doubled) with a UTF-8 byte order mark, without which Excel reads Japanese as another encoding.
 * Cells a spreadsheet would run as a formula are defused with a leading apostrophe; `undefuse` takes it off again on import.
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
] as const

const FORMULA = /^['\s]*[=+\-@\t\r\n＝＋－＠]/u

/** The cell with an apostrophe before it when a spreadsheet could take it for a formula (CWE-1236; full-width signs included). */
export const defuse = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell)

/** Inverse of `defuse`: `undefuse(defuse(c)) === c` for every string. */
export const undefuse = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)

/** Joins with `|`; a `|` or `\` inside a value gets a `\` before it. */
export const joinList = (values: readonly string[]): string => values.map((value) => value.replace(/[\\|]/g, '\\$&')).join('|')

const quote = (cell: string): string => (/[",\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function cells(entry: ExportEntry): string[] {
  const definition = shownDefinition(entry)
  const source = definition?.sources[0]
  const forbidden = entry.variants.filter((variant) => variant.usage === 'forbidden')
  const others = entry.variants.filter((variant) => variant.usage !== 'forbidden')
  return [
    entry.id,
    entry.headword,
    entry.reading ?? '',
    entry.language,
    'noun',
    entry.category,
    entry.decision,
    definition === null || definition.kind === 'context' ? '' : definition.text,
    joinList(others.map((variant) => variant.surface)),
    joinList(forbidden.map((variant) => variant.surface)),
    source?.file ?? '',
    source === undefined ? '' : String(source.line),
    source?.quote ?? '',
    String(entry.frequency),
    String(entry.documents),
    entry.note,
    entry.editedAt ?? '',
  ]
}

/**
 * One row per entry in the glossary's order, after the header row. A context is no definition: its column stays empty, the passage
 * stands in `source_quote`.
 */
export function toCsv(glossary: ExportGlossary): string {
  const rows = glossary.entries.map((entry) => cells(entry).map((cell) => quote(defuse(cell.normalize('NFC')))))
  return `\uFEFF${[[...CSV_COLUMNS], ...rows].map((row) => `${row.join(',')}\r\n`).join('')}`
}
