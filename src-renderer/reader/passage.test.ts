import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textRange } from '../../src-main/contract/text/block-range.ts'
import { sentenceAt, sourceRange } from './passage.ts'

it('words lead to the passage they come from: markup between them is part of it, markup around them is not', () => {
  // **quay** &amp; `crane`
  const block = { text: 'quay & crane', map: [0, 4, 2, 4, 4, 1, 8, 1, 5, 1, 9, 5, 6, 1, 14, 1, 7, 5, 16, 5] }
  expect(sourceRange(block, 0, 4)).toEqual({ start: 2, end: 6 })
  expect(sourceRange(block, 5, 6)).toEqual({ start: 9, end: 14 })
  expect(sourceRange(block, 0, 12)).toEqual({ start: 2, end: 21 })
  expect(sourceRange({ map: [] }, 0, 3)).toBeNull()
})

it('and back again', () => {
  const parts = fc.array(fc.record({ gap: fc.nat(5), length: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(parts, fc.nat(), fc.nat(), (given, a, b) => {
      let [text, source] = [0, 0]
      const map = given.flatMap(({ gap, length }) => {
        const quad = [text, length, source + gap, length]
        text += length
        source += gap + length
        return quad
      })
      const [start, end] = [a % text, (b % text) + 1].toSorted((x, y) => x - y) as [number, number]
      fc.pre(end > start)
      const range = sourceRange({ map }, start, end)!
      expect(textRange({ map }, range.start, range.end)).toEqual({ start, end })
    }),
  )
})

it('finds the sentence around words, in either language', () => {
  const sentence = (text: string, at: string, language: string) => {
    const { start, end } = sentenceAt(text, text.indexOf(at), language)
    return text.slice(start, end)
  }
  expect(sentence('One is here. A quay crane lifts boxes. Last.', 'crane', 'en')).toBe('A quay crane lifts boxes.')
  expect(sentence('前の文です。岸壁クレーンは荷を上げる機械である。次の文。', 'クレーン', 'ja')).toBe(
    '岸壁クレーンは荷を上げる機械である。',
  )
  expect(sentenceAt('no end', 6, 'en')).toEqual({ start: 0, end: 6 })
})
