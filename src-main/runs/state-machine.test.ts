import { describe, expect, it } from 'vitest'
import { RUN_STATUSES, type RunStatus } from '../contract/run.ts'
import { isLegal, isOutcome, OUTCOMES, pathBetween, TRANSITIONS } from './state-machine.ts'

const LEGAL = [
  'pending→running',
  'pending→cancelled',
  'pending→failed',
  'pending→interrupted',
  'running→cancelling',
  'running→completed',
  'running→failed',
  'running→interrupted',
  'cancelling→completed',
  'cancelling→cancelled',
]
const pairs = RUN_STATUSES.flatMap((from) => RUN_STATUSES.filter((to) => to !== from).map((to) => [from, to] as const))

describe('transitions', () => {
  it('of the 42 ordered pairs exactly ten are legal', () => {
    expect(pairs).toHaveLength(42)
    expect(
      pairs
        .filter(([from, to]) => isLegal(from, to))
        .map(([from, to]) => `${from}→${to}`)
        .sort(),
    ).toEqual([...LEGAL].sort())
  })

  it('a run begins as pending and as nothing else', () => {
    expect(RUN_STATUSES.filter((to) => isLegal(null, to))).toEqual(['pending'])
  })

  it.each(OUTCOMES)('nothing leads out of %s', (outcome) => {
    expect(TRANSITIONS.filter((one) => one.from === outcome)).toEqual([])
  })

  it('every transition says why', () => {
    expect(TRANSITIONS.every((one) => one.why.startsWith('T'))).toBe(true)
  })

  it.each(RUN_STATUSES)('%s is an outcome exactly when it is final', (status) => {
    expect(isOutcome(status)).toBe(['completed', 'cancelled', 'failed', 'interrupted'].includes(status))
  })
})

describe('the way from one status to another', () => {
  const ways: readonly (readonly [RunStatus, RunStatus, readonly RunStatus[] | null])[] = [
    ['pending', 'completed', ['running', 'completed']],
    ['pending', 'cancelling', ['running', 'cancelling']],
    ['pending', 'cancelled', ['cancelled']],
    ['pending', 'failed', ['failed']],
    ['running', 'cancelled', ['cancelling', 'cancelled']],
    ['running', 'completed', ['completed']],
    ['cancelling', 'failed', null],
    ['cancelling', 'interrupted', null],
    ['cancelling', 'running', null],
    ['completed', 'cancelled', null],
    ['interrupted', 'completed', null],
    ['failed', 'failed', []],
  ]
  it.each(ways)('%s → %s', (from, to, way) => {
    expect(pathBetween(from, to)).toEqual(way)
  })

  it('is legal at every step', () => {
    for (const [from, to] of pairs) {
      const path = pathBetween(from, to) ?? []
      path.forEach((step, index) => {
        expect(isLegal(path[index - 1] ?? from, step)).toBe(true)
      })
    }
  })
})
