import { AppError } from '../contract/errors.ts'
import type { UndoResult } from '../contract/library-api.ts'
import type { Clock } from '../runs/ports.ts'
import type { ApplyResult, HumanChange, HumanCommandInput, HumanStore } from './api-human.ts'
import { allocateConceptIds } from './concepts.ts'
import { answer, applyCommand } from './human.ts'
import type { StateConnection } from './state-connection.ts'
import type { ThreadClient } from './thread/client.ts'

/**
 * Commands of at most so many changes run on main's connection; bigger ones ("drop 5 000 terms") would hold main's event loop for more
 * than 50 ms, so they run in the store thread, in one fully synchronised transaction all the same.
 */
export const MOST_CHANGES_ON_MAIN = 50

export interface HumanStoreParts {
  /** null: the library is open for reading. */
  readonly state: StateConnection | null
  readonly thread: ThreadClient
  readonly clock: Clock
  readonly refuse: () => never
  readonly changed: () => void
}

export function makeHumanStore(parts: HumanStoreParts): HumanStore {
  const { thread } = parts
  const writing = (): StateConnection => parts.state ?? parts.refuse()
  const now = (): string => new Date(parts.clock.wall()).toISOString()
  const done = async <T extends { readonly ok: boolean }>(result: T, mayFlip: boolean): Promise<T> => {
    if (!result.ok) return result
    if (mayFlip) await thread.write('reconcile', null)
    parts.changed()
    return result
  }
  return {
    apply: async (command) => {
      const state = writing()
      if (command.changes.length === 0) throw new AppError('INVALID_INPUT', 'There is nothing to change: choose at least one term.')
      await fillFinished(thread, command)
      const result =
        command.changes.length > MOST_CHANGES_ON_MAIN
          ? await thread.write('applyHuman', command, now())
          : await applyHere(state, command, now())
      return done(result, flips(command.changes))
    },
    undo: async (commandId) => {
      writing()
      return done(withoutChange(await thread.write('undoHuman', commandId ?? null)), true)
    },
    redo: async () => {
      writing()
      return done(withoutChange(await thread.write('redoHuman')), true)
    },
    undoState: () => thread.read('undoState'),
    commands: (limit, before) => thread.read('commands', limit, before ?? null),
    commandsOf: (concept, limit) => thread.read('commandsOf', concept, limit),
    editTimes: () => thread.read('editTimes'),
    applyPacked: async (command, changes) => {
      writing()
      return done(await thread.write('applyPacked', command, changes, now()), false)
    },
    allocateConcepts: async (count) => {
      const first = await writing().write((db) => allocateConceptIds(db, count))
      return Array.from({ length: count }, (_, index) => first + index)
    },
    reserveConcepts: (count) => writing().write((db) => allocateConceptIds(db, count)),
    read: (keys) => thread.read('humanValues', keys),
    fields: (concepts) => thread.read('humanFields', concepts),
    filters: () => thread.read('filters'),
    snapshot: () => thread.read('humanSnapshot'),
  }
}

const applyHere = (state: StateConnection, command: HumanCommandInput, now: string): Promise<ApplyResult> =>
  answer(state.write((db) => applyCommand(db, command, now)))

/** An unfinished revision that becomes live first gets the rows its run had not come to. */
async function fillFinished(thread: ThreadClient, command: HumanCommandInput): Promise<void> {
  for (const change of command.changes) {
    if (change.kind === 'live' && change.after !== null) await thread.write('fillUnfinished', change.after.revisionId)
  }
}

const flips = (changes: readonly HumanChange[]): boolean => changes.some((change) => change.kind === 'live')

const withoutChange = (result: UndoResult | { ok: false; reason: string; change: HumanChange }): UndoResult =>
  result.ok ? result : { ok: false, reason: result.reason }
