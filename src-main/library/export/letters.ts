import { sortKey } from './order.ts'

/** The heads of an index: A to Z, digits, then the rows of the gojūon. Everything else is under the last head, the empty string. */

const ROWS: readonly (readonly [row: string, first: string, last: string])[] = [
  ['あ', 'ぁ', 'お'],
  ['か', 'か', 'ご'],
  ['さ', 'さ', 'ぞ'],
  ['た', 'た', 'ど'],
  ['な', 'な', 'の'],
  ['は', 'は', 'ぽ'],
  ['ま', 'ま', 'も'],
  ['や', 'ゃ', 'よ'],
  ['ら', 'ら', 'ろ'],
  ['わ', 'ゎ', 'ん'],
]

/** Latin letters that have no decomposition, under the letter they are sorted with. */
const UNDIVIDED: Readonly<Record<string, string>> = {
  Æ: 'A',
  æ: 'A',
  Œ: 'O',
  œ: 'O',
  Ø: 'O',
  ø: 'O',
  ß: 'S',
  Đ: 'D',
  đ: 'D',
  Ł: 'L',
  ł: 'L',
}

export const LETTERS: readonly string[] = ['0–9', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', ...ROWS.map(([row]) => row), '']

/** The head an entry stands under, by its reading or, without one, its headword; empty: none of them. */
export function letterOf(headword: string, reading: string | null): string {
  const { text } = sortKey(headword, reading)
  const start = text
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .normalize('NFD')
    .charAt(0)
  const first = UNDIVIDED[start] ?? start
  if (/\p{N}/u.test(first)) return '0–9'
  const latin = first.toUpperCase()
  if (/^[A-Z]$/.test(latin)) return latin
  if (first === 'ゔ') return 'あ'
  return ROWS.find(([, from, to]) => first >= from && first <= to)?.[0] ?? ''
}
