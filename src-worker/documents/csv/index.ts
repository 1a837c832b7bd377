import { BlockSink } from '../block-sink.ts'
import { BlockText } from '../block-text.ts'
import type { FormatInput, FormatOutput } from '../format.ts'
import { copyWithoutAddresses } from '../urls.ts'

/** A field: its range without the quotes around it. */
interface Field {
  readonly start: number
  readonly end: number
  readonly quoted: boolean
}

const HEADER_LENGTH = 60
const SNIFFED = 20_000
/** Numbers, amounts, dates and times are no words. */
const NUMERIC = /^[\s\d.,:;%+\-/()eE¥$€£TZ]*$/u

/**
 * CSV and TSV (RFC 4180): a table cell for every field with words in it. The first row is the header row when it has two or more fields, all
 * short and none of them a number, and rows follow.
 */
export function parseCsv(input: FormatInput): FormatOutput {
  const { text } = input
  const rows = readRows(text, delimiterOf(input))
  const sink = new BlockSink(input.starts)
  const header = isHeader(text, rows)
  for (const [row, fields] of rows.entries()) {
    for (const [column, field] of fields.entries()) {
      if (NUMERIC.test(text.slice(field.start, field.end))) continue
      sink.add('table-cell', fieldText(text, field), { row, column, ...(header && row === 0 ? { header } : {}) })
    }
  }
  return { blocks: sink.blocks }
}

function isHeader(text: string, rows: readonly (readonly Field[])[]): boolean {
  const first = rows[0]
  if (!first || first.length < 2 || rows.length < 2) return false
  return first.every(({ start, end }) => end - start <= HEADER_LENGTH && !NUMERIC.test(text.slice(start, end)))
}

/** The separator most common outside of quotes in the first lines; tabs in `.tsv`. */
function delimiterOf({ text, path }: FormatInput): string {
  if (/\.tsv$/iu.test(path)) return '\t'
  const head = text.slice(0, SNIFFED).replaceAll(/"[^"]*"/gu, '')
  let best = ','
  let most = 0
  for (const delimiter of [',', '\t', ';']) {
    const count = head.split(delimiter).length - 1
    if (count > most) {
      best = delimiter
      most = count
    }
  }
  return best
}

/** Rows with at least one field that is not empty. A quote that is never closed reaches to the end of the file. */
function readRows(text: string, delimiter: string): Field[][] {
  const rows: Field[][] = []
  let fields: Field[] = []
  const endRow = (): void => {
    if (fields.some(({ start, end }) => end > start)) rows.push(fields)
    fields = []
  }
  for (let at = 0; at < text.length; ) {
    const field = readField(text, at, delimiter)
    fields.push(field.field)
    at = field.next
    if (text[at] === delimiter) {
      at++
      if (at === text.length) fields.push({ start: at, end: at, quoted: false })
      else continue
    } else if (text[at] === '\r' || text[at] === '\n') at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    endRow()
  }
  endRow()
  return rows
}

function readField(text: string, from: number, delimiter: string): { field: Field; next: number } {
  let at = from
  let quotes: { start: number; end: number } | null = null
  if (text[at] === '"') {
    const end = closingQuote(text, at + 1)
    quotes = { start: at + 1, end }
    at = Math.min(text.length, end + 1)
  }
  const rest = at
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
  // Text after the closing quote: the quotes were part of the text.
  if (quotes && text.slice(rest, at).trim() === '') return { field: { ...quotes, quoted: true }, next: at }
  return { field: { start: from, end: at, quoted: false }, next: at }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at
  return text.length
}

function fieldText(text: string, { start, end, quoted }: Field): BlockText {
  const into = new BlockText(text)
  let from = start
  if (quoted) {
    for (let at = text.indexOf('""', start); at !== -1 && at + 2 <= end; at = text.indexOf('""', at + 2)) {
      copyWithoutAddresses(into, text, from, at)
      into.unit('"', at, at + 2)
      from = at + 2
    }
  }
  copyWithoutAddresses(into, text, from, end)
  return into
}
