import { type UnzipFileInfo, unzipSync } from 'fflate'
import { MAX_UNPACKED_BYTES, unreadable } from '../limits.ts'
import { type ImportInput, type NotRead, notRead } from '../model.ts'
import type { Table } from '../table.ts'
import { attribute, elementsOf, readXml, textOf, type XmlElement } from '../xml.ts'

/** XLSX (ECMA-376): texts of the first visible sheet. Formulas are not calculated: the value the file stores counts. */

const MOST_COLUMNS = 200
const BOOK = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels']
const STRINGS = 'xl/sharedStrings.xml'

/** @throws AppError IMPORT_FAILED for what is no workbook, is protected or too big */
export function readXlsx({ bytes }: ImportInput): Table {
  const sheets = sheetsOf(unpack(bytes, BOOK))
  const [chosen, ...others] = sheets.filter(({ hidden }) => !hidden)
  if (!chosen) throw unreadable('The workbook has no visible sheet. Choose another file.')
  // Only now, and only these: the other sheets may be most of the file.
  const parts = unpack(bytes, [chosen.part, STRINGS])
  const rows = rowsOf(xmlOf(parts, chosen.part), stringsOf(parts))
  const missed = [...others, ...sheets.filter(({ hidden }) => hidden)].map(({ name, hidden }): NotRead => {
    const reason = hidden ? 'The sheet is hidden; only the first visible sheet is read.' : 'Only the first visible sheet is read.'
    return notRead(`sheet ${name}`, name, reason)
  })
  return { rows, what: 'row', others: missed }
}

function unpack(bytes: Uint8Array, wanted: readonly string[]): Readonly<Record<string, Uint8Array>> {
  let left = MAX_UNPACKED_BYTES
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (!wanted.includes(name)) return false
    left -= originalSize
    if (left < 0) throw unreadable('The workbook unpacks to more than 512 MB. Split it and import the parts.')
    return true
  }
  try {
    return unzipSync(bytes, { filter })
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error
    const reason =
      'The file is no workbook that can be read: it is damaged, protected with a password, or of the old .xls format. Save it as .xlsx.'
    throw unreadable(reason, error)
  }
}

function xmlOf(parts: Readonly<Record<string, Uint8Array>>, part: string): string {
  const bytes = parts[part]
  if (!bytes) throw unreadable(`The workbook is damaged: its part ${part} is missing. Open it, save it again, and import that.`)
  return new TextDecoder().decode(bytes)
}

interface Sheet {
  readonly name: string
  readonly part: string
  readonly hidden: boolean
}

function sheetsOf(parts: Readonly<Record<string, Uint8Array>>): Sheet[] {
  const targets = new Map(
    elementsOf(readXml(xmlOf(parts, 'xl/_rels/workbook.xml.rels'))).map((relation) => [
      relation.attributes.get('Id') ?? '',
      (relation.attributes.get('Target') ?? '').replace(/^\/?(xl\/)?/u, 'xl/'),
    ]),
  )
  const workbook = readXml(xmlOf(parts, 'xl/workbook.xml'))
  const list = elementsOf(workbook).find(({ local }) => local === 'sheets')
  return (list ? elementsOf(list) : []).flatMap((sheet) => {
    const part = targets.get(sheet.attributes.get('r:id') ?? attribute(sheet, 'id') ?? '')
    return part === undefined
      ? []
      : [
          {
            name: sheet.attributes.get('name') ?? part,
            part,
            hidden: sheet.attributes.has('state') && sheet.attributes.get('state') !== 'visible',
          },
        ]
  })
}

/** Shared strings by index; readings printed above kanji (`rPh`) are no text. */
function stringsOf(parts: Readonly<Record<string, Uint8Array>>): string[] {
  const bytes = parts[STRINGS]
  if (!bytes) return []
  const strings: string[] = []
  readXml(new TextDecoder().decode(bytes), (element) => {
    if (element.local !== 'si') return false
    strings.push(richText(element))
    return true
  })
  return strings
}

const richText = (element: XmlElement): string =>
  elementsOf(element)
    .map((child) => (child.local === 't' ? rawText(child) : child.local === 'r' ? richText(child) : ''))
    .join('')

const rawText = (element: XmlElement): string =>
  element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .replace(/_x([0-9A-Fa-f]{4})_/gu, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function rowsOf(xml: string, strings: readonly string[]): string[][] {
  const rows: string[][] = []
  readXml(xml, (element) => {
    if (element.local !== 'row') return false
    const at = Number(element.attributes.get('r') ?? rows.length + 1) - 1
    while (rows.length < at && rows.length < 1_048_576) rows.push([])
    rows.push(cellsOf(element, strings))
    return true
  })
  return rows
}

function cellsOf(row: XmlElement, strings: readonly string[]): string[] {
  const cells: string[] = []
  for (const cell of elementsOf(row)) {
    if (cell.local !== 'c') continue
    const column = columnOf(cell.attributes.get('r') ?? '') ?? cells.length
    if (column >= MOST_COLUMNS) continue
    while (cells.length < column) cells.push('')
    cells[column] = cellText(cell, strings)
  }
  return cells
}

/** `AB12` → 27; null when the cell has no name. */
function columnOf(name: string): number | null {
  const letters = /^([A-Z]{1,3})\d/u.exec(name)?.[1]
  if (letters === undefined) return null
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function cellText(cell: XmlElement, strings: readonly string[]): string {
  const type = cell.attributes.get('t')
  const child = (local: string): XmlElement | undefined => elementsOf(cell).find((element) => element.local === local)
  if (type === 'inlineStr') return richText(child('is') ?? cell)
  const value = child('v')
  if (!value) return ''
  if (type === 's') return strings[Number(textOf(value))] ?? ''
  return type === 'b' ? (textOf(value) === '1' ? 'true' : 'false') : rawText(value)
}
