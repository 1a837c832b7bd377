import { type KeyboardEvent as ReactKeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { isEditable, isMac, keyName } from './key.ts'

/** What a key does. Returning false lets the press go on to whoever else listens. */
export type KeyMap = Readonly<Record<string, (() => unknown) | undefined>>

type Press = KeyboardEvent | ReactKeyboardEvent

/** The name of a press where it happened (key.ts). */
export function nameOf(event: Press): string {
  const native = 'nativeEvent' in event ? event.nativeEvent : event
  return keyName(native, isMac(), isEditable(native.target))
}

function handle(event: Press, map: KeyMap): void {
  if (event.defaultPrevented) return
  const action = map[nameOf(event)]
  if (!action || action() === false) return
  event.preventDefault()
  event.stopPropagation()
}

/** A keydown handler for one element. Dead while an input method composes. */
export function useKey(map: KeyMap): (event: ReactKeyboardEvent) => void {
  const latest = useRef(map)
  latest.current = map
  return useCallback((event) => handle(event, latest.current), [])
}

/**
 * Keys of the whole window. Single letters and keys that edit text do nothing in text fields.
 * @param inFields names that work in text fields too (`mod+…` and function keys)
 */
export function useWindowKeys(map: KeyMap, inFields: (name: string) => boolean): void {
  const latest = useRef({ map, inFields })
  latest.current = { map, inFields }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (isEditable(event.target) && !latest.current.inFields(nameOf(event))) return
      handle(event, latest.current.map)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/**
 * Every named key of one element that is not a text field, for choosing a key by pressing it. Tab goes on; no other press reaches anybody else.
 * Without a function no press is taken.
 */
export function useCapture(take: ((name: string) => void) | null): (event: ReactKeyboardEvent) => void {
  const latest = useRef(take)
  latest.current = take
  return useCallback((event) => {
    const name = nameOf(event)
    if (!latest.current || /(^|\+)tab$/.test(name)) return
    event.preventDefault()
    event.stopPropagation()
    if (name !== '') latest.current(name)
  }, [])
}

const GLYPHS: Record<string, string> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  space: 'Space',
  plus: '+',
}

/** A key name as people write it: `⌘⇧Z` on macOS, `Ctrl+Shift+Z` elsewhere; of two keys one after the other `G T`. */
export function keyLabel(name: string, mac: boolean = isMac()): string {
  if (name.includes(' '))
    return name
      .split(' ', 2)
      .map((one) => keyLabel(one, mac))
      .join(' ')
  const parts = name.split('+').map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl'
    if (part === 'shift') return mac ? '⇧' : 'Shift'
    if (part === 'alt') return mac ? '⌥' : 'Alt'
    return GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1))
  })
  return parts.join(mac ? '' : '+')
}
