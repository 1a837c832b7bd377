import { expect, test } from 'vitest'
import { BYTES_PER_WORD, fieldsOf, readWords } from './word-table.ts'

/** The two files of the dictionary: ten bytes a word, and its lines. */
function filesOf(words: readonly (readonly [left: number, line: string])[]) {
  const encoder = new TextEncoder()
  const starts: number[] = []
  const bytes: number[] = []
  for (const [, line] of words) {
    starts.push(bytes.length)
    bytes.push(...encoder.encode(line), 0)
  }
  const file = new Int16Array((words.length * BYTES_PER_WORD) / 2)
  for (const [i, [left]] of words.entries()) file.set([left, left + 1, i, starts[i]! & 0xffff, starts[i]! >> 16], (i * BYTES_PER_WORD) / 2)
  const ids = Int32Array.from(words.keys())
  return readWords(file, Uint8Array.from(bytes), { offsets: Int32Array.of(0, ids.length), ids })
}

const GRAMMAR = '名詞,一般,*,*,*,*'

test('a word has its parts of speech, base form and reading; spelling and pronunciation are not kept', () => {
  const table = filesOf([
    [5, `岸壁,${GRAMMAR},岸壁,ガンペキ,ガンペキ`],
    [5, `係留,名詞,サ変接続,*,*,*,*,係留,ケイリュウ,ケイリュー`],
    [7, `荷役,${GRAMMAR},荷役,ニヤク`],
  ])
  expect(fieldsOf(table, 0).join()).toBe(`${GRAMMAR},岸壁,ガンペキ`)
  expect(fieldsOf(table, 1).join()).toBe('名詞,サ変接続,*,*,*,*,係留,ケイリュウ')
  expect(fieldsOf(table, 2).join()).toBe(`${GRAMMAR},荷役,ニヤク`)
  expect([...table.left, ...table.right, ...table.cost]).toEqual([5, 5, 7, 6, 6, 8, 0, 1, 2])
  expect(new TextDecoder().decode(table.forms)).not.toContain('ケイリュー')
})

test('a word without base form and reading has none, and one with a base form alone has that', () => {
  const table = filesOf([
    [1, `SPACE,記号,空白,*,*,*,*`],
    [1, `KANJI,${GRAMMAR},*`],
  ])
  expect(fieldsOf(table, 0)).toEqual(['記号', '空白', '*', '*', '*', '*'])
  expect(fieldsOf(table, 1)).toEqual(['名詞', '一般', '*', '*', '*', '*', '*'])
})

test('what many words share is kept once, however many they are', () => {
  const table = filesOf(Array.from({ length: 5000 }, (_, i) => [i % 3, `word ${i},${GRAMMAR},word ${i},reading of the word ${i}`] as const))
  expect(table.grammars.length).toBe(3 * (new TextEncoder().encode(GRAMMAR).length + 1))
  for (const i of [0, 1, 2, 4999]) expect(fieldsOf(table, i).slice(6)).toEqual([`word ${i}`, `reading of the word ${i}`])
})
