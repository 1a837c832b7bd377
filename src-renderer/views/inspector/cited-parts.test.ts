import fc from 'fast-check'
import { expect, it } from 'vitest'
import { citedParts } from './cited-parts.ts'

it('puts the sources behind the sentences that are from them', () => {
  expect(citedParts('One. Two.', [{ ends: [4, 9] }, { ends: [9] }])).toMatchObject([
    { text: 'One.', sources: [1] },
    { text: ' Two.', sources: [1, 2] },
  ])
  expect(citedParts('One. Two.', [{ ends: [4] }])).toMatchObject([
    { text: 'One.', sources: [1] },
    { text: ' Two.', sources: [] },
  ])
})

it('a source of the whole stands behind the whole', () => {
  expect(citedParts('One. Two.', [{}, {}])).toEqual([{ text: 'One. Two.', end: 9, sources: [1, 2] }])
  expect(citedParts('', [])).toEqual([])
})

it('no letter is lost or doubled, and every source is cited, whatever the places are', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(fc.array(fc.nat(60), { maxLength: 3 }), { maxLength: 4 }), (text, given) => {
      const parts = citedParts(
        text,
        given.map((ends) => ({ ends: ends.map((end) => end + 1) })),
      )
      expect(parts.map((part) => part.text).join('')).toBe(text)
      expect(new Set(parts.flatMap((part) => part.sources)).size).toBe(given.length)
    }),
  )
})
