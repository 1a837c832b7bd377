import { AppError } from '../contract/errors.ts'
import { isActive, type RunId } from '../contract/run.ts'
import type { Clock, Completion, RunStore, TransitionResult } from '../runs/ports.ts'
import { type CompleteResult, complete } from './revisions.ts'
import { activeRun, getRun, insertRun, transition, type Writer } from './runs.ts'
import type { StateConnection } from './state-connection.ts'
import type { ThreadClient } from './thread/client.ts'

export interface RunStoreParts {
  readonly state: StateConnection
  readonly thread: ThreadClient
  readonly clock: Clock
  readonly epoch: string
  /** Called after every commit people may see. */
  readonly changed: (area: 'runs' | 'terms' | 'problems' | 'documents') => void
}

/** The run manager's storage: run rows on main's connection, everything else in the store thread. */
export function makeRunStore(parts: RunStoreParts): RunStore {
  const { state, thread } = parts
  // The version of the analyses a run works with: it names it when it asks for them or stages one.
  const engines = new Map<RunId, string>()
  const now = (): Writer => writerOf(parts)
  return {
    insertRun: (run) => state.write((db) => insertRun(db, run, now())).finally(() => parts.changed('runs')),
    transition: (change) =>
      state
        .write((db) => transition(db, change, now()))
        .catch(foreign)
        .finally(() => parts.changed('runs')),
    complete: async (completion) => {
      const result = await completeRun(parts, completion, engines.get(completion.runId) ?? null)
      engines.delete(completion.runId)
      return result
    },
    getRun: (id) => state.read((db) => getRun(db, id)),
    activeRun: () => state.read((db) => activeRun(db)),
    listRuns: (limit, before) => thread.read('listRuns', limit, before ?? null),
    appendLogs: (runId, lines) => thread.write('appendLogs', runId, lines),
    readLogs: (runId, afterSeq, limit) => thread.read('readLogs', runId, afterSeq, limit),
    stage: async (runId, stage, items) => {
      const { engine, documents } = await thread.write('stage', { runId, stage, items, ...now() })
      if (engine !== null) engines.set(runId, engine)
      parts.changed(stage === 'review' ? 'problems' : 'terms')
      if (documents) parts.changed('documents')
    },
    pull: (runId, pull, cursor) => {
      if (pull.source === 'analyses') engines.set(runId, pull.engineVersion)
      return thread.read('pull', runId, pull, cursor)
    },
    reopen: async () => {
      await state.reopen()
      await thread.reopen()
    },
  }
}

/** A library that was taken over is an answer for the run engine, not an error: it stops working on the run. */
function foreign(error: unknown): 'foreign-epoch' {
  if (error instanceof AppError && error.code === 'NOT_OWNER') return 'foreign-epoch'
  throw error
}

const writerOf = ({ epoch, clock }: RunStoreParts): Writer => ({ epoch, now: new Date(clock.wall()).toISOString() })

async function completeRun(parts: RunStoreParts, completion: Completion, engine: string | null): Promise<TransitionResult> {
  const { state, thread, changed } = parts
  await fillPartial(parts, completion).catch(foreign)
  const { result, flipped } = await state
    .write((db) => complete(db, completion, writerOf(parts), engine))
    .catch((error: unknown): CompleteResult => ({ result: foreign(error), flipped: [] }))
  // From here on the run is completed, whatever happens: what follows is done again at the next opening or after the next run.
  if (flipped.includes('extract')) await orWarn('Terms people worked on', thread.write('reconcile', completion.runId))
  if (flipped.length > 0) {
    changed('terms')
    void orWarn('Old results', thread.write('evict', {}))
  }
  changed('runs')
  return result
}

/** A run that is over already, or another owner's, is told so by the completing transaction itself. */
async function fillPartial(parts: RunStoreParts, { runId }: Completion): Promise<void> {
  const run = await parts.state.read((db) => getRun(db, runId))
  const partial = run !== null && (JSON.parse(run.settings) as { selection?: unknown }).selection !== undefined
  if (partial && run.epoch === parts.epoch && isActive(run.status)) await parts.thread.write('fillPartial', { runId, ...writerOf(parts) })
}

const orWarn = (what: string, work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: Error) => {
    process.emitWarning(`${what} could not be brought up to date: ${error.message}`, 'GenGlossaryStoreWarning')
  })

/** A library open for reading: its runs can be looked at, nothing else. */
export function makeReadOnlyRunStore(thread: ThreadClient, refuse: () => never): RunStore {
  const no = async (): Promise<never> => refuse()
  return {
    insertRun: no,
    transition: no,
    complete: no,
    getRun: async (id) => (await thread.read('listRuns', 1, id + 1)).find((run) => run.id === id) ?? null,
    activeRun: async () => (await thread.read('counts')).activeRun,
    listRuns: (limit, before) => thread.read('listRuns', limit, before ?? null),
    appendLogs: no,
    readLogs: (runId, afterSeq, limit) => thread.read('readLogs', runId, afterSeq, limit),
    stage: no,
    pull: (runId, pull, cursor) => thread.read('pull', runId, pull, cursor),
    reopen: async () => undefined,
  }
}
