import { type KeyboardEvent as ReactKeyboardEvent, useCallback, useEffect, useRef } from 'react'
import { isEditable, isMac, keyName } from './key.ts'

/** What a key does. Returning false lets the press go on to whoever else listens. */
export type KeyMap = Readonly<Record<string, (() => unknown) | undefined>>

type Press = KeyboardEvent | ReactKeyboardEvent

function nameOf(event: Press): string {
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

const GLYPHS: Record<string, string> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  space: 'Space',
}

/** A key name as people write it: `⌘⇧Z` on macOS, `Ctrl+Shift+Z` elsewhere. */
export function keyLabel(name: string, mac: boolean = isMac()): string {
  const parts = name.split('+').map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl'
    if (part === 'shift') return mac ? '⇧' : 'Shift'
    if (part === 'alt') return mac ? '⌥' : 'Alt'
    return GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1))
  })
  return parts.join(mac ? '' : '+')
}
