import { deepFreeze } from '../contract/freeze.ts'
import { type FailureKind, isActive, type Progress, type RunId, type RunRow, type RunStatus } from '../contract/run.ts'
import type { ExecutionContext } from '../contract/run-protocol.ts'
import { secretShapes } from '../contract/text/secret-shapes.ts'
import { PROTOCOL_VERSION } from '../contract/version.ts'
import type { ControlAnswer, RunEnd, RunSubscriber, Subscription } from './api.ts'
import { Finaliser, type Settled } from './finaliser.ts'
import type { RunLimits } from './limits.ts'
import { LogHub } from './log-hub.ts'
import { decideOutcome, type Ending, type LatchedOutcome, OutcomeLatch, TAKEN_OVER } from './outcome.ts'
import type { Clock, ContextBuilder, Ids, RunNetwork, RunStore, SidecarStore, WorkerHost } from './ports.ts'
import { RunWorker } from './run-worker.ts'
import { createSanitiser, type Sanitise, type SanitiserOptions } from './sanitise.ts'
import type { Outcome } from './state-machine.ts'

/** What every run of a library gets; nothing in it changes from run to run. */
export interface RunDeps {
  readonly store: RunStore
  readonly sidecar: SidecarStore
  readonly host: WorkerHost
  readonly clock: Clock
  readonly ids: Ids
  readonly limits: RunLimits
  /** Known paths and secrets to keep out of everything stored or shown, besides those of the run's own context. */
  readonly hide: SanitiserOptions
  readonly report: (what: string, error: unknown) => void
  readonly network: RunNetwork | null
  /** An outcome was decided: at most once per run, before anything of it is written. */
  readonly decided: (decision: Decision) => void
}

export interface Decision {
  readonly runId: RunId
  readonly ending: Ending['type']
  readonly status: Outcome
  readonly failureKind: FailureKind | null
}

/**
 * One run from its row to its end. Everything a run has (token, port, latch, log, timers) hangs on this object and dies with it; two runs
 * share nothing but the injected ports (seeds 1 and 3; invariants 11, 13).
 */
export class ActiveRun {
  readonly id: RunId
  /** Resolves when the outcome is stored (or on record, at close) and the process is gone: the library's slot is free. */
  readonly released: Promise<void>
  /** Resolves when its log is stored, or given up: nothing of the run is needed any more. */
  readonly logged: Promise<void>
  readonly #deps: RunDeps
  readonly #row: RunRow
  readonly #token: string
  readonly #latch = new OutcomeLatch()
  readonly #hub: LogHub
  readonly #finaliser: Finaliser
  readonly #processGone = Promise.withResolvers<void>()
  readonly #ended = Promise.withResolvers<void>()
  readonly #logged = Promise.withResolvers<void>()
  #sanitise: Sanitise
  #worker: RunWorker | null = null
  #ready = false
  #cancelRequested = false
  #quitting = false
  #paused = false
  #saving = false
  #settled = false
  #readyAt = 0
  #progress: Progress | null = null

