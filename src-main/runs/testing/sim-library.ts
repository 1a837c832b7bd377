import { AppError } from '../../contract/errors.ts'
import { type FailureKind, isActive, type LogLine, type RunId } from '../../contract/run.ts'
import type { Decision } from '../active-run.ts'
import type { ControlAnswer, RunEnd, RunManager, Subscription } from '../api.ts'
import type { RunLimits } from '../limits.ts'
import { createRunManager } from '../run-manager.ts'
import type { Outcome } from '../state-machine.ts'
import { emptyContext } from './context.ts'
import { type Fault, MemoryFile, MemoryRunStore, MemorySidecar, type StoreMethod } from './memory-store.ts'
import { expectedOf, must, SimInvariants } from './sim-invariants.ts'
import { chooseScript, SimHost, type SimWorker, type Told } from './sim-worker.ts'
import { type Choose, microtasks, type SimWorld } from './sim-world.ts'

/** One follower of one run and all it was told. */
export interface Follower {
  readonly runId: RunId
  readonly afterSeq: number
  readonly seqs: number[]
  readonly ends: RunEnd[]
  readonly texts: string[]
  gone: boolean
  subscription: Subscription | null
}

/** What the manager has to decide by the rules, worked out from what happened and not from its code. */
export interface Expected {
  readonly status: Outcome
  readonly kind: FailureKind | null
}

/** One process that opened the library: everything of it dies with `owner`. */
export interface Opening {
  readonly owner: object
  readonly epoch: string
  readonly store: MemoryRunStore
  readonly host: SimHost
  readonly manager: RunManager
  /** Every decision of its manager, and what the rules asked for where a worker's word or exit came first. */
  readonly decisions: Map<RunId, Decision>
  readonly expected: Map<RunId, Expected>
  closed: boolean
  crashed: boolean
}

const FAULTY: readonly StoreMethod[] = ['insertRun', 'transition', 'complete', 'appendLogs', 'stage', 'getRun', 'readLogs', 'activeRun']
const KINDS = ['busy', 'busy', 'full', 'io'] as const

/**
 * One library file with the processes that open it one after the other, and the commands people give; what happened is kept for the
 * invariants (sim-invariants.ts).
 */
export class SimLibrary {
  readonly name: string
  readonly file = new MemoryFile()
  readonly sidecar = new MemorySidecar()
  readonly #world: SimWorld
  readonly #choose: Choose
  readonly #limits: Partial<RunLimits>
  readonly cancelAccepted = new Set<RunId>()
  readonly quit = new Set<RunId>()
  readonly decidedTwice = new Set<RunId>()
  /** Ended by a start-up, not by their own manager. */
  readonly recovered = new Set<RunId>()
  /** Runs whose last log lines could not be stored, and that was reported. */
  readonly logLost = new Set<RunId>()
  readonly followers: Follower[] = []
  readonly openings: Opening[] = []
  readonly #invariants = new SimInvariants(this)
  #epochs = 0
  /** Faults still to be injected. */
  faults = 0

  constructor(name: string, world: SimWorld, choose: Choose, limits: Partial<RunLimits> = {}) {
    this.name = name
    this.#world = world
    this.#choose = choose
    this.#limits = limits
    this.open()
  }

  get now(): Opening {
    return this.openings.at(-1)!
  }

  get workers(): SimWorker[] {
    return this.openings.flatMap((one) => one.host.workers)
  }

  // ---- what people and fate do -----------------------------------------------------------------------------------------------

