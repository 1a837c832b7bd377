import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KNOWN_SCHEDULES } from './testing/known-schedules.ts'
import { runSchedule } from './testing/model.ts'

/**
 * The real run manager in a simulated world (testing/model.ts): random schedules of people's commands, workers' behaviour, disk faults,
 * crashes and time, with the invariants of runs-and-security.md §6 checked after every step.
 *
 * GENGLOSSARY_SCHEDULES sets how many (default 20 000), GENGLOSSARY_SEED repeats a run: a failure prints both the seed and the shortest
 * schedule found, which belongs into testing/known-schedules.ts.
 */
const SCHEDULES = Number(process.env.GENGLOSSARY_SCHEDULES ?? 20_000)
const SEED = Number(process.env.GENGLOSSARY_SEED ?? Math.floor(Math.random() * 2 ** 31))

const numbers = fc
  .tuple(fc.nat({ max: 2 ** 31 - 1 }), fc.array(fc.nat({ max: 0xffff }), { maxLength: 60 }))
  .map(([seed, choices]) => [seed, ...choices])

describe('the run engine under random schedules', () => {
  it(`${SCHEDULES} schedules keep every invariant (seed ${SEED})`, { timeout: SCHEDULES * 30 + 60_000 }, async () => {
    console.log(`run model: ${SCHEDULES} schedules, seed ${SEED}`)
    let steps = 0
    await fc.assert(
      fc.asyncProperty(numbers, async (schedule) => {
        steps += (await runSchedule(schedule)).steps
      }),
      { numRuns: SCHEDULES, seed: SEED, endOnFailure: false },
    )
    console.log(`run model: ${steps} steps`)
    // A model in which nothing happens would pass as well.
    expect(steps).toBeGreaterThan(SCHEDULES * 20)
  })

  it.each(KNOWN_SCHEDULES)('schedule "%s" that once failed', async (_name, schedule) => {
    await expect(runSchedule(schedule)).resolves.toBeDefined()
  })

  it('is reproducible: the same numbers give the same history', async () => {
    const [schedule] = fc.sample(numbers, { numRuns: 1, seed: 7 }) as [number[]]
    const first = await runSchedule(schedule, true)
    const second = await runSchedule(schedule, true)
    expect(first.trace.length).toBeGreaterThan(5)
    expect(second.trace).toEqual(first.trace)
  })
})
