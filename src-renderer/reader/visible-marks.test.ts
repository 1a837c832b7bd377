import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ReaderTerm } from '../../src-main/contract/host-api.ts'
import type { Matches } from './match.ts'
import { firstBelow, firstMatchOf, groupOf } from './visible-marks.ts'

it('finds where the matches of a block begin, also of one that has none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.nat(22), (given, block) => {
      const sorted = given.toSorted((a, b) => a - b)
      const matches = { quads: Uint32Array.from(sorted.flatMap((one) => [one, 0, 1, 0])), entries: [[1]] } as unknown as Matches
      const found = sorted.findIndex((one) => one >= block)
      expect(firstMatchOf(matches, block)).toBe(found < 0 ? sorted.length : found)
    }),
  )
})

it('finds the first block that ends below a height', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { maxLength: 40 }), fc.nat(110), (given, height) => {
      const bottoms = given.toSorted((a, b) => a - b)
      const found = bottoms.findIndex((bottom) => bottom >= height)
      expect(firstBelow(bottoms.length, (index) => bottoms[index]!, height)).toBe(found < 0 ? bottoms.length : found)
    }),
  )
})

it('colours a place by what was decided; a dropped term is marked while it is the one shown', () => {
  const decided = (decision: string) => ({ decision }) as ReaderTerm
  const terms = new Map([
    [1, decided('accepted')],
    [2, decided('undecided')],
    [3, decided('dropped')],
  ])
  const group = (ids: number[], active: number | null = null) => groupOf(ids, { terms, active })
  expect([group([1]), group([2]), group([1, 2]), group([3]), group([9])]).toEqual(['accepted', 'undecided', 'accepted', null, null])
  expect([group([2], 2), group([3], 3), group([1, 2], 2), group([1], 2)]).toEqual(['active', 'active', 'active', 'accepted'])
})
