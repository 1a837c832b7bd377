import type { AppSettings } from '../../src-main/contract/host-api.ts'
import type { Bindings } from '../../src-main/contract/keys.ts'
import { isCharacter, isSequence, keysInForce } from '../keys/bindings.ts'
import type { App } from './app.ts'
import { COMMANDS, type Command, commandById, runCommand } from './commands.ts'

/** The keys of the commands as they are now: the commands' own, or what people chose in the settings. */

export type KeySettings = Pick<AppSettings, 'keys' | 'letterKeys'>

const NONE: Bindings = {}
const known = new WeakMap<Bindings, ReadonlyMap<string, readonly string[]>>()

/** Keys of every command by id, also those that are switched off. */
export function boundKeys(settings: KeySettings | null): ReadonlyMap<string, readonly string[]> {
  const bindings = settings?.keys ?? NONE
  const found = known.get(bindings) ?? keysInForce(COMMANDS, bindings)
  known.set(bindings, found)
  return found
}

/** Keys of a command that work: without single letters and sequences where those are switched off. */
export function keysOf(settings: KeySettings | null, id: string): readonly string[] {
  const keys = boundKeys(settings).get(id) ?? []
  return (settings?.letterKeys ?? true) ? keys : keys.filter((key) => !isCharacter(key))
}

/** What each key does that is not a sequence. Keys of a list are dead while a dialog is open: the first letters typed into one that is still opening would decide terms. @param only ids of the commands wanted */
export function keysFor(app: App, where: Command['where'], only?: ReadonlySet<string>): Record<string, () => boolean> {
  const map: Record<string, () => boolean> = {}
  const dead = () => where !== 'global' && app.ui.getState().dialog !== null
  for (const command of COMMANDS) {
    if (command.where !== where || only?.has(command.id) === false) continue
    for (const key of keysOf(app.session.getState().settings, command.id)) {
      if (!isSequence(key)) map[key] = () => !dead() && runCommand(app, command)
    }
  }
  return map
}

/** The keys of one command, for a view that carries it out itself. */
export const keysDoing = (app: App, id: string, run: () => unknown): Record<string, () => unknown> =>
  Object.fromEntries(keysOf(app.session.getState().settings, id).map((key) => [key, run]))

/** What can follow the leader key: the second key, and the command it does. Empty where single letters are switched off. */
export function sequencesOf(settings: KeySettings | null): readonly { readonly key: string; readonly command: Command }[] {
  return COMMANDS.flatMap((command) =>
    keysOf(settings, command.id)
      .filter(isSequence)
      .map((key) => ({ key: key.split(' ')[1]!, command })),
  )
}

/** Runs the command a sequence leads to. @returns false when there is none, or it is switched off */
export function runSequence(app: App, key: string): boolean {
  const found = sequencesOf(app.session.getState().settings).find((one) => one.key === key)
  const command = found && commandById(found.command.id)
  return command ? runCommand(app, command) : false
}
