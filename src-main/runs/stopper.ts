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
    this.#at(cancelTermMs, () => this.#signal('SIGTERM'))
    this.#at(cancelKillMs, () => this.#signal('SIGKILL'))
    this.#at(cancelKillMs + unkillableMs, exhausted)
  }

  /** The worker gave its outcome and should leave by itself: signals only if it does not. */
  linger(): void {
    if (this.#lingering || this.#gone) return
    this.#lingering = true
    this.#at(this.#limits.lingerTermMs, () => this.#signal('SIGTERM'))
    this.#at(this.#limits.lingerKillMs, () => this.#signal('SIGKILL'))
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

  #at(ms: number, act: () => void): void {
    this.#timers.push(this.#clock.after(ms, () => void (this.#gone || act())))
  }

  #signal(name: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#gone) return
    if (!this.#process.kill(name) && !this.#spawned) this.#pendingSignal = name
  }
}
