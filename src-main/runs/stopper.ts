import type { RunLimits } from './limits.ts'
import type { Clock, Timer, WorkerProcess } from './ports.ts'

/**
 * Gets one worker process to leave: the ladder of T5. Signals only ever go to this process; one that has no pid yet gets its signal when
 * it has (row 7: kill() of a process that is not spawned reports false and does nothing).
 */
export class Stopper {
  readonly #process: WorkerProcess
  readonly #clock: Clock
  readonly #limits: RunLimits
  readonly #timers: Timer[] = []
  #spawned: boolean
  #pendingSignal: 'SIGTERM' | 'SIGKILL' | null = null
  #gone = false
  #ladder = false
  #lingering = false

  constructor(process: WorkerProcess, clock: Clock, limits: RunLimits) {
    this.#process = process
    this.#clock = clock
    this.#limits = limits
    this.#spawned = process.pid !== undefined
    process.onSpawn(() => {
      this.#spawned = true
      if (this.#pendingSignal !== null) this.#signal(this.#pendingSignal)
    })
  }

  /** Message now, SIGTERM, SIGKILL; `exhausted` when even that brought no exit. Once. */
  ask(message: () => void, exhausted: () => void): void {
    if (this.#ladder || this.#gone) return
    this.#ladder = true
    message()
    const { cancelTermMs, cancelKillMs, unkillableMs } = this.#limits
    this.#climb([
      [cancelTermMs, () => this.#signal('SIGTERM')],
      [cancelKillMs - cancelTermMs, () => this.#signal('SIGKILL')],
      [unkillableMs, exhausted],
    ])
  }

  /** The worker gave its outcome and should leave by itself: signals only if it does not. */
  linger(): void {
    if (this.#lingering || this.#gone) return
    this.#lingering = true
    const { lingerTermMs, lingerKillMs } = this.#limits
    this.#climb([
      [lingerTermMs, () => this.#signal('SIGTERM')],
      [lingerKillMs - lingerTermMs, () => this.#signal('SIGKILL')],
    ])
  }

  /** There is nothing to wait for. */
  kill(): void {
    this.#signal('SIGKILL')
  }

  /** The process has ended: no signal may reach its pid any more. */
  gone(): void {
    this.#gone = true
    for (const timer of this.#timers.splice(0)) timer.cancel()
  }

  /** Each rung waits from the one before it on: a computer that slept would let them all go off at once, and the worker had no time to answer. */
  #climb([rung, ...above]: readonly (readonly [ms: number, act: () => void])[]): void {
    if (rung === undefined) return
    const [ms, act] = rung
    const step = () => {
      if (this.#gone) return
      this.#climb(above)
      act()
    }
    this.#timers.push(this.#clock.after(ms, step))
  }

  #signal(name: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#gone) return
    if (!this.#process.kill(name) && !this.#spawned) this.#pendingSignal = name
  }
}
