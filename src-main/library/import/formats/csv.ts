import type { ImportInput } from '../model.ts'
import { type Table, TSV_NAME } from '../table.ts'

/** CSV and TSV (RFC 4180): comma, semicolon or tab, quotes doubled, line feeds within quotes. */

const SNIFFED = 20_000

/** Never throws: a quote that is never closed reaches to the end of the file. */
export function readCsv({ text, name }: ImportInput): Table {
  const source = text.replace(/^\uFEFF/u, '')
  const delimiter = delimiterOf(source, name)
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at <= source.length; ) {
    const field = readField(source, at, delimiter)
    row.push(field.value)
    at = field.next
    if (source[at] === delimiter) {
      at++
      continue
    }
    rows.push(row)
    row = []
    if (at >= source.length) break
    at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1
    if (at >= source.length) break
  }
  return { rows, what: 'row', others: [] }
}

/** The separator most common outside of quotes in the first lines; tabs in `.tsv`. */
export function delimiterOf(text: string, name: string): string {
  if (TSV_NAME.test(name)) return '\t'
  const head = text.slice(0, SNIFFED).replaceAll(/"(?:[^"]|"")*"/gu, '')
  const counts = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: head.split(delimiter).length - 1 }))
  return counts.reduce((best, other) => (other.count > best.count ? other : best)).delimiter
}

function readField(text: string, from: number, delimiter: string): { value: string; next: number } {
  if (text[from] === '"') {
    let value = ''
    for (let at = from + 1; ; ) {
      const end = text.indexOf('"', at)
      if (end < 0) return { value: value + text.slice(at), next: text.length }
      value += text.slice(at, end)
      if (text[end + 1] !== '"') {
        const rest = unquoted(text, end + 1, delimiter)
        return { value: value + rest.value.trim(), next: rest.next }
      }
      value += '"'
      at = end + 2
    }
  }
  return unquoted(text, from, delimiter)
}

function unquoted(text: string, from: number, delimiter: string): { value: string; next: number } {
  let at = from
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
  return { value: text.slice(from, at), next: at }
}
