import { type Bindings, KEY_NAME } from '../../src-main/contract/keys.ts'

/** Which key does which command, once people have changed some. Pure. */

export interface Bindable {
  readonly id: string
  /** Its own keys, as long as nobody chose others. */
  readonly keys: readonly string[]
}

/** The key that waits for a second one: `g t`. By itself it is no command's. */
export const LEADER = 'g'

export const isSequence = (key: string): boolean => key.includes(' ')

/** Pressed without Ctrl, ⌘ or Alt it would write something: what WCAG 2.1.4 lets people switch off. */
export const isCharacter = (key: string): boolean => {
  const [first = ''] = key.split(' ')
  return first.length === 1 || first === 'plus'
}

/** One is the other, or begins it. */
const clash = (a: string, b: string): boolean => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)
const clashes = (keys: Iterable<string>, key: string): boolean => [...keys].some((one) => clash(one, key))

/**
 * Keys of every command, by id. What people chose comes before what a command has of its own, so that no key ever does two things, whatever stands in the
 * settings.
 */
export function keysInForce(commands: readonly Bindable[], bindings: Bindings): ReadonlyMap<string, readonly string[]> {
  const taken: string[] = []
  const found = new Map<string, readonly string[]>()
  const take = ({ id }: Bindable, keys: readonly string[]) => {
    const free: string[] = []
    for (const key of keys) if (!clashes(taken, key) && !clashes(free, key)) free.push(key)
    taken.push(...free)
    found.set(id, free)
  }
  const chosen = (command: Bindable) => bindings[command.id] !== undefined
  for (const command of commands) if (chosen(command)) take(command, bindings[command.id]!)
  for (const command of commands) if (!chosen(command)) take(command, command.keys)
  return found
}

/** The command that has a key already, or one that begins like it; null when it is free. */
export function holderOf(commands: readonly Bindable[], bindings: Bindings, key: string, except: string): string | null {
  for (const [id, keys] of keysInForce(commands, bindings)) if (id !== except && clashes(keys, key)) return id
  return null
}

/** The bindings with other keys for some commands; those that have their own keys again are not kept. */
function change(commands: readonly Bindable[], bindings: Bindings, keys: ReadonlyMap<string, readonly string[]>): Bindings {
  const own = new Map(commands.map((command) => [command.id, command.keys]))
  const next: Record<string, readonly string[]> = { ...bindings }
  for (const [id, list] of keys) {
    if (JSON.stringify(own.get(id)) === JSON.stringify(list)) delete next[id]
    else next[id] = list
  }
  return next
}

/** Keys that others lose when a command gets these. */
function without(
  commands: readonly Bindable[],
  bindings: Bindings,
  keys: readonly string[],
  except: string,
): Map<string, readonly string[]> {
  const lost = new Map<string, readonly string[]>()
  for (const [id, list] of keysInForce(commands, bindings)) {
    const left = list.filter((key) => !clashes(keys, key))
    if (id !== except && left.length < list.length) lost.set(id, left)
  }
  return lost
}

/**
 * Gives a command a key, taking it from whoever has it.
 * @param instead the key of the command it replaces; null = one more
 */
export function assign(commands: readonly Bindable[], bindings: Bindings, id: string, key: string, instead: string | null): Bindings {
  const before = keysInForce(commands, bindings).get(id) ?? []
  const replaced = instead === null ? [...before, key] : before.map((one) => (one === instead ? key : one))
  const keys = [...new Set(replaced)]
  return change(commands, bindings, new Map([...without(commands, bindings, [key], id), [id, keys]]))
}

export function take(commands: readonly Bindable[], bindings: Bindings, id: string, key: string): Bindings {
  const left = (keysInForce(commands, bindings).get(id) ?? []).filter((one) => one !== key)
  return change(commands, bindings, new Map([[id, left]]))
}

/** A command has its own keys again; who took one of them loses it. */
export function reset(commands: readonly Bindable[], bindings: Bindings, id: string): Bindings {
  const own = commands.find((command) => command.id === id)?.keys ?? []
  return change(commands, bindings, new Map([...without(commands, bindings, own, id), [id, own]]))
}

/** Move within a grid or a field, or write into it, with whatever they are pressed. */
const MOVES = new Set(
  ['tab', 'escape', 'backspace', 'delete', 'arrowup', 'arrowdown', 'arrowleft', 'arrowright', 'home', 'end'].concat('pageup', 'pagedown'),
)
/** Taken by the system, the menu of a row or the clipboard before any command. */
const FIXED = new Set(
  [LEADER, 'enter', 'shift+enter', 'contextmenu', 'shift+f10', 'alt+f4', 'f11', 'f12', 'mod+plus', 'mod+-', 'mod+0'].concat(
    [...'cvxwqtn'].map((letter) => `mod+${letter}`),
  ),
)

/** Can people give a command this key? `mod+alt` is AltGr on Windows, which writes characters; `other+` belongs to the system. */
export function mayBind(key: string): boolean {
  if (!KEY_NAME.test(key)) return false
  const [first = '', second] = key.split(' ')
  if (second !== undefined) return first === LEADER && second.length === 1
  const parts = key.split('+')
  if (parts.includes('other') || (parts.includes('mod') && parts.includes('alt'))) return false
  return !FIXED.has(key) && !MOVES.has(parts.at(-1)!)
}
