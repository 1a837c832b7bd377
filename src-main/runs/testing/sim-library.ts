import { AppError } from '../../contract/errors.ts'
import { type FailureKind, isActive, type LogLine, type RunId, type RunRow } from '../../contract/run.ts'
import type { Decision } from '../active-run.ts'
import type { ControlAnswer, RunEnd, RunManager, Subscription } from '../api.ts'
import type { RunLimits } from '../limits.ts'
import { createRunManager } from '../run-manager.ts'
import { isLegal, type Outcome } from '../state-machine.ts'
import { emptyContext } from './context.ts'
import { type Fault, MemoryFile, MemoryRunStore, MemorySidecar, type StoreMethod } from './memory-store.ts'
import { chooseScript, SimHost, type SimWorker, type Told } from './sim-worker.ts'
import { type Choose, microtasks, type SimWorld } from './sim-world.ts'

/** One follower of one run and all it was told. */
interface Follower {
  readonly runId: RunId
  readonly afterSeq: number
  readonly seqs: number[]
  readonly ends: RunEnd[]
  readonly texts: string[]
  gone: boolean
  subscription: Subscription | null
}

/** What the manager has to decide by the rules, worked out from what happened and not from its code. */
interface Expected {
  readonly status: Outcome
  readonly kind: FailureKind | null
}

