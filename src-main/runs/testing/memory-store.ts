import { AppError } from '../../contract/errors.ts'
import { type ResultItem, Unpacker, type WireItem } from '../../contract/results.ts'
import { isActive, type LogLine, type RunId, type RunRow, type RunStatus, type Stage } from '../../contract/run.ts'
import {
  type Completion,
  type InsertRunResult,
  type NewRun,
  type Page,
  type RunStore,
  type SidecarRecord,
  type SidecarStore,
  StorageError,
  type Transition,
  type TransitionResult,
} from '../ports.ts'
import { isLegal } from '../state-machine.ts'

/** Methods of RunStore, as faults name them. */
export type StoreMethod = Exclude<keyof RunStore, 'prototype'>

/** What is to go wrong with a call: before anything happened, or after the commit took effect (row 44). */
export interface Fault {
  readonly when: 'before' | 'after'
  readonly kind: StorageError['kind']
}

export interface MemoryStoreOptions {
  readonly epoch?: string
  readonly wall?: () => number
  /** Asked once per call; null = the call works. */
  readonly fault?: (method: StoreMethod) => Fault | null
  /** Awaited before the call takes effect and again before it answers: where a test reorders. */
  readonly delay?: (method: StoreMethod, point: 'before' | 'after') => Promise<void>
  /** Shared by stores of several owners of one library. */
  readonly file?: MemoryFile
}

interface StoredRevision {
  readonly runId: RunId
  readonly stage: Stage
  readonly items: ResultItem[]
  readonly batches: Set<number>
}

/** What survives a crash: the library's file. */
export class MemoryFile {
  readonly rows = new Map<RunId, RunRow>()
  readonly logs = new Map<RunId, Map<number, LogLine>>()
  readonly revisions: StoredRevision[] = []
  /** Stage → run whose revision is live. */
  readonly live = new Map<Stage, RunId>()
  lastId = 0
  /** Epoch of the opening that owns the library: the last one. */
  owner = ''
  /** Every change of status, in order: what invariants are checked against. */
  readonly history: { readonly id: RunId; readonly from: RunStatus | null; readonly to: RunStatus; readonly epoch: string }[] = []
}

/**
 * A faithful RunStore in memory: unique active row, trigger of legal transitions, compare-and-set on epoch, status and pointers in one
 * step. Faults and delays are injected from outside.
 */
export class MemoryRunStore implements RunStore {
  readonly file: MemoryFile
  readonly epoch: string
  readonly #options: MemoryStoreOptions
  readonly #unpacker = new Unpacker()
  reopened = 0
  /** Pages answered to pulls. */
  pages: (cursor: string | null) => Page = () => ({ rows: [], next: null })

  constructor(options: MemoryStoreOptions = {}) {
    this.#options = options
    this.file = options.file ?? new MemoryFile()
    this.epoch = options.epoch ?? 'epoch-1'
    this.file.owner = this.epoch
  }

