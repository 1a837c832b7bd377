import { describe, expect, it } from 'vitest'
import { combine, fillBand, larger } from './combine.ts'

const field = (words: Record<string, number>, total = 100_000): { words: Map<string, number>; total: number } => ({
  words: new Map(Object.entries(words)),
  total,
})

describe('combine', () => {
  it('is the mean of the relative frequencies without the highest', () => {
    const rates = combine([field({ house: 100 }), field({ house: 50 }), field({ house: 10 })])
    expect(rates.get('house')).toBeCloseTo((500 + 100) / 2)
  })

  it('leaves out what one field alone uses, however often', () => {
    const rates = combine([field({ clef: 5000, note: 300 }), field({ note: 20 }), field({ note: 30 })])
    expect(rates.has('clef')).toBe(false)
    expect(rates.get('note')!).toBeLessThan(400)
  })

  it('does not depend on the order of the fields', () => {
    const fields = [field({ a: 10, b: 3 }), field({ a: 1, b: 5 }, 20_000), field({ b: 2 }, 70_000)]
    expect([...combine(fields)].sort()).toEqual([...combine(fields.toReversed())].sort())
  })

  it('gives a small field less say', () => {
    const small = field({ word: 10 }, 6_000)
    const large = field({ word: 10 }, 600_000)
    const top = field({ word: 1000 }, 100_000)
    expect(combine([small, large, top]).get('word')!).toBeLessThan((1e7 / 6_000 + 1e7 / 600_000) / 2)
  })
})

describe('fillBand', () => {
  it('gives unseen words of a band less than the typical one, and takes nothing away', () => {
    const rates = new Map([
      ['a', 100],
      ['b', 10],
      ['c', 1],
    ])
    fillBand(rates, ['a', 'b', 'c', 'd'])
    expect(rates.get('a')).toBe(100)
    expect(rates.get('d')!).toBeGreaterThan(0)
    expect(rates.get('d')!).toBeLessThan(10)
  })
})

describe('larger', () => {
  it('takes the larger of form and lemma', () => {
    expect([...larger(new Map([['use', 5]]), new Map([['use', 9]]))]).toEqual([['use', 9]])
  })
})