/** One process that opened the library: everything of it dies with `owner`. */
interface Opening {
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

/** A violated invariant; its message is the finding. */
export class Violation extends Error {}

const must = (holds: boolean, what: () => string): void => {
  if (!holds) throw new Violation(what())
}

/**
 * One library file with the processes that open it one after the other, the commands people give, and the invariants of
 * runs-and-security.md §6 checked against what really happened.
 */
export class SimLibrary {
  readonly name: string
  readonly file = new MemoryFile()
  readonly sidecar = new MemorySidecar()
  readonly #world: SimWorld
  readonly #choose: Choose
  readonly #limits: Partial<RunLimits>
  readonly #cancelAccepted = new Set<RunId>()
  readonly #quit = new Set<RunId>()
  readonly #decidedTwice = new Set<RunId>()
  /** Ended by a start-up, not by their own manager. */
  readonly #recovered = new Set<RunId>()
  /** Runs whose last log lines could not be stored, and that was reported. */
  readonly #logLost = new Set<RunId>()
  readonly #acknowledged = new Map<RunId, RunEnd>()
  readonly #followers: Follower[] = []
  readonly openings: Opening[] = []
  #checked = 0
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
      if (!decisions.has(runId) && !expected.has(runId)) expected.set(runId, this.#expect(runId, told, worker))
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
        if (decisions.has(decision.runId)) this.#decidedTwice.add(decision.runId)
        decisions.set(decision.runId, decision)
      },
      report: (what) => {
        const lost = /^\d+ log lines of run (\d+) were not stored/.exec(what)
        if (lost) this.#logLost.add(Number(lost[1]))
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
      must(!this.#cancelAccepted.has(id), () => `${this.name}: cancel of run ${id} accepted twice`)
      this.#cancelAccepted.add(id)
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
    this.#followers.push(follower)
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
    const follower = this.#followers.find((one) => !one.gone && one.ends.length === 0)
    if (follower === undefined) return
    follower.gone = true
    follower.subscription?.unsubscribe()
  }

  close(): void {
    const opening = this.now
    const active = opening.store.file
    for (const row of active.rows.values()) if (row.epoch === opening.epoch && isActive(row.status)) this.#quit.add(row.id)
    opening.closed = true
    void opening.manager.close()
  }

  /** The process dies: what it had in memory is gone, its workers with it; somebody opens the file again. */
  crash(): void {
    this.now.crashed = true
    this.#world.drop(this.now.owner)
    for (const follower of this.#followers) follower.gone = true
    for (const worker of this.now.host.workers) worker.facts.alive = false
    this.#recover()
  }

  /** Another process takes the file over while this one, thought dead, goes on (row 31). */
  takeOver(): void {
    for (const follower of this.#followers) follower.gone = true
    this.#recover()
  }

  /** Start-up recovery as the store does it (T10–T12): orphans of other epochs end, a record beside the library first. */
  #recover(): void {
    this.open()
    for (const row of this.file.rows.values()) {
      if (!isActive(row.status)) continue
      this.#recovered.add(row.id)
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

  // ---- invariants ------------------------------------------------------------------------------------------------------------

  /** After every step. Numbers as in runs-and-security.md §6. */
  check(): void {
    const rows = [...this.file.rows.values()]
    const active = rows.filter((row) => isActive(row.status))
    must(active.length <= 1, () => `1: ${active.length} active runs in ${this.name}`)
    this.#checkHistory()
    for (const runId of this.file.live.values()) {
      must(this.file.rows.get(runId)?.status === 'completed', () => `5: rows of unfinished run ${runId} are live`)
    }
    for (const row of rows) this.#checkRow(row)
    for (const follower of this.#followers) this.#checkFollower(follower)
    for (const worker of this.workers) this.#checkWorker(worker)
    for (const opening of this.openings) this.#checkDecisions(opening)
  }

  #checkHistory(): void {
    const { history, rows } = this.file
    for (; this.#checked < history.length; this.#checked += 1) {
      const { id, from, to, epoch } = history[this.#checked]!
      const before = history.slice(0, this.#checked).findLast((one) => one.id === id)
      must((before?.to ?? null) === from, () => `3: run ${id} left ${from} but was ${before?.to}`)
      // Recovery may complete a pending row from its record: there the two steps are one.
      must(from === null || isActive(from), () => `2: run ${id} was ${from} and became ${to}`)
      must(isLegal(from, to) || epoch !== rows.get(id)?.epoch, () => `3: run ${id} went ${from} → ${to}`)
    }
  }

  #checkRow(row: RunRow): void {
    if (row.status === 'completed') {
      must(row.startedAt !== null, () => `22: run ${row.id} completed without having run`)
      const worker = this.#workerOf(row.id)
      const items = this.file.revisions.filter((one) => one.runId === row.id).reduce((sum, one) => sum + one.items.length, 0)
      must(
        worker === undefined || items === worker.facts.emitted,
        () => `4: run ${row.id} completed with ${items} of ${worker?.facts.emitted} rows`,
      )
    }
    if (row.status === 'cancelled') must(this.#cancelAccepted.has(row.id), () => `9: run ${row.id} was cancelled by nobody`)
    if (row.status === 'failed') {
      must(row.failureKind !== null, () => `run ${row.id} failed without a kind`)
      must(!this.#cancelAccepted.has(row.id), () => `T8: run ${row.id} failed although it was cancelled`)
    }
    this.#checkStored(row)
  }

  /** 8 and 9: finished work is completed, asked-for stops are cancelled, and only what is left has failed. */
  #expect(runId: RunId, told: Told, worker: SimWorker): Expected {
    if (told === 'done') return { status: 'completed', kind: null }
    if (this.#cancelAccepted.has(runId)) return { status: 'cancelled', kind: null }
    if (this.#quit.has(runId)) return { status: 'interrupted', kind: null }
    if (told === 'error') return { status: 'failed', kind: 'error' }
    if (told === 'exit') return { status: 'failed', kind: worker.saidReady ? 'crash' : 'spawn' }
    return { status: 'failed', kind: 'protocol' }
  }

  #checkDecisions(opening: Opening): void {
    for (const runId of this.#decidedTwice) must(false, () => `6: the outcome of run ${runId} was decided twice`)
    for (const [runId, { ending }] of opening.decisions) {
      const said = ending === 'done' || ending === 'cancelled' || ending === 'error' || ending === 'exit'
      must(!said || opening.expected.has(runId), () => `11: run ${runId} ended by ${ending}, which its worker never said`)
    }
    for (const [runId, { status, kind }] of opening.expected) {
      const decision = opening.decisions.get(runId)
      must(
        decision?.status === status && decision.failureKind === kind,
        () => `8: run ${runId} should be ${status} (${kind}) and is ${decision?.status} (${decision?.failureKind}) by ${decision?.ending}`,
      )
    }
  }

  /** 7: what was decided is what is stored, however often writing failed; unless the row was somebody else's by then. */
  #checkStored(row: RunRow): void {
    if (isActive(row.status) || this.#recovered.has(row.id)) return
    const decision = this.openings.find((one) => one.epoch === row.epoch)?.decisions.get(row.id)
    // A row without a decision is what a failed start left behind.
    must(decision !== undefined || row.status === 'interrupted', () => `7: run ${row.id} is ${row.status}, which nobody decided`)
    must(
      decision === undefined || decision.status === row.status,
      () => `7: run ${row.id} was ${decision?.status} and is stored ${row.status}`,
    )
    must(decision === undefined || decision.failureKind === row.failureKind, () => `10: run ${row.id} is stored ${row.failureKind}`)
  }

  #checkFollower(follower: Follower): void {
    const { runId, afterSeq, seqs, ends, texts } = follower
    for (const [index, seq] of seqs.entries()) {
      const expected = afterSeq + index + 1
      must(seq === expected, () => `14: a follower of run ${runId} got line ${seq} where ${expected} was due`)
    }
    must(ends.length <= 1, () => `14: a follower of run ${runId} got ${ends.length} ends`)
    const worker = this.#workerOf(runId)
    const foreign = texts.find((text) => text.startsWith('run-') && worker !== undefined && !text.startsWith(worker.name))
    must(foreign === undefined, () => `13: a follower of run ${runId} got "${foreign}"`)
    const end = ends[0]
    if (end === undefined) return
    const row = this.file.rows.get(runId)
    if (end.unsaved) return
    must(row?.status === end.status, () => `15: run ${runId} ended ${end.status}, its row says ${row?.status}`)
    const earlier = this.#acknowledged.get(runId)
    must(earlier === undefined || earlier.status === end.status, () => `18: run ${runId} ended ${earlier?.status}, later ${end.status}`)
    this.#acknowledged.set(runId, end)
  }

  #checkWorker(worker: SimWorker): void {
    const { runId, cancelsHeard, signals } = worker.facts
    if (runId === null) return
    const asked = this.#cancelAccepted.has(runId) || this.#quit.has(runId)
    must(cancelsHeard <= 1, () => `16: run ${runId} was told ${cancelsHeard} times to stop`)
    must(cancelsHeard === 0 || asked, () => `11: the worker of run ${runId} was told to stop by nobody`)
    must(signals.length <= 3, () => `11: run ${runId} got ${signals.join(', ')}`)
  }

  #workerOf(runId: RunId): SimWorker | undefined {
    return this.workers.find((one) => one.facts.runId === runId)
  }

  /** When nothing is left to happen. */
  async checkQuiet(): Promise<void> {
    this.check()
    await microtasks()
    const rows = [...this.file.rows.values()]
    must(this.now.closed || this.now.manager.activeId() === null, () => `20: run ${this.now.manager.activeId()} never ended`)
    if (!this.now.closed) for (const row of rows) must(!isActive(row.status), () => `20: run ${row.id} is still ${row.status}`)
    for (const { owner, host } of this.openings) {
      must(this.#world.timersOf(owner) === 0, () => `16: ${this.#world.timersOf(owner)} timers are left`)
      const alive = host.workers.filter((one) => one.facts.alive)
      must(alive.length === 0, () => `16: ${alive.map((one) => one.name).join(', ')} are left`)
    }
    for (const follower of this.#followers) {
      if (follower.gone || follower.subscription === null) continue
      must(follower.ends.length === 1, () => `14: a follower of run ${follower.runId} never got its end`)
      const { lastSeq } = follower.ends[0]!
      // Log lines in memory die with their process, and lines that no disk takes are given up after a while.
      const epoch = this.file.rows.get(follower.runId)?.epoch
      const died = this.openings.some((one) => one.crashed && one.epoch === epoch)
      if (died || this.#recovered.has(follower.runId) || this.#logLost.has(follower.runId)) continue
      must(follower.seqs.length === Math.max(0, lastSeq - follower.afterSeq), () => `14: a follower of run ${follower.runId} missed lines`)
    }
  }
}
