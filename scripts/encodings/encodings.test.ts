import { expect, test } from 'vitest'
import { measure, SAMPLES } from './measure.ts'

const rows = measure()

test('no text of a whole sentence or more is taken for another language', () => {
  const wrong = rows.filter(({ length, told, label }) => length !== 'half a sentence' && told.get(label) !== SAMPLES)
  expect(wrong).toEqual([])
})

test('half sentences of Japanese, Chinese and Korean are never taken for one another', () => {
  const family = (label: string): string =>
    /jp|jis/u.test(label) ? 'ja' : /gb|big5/u.test(label) ? 'zh' : label === 'euc-kr' ? 'ko' : 'none'
  const crossed = rows
    .filter(({ language }) => !['fr', 'de'].includes(language))
    .flatMap(({ language, label, told }) =>
      [...told.keys()]
        .filter((name) => family(name) !== 'none' && family(name) !== family(label))
        .map((name) => `${language} ${label}: ${name}`),
    )
  expect(crossed).toEqual([])
})
