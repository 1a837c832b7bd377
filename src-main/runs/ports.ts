import type { Link } from '../contract/link.ts'
import type { ConnectionReport } from '../contract/network.ts'
import type { WireItem } from '../contract/results.ts'
import type { FailureKind, LogLine, RunId, RunRow, RunStatus, Scope, Stage } from '../contract/run.ts'
import type { ExecutionContext, Pull, StageResult } from '../contract/run-protocol.ts'

/** What the run engine needs from the world, injected: no SQL, no processes, no clock of its own (design §7). */

// ---- storage -----------------------------------------------------------------------------------------------------------------

export interface NewRun {
  readonly scope: Scope
  /** JSON of the settings snapshot, secrets left out. */
  readonly settings: string
  readonly retryOf: RunId | null
}

export type InsertRunResult = { readonly ok: true; readonly run: RunRow } | { readonly ok: false; readonly activeId: RunId }

/** A change of status. Compare-and-set on id, owner epoch and `from`; anything else changes nothing. */
export interface Transition {
  readonly runId: RunId
  readonly from: readonly RunStatus[]
  readonly to: RunStatus
  readonly fields?: {
    readonly workerPid?: number | null
    readonly workerStart?: string | null
    readonly failureKind?: FailureKind
    readonly error?: string
    readonly durationMs?: number
    readonly lastSeq?: number
  }
}

export type TransitionResult = 'updated' | 'unknown-run' | 'wrong-status' | 'foreign-epoch'

/** Everything the completing transaction needs: pointers flip and the status becomes `completed` in ONE transaction of a few rows. */
export interface Completion {
  readonly runId: RunId
  readonly lastSeq: number
  readonly durationMs: number
  readonly stages: readonly StageResult[]
  readonly counts: string
}

export interface Page {
  readonly rows: readonly unknown[]
  readonly next: string | null
  /** The one row is a piece of a big row's text (run-protocol.ts). */
  readonly partial?: boolean
}

/**
 * The storage of one library, for its run manager. Every method rejects with a StorageError (kind `busy` = try again, anything else =
 * the connection is to be replaced by `reopen`) or resolves; none waits on a lock in main's thread.
 */
export interface RunStore {
  /** Atomic: BEGIN IMMEDIATE plus the partial unique index. This, `appendLogs` and `stage` throw AppError NOT_OWNER once another opening has the library. */
  insertRun(run: NewRun): Promise<InsertRunResult>
  transition(change: Transition): Promise<TransitionResult>
  complete(completion: Completion): Promise<TransitionResult>
  getRun(id: RunId): Promise<RunRow | null>
  activeRun(): Promise<RunRow | null>
  /** Newest first. `before` pages by id. */
  listRuns(limit: number, before?: RunId): Promise<RunRow[]>
  /** Appends; a line whose (run, seq) exists already is left as it is. */
  appendLogs(runId: RunId, lines: readonly LogLine[]): Promise<void>
  readLogs(runId: RunId, afterSeq: number, limit: number): Promise<LogLine[]>
  /**
   * Bulk: rows of one batch under the run's own staged revision of that stage, made at the first batch. Resolves after commit. `batch` is
   * the worker's number: a batch that came before, because its error came after its commit, must not be stored a second time. Packed items
   * are unpacked off main's thread; one that can't be rejects with StorageError `constraint`: the worker broke the protocol.
   */
  stage(runId: RunId, stage: Stage, items: readonly WireItem[], batch?: number): Promise<void>
  pull(runId: RunId, pull: Pull, cursor: string | null): Promise<Page>
  /** Replaces the state connection by a fresh one: after an I/O error a connection is not trusted any more. */
  reopen(): Promise<void>
}

/** Any kind may come after the commit took effect: read before writing again (fault matrix row 44). */
export class StorageError extends Error {
  readonly kind: 'busy' | 'full' | 'io' | 'read-only' | 'corrupt' | 'closed' | 'constraint' | 'other'
  constructor(kind: StorageError['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StorageError'
    this.kind = kind
  }
}

/** Where an outcome that can't be written to the library is kept until the next start: ids, epoch, revisions, last sequence; no results. */
export interface SidecarStore {
  write(record: SidecarRecord): Promise<void>
  remove(runId: RunId): Promise<void>
}
export interface SidecarRecord {
  readonly runId: RunId
  readonly epoch: string
  readonly outcome: 'completed' | 'cancelled' | 'failed' | 'interrupted'
  readonly failureKind?: FailureKind
  readonly error?: string
  readonly completion?: Completion
  readonly lastSeq: number
}

// ---- processes ---------------------------------------------------------------------------------------------------------------

export interface WorkerSpec {
  /** Unique per run: `run-<id>-<random>`; Electron's `child-process-gone` is matched by it. */
  readonly serviceName: string
  /** Megabytes; V8 heap cap handed to the process. Buffers are watched through RSS. */
  readonly maxOldSpaceMb: number
}

export interface WorkerExit {
  /** Exit code where the host knows one. Never decide `cancelled` from it: Electron reports 0 after kill(). */
  readonly code: number | null
  readonly signal: string | null
  /** The host's own classification where it has one (Electron's child-process-gone). */
  readonly reason: 'exited' | 'crashed' | 'killed' | 'oom' | 'launch-failed'
}

export interface WorkerProcess {
  /** Usable at once; messages posted before the process is up are queued. */
  readonly link: Link
  /** Undefined until spawned. */
  readonly pid: number | undefined
  onSpawn(spawned: () => void): void
  /** Once, after the link delivered every message the worker had sent. */
  onExit(exited: (exit: WorkerExit) => void): void
  /** False when there was nothing to signal (not spawned yet, or gone). Never throws. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): boolean
  /** Last ≤ 8 KB of the worker's standard error. */
  stderrTail(): string
  /** Resident set in bytes, or null where it can't be read. */
  rssBytes(): number | null
  /** The system's start time of the process: with the pid it tells this process from a stranger that got the same pid. */
  startTime(): string | null
}

/** Launches run workers. May throw (fork fails); that is a `spawn` failure of the run. */
export interface WorkerHost {
  launch(spec: WorkerSpec): WorkerProcess
}

/** What recovery asks about processes that are not this one's children any more. */
export interface ProcessTable {
  /** The system's start time of the process, in the system's own form; null when there is no such process or it can't be read. */
  startTime(pid: number): string | null
  /** Signals a process; false when there is none or it isn't ours. Never throws. */
  signal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean
}

/** Told of every connection a run's worker opened or was refused, and when the worker is gone. */
export interface RunNetwork {
  reported(run: RunRow, reports: readonly ConnectionReport[]): void
  ended(run: RunRow): void
}

// ---- time and chance ---------------------------------------------------------------------------------------------------------

export interface Timer {
  cancel(): void
}
export interface Clock {
  /** Milliseconds since the epoch; may jump. For stored timestamps only. */
  wall(): number
  /** Milliseconds, monotonic. For every duration and deadline. */
  monotonic(): number
  after(ms: number, callback: () => void): Timer
}
export interface Ids {
  /** Unguessable, ≥ 128 bits, hex. */
  token(): string
}

/** Builds the context of a run in its own right: called once per run, after the row exists; everything in it is a copy. */
export type ContextBuilder = (run: RunRow) => Promise<Omit<ExecutionContext, 'protocol' | 'runId' | 'token' | 'scope'>>
