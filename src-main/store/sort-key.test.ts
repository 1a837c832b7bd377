import { expect, it } from 'vitest'
import { sortKey } from './sort-key.ts'

const sorted = (entries: readonly (readonly [string, string | null])[]): string[] =>
  [...entries].sort((a, b) => (sortKey(...a) < sortKey(...b) ? -1 : 1)).map(([headword]) => headword)

it('sorts Latin before kana before Han without a reading', () => {
  expect(
    sorted([
      ['未知', null],
      ['用語', 'ようご'],
      ['API', null],
      ['zip', null],
      ['アーカイブ', null],
    ]),
  ).toEqual(['API', 'zip', 'アーカイブ', '用語', '未知'])
})

it('sorts by reading as a dictionary does: katakana as hiragana, long vowels and voicing after', () => {
  expect(
    sorted([
      ['カード', null],
      ['角', 'かど'],
      ['ガード', null],
      ['仮説', 'かせつ'],
      ['カアド', null],
      ['キャッシュ', null],
      ['規約', 'きやく'],
    ]),
  ).toEqual(['カアド', 'カード', 'ガード', '仮説', '角', '規約', 'キャッシュ'])
})

it('ignores case and accents first and tells spellings apart in the end', () => {
  expect(
    sorted([
      ['éclair', null],
      ['Eclair', null],
      ['ebb', null],
      ['EDGE', null],
    ]),
  ).toEqual(['ebb', 'Eclair', 'éclair', 'EDGE'])
})