  open(): void {
    this.#epochs += 1
    const owner = {}
    const epoch = `${this.name}-epoch-${this.#epochs}`
    const store = new MemoryRunStore({
      file: this.file,
      epoch,
      wall: () => this.#world.wall(),
      fault: (method) => this.#fault(method),
      delay: (method, point) => this.#world.soon(owner, `${this.name} ${method} ${point}`),
    })
    const decisions = new Map<RunId, Decision>()
    const expected = new Map<RunId, Expected>()
    const tells = (worker: SimWorker, told: Told) => {
      const runId = worker.runId
      if (!decisions.has(runId) && !expected.has(runId)) expected.set(runId, expectedOf(this, runId, told, worker))
    }
    const host = new SimHost(this.#world, owner, () => chooseScript(this.#choose), tells)
    let ids = 0
    const manager = createRunManager({
      store,
      sidecar: this.sidecar,
      host,
      clock: this.#world.clockOf(owner),
      ids: { token: () => `${epoch}-${(ids++).toString().padStart(20, '0')}` },
      context: async () => {
        await this.#world.soon(owner, `${this.name} context`)
        return emptyContext()
      },
      limits: this.#limits,
      decided: (decision) => {
        // Told at the next check: thrown here it would be lost in whatever decided.
        if (decisions.has(decision.runId)) this.decidedTwice.add(decision.runId)
        decisions.set(decision.runId, decision)
      },
      report: (what) => {
        const lost = /^\d+ log lines of run (\d+) were not stored/.exec(what)
        if (lost) this.logLost.add(Number(lost[1]))
      },
    })
    this.openings.push({ owner, epoch, store, host, manager, decisions, expected, closed: false, crashed: false })
  }

  async start(): Promise<RunId | AppError> {
    try {
      return (await this.now.manager.start({ scope: 'extract' })).id
    } catch (error) {
      must(error instanceof AppError, () => `start threw ${String(error)}`)
      return error as AppError
    }
  }

  async cancel(id: RunId): Promise<ControlAnswer | null> {
    const { manager } = this.now
    let answer: ControlAnswer
    try {
      answer = await manager.cancel(id)
    } catch (error) {
      must(error instanceof AppError, () => `cancel threw ${String(error)}`)
      return null
    }
    if (answer.answer === 'accepted') {
      must(!this.cancelAccepted.has(id), () => `${this.name}: cancel of run ${id} accepted twice`)
      this.cancelAccepted.add(id)
    }
    return answer
  }

  /** Pause or resume of whatever is active. A library that can't be read just then is said by an AppError, as for cancel. */
  async pause(on: boolean): Promise<void> {
    const { manager } = this.now
    const id = manager.activeId()
    try {
      await (on ? manager.pause(id) : manager.resume(id))
    } catch (error) {
      must(error instanceof AppError, () => `pause threw ${String(error)}`)
    }
  }

  follow(runId: RunId, afterSeq: number): void {
    const follower: Follower = { runId, afterSeq, seqs: [], ends: [], texts: [], gone: false, subscription: null }
    this.followers.push(follower)
    const { manager, owner } = this.now
    const slow = this.#choose(3) === 0
    void manager
      .subscribe(
        runId,
        {
          logs: (lines: readonly LogLine[]) => {
            follower.seqs.push(...lines.map((line) => line.seq))
            follower.texts.push(...lines.map((line) => line.message))
            return slow ? this.#world.soon(owner, `${this.name} slow reader`) : undefined
          },
          end: (end) => void follower.ends.push(end),
        },
        { afterSeq },
      )
      .then((subscription) => {
        follower.subscription = subscription
        if (follower.gone) subscription.unsubscribe()
      })
      .catch((error: unknown) => {
        follower.gone = true
        must(error instanceof AppError, () => `subscribe threw ${String(error)}`)
      })
  }

  unfollow(): void {
    const follower = this.followers.find((one) => !one.gone && one.ends.length === 0)
    if (follower === undefined) return
    follower.gone = true
    follower.subscription?.unsubscribe()
  }

  close(): void {
    const opening = this.now
    const active = opening.store.file
    for (const row of active.rows.values()) if (row.epoch === opening.epoch && isActive(row.status)) this.quit.add(row.id)
    opening.closed = true
    void opening.manager.close()
  }

  /** The process dies: what it had in memory is gone, its workers with it; somebody opens the file again. */
  crash(): void {
    this.now.crashed = true
    this.#world.drop(this.now.owner)
    for (const follower of this.followers) follower.gone = true
    for (const worker of this.now.host.workers) worker.facts.alive = false
    this.#recover()
  }

  /** Another process takes the file over while this one, thought dead, goes on (row 31). */
  takeOver(): void {
    for (const follower of this.followers) follower.gone = true
    this.#recover()
  }

  /** Start-up recovery as the store does it (T10–T12): orphans of other epochs end, a record beside the library first. */
  #recover(): void {
    this.open()
    for (const row of this.file.rows.values()) {
      if (!isActive(row.status)) continue
      this.recovered.add(row.id)
      const record = this.sidecar.records.get(row.id)
      const to =
        record !== undefined && record.epoch === row.epoch ? record.outcome : row.status === 'cancelling' ? 'cancelled' : 'interrupted'
      if (to === 'completed') for (const stage of record!.completion!.stages) this.file.live.set(stage.stage, row.id)
      this.file.history.push({ id: row.id, from: row.status, to, epoch: row.epoch })
      const failureKind = record?.failureKind ?? null
      const startedAt = row.startedAt ?? (to === 'completed' ? 'then' : null)
      this.file.rows.set(row.id, { ...row, status: to, failureKind, startedAt, epoch: this.now.epoch, finishedAt: 'now' })
      this.sidecar.records.delete(row.id)
    }
  }

  #fault(method: StoreMethod): Fault | null {
    if (this.faults === 0 || !FAULTY.includes(method) || this.#choose(4) !== 3) return null
    this.faults -= 1
    return { when: this.#choose(2) === 0 ? 'before' : 'after', kind: KINDS[this.#choose(KINDS.length)]! }
  }

  /** After every step. @throws a Violation */
  check(): void {
    this.#invariants.check()
  }

  /** When nothing is left to happen. @throws a Violation */
  async checkQuiet(): Promise<void> {
    this.check()
    await microtasks()
    this.#invariants.checkQuiet(this.#world)
  }
}
