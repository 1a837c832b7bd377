import type { Clock, Timer } from '../ports.ts'

/** Decides between `n` possibilities: 0 … n − 1. */
export type Choose = (n: number) => number

interface Task {
  readonly owner: object
  readonly label: string
  readonly act: () => void
}
interface SimTimer extends Task {
  readonly at: number
  readonly order: number
}

/** A queue whose entries keep their order among themselves; against everything else any order is possible. */
export interface Lane {
  push(label: string, act: () => void): void
  /** Entries not delivered yet are lost. */
  clear(): void
}

/**
 * The simulated world of the model-based tests: everything that can happen next is a task, and a sequence of choices decides which one
 * does. Same choices, same history. Time only passes when a timer is chosen.
 */
export class SimWorld implements Clock {
  readonly #choose: Choose
  #ready: Task[] = []
  #timers: SimTimer[] = []
  readonly #lanes: { readonly owner: object; entries: Task[] }[] = []
  #now = 0
  #order = 0
  #wallOffset = Date.UTC(2026, 0, 1)
  readonly trace: string[] = []
  steps = 0
  tracing = false

  constructor(choose: Choose) {
    this.#choose = choose
  }

  wall(): number {
    return this.#now + this.#wallOffset
  }

  monotonic(): number {
    return this.#now
  }

  /** The wall clock jumps; the monotonic one does not. */
  jump(ms: number): void {
    this.#wallOffset += ms
  }

  /** Time passes in which nothing at all happened, as when a laptop sleeps. */
  sleep(ms: number): void {
    this.#now += ms
  }

  /** A clock whose timers die with their owner. */
  clockOf(owner: object): Clock {
    return {
      wall: () => this.wall(),
      monotonic: () => this.#now,
      after: (ms, callback) => this.#after(owner, ms, callback),
    }
  }

  after(ms: number, callback: () => void): Timer {
    return this.#after(this, ms, callback)
  }

  /** Something that happens at some moment from now on. */
  soon(owner: object, label: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#ready.push({ owner, label, act: resolve })
    return promise
  }

  lane(owner: object): Lane {
    const lane = { owner, entries: [] as Task[] }
    this.#lanes.push(lane)
    return {
      push: (label, act) => void lane.entries.push({ owner, label, act }),
      clear: () => {
        lane.entries = []
      },
    }
  }

  /** The owner dies: nothing of it happens any more. */
  drop(owner: object): void {
    this.#ready = this.#ready.filter((task) => task.owner !== owner)
    this.#timers = this.#timers.filter((timer) => timer.owner !== owner)
    for (const lane of this.#lanes) if (lane.owner === owner) lane.entries = []
  }

  timersOf(owner: object): number {
    return this.#timers.filter((timer) => timer.owner === owner).length
  }

  /** One step: a task, or where there is none (and now and then before one) the next timer. False when nothing is left. */
  async step(): Promise<boolean> {
    const lanes = this.#lanes.filter((lane) => lane.entries.length > 0)
    const tasks = this.#ready.length + lanes.length
    const timer = this.#timers[0]
    if (tasks === 0 && timer === undefined) return false
    this.steps += 1
    // Timers are rare against tasks: most things happen faster than any deadline.
    const timed = timer !== undefined && (tasks === 0 || this.#choose(12) === 11)
    if (timed) this.#fire(timer)
    else this.#run(this.#choose(tasks), lanes)
    await microtasks()
    return true
  }

  #run(index: number, lanes: readonly { entries: Task[] }[]): void {
    const task = index < this.#ready.length ? this.#ready.splice(index, 1)[0]! : lanes[index - this.#ready.length]!.entries.shift()!
    if (this.tracing) this.trace.push(`${this.#now} ${task.label}`)
    task.act()
  }

  #fire(timer: SimTimer): void {
    this.#timers.shift()
    this.#now = Math.max(this.#now, timer.at)
    if (this.tracing) this.trace.push(`${this.#now} timer`)
    timer.act()
  }

  #after(owner: object, ms: number, act: () => void): Timer {
    this.#order += 1
    const timer: SimTimer = { owner, label: 'timer', act, at: this.#now + ms, order: this.#order }
    const index = this.#timers.findIndex((one) => one.at > timer.at)
    this.#timers.splice(index === -1 ? this.#timers.length : index, 0, timer)
    return {
      cancel: () => {
        const at = this.#timers.indexOf(timer)
        if (at !== -1) this.#timers.splice(at, 1)
      },
    }
  }
}

/** Lets every promise that can settle do so. */
export function microtasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
