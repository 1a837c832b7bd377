import type { RunId, Stage } from '../contract/run.ts'
import type { Clock, Completion, NewRun, RunStore } from '../runs/ports.ts'
import { complete } from './revisions.ts'
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
  const writer = (): Writer => ({ epoch: parts.epoch, now: new Date(parts.clock.wall()).toISOString() })
  const seen = <T>(result: T): T => {
    parts.changed('runs')
    return result
  }
  // The version of the analyses a run works with: it names it when it asks for them or stages one.
  const engines = new Map<RunId, string>()
  return {
    insertRun: (run: NewRun) => state.write((db) => insertRun(db, run, writer())).then(seen),
    transition: (change) => state.write((db) => transition(db, change, writer())).then(seen),
    complete: async (completion: Completion) => {
      const { result, flipped } = await state.write((db) => complete(db, completion, writer(), engines.get(completion.runId) ?? null))
      engines.delete(completion.runId)
      if (flipped.includes('extract')) await thread.write('reconcile', completion.runId)
      if (flipped.length > 0) {
        parts.changed('terms')
        tidyUp(thread)
      }
      return seen(result)
    },
    getRun: (id) => state.read((db) => getRun(db, id)),
    activeRun: () => state.read((db) => activeRun(db)),
    listRuns: (limit, before) => thread.read('listRuns', limit, before ?? null),
    appendLogs: (runId, lines) => thread.write('appendLogs', runId, lines),
    readLogs: (runId, afterSeq, limit) => thread.read('readLogs', runId, afterSeq, limit),
    stage: async (runId, stage: Stage, items) => {
      const analysis = items.find((item) => item.type === 'analysis')
      if (analysis) engines.set(runId, analysis.engineVersion)
      await thread.write('stage', { runId, stage, items, ...writer() })
      parts.changed(stage === 'review' ? 'problems' : 'terms')
      if (items.some((item) => item.type === 'document')) parts.changed('documents')
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

/** Deletes what the flip made superfluous, when nothing else is to be done. Failing is no harm to the run: the next one does it. */
function tidyUp(thread: ThreadClient): void {
  thread.write('evict', {}).catch((error: Error) => {
    process.emitWarning(`Old results could not be deleted: ${error.message}`, 'GenGlossaryStoreWarning')
  })
}

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