  constructor(deps: RunDeps, row: RunRow) {
    const { store, sidecar, clock, limits, report } = deps
    const runId = row.id
    this.id = runId
    this.#deps = deps
    this.#row = row
    this.#token = deps.ids.token()
    this.#sanitise = createSanitiser(deps.hide)
    const sanitise: Sanitise = (text) => this.#sanitise(text)
    this.#hub = new LogHub({ runId, store, clock, limits, sanitise, report })
    const saving = () => this.#showSaving()
    const lost = () => this.#finish(TAKEN_OVER)
    const onSidecar = () => this.#tellEnd(true, null)
    this.#finaliser = new Finaliser({ run: row, store, sidecar, clock, limits, saving, onSidecar, lost, report })
    this.logged = this.#logged.promise
    this.released = Promise.all([this.#ended.promise, this.#processGone.promise]).then(() => undefined)
  }

  // ---- what people see -------------------------------------------------------------------------------------------------------

  /** True once the outcome is stored: what is left is only the process's leaving. */
  get settled(): boolean {
    return this.#settled
  }

  get overlay(): { readonly progress: Progress | null; readonly paused: boolean; readonly saving: RunStatus | null } {
    return { progress: this.#progress, paused: this.#paused, saving: this.#saving ? (this.#latch.value?.status ?? null) : null }
  }

  subscribe(subscriber: RunSubscriber, afterSeq: number): Subscription {
    return this.#hub.subscribe(subscriber, afterSeq)
  }

  // ---- what people ask for ---------------------------------------------------------------------------------------------------

  /** Decided in this tick, against the latch: before it, the run will be cancelled unless the worker has finished; after it, too late. */
  cancel(): ControlAnswer {
    const outcome = this.#latch.value
    if (outcome !== null) return { answer: 'too-late', status: outcome.status }
    if (this.#cancelRequested) return { answer: 'already' }
    this.#cancelRequested = true
    if (!this.#ready) this.#finish({ type: 'stopped-before-ready' })
    else {
      // The worker is told whether or not the row can be written (row 102).
      this.#worker?.askToStop()
      this.#finaliser.advance('cancelling')
      this.#showStatus()
    }
    return { answer: 'accepted' }
  }

  pause(on: boolean): ControlAnswer {
    const outcome = this.#latch.value
    if (outcome !== null) return { answer: 'too-late', status: outcome.status }
    if (this.#paused === on) return { answer: 'already' }
    this.#paused = on
    // Before `ready` it is only noted; #onReady tells the worker.
    if (this.#ready) this.#worker?.pause(on)
    this.#showStatus()
    return { answer: 'accepted' }
  }

  /** The app is closing: like a cancel, but nobody asked for the run to be thrown away. */
  quit(): void {
    this.#quitting = true
    if (this.#latch.value !== null) return
    if (!this.#ready) this.#finish({ type: 'stopped-before-ready' })
    else this.#worker?.askToStop()
  }

  /** Writing the outcome has to end now: what is not stored goes beside the library. */
  async abandon(): Promise<void> {
    if (this.#settled) {
      this.#hub.stop()
      return
    }
    const written = await this.#finaliser.writeSidecar()
    this.#finaliser.stop()
    this.#hub.stop()
    if (!written) this.#deps.report(`the outcome of run ${this.id} is lost; the next start will show it as interrupted`, null)
    this.#tellEnd(true, null)
    this.#ended.resolve()
    this.#logged.resolve()
  }

  // ---- the worker ------------------------------------------------------------------------------------------------------------

  /** Starts the process and, beside it, the building of its context. */
  launch(build: ContextBuilder): void {
    try {
      this.#worker = new RunWorker({
        ...this.#deps,
        runId: this.id,
        token: this.#token,
        log: this.#hub,
        ready: (pid, start) => this.#onReady(pid, start),
        progress: (progress) => this.#onProgress(progress),
        connected: (reports) => this.#deps.network?.reported(this.#row, reports),
        ending: (ending) => this.#finish(ending),
        gone: () => this.#onGone(),
      })
    } catch (error) {
      this.#processGone.resolve()
      this.#finish({ type: 'launch-failed', message: error instanceof Error ? error.message : String(error) })
      return
    }
    void this.#handOver(build)
  }

  /** Ends a run that never got a process: the app began to close while its row was written. */
  neverLaunched(): void {
    this.#processGone.resolve()
    this.#finish({ type: 'stopped-before-ready' })
  }

  async #handOver(build: ContextBuilder): Promise<void> {
    let context: ExecutionContext
    try {
      const { id, scope } = this.#row
      const built = await build(this.#row)
      context = deepFreeze({ ...structuredClone(built), protocol: PROTOCOL_VERSION, runId: id, token: this.#token, scope })
    } catch (error) {
      this.#finish({ type: 'context-failed', message: error instanceof Error ? error.message : String(error) })
      return
    }
    if (this.#latch.value !== null) return
    this.#hidePathsOf(context)
    await this.#worker?.start(context)
  }

  #hidePathsOf(context: ExecutionContext): void {
    const { secrets = [], paths = [] } = this.#deps.hide
    const key = context.secrets?.modelKey
    const documents = context.documents.map((document) => ({ path: document.file, shown: document.path }))
    this.#sanitise = createSanitiser({
      secrets: [...secrets, this.#token, ...(key === undefined ? [] : secretShapes(key))],
      paths: [...paths, ...documents],
    })
  }

  #onReady(workerPid: number, workerStart: string | null): void {
    this.#ready = true
    this.#readyAt = this.#deps.clock.monotonic()
    this.#finaliser.advance('running', { workerPid, workerStart })
    this.#showStatus()
    if (this.#paused) this.#worker?.pause(true)
  }

  #onGone(): void {
    this.#deps.network?.ended(this.#row)
    this.#processGone.resolve()
  }

  #onProgress(progress: Progress): void {
    this.#progress = progress
    this.#hub.progress(progress)
  }

  // ---- the end ---------------------------------------------------------------------------------------------------------------

  /** Every ending comes through here; the first one sets the latch, the others change nothing. */
  #finish(ending: Ending): void {
    const intent = { ready: this.#ready, cancelRequested: this.#cancelRequested, quitting: this.#quitting }
    const outcome = decideOutcome(ending, intent)
    if (!this.#latch.set(outcome)) return
    this.#deps.decided({ runId: this.id, ending: ending.type, status: outcome.status, failureKind: outcome.failureKind })
    const durationMs = this.#ready ? Math.round(this.#deps.clock.monotonic() - this.#readyAt) : null
    this.#worker?.release(ending, outcome)
    const error = outcome.error === null ? null : this.#sanitise(outcome.error)
    this.#noteEnd(ending, outcome, error)
    void this.#save(outcome, error, durationMs)
  }

  #noteEnd(ending: Ending, outcome: LatchedOutcome, error: string | null): void {
    if (outcome.status !== 'failed' || error === null) return
    // The worker wrote its own error into the log already.
    if (ending.type !== 'error') this.#hub.note('error', error)
    const tail = this.#worker?.stderrTail() ?? ''
    if (tail !== '' && ending.type !== 'error') this.#hub.note('error', `The worker's last output:\n${tail}`)
  }

  async #save(outcome: LatchedOutcome, error: string | null, durationMs: number | null): Promise<void> {
    const { limits } = this.#deps
    await this.#hub.flush(limits.logFlushMs)
    const { status, failureKind, done } = outcome
    const lastSeq = this.#hub.lastSeq
    const counts = done === null ? '{}' : JSON.stringify(done.counts)
    const completion = done === null ? null : { runId: this.id, lastSeq, durationMs: durationMs ?? 0, stages: done.stages, counts }
    const settled = await this.#finaliser.finish({ status, failureKind, error, durationMs, lastSeq, completion })
    this.#settled = true
    this.#saving = false
    this.#tellEnd(false, settled)
    this.#ended.resolve()
    // The last lines may still be on their way; until they are stored, this run's own log answers those who follow it.
    await this.#hub.flush(limits.logPatienceMs)
    this.#hub.stop()
    this.#logged.resolve()
  }

  /** The end record says what the row says, or that the row does not say it yet (invariant 15). */
  #tellEnd(unsaved: boolean, settled: Settled | null): void {
    const outcome = this.#latch.value
    // What another owner wrote counts, once it is an end.
    const foreign = settled?.kind === 'foreign' && settled.row !== null && !isActive(settled.row.status) ? settled.row : null
    const status = foreign?.status ?? outcome?.status ?? 'interrupted'
    const end: RunEnd = {
      runId: this.id,
      status,
      failureKind: foreign ? foreign.failureKind : (outcome?.failureKind ?? null),
      error: foreign ? foreign.error : outcome?.error ? this.#sanitise(outcome.error) : null,
      lastSeq: this.#hub.lastSeq,
      unsaved: unsaved || (settled?.kind === 'foreign' && foreign === null),
    }
    this.#hub.status(status, { paused: false, saving: end.unsaved ? status : null })
    this.#hub.end(end)
  }

  #showSaving(): void {
    this.#saving = true
    this.#showStatus()
  }

  #showStatus(): void {
    const status: RunStatus = this.#cancelRequested ? 'cancelling' : this.#ready ? 'running' : 'pending'
    this.#hub.status(status, { paused: this.#paused, saving: this.overlay.saving })
  }
}
