import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterMatches, type MarkFilter } from './mark-filter.ts'
import { buildMatcher, type Matches } from './match.ts'

const TERMS = [
  { id: 1, surfaces: ['berth', 'berths'] },
  { id: 2, surfaces: ['quay', 'バース'] },
  { id: 3, surfaces: ['バース', 'yard'] },
]
const TEXTS = ['A berth, a quay, berths.', 'The yard. バース and berth.', 'quay yard berth']

const words = (matches: Matches, filter: MarkFilter) => {
  const quads = filterMatches(matches, filter)
  return Array.from({ length: quads.length / 4 }, (_, i) => TEXTS[quads[4 * i]!]!.slice(quads[4 * i + 1], quads[4 * i + 2]))
}

describe('filterMatches', () => {
  const matches = buildMatcher(TERMS)(TEXTS)

  it('keeps the first use of every term, whichever of its forms that is', () => {
    expect(words(matches, { kind: 'first', dropped: [] })).toEqual(['berth', 'quay', 'yard'])
  })

  it('keeps a form that two terms share where it is the first use of one of them', () => {
    expect(words(buildMatcher(TERMS)(['quay', 'バース', 'バース']), { kind: 'first', dropped: [] }).length).toBe(2)
  })

  it('counts no use of a dropped term', () => {
    expect(words(matches, { kind: 'first', dropped: [1] })).toEqual(['quay', 'yard'])
    expect(words(matches, { kind: 'first', dropped: [3] })).toEqual(['berth', 'quay'])
  })

  it('keeps every use of the terms named, and nothing where none is', () => {
    expect(words(matches, { kind: 'only', terms: [3] })).toEqual(['yard', 'バース', 'yard'])
    expect(words(matches, { kind: 'only', terms: [] })).toEqual([])
  })

  it('never makes a match up, keeps their order, and marks each term with a use once', () => {
    const entries = [[1], [2], [3], [1, 2], [2, 3]]
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 60 }), fc.uniqueArray(fc.integer({ min: 1, max: 3 })), (given, dropped) => {
        const quads = Int32Array.from(given.flatMap((entry, at) => [at, 0, 1, entry]))
        const kept = filterMatches({ quads, entries }, { kind: 'first', dropped })
        const at = Array.from({ length: kept.length / 4 }, (_, i) => kept[4 * i]!)
        expect(at).toEqual(at.toSorted((a, b) => a - b))
        for (const block of at)
          expect([...kept.slice(4 * at.indexOf(block), 4 * at.indexOf(block) + 4)]).toEqual([block, 0, 1, given[block]])
        for (const id of [1, 2, 3]) {
          const first = given.findIndex((entry) => entries[entry]!.includes(id))
          if (first >= 0 && !dropped.includes(id)) expect(at).toContain(first)
        }
        expect(at.length).toBeLessThanOrEqual(3 - dropped.length)
      }),
    )
  })
})
