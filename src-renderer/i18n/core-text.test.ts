import { afterEach, expect, test } from 'vitest'
import { coreText, isCoreText } from './core-text.ts'
import { i18n } from './index.ts'

afterEach(() => i18n.activate('en'))

test('English stays as the core wrote it', () => {
  expect(coreText('Accept 12 terms')).toBe('Accept 12 terms')
  expect(isCoreText('anything')).toBe(true)
})

test('a sentence of the core is shown in Japanese, its values kept', () => {
  i18n.activate('ja')
  expect(coreText('There is no folder /home/me/notes. Check the path.')).toBe(
    'フォルダー /home/me/notes はありません。パスを確かめてください。',
  )
  expect(coreText("Run 3 can't be reverted: nothing was there before it.")).toBe(
    '実行 3 は取り消せません（その前には何もありませんでした）。',
  )
  expect(coreText('Accept 12 terms')).toBe('12 語を採用')
  expect(coreText('Split "quay wall" from "quay"')).toBe('「quay wall」を「quay」から分ける')
})

test('a quoted value is taken whole', () => {
  i18n.activate('ja')
  expect(coreText('The documents use “quay crane rail” 12 times but never define it. Write a definition, or drop the term.')).toBe(
    '文書で「quay crane rail」が 12 回使われていますが、定義がありません。定義を書くか、不採用にしてください。',
  )
})

test('each term on the way of a circle is quoted as Japanese is', () => {
  i18n.activate('ja')
  expect(coreText('These definitions lead in a circle: “wind” → “wind limit” → “wind”. Define one of them without the others.')).toBe(
    '定義が循環しています（「wind」 → 「wind limit」 → 「wind」）。どれか 1 つを、ほかを使わずに定義してください。',
  )
})

test('values that look like patterns, cross lines or hold slots are values', () => {
  i18n.activate('ja')
  expect(coreText('Accept "a.*{0} $& b"')).toBe('「a.*{0} $& b」を採用')
  expect(coreText('Add "two\nlines"')).toBe('「two\nlines」を追加')
})

test('what the core did not write stays as it is', () => {
  i18n.activate('ja')
  expect(coreText('A model wrote this.')).toBe('A model wrote this.')
  expect(isCoreText('A model wrote this.')).toBe(false)
})
