import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { CSV_COLUMNS, defuse } from '../../exchange/columns.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { type Field, LossBook, type Noting } from '../loss.ts'
import type { ExportEntry, ExportGlossary } from '../model.ts'
import { cut, xmlText } from '../text.ts'
import { type ZipPart, zipped } from '../zip.ts'
import { csv, TABLE_FIELDS, tableCells } from './csv.ts'

/**
 * An Office Open XML workbook (ECMA-376): the table of the CSV export with a frozen header, a filter and a list of statuses to choose from,
 * and a second sheet with every definition and source. Cells are inline strings, so nothing is held; none is ever a formula, and what looks
 * like one is defused all the same, for the day somebody saves the sheet as CSV.
 */

/** Characters of a cell, by Excel's limits. */
const CELL = 32_767
const SOURCE_COLUMNS = ['id', 'term', 'number', 'kind', 'definition', 'file', 'line', 'quote', 'part'] as const
const NUMBERS: ReadonlySet<string> = new Set(['source_line', 'frequency', 'documents', 'number', 'line'])
const CARRIES: readonly Field[] = [...TABLE_FIELDS, 'context', 'alternatives']

/** What the first sheet has noted already. */
const SILENT: Noting = { note: () => undefined }

const column = (index: number): string => String.fromCharCode(65 + index)

/** `_x0041_` would be read as an escape (ST_Xstring, ECMA-376 part 1 §22.9.2.19). */
const notEscape = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

function cellText(text: string, entry: ExportEntry | null, book: Noting): string {
  const lines = text.replace(/\r\n?/g, '\n')
  if (entry !== null && lines !== text) book.note('characters-replaced', entry)
  const fit = entry === null ? lines : cut(defuse(lines), CELL, { kind: 'cell-cut', entry, book }, (one) => one.length)
  return xmlText(notEscape(fit), entry, book)
}

function row(number: number, names: readonly string[], cells: readonly string[], entry: ExportEntry | null, book: Noting): string {
  const made = cells.map((cell, index) => {
    if (cell === '') return ''
    const place = `${column(index)}${number}`
    if (entry !== null && NUMBERS.has(names[index]!)) return `<c r="${place}"><v>${cell}</v></c>`
    const style = entry === null ? ' s="1"' : ' s="2"'
    return `<c r="${place}" t="inlineStr"${style}><is><t xml:space="preserve">${cellText(cell, entry, names === SOURCE_COLUMNS && index < 2 ? SILENT : book)}</t></is></c>`
  })
  return `<row r="${number}">${made.join('')}</row>`
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const WIDTHS: Readonly<Record<string, number>> = {
  id: 18,
  term: 24,
  reading: 20,
  definition: 60,
  variants: 30,
  forbidden: 24,
  source_file: 28,
  source_quote: 50,
  note: 30,
  file: 28,
  quote: 60,
}

function sheetHead(names: readonly string[]): string {
  const columns = names.map((name, i) => `<col min="${i + 1}" max="${i + 1}" width="${WIDTHS[name] ?? 12}" customWidth="1"/>`).join('')
  const frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${frozen}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns}</cols><sheetData>`
}

function* terms(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield sheetHead(CSV_COLUMNS) + row(1, CSV_COLUMNS, CSV_COLUMNS, null, book)
  let number = 1
  for (const entry of glossary.entries) {
    number++
    book.wrote(entry, CARRIES)
    yield row(number, CSV_COLUMNS, tableCells(entry), entry, book)
  }
  const status = column(CSV_COLUMNS.indexOf('status'))
  const choices = '<formula1>"undecided,accepted,dropped"</formula1>'
  const validation =
    number === 1
      ? ''
      : `<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${status}2:${status}${number}">${choices}</dataValidation></dataValidations>`
  yield `</sheetData><autoFilter ref="A1:${column(CSV_COLUMNS.length - 1)}${number}"/>${validation}</worksheet>`
}

/** The other sheet's losses are those of the same texts: only what no other sheet holds is noted here. */
function* sources(glossary: ExportGlossary, book: LossBook): Generator<string> {
  yield sheetHead(SOURCE_COLUMNS) + row(1, SOURCE_COLUMNS, SOURCE_COLUMNS, null, book)
  let number = 1
  for (const entry of glossary.entries) {
    for (const [index, { kind, text, sources: places }] of entry.definitions.entries()) {
      for (const place of places.length === 0 ? [null] : places) {
        number++
        const cells = [entry.id, entry.headword, String(index + 1), kind, text]
        const where = place === null ? [] : [place.file, String(place.line), place.quote.normalize('NFC'), place.part ?? '']
        yield row(
          number,
          SOURCE_COLUMNS,
          [...cells, ...where],
          entry,
          index === 0 && place === (places[0] ?? null) && kind !== 'context' ? SILENT : book,
        )
      }
    }
  }
  yield `</sheetData><autoFilter ref="A1:${column(SOURCE_COLUMNS.length - 1)}${number}"/></worksheet>`
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (entries: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const TYPES = `${HEAD}<!-- ${EXPORT_MARKER} --><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEET}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/></Types>`
const WORKBOOK = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Terms" sheetId="1" r:id="rId1"/><sheet name="Sources" sheetId="2" r:id="rId2"/></sheets></workbook>`
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`

function chunks(glossary: ExportGlossary, book: LossBook): Generator<Uint8Array> {
  const sheets: [string, string, string][] = [
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
    ['rId3', 'styles', 'styles.xml'],
  ]
  const parts: ZipPart[] = [
    { path: '[Content_Types].xml', chunks: [TYPES], plain: true },
    { path: '_rels/.rels', chunks: [relations([['rId1', 'officeDocument', 'xl/workbook.xml']])] },
    { path: 'xl/workbook.xml', chunks: [WORKBOOK] },
    { path: 'xl/_rels/workbook.xml.rels', chunks: [relations(sheets)] },
    { path: 'xl/styles.xml', chunks: [STYLES] },
    { path: 'xl/worksheets/sheet1.xml', chunks: terms(glossary, book) },
    { path: 'xl/worksheets/sheet2.xml', chunks: sources(glossary, book) },
  ]
  return zipped(parts)
}

export const xlsx: ExportFormat = {
  id: 'xlsx',
  purpose: 'share',
  name: { en: 'Excel workbook', ja: 'Excel ブック' },
  use: {
    en: 'The table of the CSV export with filters, and a second sheet with every definition and source.',
    ja: 'CSV と同じ表にフィルターを付け、2 枚目にすべての定義と出典を載せたブックです。',
  },
  extension: 'xlsx',
  mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  encoding: 'binary',
  folder: false,
  carries: CARRIES,
  files: oneFile(chunks),
  preview: (glossary) => previewOf(glossary),
}

/** The same table as text. */
function previewOf(glossary: ExportGlossary): string {
  let text = ''
  const silent = new LossBook()
  for (const { chunks: table } of csv.files(glossary, silent)) for (const chunk of table) text += String(chunk)
  return text
}
