import type { WorkerTime } from '../time.ts'

/** Time of a worker in a test's hands. */
export class ManualTime implements WorkerTime {
  #now = 1000
  #timers: { at: number; callback: () => void }[] = []
  /** Turns of the event loop that were asked for. */
  turns = 0

  wall(): number {
    return this.#now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): { cancel(): void } {
    const timer = { at: this.#now + ms, callback }
    this.#timers.push(timer)
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((one) => one !== timer)
      },
    }
  }

  turn(): Promise<void> {
    this.turns += 1
    return Promise.resolve()
  }

  get pending(): number {
    return this.#timers.length
  }

  /** Time passes and timers fire. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const due = this.#timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#now = Math.max(this.#now, due.at)
      this.#timers.splice(this.#timers.indexOf(due), 1)
      due.callback()
    }
    this.#now = end
  }

  /** Time passes in one unit of work: no timer can fire. */
  pass(ms: number): void {
    this.#now += ms
  }
}
