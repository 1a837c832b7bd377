import type { ConnectionReport } from '../src-main/contract/network.ts'
import type { PackedItem, ResultItem } from '../src-main/contract/results.ts'
import type { LogLevel, Progress, Stage } from '../src-main/contract/run.ts'
import type { ExecutionContext, Pull, StageResult } from '../src-main/contract/run-protocol.ts'

/**
 * All a pipeline knows of the outside: one per run, handed down by parameter, never module state. The entry (main.ts) makes it from the
 * port; tests make it from arrays.
 */
export interface RunSession {
  readonly context: ExecutionContext
  readonly signal: AbortSignal
  log(level: LogLevel, message: string): void
  progress(progress: Progress): void
  /** Tells of connections that are new or changed: whoever opens a socket says so. */
  connected(reports: readonly ConnectionReport[]): void
  /** Queues result rows; resolves when there is credit for more (≤ 4 un-acked batches of ≤ 256 KB). Keeps the order. */
  emit(stage: Stage, items: readonly (ResultItem | PackedItem)[]): Promise<void>
  /** Resolves when everything emitted so far is committed. */
  flush(): Promise<void>
  /** Rows of a pull, page after page. */
  pull(pull: Pull): AsyncIterable<unknown>
  /**
   * To be awaited between units of work: throws the signal's reason when cancelled, waits while paused, and gives the event loop a turn
   * at least every 50 ms so that a cancel can arrive.
   */
  checkpoint(): Promise<void>
}

export interface PipelineResult {
  readonly stages: readonly StageResult[]
  readonly counts: Record<string, number>
}

/** The pipeline of one run (pipeline/index.ts). */
export type Pipeline = (session: RunSession) => Promise<PipelineResult>
