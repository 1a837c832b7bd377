import type { Clock, Timer } from '../ports.ts'
import { microtasks } from './sim-world.ts'

interface Pending {
  readonly at: number
  readonly callback: () => void
}

/** A clock that stands still until a test moves it. Starts at 0; the wall clock at 2026-01-01. */
export class TestClock implements Clock {
  #now = 0
  #wallOffset = Date.UTC(2026, 0, 1)
  #timers: Pending[] = []

  wall(): number {
    return this.#now + this.#wallOffset
  }

  monotonic(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): Timer {
    const timer = { at: this.#now + ms, callback }
    this.#timers.push(timer)
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((one) => one !== timer)
      },
    }
  }

  /** Timers that have not fired. */
  get pending(): number {
    return this.#timers.length
  }

  /** Lets time pass: every timer due fires at its moment, in order, with everything that follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await microtasks()
    for (let due = this.#due(end); due !== undefined; due = this.#due(end)) {
      this.#now = Math.max(this.#now, due.at)
      this.#timers.splice(this.#timers.indexOf(due), 1)
      due.callback()
      await microtasks()
    }
    this.#now = end
  }

  /** Time that passed while nothing could run, as when a laptop sleeps: timers fire only afterwards. */
  sleep(ms: number): void {
    this.#now += ms
  }

  /** The wall clock is set; durations must not notice. */
  jump(ms: number): void {
    this.#wallOffset += ms
  }

  #due(end: number): Pending | undefined {
    return this.#timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
  }
}
