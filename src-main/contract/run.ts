import { z } from 'zod'
import { type FailureKind, type RunStatus, type Scope, STAGES } from './run-values.ts'

export * from './run-values.ts'

export type RunId = number

export interface RunRow {
  readonly id: RunId
  readonly scope: Scope
  readonly status: RunStatus
  readonly failureKind: FailureKind | null
  /** One sanitised sentence. */
  readonly error: string | null
  readonly epoch: string
  readonly workerPid: number | null
  /** Start time of the worker process as the system reports it; with the pid it identifies the process. */
  readonly workerStart: string | null
  /** ISO 8601 UTC. Order runs by id, never by these: clocks jump. */
  readonly createdAt: string
  readonly startedAt: string | null
  readonly cancelRequestedAt: string | null
  readonly finishedAt: string | null
  /** Milliseconds by the monotonic clock from `ready` to the latched outcome; null while active or when the app died. */
  readonly durationMs: number | null
  readonly lastSeq: number
  readonly retryOf: RunId | null
  /** The settings snapshot the worker got, secrets left out (JSON). */
  readonly settings: string
  /** What the run did, e.g. {"documents.parsed":1} (JSON). */
  readonly counts: string
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export const logLineSchema = z.object({
  /** 1, 2, 3 … within the run, no gap, no repeat. */
  seq: z.int().positive(),
  /** Milliseconds since the epoch, worker's clock. */
  time: z.number(),
  level: z.enum(LOG_LEVELS),
  message: z.string(),
})
export type LogLine = z.infer<typeof logLineSchema>

export const progressSchema = z.object({
  stage: z.enum(STAGES),
  /** What is being done, for people: `parse`, `analyse`, `rank`, `define` … */
  step: z.string(),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Bytes of the documents done and of all of them, where the step goes over documents. */
  bytesDone: z.number().nonnegative().optional(),
  bytesTotal: z.number().nonnegative().optional(),
  /** The document or term at hand, relative path or headword. */
  item: z.string().optional(),
  /** Estimated milliseconds left in the stage, absent while unknown. */
  etaMs: z.number().nonnegative().optional(),
  /** While a model is asked: its speed, how many questions are in flight, what the stage has cost so far where a price is known. */
  model: z
    .object({ tokensPerSecond: z.number().nonnegative(), inFlight: z.int().nonnegative(), cost: z.number().nonnegative().optional() })
    .optional(),
})
export type Progress = z.infer<typeof progressSchema>
