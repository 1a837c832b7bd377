import type { ExportEntry } from './model.ts'

/**
 * The order of a glossary: Latin words by alphabet, then Japanese by reading in gojūon order, then what has no reading. Kanji can't be
 * ordered without their reading (Intl.Collator('ja') sorts them by radical at best), so the reading field decides.
 */

const collator = new Intl.Collator('ja', { sensitivity: 'base', numeric: true, ignorePunctuation: false })
const LATIN = 0
const KANA = 1
const OTHER = 2

const toHiragana = (text: string): string =>
  text.normalize('NFKC').replace(/[\u30a1-\u30f6]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))

interface SortKey {
  readonly group: number
  readonly text: string
}

/** Sort key of a headword: what it is read as, and the group of the index it belongs to. */
export function sortKey(headword: string, reading: string | null): SortKey {
  const text = toHiragana((reading ?? headword).trim())
  const first = text.replace(/^[^\p{L}\p{N}]+/u, '').charAt(0)
  if (/[\u3041-\u3096ー]/u.test(first)) return { group: KANA, text }
  return { group: /[\p{Script=Latin}\p{N}]/u.test(first) ? LATIN : OTHER, text }
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Total order of entries: group, reading or alphabet, headword, id. Never 0 for two different ids. */
export function compareEntries(a: ExportEntry, b: ExportEntry): number {
  const x = sortKey(a.headword, a.reading)
  const y = sortKey(b.headword, b.reading)
  return x.group - y.group || collator.compare(x.text, y.text) || byCodePoint(a.headword, b.headword) || byCodePoint(a.id, b.id)
}
