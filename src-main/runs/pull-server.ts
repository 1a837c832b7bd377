import type { RunId } from '../contract/run.ts'
import type { MainMessage, Pull } from '../contract/run-protocol.ts'
import { backoff, type RunLimits } from './limits.ts'
import { type Clock, type RunStore, StorageError, type Timer } from './ports.ts'

const MAX_TRIES = 8
const MAX_OPEN = 64

export interface PullServerOptions {
  readonly runId: RunId
  readonly store: RunStore
  readonly clock: Clock
  readonly limits: RunLimits
  /** Sends a page; one with `error` says that there is none. */
  readonly answer: (page: MainMessage & { readonly type: 'page' }) => void
}

/** Answers what one worker asks for, page by page. A file that is locked for a moment is asked again. */
export class PullServer {
  readonly #options: PullServerOptions
  readonly #timers = new Set<Timer>()
  #open = 0
  #stopped = false

  constructor(options: PullServerOptions) {
    this.#options = options
  }

  /** Returns what is wrong with the request, or null. */
  accept(requestId: number, pull: Pull, cursor: string | null): string | null {
    if (this.#open >= MAX_OPEN) return 'too many pulls at once'
    this.#open += 1
    void this.#serve(requestId, pull, cursor)
    return null
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#timers) timer.cancel()
    this.#timers.clear()
  }

  async #serve(requestId: number, pull: Pull, cursor: string | null): Promise<void> {
    const { store, runId, answer } = this.#options
    for (let tries = 1; !this.#stopped; tries += 1) {
      try {
        const { rows, next, partial = false } = await store.pull(runId, pull, cursor)
        this.#open -= 1
        if (!this.#stopped) answer({ type: 'page', requestId, rows: [...rows], next, ...(partial ? { partial } : {}) })
        return
      } catch (error) {
        const again = error instanceof StorageError && error.kind === 'busy' && tries < MAX_TRIES
        if (again && !this.#stopped) await this.#wait(tries)
        else {
          this.#open -= 1
          const reason = error instanceof Error ? error.message : String(error)
          const sentence = `The library could not be read: ${reason}`
          if (!this.#stopped) answer({ type: 'page', requestId, rows: [], next: null, error: sentence })
          return
        }
      }
    }
  }

  #wait(tries: number): Promise<void> {
    const { clock, limits } = this.#options
    return new Promise((resolve) => {
      const timer = clock.after(backoff(tries, limits), () => {
        this.#timers.delete(timer)
        resolve()
      })
      this.#timers.add(timer)
    })
  }
}
