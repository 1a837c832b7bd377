import { describe, expect, test } from 'vitest'
import { bcubed } from './bcubed.ts'

const items = (...pairs: string[]): { ours: string; gold: string }[] => pairs.map((pair) => ({ ours: pair[0]!, gold: pair[1]! }))

describe('BCubed', () => {
  test('equal clusterings are perfect, whatever the clusters are called', () => {
    expect(bcubed(items('1a', '1a', '2b'))).toEqual({ precision: 1, recall: 1, f1: 1, predicted: 3 })
  })

  test('what is torn apart costs recall only', () => {
    const { precision, recall } = bcubed(items('1a', '2a', '3a', '3a'))
    expect(precision).toBe(1)
    // Two items see a quarter of their class, two see half of it.
    expect(recall).toBeCloseTo((0.25 + 0.25 + 0.5 + 0.5) / 4)
  })

  test('what is thrown together costs precision only', () => {
    const { precision, recall } = bcubed(items('1a', '1a', '1b'))
    expect(precision).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3) / 3)
    expect(recall).toBe(1)
  })

  test('Amigó et al.: an item put among strangers does less harm in a mixed cluster than in a pure one', () => {
    const clean = bcubed(items('1a', '1a', '1a', '1x', '2b', '2c', '2d', '2e'))
    const mixed = bcubed(items('1a', '1a', '1a', '2x', '2b', '2c', '2d', '2e'))
    expect(mixed.f1).toBeGreaterThan(clean.f1)
  })

  test('nothing is no clustering', () => {
    expect(() => bcubed([])).toThrow(RangeError)
  })
})
