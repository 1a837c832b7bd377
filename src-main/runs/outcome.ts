import type { FailureKind } from '../contract/run.ts'
import type { StageResult } from '../contract/run-protocol.ts'
import type { WorkerExit } from './ports.ts'
import type { Outcome } from './state-machine.ts'

/** Everything that can end a run. */
export type Ending =
  | { readonly type: 'done'; readonly stages: readonly StageResult[]; readonly counts: Readonly<Record<string, number>> }
  | { readonly type: 'cancelled' }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'exit'; readonly exit: WorkerExit }
  | { readonly type: 'launch-failed'; readonly message: string }
  | { readonly type: 'context-failed'; readonly message: string }
  | { readonly type: 'not-ready'; readonly afterMs: number }
  | { readonly type: 'stalled'; readonly afterMs: number }
  | { readonly type: 'over-memory'; readonly rssBytes: number }
  | { readonly type: 'breach'; readonly detail: string }
  | { readonly type: 'storage'; readonly detail: string }
  | { readonly type: 'lost'; readonly detail: string }
  /** Cancel or quit before the worker was ready: decided at once. */
  | { readonly type: 'stopped-before-ready' }
  /** The process was killed and its exit is not reported. */
  | { readonly type: 'unkillable' }

/** The library has another owner now, or the row is gone: this process must stop working on the run. */
export const TAKEN_OVER: Ending = { type: 'lost', detail: 'The run was taken over or removed by another process.' }

/** What people and the app asked for before the ending came. */
export interface Intent {
  readonly ready: boolean
  readonly cancelRequested: boolean
  readonly quitting: boolean
}

export interface LatchedOutcome {
  readonly status: Outcome
  readonly failureKind: FailureKind | null
  /** One sentence for people, not sanitised yet; null unless failed or interrupted. */
  readonly error: string | null
  /** Present for `completed`. */
  readonly done: { readonly stages: readonly StageResult[]; readonly counts: Readonly<Record<string, number>> } | null
}

/**
 * The one place that decides how a run ended (runs-and-security.md §6): finished work is never thrown away, a run that was asked to stop
 * is cancelled however it stopped, and only what is left can be a failure. An exit code never decides by itself.
 */
export function decideOutcome(ending: Ending, intent: Intent): LatchedOutcome {
  if (ending.type === 'done') return { ...nothing, status: 'completed', done: { stages: ending.stages, counts: ending.counts } }
  if (ending.type === 'lost') return { ...nothing, status: 'interrupted', error: ending.detail }
  if (intent.cancelRequested) return { ...nothing, status: 'cancelled' }
  if (intent.quitting) return { ...nothing, status: 'interrupted', error: 'GenGlossary was closed while the run was active.' }
  const { kind, error } = failureOf(ending, intent)
  return { ...nothing, status: 'failed', failureKind: kind, error }
}

const nothing = { failureKind: null, error: null, done: null } as const

type Failing = Exclude<Ending, { type: 'done' | 'lost' }>

function failureOf(ending: Failing, intent: Intent): { readonly kind: FailureKind; readonly error: string } {
  switch (ending.type) {
    case 'error':
    case 'context-failed':
      return { kind: 'error', error: ending.message }
    case 'launch-failed':
      return { kind: 'spawn', error: `The worker process could not be started: ${ending.message}` }
    case 'not-ready':
      return { kind: 'spawn', error: `The worker process did not answer within ${seconds(ending.afterMs)}; start the run again.` }
    case 'stalled':
      return { kind: 'stalled', error: `The worker gave no sign of life for ${seconds(ending.afterMs)} and was stopped.` }
    case 'over-memory':
      return { kind: 'oom', error: `The worker used ${megabytes(ending.rssBytes)} of memory and was stopped; try fewer or smaller files.` }
    case 'storage':
      return { kind: 'storage', error: `Results could not be saved: ${ending.detail}. Free some disk space and start the run again.` }
    case 'breach':
      return { kind: 'protocol', error: `The worker sent something unexpected and was stopped: ${ending.detail}` }
    case 'cancelled':
    case 'stopped-before-ready':
    case 'unkillable':
      return { kind: 'protocol', error: 'The worker stopped although nobody had asked it to.' }
    case 'exit':
      return failureOfExit(ending.exit, intent)
  }
}

function failureOfExit(exit: WorkerExit, intent: Intent): { readonly kind: FailureKind; readonly error: string } {
  const how = exit.signal !== null ? `signal ${exit.signal}` : `exit code ${exit.code ?? 'unknown'}`
  if (exit.reason === 'launch-failed') return { kind: 'spawn', error: 'The worker process could not be started.' }
  if (exit.reason === 'oom') return { kind: 'oom', error: 'The worker ran out of memory; try fewer or smaller files.' }
  if (!intent.ready) return { kind: 'spawn', error: `The worker process ended before it was ready (${how}).` }
  return { kind: 'crash', error: `The worker process ended unexpectedly (${how}); what it had finished is kept.` }
}

const seconds = (ms: number): string => `${Math.round(ms / 1000)} seconds`
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MB`

/** Holds the outcome of one run: the first one set is the one that counts, for ever. */
export class OutcomeLatch {
  #value: LatchedOutcome | null = null

  get value(): LatchedOutcome | null {
    return this.#value
  }

  /** True for the first call only. */
  set(outcome: LatchedOutcome): boolean {
    if (this.#value !== null) return false
    this.#value = outcome
    return true
  }
}
