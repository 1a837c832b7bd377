import fc from 'fast-check'
import { expect, it } from 'vitest'
import { findIn, foldedText, MOST_FOUND } from './find.ts'

const texts = ['The Merge-Base of ＭＥＲＧＥ base.', '岸壁の岸', 'Straße and merge']
const found = (words: string) => findIn(texts.map(foldedText), words).map(({ block, start, end }) => texts[block]!.slice(start, end))

it('finds what people type, whatever its case, width or hyphen, anywhere in a word', () => {
  expect(found('merge base')).toEqual(['Merge-Base', 'ＭＥＲＧＥ base'])
  expect(found(' MERGE ')).toEqual(['Merge', 'ＭＥＲＧＥ', 'merge'])
  expect(found('岸')).toEqual(['岸', '岸'])
  expect(found('traß')).toEqual(['traß'])
  expect(found('nothing')).toEqual([])
  expect(found('  ')).toEqual([])
})

it('keeps every offset, and gives places that hold the words and do not overlap', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 6 }), fc.string({ maxLength: 3 }), (given, words) => {
      const folded = given.map(foldedText)
      expect(folded.map((text) => text.length)).toEqual(given.map((text) => text.length))
      const spots = findIn(folded, words)
      for (const [i, { block, start, end }] of spots.entries()) {
        expect(folded[block]!.slice(start, end)).toBe(foldedText(words.trim()))
        const before = spots[i - 1]
        if (before?.block === block) expect(start).toBeGreaterThanOrEqual(before.end)
      }
    }),
  )
})

it('stops at a number nobody goes through', () => {
  expect(findIn(['a'.repeat(10_000)], 'a').length).toBe(MOST_FOUND)
})
