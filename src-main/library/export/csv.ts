import { CSV_COLUMNS, defuse, joinList, undefuse } from '../exchange/columns.ts'
import { type ExportEntry, type ExportGlossary, shownDefinition } from './model.ts'

/**
 * CSV after RFC 4180 (CRLF, quotes doubled) with a UTF-8 byte order mark, without which Excel reads Japanese as another encoding.
 * Cells a spreadsheet would run as a formula are defused with a leading apostrophe; `undefuse` takes it off again on import.
 */

export { CSV_COLUMNS, defuse, joinList, undefuse }

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