  insertRun(run: NewRun): Promise<InsertRunResult> {
    return this.#call('insertRun', () => {
      this.#assertOwner()
      const active = this.#active()
      if (active !== null) return { ok: false, activeId: active.id }
      this.file.lastId += 1
      const row: RunRow = {
        id: this.file.lastId,
        scope: run.scope,
        status: 'pending',
        failureKind: null,
        error: null,
        epoch: this.epoch,
        workerPid: null,
        workerStart: null,
        createdAt: this.#now(),
        startedAt: null,
        cancelRequestedAt: null,
        finishedAt: null,
        durationMs: null,
        lastSeq: 0,
        retryOf: run.retryOf,
        settings: run.settings,
        counts: '{}',
      }
      this.file.rows.set(row.id, row)
      this.file.history.push({ id: row.id, from: null, to: 'pending', epoch: this.epoch })
      return { ok: true, run: row }
    })
  }

  transition(change: Transition): Promise<TransitionResult> {
    return this.#call('transition', () => this.#change(change.runId, change.from, change.to, change.fields ?? {}))
  }

  complete(completion: Completion): Promise<TransitionResult> {
    return this.#call('complete', () => {
      const { runId, lastSeq, durationMs, counts } = completion
      const result = this.#change(runId, ['running', 'cancelling'], 'completed', { lastSeq, durationMs }, counts)
      if (result !== 'updated') return result
      for (const stage of completion.stages) if (stage.result === 'staged') this.file.live.set(stage.stage, runId)
      return result
    })
  }

  getRun(id: RunId): Promise<RunRow | null> {
    return this.#call('getRun', () => this.file.rows.get(id) ?? null)
  }

  activeRun(): Promise<RunRow | null> {
    return this.#call('activeRun', () => this.#active())
  }

  listRuns(limit: number, before?: RunId): Promise<RunRow[]> {
    return this.#call('listRuns', () =>
      [...this.file.rows.values()]
        .filter((row) => before === undefined || row.id < before)
        .sort((a, b) => b.id - a.id)
        .slice(0, limit),
    )
  }

  appendLogs(runId: RunId, lines: readonly LogLine[]): Promise<void> {
    return this.#call('appendLogs', () => {
      this.#assertOwner()
      const stored = this.file.logs.get(runId) ?? new Map<number, LogLine>()
      this.file.logs.set(runId, stored)
      for (const line of lines) if (!stored.has(line.seq)) stored.set(line.seq, line)
    })
  }

  readLogs(runId: RunId, afterSeq: number, limit: number): Promise<LogLine[]> {
    return this.#call('readLogs', () =>
      [...(this.file.logs.get(runId)?.values() ?? [])]
        .filter((line) => line.seq > afterSeq)
        .sort((a, b) => a.seq - b.seq)
        .slice(0, limit),
    )
  }

  stage(runId: RunId, stage: Stage, items: readonly WireItem[], batch = 0): Promise<void> {
    return this.#call('stage', () => {
      this.#assertOwner()
      let revision = this.file.revisions.find((one) => one.runId === runId && one.stage === stage)
      if (revision === undefined) {
        revision = { runId, stage, items: [], batches: new Set() }
        this.file.revisions.push(revision)
      }
      if (batch !== 0 && revision.batches.has(batch)) return
      revision.items.push(...unpacked(this.#unpacker, runId, items))
      revision.batches.add(batch)
    })
  }

  pull(_runId: RunId, _pull: unknown, cursor: string | null): Promise<Page> {
    return this.#call('pull', () => this.pages(cursor))
  }

  async reopen(): Promise<void> {
    await this.#call('reopen', () => {
      this.reopened += 1
    })
  }

  #assertOwner(): void {
    if (this.file.owner !== this.epoch) throw new AppError('NOT_OWNER', 'the library belongs to another process now')
  }

  #active(): RunRow | null {
    return [...this.file.rows.values()].find((row) => isActive(row.status)) ?? null
  }

  #now(): string {
    return new Date(this.#options.wall?.() ?? 0).toISOString()
  }

  #change(
    id: RunId,
    from: readonly RunStatus[],
    to: RunStatus,
    fields: NonNullable<Transition['fields']>,
    counts?: string,
  ): TransitionResult {
    const row = this.file.rows.get(id)
    if (row === undefined) return 'unknown-run'
    if (row.epoch !== this.epoch || this.file.owner !== this.epoch) return 'foreign-epoch'
    if (!from.includes(row.status)) return 'wrong-status'
    if (!isLegal(row.status, to)) throw new StorageError('constraint', `illegal transition ${row.status} → ${to}`)
    const now = this.#now()
    this.file.history.push({ id, from: row.status, to, epoch: this.epoch })
    this.file.rows.set(id, {
      ...row,
      ...fields,
      status: to,
      counts: counts ?? row.counts,
      startedAt: to === 'running' ? now : row.startedAt,
      cancelRequestedAt: to === 'cancelling' ? now : row.cancelRequestedAt,
      finishedAt: isActive(to) ? null : now,
    })
    return 'updated'
  }

  async #call<T>(method: StoreMethod, act: () => T): Promise<T> {
    const { delay, fault } = this.#options
    const wrong = fault?.(method) ?? null
    await delay?.(method, 'before')
    if (wrong?.when === 'before') throw new StorageError(wrong.kind, `injected ${wrong.kind} before ${method}`)
    const result = act()
    await delay?.(method, 'after')
    if (wrong?.when === 'after') throw new StorageError(wrong.kind, `injected ${wrong.kind} after ${method}`)
    return result
  }
}

function unpacked(unpacker: Unpacker, runId: RunId, items: readonly WireItem[]): ResultItem[] {
  try {
    return unpacker.take(runId, items)
  } catch (error) {
    throw new StorageError('constraint', 'a packed item is none', { cause: error })
  }
}

/** Sidecar files in memory; `fail` makes every write fail. */
export class MemorySidecar implements SidecarStore {
  readonly records = new Map<RunId, SidecarRecord>()
  fail = false

  write(record: SidecarRecord): Promise<void> {
    if (this.fail) return Promise.reject(new StorageError('full', 'injected: no room for the record'))
    this.records.set(record.runId, record)
    return Promise.resolve()
  }

  remove(runId: RunId): Promise<void> {
    this.records.delete(runId)
    return Promise.resolve()
  }
}
