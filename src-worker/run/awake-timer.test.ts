import { expect, it } from 'vitest'
import { afterAwake } from './awake-timer.ts'

/** A clock a test moves: `sleep` lets time pass in which nothing goes off. */
function clock() {
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  const due = () => timers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)[0]
  const settle = (): void => {
    for (let next = due(); next; next = due()) {
      timers = timers.filter((one) => one !== next)
      next.run()
    }
  }
  return {
    time: {
      now: () => now,
      after: (ms: number, run: () => void) => {
        const timer = { at: now + ms, run }
        timers.push(timer)
        return {
          cancel: () => {
            timers = timers.filter((one) => one !== timer)
          },
        }
      },
    },
    advance: (ms: number): void => {
      for (const end = now + ms; now < end; settle()) now = Math.min(end, now + 100)
    },
    sleep: (ms: number): void => {
      now += ms
      settle()
    },
    pending: () => timers.length,
  }
}

it('goes off after its time, once', () => {
  const { time, advance, pending } = clock()
  let calls = 0
  afterAwake(12_345, () => calls++, time)
  advance(12_300)
  expect(calls).toBe(0)
  advance(100)
  expect([calls, pending()]).toEqual([1, 0])
})

it('does not count the time the computer slept', () => {
  const { time, advance, sleep } = clock()
  let calls = 0
  afterAwake(60_000, () => calls++, time)
  advance(5_000)
  sleep(8 * 3600_000)
  advance(40_000)
  expect(calls).toBe(0)
  advance(20_000)
  expect(calls).toBe(1)
})

it('is cancelled at any time', () => {
  const { time, advance, pending } = clock()
  let calls = 0
  const timer = afterAwake(60_000, () => calls++, time)
  advance(11_000)
  timer.cancel()
  advance(100_000)
  expect([calls, pending()]).toEqual([0, 0])
})
