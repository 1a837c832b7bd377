import { CSV_COLUMNS, defuse, joinList } from '../../exchange/columns.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import type { Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, properDefinition, shownDefinition } from '../model.ts'
import { noteMalformed } from '../text.ts'

/** The cells of an entry in the columns that CSV and XLSX share, as plain text in NFC, neither defused nor quoted. */
export function tableCells(entry: ExportEntry): string[] {
  const source = shownDefinition(entry)?.sources[0]
  return [
    entry.id,
    entry.headword,
    entry.reading ?? '',
    entry.language,
    'noun',
    entry.category,
    entry.decision,
    properDefinition(entry)?.text ?? '',
    joinList(entry.variants.filter(({ usage }) => usage !== 'forbidden').map(({ surface }) => surface)),
    joinList(forbiddenForms(entry)),
    source?.file ?? '',
    source === undefined ? '' : String(source.line),
    source?.quote ?? '',
    String(entry.frequency),
    String(entry.documents),
    entry.note,
    entry.editedAt ?? '',
    source?.part ?? '',
  ].map((cell) => cell.normalize('NFC'))
}

export const TABLE_FIELDS: readonly Field[] = ['reading', 'definition', 'variants', 'forbidden', 'category', 'decision', 'sources', 'note']

const quote = (cell: string): string => (/[",\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** True when the table shows only one of several sources. */
export const moreSources = ({ definitions }: ExportEntry): boolean => definitions.reduce((sum, { sources }) => sum + sources.length, 0) > 1

function* chunks(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield `${CSV_COLUMNS.join(',')}\r\n`
  for (const entry of glossary.entries) {
    book.wrote(entry, TABLE_FIELDS)
    noteMalformed(entry, book)
    if (moreSources(entry)) book.note('sources-cut', entry)
    yield `${tableCells(entry)
      .map((cell) => quote(defuse(cell)))
      .join(',')}\r\n`
  }
}

/**
 * CSV after RFC 4180 (CRLF, quotes doubled) with a UTF-8 byte order mark, without which Excel reads Japanese as another encoding. Cells a
 * spreadsheet would run as a formula are defused with a leading apostrophe; an import takes it off again. A context is no definition: its
 * column stays empty, the passage stands in `source_quote`.
 */
export const csv: ExportFormat = {
  id: 'csv',
  purpose: 'share',
  name: { en: 'CSV – for spreadsheets', ja: 'CSV（表計算）' },
  use: {
    en: 'Opens in Excel, Numbers, LibreOffice and Google Sheets, and comes back by import.',
    ja: 'Excel・Numbers・LibreOffice・Google スプレッドシートで開けます。「取り込み」で元に戻せます。',
  },
  extension: 'csv',
  mime: 'text/csv',
  encoding: 'utf-8-bom',
  folder: false,
  carries: TABLE_FIELDS,
  files: oneFile(chunks),
}
