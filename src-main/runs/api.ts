import type { LogLine, Progress, RunId, RunRow, RunStatus, Scope } from '../contract/run.ts'
import type { ContextBuilder } from './ports.ts'

/** What the rest of the app sees of the run engine: one RunManager per open library (createRunManager in run-manager.ts). */

export interface StartRequest {
  readonly scope: Scope
  /** The settings snapshot the run is stored with; secrets must not be in it. Default `{}`. */
  readonly settings?: unknown
  /** The run this one continues or repeats. */
  readonly retryOf?: RunId | null
  /** Builds the execution context of this run instead of the manager's own builder. */
  readonly context?: ContextBuilder
}

/** A run as people see it: its stored row, and what only memory knows while it is active. */
export interface RunView extends RunRow {
  readonly progress: Progress | null
  readonly paused: boolean
  /** The outcome is decided but not stored yet: show "finished, saving…", never another status. */
  readonly saving: RunStatus | null
}

/** Typed answer of cancel, pause and resume; none of them throws for a run that isn't there. */
export type ControlAnswer =
  | { readonly answer: 'accepted' }
  /** Asked before; nothing was done again. */
  | { readonly answer: 'already' }
  /** The run's outcome is decided (stored or about to be). */
  | { readonly answer: 'too-late'; readonly status: RunStatus }
  /** The row is active but belongs to another process: only its owner can act on it. */
  | { readonly answer: 'not-ours' }
  | { readonly answer: 'unknown' }

/** How a run ended. `unsaved`: the row could not be written (yet); a record beside the library says so at the next start. */
export interface RunEnd {
  readonly runId: RunId
  readonly status: RunStatus
  readonly failureKind: RunRow['failureKind']
  readonly error: string | null
  readonly lastSeq: number
  readonly unsaved: boolean
}

export interface RunSubscriber {
  /** Lines in order, each once: the stored ones after `afterSeq`, then live. A returned promise is waited for before the next call. */
  logs?(lines: readonly LogLine[]): void | Promise<void>
  progress?(progress: Progress): void
  /** `saving` and `paused` as in RunView. */
  status?(status: RunStatus, details: { readonly paused: boolean; readonly saving: RunStatus | null }): void
  /** Exactly once, after the last log line, also for a run that ended long ago. */
  end?(end: RunEnd): void
}

export interface Subscription {
  /** Idempotent; also allowed inside a callback. No callback is called afterwards. */
  unsubscribe(): void
}

export interface RunManager {
  /**
   * Starts a run. Throws AppError: ALREADY_ACTIVE (params.runId), NOT_OWNER, DB_BUSY, READ_ONLY, STORAGE, UNAVAILABLE (the manager is closing).
   * Resolves with the stored row as soon as it exists; the worker is launched by then.
   */
  start(request: StartRequest): Promise<RunRow>
  /** Decided against the run's outcome in the same tick; anything may be passed as id. */
  cancel(id: unknown): Promise<ControlAnswer>
  pause(id: unknown): Promise<ControlAnswer>
  resume(id: unknown): Promise<ControlAnswer>
  /** Id of the active run, null when there is none or its outcome is stored. */
  activeId(): RunId | null
  get(id: RunId): Promise<RunView | null>
  /** Newest first. */
  list(limit: number, before?: RunId): Promise<RunView[]>
  logs(id: RunId, afterSeq: number, limit: number): Promise<LogLine[]>
  /** Throws AppError RUN_UNKNOWN when there is no such run. */
  subscribe(id: RunId, subscriber: RunSubscriber, options?: { readonly afterSeq?: number }): Promise<Subscription>
  /** Resolves with the end of the run (at once when it has ended). Throws AppError RUN_UNKNOWN. */
  ended(id: RunId): Promise<RunEnd>
  /** Stops the active run (`interrupted`, or `cancelled` when that was asked before), waits for its end and process ≤ about 5 s. Idempotent. */
  close(): Promise<void>
}
