import type { FailureKind, RunRow, RunStatus } from '../contract/run.ts'
import { backoff, type RunLimits } from './limits.ts'
import { type Clock, type Completion, type RunStore, type SidecarStore, StorageError, type Timer, type Transition } from './ports.ts'
import { isOutcome, type Outcome, pathBetween } from './state-machine.ts'

/** A decided outcome with all that is stored of it. */
export interface FinalState {
  readonly status: Outcome
  readonly failureKind: FailureKind | null
  /** Sanitised. */
  readonly error: string | null
  readonly durationMs: number | null
  readonly lastSeq: number
  /** Present exactly for `completed`. */
  readonly completion: Completion | null
}

/** `foreign`: the row was ended or taken over by somebody else, or (null) is gone; what it says now counts. */
export type Settled = { readonly kind: 'stored' } | { readonly kind: 'foreign'; readonly row: RunRow | null }

export interface FinaliserOptions {
  readonly run: RunRow
  readonly store: RunStore
  readonly sidecar: SidecarStore
  readonly clock: Clock
  readonly limits: RunLimits
  /** The outcome could not be written at the first try: people see "finished, saving…" from now on. */
  readonly saving: () => void
  /** The outcome is on record beside the library, not in it; tries go on. */
  readonly onSidecar: () => void
  /** Found before there was an outcome: the row is somebody else's now, so this process must stop working on the run. */
  readonly lost: () => void
  readonly report: (what: string, error: unknown) => void
}

/**
 * Brings one run's row to the status the run has, in order and however often writing fails (T14). It is told what to write and never
 * decides: an error here can delay an outcome, not change it (seed 5; invariants 7, 10).
 */
export class Finaliser {
  readonly #options: FinaliserOptions
  #known: RunStatus
  #target: RunStatus
  #running: Transition['fields'] = {}
  #final: FinalState | null = null
  #working: Promise<void> | null = null
  #failures = 0
  #doubt = false
  #stopped = false
  #ended = false
  #retry: { readonly timer: Timer; readonly go: () => void } | null = null
  #sidecarTimer: Timer | null = null
  #sidecarWritten = false
  #savingTold = false
  readonly #settled = Promise.withResolvers<Settled>()

  constructor(options: FinaliserOptions) {
    this.#options = options
    this.#known = options.run.status
    this.#target = options.run.status
  }

  /** Status of the row as last known. */
  get known(): RunStatus {
    return this.#known
  }

