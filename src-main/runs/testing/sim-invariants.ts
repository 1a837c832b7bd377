import { isActive, type RunId, type RunRow } from '../../contract/run.ts'
import type { RunEnd } from '../api.ts'
import { isLegal } from '../state-machine.ts'
import type { Expected, Follower, Opening, SimLibrary } from './sim-library.ts'
import type { SimWorker, Told } from './sim-worker.ts'
import type { SimWorld } from './sim-world.ts'

/** A violated invariant; its message is the finding. */
export class Violation extends Error {}

export const must = (holds: boolean, what: () => string): void => {
  if (!holds) throw new Violation(what())
}

/** 8 and 9: finished work is completed, asked-for stops are cancelled, and only what is left has failed. */
export function expectedOf(library: SimLibrary, runId: RunId, told: Told, worker: SimWorker): Expected {
  if (told === 'done') return { status: 'completed', kind: null }
  if (library.cancelAccepted.has(runId)) return { status: 'cancelled', kind: null }
  if (library.quit.has(runId)) return { status: 'interrupted', kind: null }
  if (told === 'error') return { status: 'failed', kind: 'error' }
  if (told === 'exit') return { status: 'failed', kind: worker.saidReady ? 'crash' : 'spawn' }
  return { status: 'failed', kind: 'protocol' }
}

/** The invariants of runs-and-security.md §6, checked against what really happened to a library. */
export class SimInvariants {
  readonly #library: SimLibrary
  readonly #acknowledged = new Map<RunId, RunEnd>()
  /** Steps of the history that were looked at. */
  #checked = 0

  constructor(library: SimLibrary) {
    this.#library = library
  }

  /** After every step. Numbers as in runs-and-security.md §6. */
  check(): void {
    const rows = [...this.#library.file.rows.values()]
    const active = rows.filter((row) => isActive(row.status))
    must(active.length <= 1, () => `1: ${active.length} active runs in ${this.#library.name}`)
    this.#checkHistory()
    for (const runId of this.#library.file.live.values()) {
      must(this.#library.file.rows.get(runId)?.status === 'completed', () => `5: rows of unfinished run ${runId} are live`)
    }
    for (const row of rows) this.#checkRow(row)
    for (const follower of this.#library.followers) this.#checkFollower(follower)
    for (const worker of this.#library.workers) this.#checkWorker(worker)
    for (const opening of this.#library.openings) this.#checkDecisions(opening)
  }

  #checkHistory(): void {
    const { history, rows } = this.#library.file
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
      const items = this.#library.file.revisions.filter((one) => one.runId === row.id).reduce((sum, one) => sum + one.items.length, 0)
      must(
        worker === undefined || items === worker.facts.emitted,
        () => `4: run ${row.id} completed with ${items} of ${worker?.facts.emitted} rows`,
      )
    }
    if (row.status === 'cancelled') must(this.#library.cancelAccepted.has(row.id), () => `9: run ${row.id} was cancelled by nobody`)
    if (row.status === 'failed') {
      must(row.failureKind !== null, () => `run ${row.id} failed without a kind`)
      must(!this.#library.cancelAccepted.has(row.id), () => `T8: run ${row.id} failed although it was cancelled`)
    }
    this.#checkStored(row)
  }

  #checkDecisions(opening: Opening): void {
    for (const runId of this.#library.decidedTwice) must(false, () => `6: the outcome of run ${runId} was decided twice`)
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
    if (isActive(row.status) || this.#library.recovered.has(row.id)) return
    const decision = this.#library.openings.find((one) => one.epoch === row.epoch)?.decisions.get(row.id)
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
    const row = this.#library.file.rows.get(runId)
    if (end.unsaved) return
    must(row?.status === end.status, () => `15: run ${runId} ended ${end.status}, its row says ${row?.status}`)
    const earlier = this.#acknowledged.get(runId)
    must(earlier === undefined || earlier.status === end.status, () => `18: run ${runId} ended ${earlier?.status}, later ${end.status}`)
    this.#acknowledged.set(runId, end)
  }

  #checkWorker(worker: SimWorker): void {
    const { runId, cancelsHeard, signals } = worker.facts
    if (runId === null) return
    const asked = this.#library.cancelAccepted.has(runId) || this.#library.quit.has(runId)
    must(cancelsHeard <= 1, () => `16: run ${runId} was told ${cancelsHeard} times to stop`)
    must(cancelsHeard === 0 || asked, () => `11: the worker of run ${runId} was told to stop by nobody`)
    must(signals.length <= 3, () => `11: run ${runId} got ${signals.join(', ')}`)
  }

  #workerOf(runId: RunId): SimWorker | undefined {
    return this.#library.workers.find((one) => one.facts.runId === runId)
  }

  /** When nothing is left to happen. */
  checkQuiet(world: SimWorld): void {
    const rows = [...this.#library.file.rows.values()]
    must(
      this.#library.now.closed || this.#library.now.manager.activeId() === null,
      () => `20: run ${this.#library.now.manager.activeId()} never ended`,
    )
    if (!this.#library.now.closed) for (const row of rows) must(!isActive(row.status), () => `20: run ${row.id} is still ${row.status}`)
    for (const { owner, host } of this.#library.openings) {
      must(world.timersOf(owner) === 0, () => `16: ${world.timersOf(owner)} timers are left`)
      const alive = host.workers.filter((one) => one.facts.alive)
      must(alive.length === 0, () => `16: ${alive.map((one) => one.name).join(', ')} are left`)
    }
    for (const follower of this.#library.followers) {
      if (follower.gone || follower.subscription === null) continue
      must(follower.ends.length === 1, () => `14: a follower of run ${follower.runId} never got its end`)
      const { lastSeq } = follower.ends[0]!
      // Log lines in memory die with their process, and lines that no disk takes are given up after a while.
      const epoch = this.#library.file.rows.get(follower.runId)?.epoch
      const died = this.#library.openings.some((one) => one.crashed && one.epoch === epoch)
      if (died || this.#library.recovered.has(follower.runId) || this.#library.logLost.has(follower.runId)) continue
      must(follower.seqs.length === Math.max(0, lastSeq - follower.afterSeq), () => `14: a follower of run ${follower.runId} missed lines`)
    }
  }
}
