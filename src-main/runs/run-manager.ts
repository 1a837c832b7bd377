import { AppError } from '../contract/errors.ts'
import { isActive, type LogLine, type RunId, type RunRow } from '../contract/run.ts'
import { ActiveRun, type Decision, type RunDeps } from './active-run.ts'
import type { ControlAnswer, RunEnd, RunManager, RunSubscriber, RunView, StartRequest, Subscription } from './api.ts'
import { DEFAULT_LIMITS, type RunLimits } from './limits.ts'
import { subscribeStored } from './log-hub.ts'
import type { Clock, ContextBuilder, Ids, RunNetwork, RunStore, SidecarStore, WorkerHost } from './ports.ts'
import type { SanitiserOptions } from './sanitise.ts'
import { DoubtfulStart, insertRun, LeftoverSweep } from './start.ts'
import { asAppError } from './store-errors.ts'

export interface RunManagerOptions {
  readonly store: RunStore
  readonly sidecar: SidecarStore
  readonly host: WorkerHost
  readonly clock: Clock
  readonly ids: Ids
  /** Builds the execution context of a run, unless its StartRequest brings its own. */
  readonly context: ContextBuilder
  readonly limits?: Partial<RunLimits>
  /** Paths and secrets to keep out of everything stored or shown (home folder, library file …). */
  readonly hide?: SanitiserOptions
  /** Told what disturbed a run without changing its outcome; already free of secrets only if `what` is all that is kept. */
  readonly report?: (what: string, error: unknown) => void
  /** Told of the connections of its runs. */
  readonly network?: RunNetwork
  /** Told every decision on an outcome, for diagnosis and tests. */
  readonly decided?: (decision: Decision) => void
}

/** The one slot of a library. `id` resolves with null when the row could not be inserted. */
interface Slot {
  readonly id: Promise<RunId | null>
  run: ActiveRun | null
}

/** One per open library. It holds at most one active run, and of one that has ended nothing once its log is stored. */
export function createRunManager(options: RunManagerOptions): RunManager {
  return new Manager(options)
}

class Manager implements RunManager {
  readonly #deps: RunDeps
  readonly #context: ContextBuilder
  #slot: Slot | null = null
  /** The active run, and runs that ended but whose last log lines are not stored yet. */
  readonly #runs = new Map<RunId, ActiveRun>()
  #sweep: LeftoverSweep | null = null
  #closing: Promise<void> | null = null

  constructor(options: RunManagerOptions) {
    const { limits, hide = {}, report = () => undefined, decided = () => undefined, network = null } = options
    this.#deps = { ...options, limits: { ...DEFAULT_LIMITS, ...limits }, hide, report, decided, network }
    this.#context = options.context
  }

