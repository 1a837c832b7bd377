import { expect, it } from 'vitest'
import { Budget, LIMITS } from './limits.ts'

it('gives a file up that takes longer than it may, and not one that was being read while the computer slept', () => {
  let now = 0
  const budget = new Budget({ ...LIMITS, milliseconds: 120_000 }, undefined, () => now)
  now = 60_000
  budget.check()
  now += 8 * 3600_000
  budget.check()
  for (let second = 0; second < 29; second += 1) {
    now += 1_000
    budget.check()
  }
  now += 32_000
  expect(() => budget.check()).not.toThrow()
  for (let second = 0; second < 29; second += 1) {
    now += 1_000
    budget.check()
  }
  expect(() => {
    for (let second = 0; second < 120; second += 1) {
      now += 1_000
      budget.check()
    }
  }).toThrow('The file took longer than the limit of 120 seconds')
})
