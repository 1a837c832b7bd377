import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packPositions, unpackPositions } from './positions.ts'

it('gives back what was packed, for any triples', () => {
  const triple = fc.tuple(fc.nat(2 ** 40), fc.nat(2 ** 40), fc.nat(2 ** 31))
  fc.assert(
    fc.property(fc.array(triple), (triples) => {
      const flat = triples.flat()
      expect(unpackPositions(packPositions(flat))).toEqual(flat)
    }),
  )
})

it('packs the places of a common word in about four bytes each', () => {
  const flat = Array.from({ length: 1000 }, (_, i) => [i * 80, i * 80 + 9, i * 2 + 1]).flat()
  expect(packPositions(flat).length).toBeLessThan(4100)
})