  async start(request: StartRequest): Promise<RunRow> {
    for (;;) {
      if (this.#closing !== null) throw new AppError('UNAVAILABLE', 'The library is being closed; open it again to start a run.')
      const slot = this.#slot
      if (slot === null) break
      await this.#whileTaken(slot)
    }
    // No await between finding the slot free and taking it (seed 2): the second of two starts finds it taken.
    const { promise: id, resolve } = Promise.withResolvers<RunId | null>()
    const slot: Slot = { id, run: null }
    this.#slot = slot
    try {
      await this.#sweep?.stop()
      const row = await insertRun(this.#deps, request)
      this.#begin(slot, row, request.context ?? this.#context)
      resolve(row.id)
      return row
    } catch (error) {
      this.#slot = null
      resolve(null)
      if (!(error instanceof DoubtfulStart)) throw error
      if (this.#closing === null) this.#sweep = new LeftoverSweep(this.#deps)
      throw error.reason
    }
  }

  async cancel(id: unknown): Promise<ControlAnswer> {
    return this.#mine(id)?.cancel() ?? this.#otherwise(id, (run) => run.cancel())
  }

  async pause(id: unknown): Promise<ControlAnswer> {
    return this.#mine(id)?.pause(true) ?? this.#otherwise(id, (run) => run.pause(true))
  }

  async resume(id: unknown): Promise<ControlAnswer> {
    return this.#mine(id)?.pause(false) ?? this.#otherwise(id, (run) => run.pause(false))
  }

  activeId(): RunId | null {
    const run = this.#slot?.run ?? null
    return run === null || run.settled ? null : run.id
  }

  async get(id: RunId): Promise<RunView | null> {
    const row = await this.#read(() => this.#deps.store.getRun(id))
    return row === null ? null : this.#view(row)
  }

  async list(limit: number, before?: RunId): Promise<RunView[]> {
    const rows = await this.#read(() => this.#deps.store.listRuns(limit, before))
    return rows.map((row) => this.#view(row))
  }

  logs(id: RunId, afterSeq: number, limit: number): Promise<LogLine[]> {
    return this.#read(() => this.#deps.store.readLogs(id, afterSeq, limit))
  }

  async subscribe(id: RunId, subscriber: RunSubscriber, { afterSeq = 0 } = {}): Promise<Subscription> {
    await this.#startUnderWay(id)
    const run = this.#mine(id)
    if (run !== null) return run.subscribe(subscriber, afterSeq)
    const row = await this.#read(() => this.#deps.store.getRun(id))
    if (row === null)
      throw new AppError('RUN_UNKNOWN', `There is no run ${id} in this library. See "runs list" for those there are.`, { id })
    const { store, clock, limits, report } = this.#deps
    const { status, failureKind, error, lastSeq } = row
    // An active row that is not ours has no end to tell; what it says now is all there is, and it is marked so.
    const end: RunEnd = { runId: id, status, failureKind, error, lastSeq, unsaved: isActive(status) }
    return subscribeStored({ runId: id, store, clock, limits, report }, end, subscriber, afterSeq)
  }

  ended(id: RunId): Promise<RunEnd> {
    const { promise, resolve, reject } = Promise.withResolvers<RunEnd>()
    // Only the end is wanted: nothing is read before it.
    this.subscribe(id, { end: resolve }, { afterSeq: Number.MAX_SAFE_INTEGER }).catch(reject)
    return promise
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  #begin(slot: Slot, row: RunRow, context: ContextBuilder): void {
    const run = new ActiveRun(this.#deps, row)
    slot.run = run
    this.#runs.set(run.id, run)
    void run.logged.then(() => this.#runs.delete(run.id))
    void run.released.then(() => {
      if (this.#slot === slot) this.#slot = null
    })
    if (this.#closing === null) run.launch(context)
    else {
      run.quit()
      run.neverLaunched()
    }
  }

  /** Returns when the slot may be free; throws ALREADY_ACTIVE when its run is at work. */
  async #whileTaken(slot: Slot): Promise<void> {
    if (slot.run?.settled) {
      // Its outcome is stored and its process about to leave: worth a moment, not for ever.
      const late = Promise.withResolvers<'late'>()
      const { clock, limits } = this.#deps
      const timer = clock.after(limits.lingerKillMs + limits.unkillableMs, () => late.resolve('late'))
      const first = await Promise.race([slot.run.released, late.promise])
      timer.cancel()
      if (first === 'late') throw alreadyActive(slot.run.id)
      return
    }
    const id = await slot.id
    if (id !== null && this.#slot === slot && !slot.run?.settled) throw alreadyActive(id)
  }

  /** The row of a start under way may be seen before the run exists: then it is worth the moment. */
  async #startUnderWay(id: unknown): Promise<void> {
    if (this.#slot !== null && this.#mine(id) === null) await this.#slot.id
  }

  #mine(id: unknown): ActiveRun | null {
    return this.#runs.get(id as RunId) ?? null
  }

  /** Answer for a run that is not the active one (but for one just being started): nothing is done to it, nor to any other. */
  async #otherwise(id: unknown, act: (run: ActiveRun) => ControlAnswer): Promise<ControlAnswer> {
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id <= 0) return { answer: 'unknown' }
    await this.#startUnderWay(id)
    const run = this.#mine(id)
    if (run !== null) return act(run)
    const row = await this.#read(() => this.#deps.store.getRun(id))
    if (row === null) return { answer: 'unknown' }
    return isActive(row.status) ? { answer: 'not-ours' } : { answer: 'too-late', status: row.status }
  }

  #view(row: RunRow): RunView {
    const overlay = this.#mine(row.id)?.overlay ?? { progress: null, paused: false, saving: null }
    return { ...row, ...overlay }
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      throw asAppError(error, 'read')
    }
  }

  async #close(): Promise<void> {
    await this.#sweep?.stop()
    const slot = this.#slot
    await slot?.id
    slot?.run?.quit()
    // A run that has ended may still have its process: one that is stuck leaves only when it is made to.
    const last = this.#slot?.run ?? null
    const runs = [...new Set([...this.#runs.values(), ...(last === null ? [] : [last])])]
    const { clock, limits } = this.#deps
    const late = Promise.withResolvers<void>()
    const timer = clock.after(limits.closeMs, late.resolve)
    await Promise.race([Promise.all(runs.flatMap((run) => [run.released, run.logged])), late.promise])
    timer.cancel()
    for (const run of runs) await run.abandon()
  }
}

const alreadyActive = (runId: RunId): AppError =>
  new AppError('ALREADY_ACTIVE', `Run ${runId} of this library is still active; wait for it or cancel it first.`, { runId })