  /** The worker is ready, or a cancel was asked for. Ignored once the outcome is known: it brings the row there itself. */
  advance(to: 'running' | 'cancelling', fields: Transition['fields'] = {}): void {
    if (to === 'running') this.#running = fields
    if (this.#final !== null) return
    this.#target = to
    this.#work()
  }

  /** Stores the outcome. Resolves when it is stored (never, while writing fails). A second call changes nothing. */
  finish(final: FinalState): Promise<Settled> {
    const { clock, limits } = this.#options
    if (this.#final !== null || this.#ended) return this.#settled.promise
    this.#final = final
    this.#target = final.status
    this.#sidecarTimer = clock.after(limits.sidecarMs, () => void this.writeSidecar())
    this.#retry?.go()
    this.#work()
    return this.#settled.promise
  }

  /** Puts the outcome on record outside the library. Resolves with false when that failed too. */
  async writeSidecar(): Promise<boolean> {
    const { run, sidecar, onSidecar, report, clock, limits } = this.#options
    const final = this.#final
    if (final === null || this.#ended || this.#sidecarWritten) return this.#sidecarWritten
    try {
      await sidecar.write({
        runId: run.id,
        epoch: run.epoch,
        outcome: final.status,
        lastSeq: final.lastSeq,
        ...(final.failureKind === null ? {} : { failureKind: final.failureKind }),
        ...(final.error === null ? {} : { error: final.error }),
        ...(final.completion === null ? {} : { completion: final.completion }),
      })
    } catch (error) {
      report(`the outcome of run ${run.id} could not be kept beside the library either`, error)
      if (!this.#stopped && !this.#ended) this.#sidecarTimer = clock.after(limits.retryLongestMs, () => void this.writeSidecar())
      return false
    }
    this.#sidecarWritten = true
    if (this.#ended) await this.#removeSidecar()
    else onSidecar()
    return true
  }

  /** No more tries: the library is being closed. */
  stop(): void {
    this.#stopped = true
    this.#sidecarTimer?.cancel()
    this.#retry?.go()
  }

  #work(): void {
    this.#working ??= this.#bring().finally(() => {
      this.#working = null
    })
  }

  /** The loop: one legal step at a time from the status the row has to the one it should have. */
  async #bring(): Promise<void> {
    while (!this.#stopped && !this.#ended) {
      try {
        if (this.#doubt) await this.#look()
        if (this.#ended) return
        if (this.#known === this.#target) {
          if (this.#final !== null) await this.#settle({ kind: 'stored' })
          return
        }
        await this.#step()
        this.#failures = 0
      } catch (error) {
        await this.#failure(error)
      }
    }
  }

  async #step(): Promise<void> {
    const { run, store } = this.#options
    const next = pathBetween(this.#known, this.#target)?.[0]
    if (next === undefined) throw new Error(`run ${run.id}: no way from ${this.#known} to ${this.#target}`)
    const completion = this.#final?.completion ?? null
    const change: Transition = { runId: run.id, from: [this.#known], to: next, fields: this.#fieldsOf(next) }
    const result = next === 'completed' && completion !== null ? await store.complete(completion) : await store.transition(change)
    if (result === 'updated') {
      this.#known = next
      return
    }
    // Not what was expected: an earlier try took effect although it reported an error, or the run is somebody else's now.
    const before = this.#known
    await this.#look(result === 'foreign-epoch')
    if (!this.#ended && this.#known === before) throw new Error(`run ${run.id}: ${before} → ${next} refused (${result})`)
  }

  #fieldsOf(status: RunStatus): NonNullable<Transition['fields']> {
    if (status === 'running') return this.#running ?? {}
    if (!isOutcome(status) || this.#final === null) return {}
    const { failureKind, error, durationMs, lastSeq } = this.#final
    return {
      lastSeq,
      ...(failureKind === null ? {} : { failureKind }),
      ...(error === null ? {} : { error }),
      ...(durationMs === null ? {} : { durationMs }),
    }
  }

  /** Reads the row again: the only way to know what a failed write did. */
  async #look(foreign = false): Promise<void> {
    const { run, store, lost } = this.#options
    const row = await store.getRun(run.id)
    this.#doubt = false
    const ours = !foreign && row !== null && row.epoch === run.epoch
    if (ours && pathBetween(row.status, this.#target) !== null) {
      this.#known = row.status
      return
    }
    const known = this.#final !== null
    await this.#settle({ kind: 'foreign', row })
    if (!known) lost()
  }

  async #failure(error: unknown): Promise<void> {
    const { clock, limits, saving, store, report, run } = this.#options
    this.#doubt = true
    this.#failures += 1
    if (this.#final !== null && !this.#savingTold) {
      this.#savingTold = true
      saving()
    }
    if (this.#failures === 1) report(`the state of run ${run.id} could not be written, trying again`, error)
    if (!(error instanceof StorageError && error.kind === 'busy')) {
      // After an I/O error a connection is not trusted any more (row 43). A failing reopen is one more failure of the same kind.
      await store.reopen().catch((reason: unknown) => report('the library could not be reopened', reason))
    }
    if (this.#stopped) return
    const waited = Promise.withResolvers<void>()
    this.#retry = { timer: clock.after(backoff(this.#failures, limits), waited.resolve), go: waited.resolve }
    await waited.promise
    this.#retry.timer.cancel()
    this.#retry = null
  }

  async #settle(settled: Settled): Promise<void> {
    this.#ended = true
    this.#sidecarTimer?.cancel()
    if (this.#sidecarWritten) await this.#removeSidecar()
    this.#settled.resolve(settled)
  }

  async #removeSidecar(): Promise<void> {
    const { sidecar, run, report } = this.#options
    await sidecar.remove(run.id).catch((error: unknown) => report(`the record of run ${run.id} beside the library is left over`, error))
  }
}
