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

/** Order of names within a letter: as a reader looks them up, then by code point. */
export const compareNames = (a: string, b: string): number => collator.compare(a, b) || byCodePoint(a, b)

interface Sortable {
  readonly headword: string
  readonly reading: string | null
  readonly id: string | number
}

const compareIds = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : byCodePoint(String(a), String(b))

const compareKeyed = (x: SortKey, y: SortKey, a: Sortable, b: Sortable): number =>
  x.group - y.group || collator.compare(x.text, y.text) || byCodePoint(a.headword, b.headword) || compareIds(a.id, b.id)

/** Total order of entries: group, reading or alphabet, headword, id. Never 0 for two different ids. */
export const compareEntries = (a: Sortable, b: Sortable): number =>
  compareKeyed(sortKey(a.headword, a.reading), sortKey(b.headword, b.reading), a, b)

/** The list in the order of `compareEntries`, with every key made once. */
export function sortEntries<T extends Sortable>(entries: readonly T[]): T[] {
  return entries
    .map((entry) => ({ entry, key: sortKey(entry.headword, entry.reading) }))
    .sort((a, b) => compareKeyed(a.key, b.key, a.entry, b.entry))
    .map(({ entry }) => entry)
}
