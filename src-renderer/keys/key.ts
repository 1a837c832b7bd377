/**
 * Names of key presses, and the one place that knows about input methods: while a text is being composed Enter, Escape and every other key
 * belong to the IME, so no key has a name then. No other file may look at a key itself (scripts/raw-keys.test.ts).
 */

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly keyCode: number
  readonly isComposing: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
  /** As keyboard events have it; only asked for AltGr. */
  readonly getModifierState?: (key: string) => boolean
}

const KANA = /^[\u3041-\u30ff\uff61-\uff9f]$/u
const NONE = new Set(['', 'dead', 'unidentified', 'shift', 'control', 'alt', 'altgraph', 'meta', 'capslock', 'numlock', 'fn'])
const NAMED: Record<string, string> = { ' ': 'space', '+': 'plus' }

/** A letter of a script shortcuts are not named in: Cyrillic, Greek, Hebrew, Arabic, Hangul … */
const FOREIGN = /^(?!\p{Script=Latin})\p{L}$/u
/** Signs that such a layout has letters on. Their places are those of most keyboards; a Japanese one has its brackets elsewhere, but its kana are told apart by KANA. */
const SIGNS: Record<string, string> = { Period: '.', Comma: ',', Slash: '/', BracketLeft: '[', BracketRight: ']' }

/** The letter or digit on the key cap where the layout's own character is kana or was swallowed by the IME. */
function fromCode(code: string): string {
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? ''
}

/** AltGr writes a character (€, @, [ on many layouts). Where the system reports it as Ctrl and Alt held together it is no shortcut all the same. */
const isAltGr = (press: KeyPress, mac: boolean): boolean =>
  !mac && [...press.key].length === 1 && (press.getModifierState?.('AltGraph') ?? false)

/**
 * `mod+shift+z`, `a`, `shift+arrowdown`, `f2`, `?`. `mod` is ⌘ on macOS and Ctrl elsewhere. Shift is named only with keys that don't print.
 * @param editable the press happened in a text field
 * @returns '' while composing, and for a modifier alone
 */
export function keyName(press: KeyPress, mac: boolean, editable: boolean): string {
  if (press.isComposing || (editable && press.keyCode === 229)) return ''
  // On macOS Option makes other characters of letters and digits.
  const capped = press.key === 'Process' || KANA.test(press.key) || (mac && press.altKey && fromCode(press.code) !== '')
  const foreign = FOREIGN.test(press.key) && !capped
  // Full-width letters and digits of a Japanese input method are those letters and digits.
  const plain = /^[！-～]$/u.test(press.key) ? press.key.normalize('NFKC') : press.key
  const raw = capped || foreign ? fromCode(press.code) || (foreign ? (SIGNS[press.code] ?? '') : '') : plain.toLowerCase()
  const key = NAMED[raw] ?? raw
  if (NONE.has(key)) return ''
  if (isAltGr(press, mac)) return key
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  // `+` prints, too: on most layouts it is written with Shift.
  const shift = press.shiftKey && (mod || press.altKey || (key.length > 1 && key !== 'plus'))
  return `${other ? 'other+' : ''}${mod ? 'mod+' : ''}${press.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`
}

/** True for places where letters are text. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['button', 'checkbox', 'radio', 'range', 'reset', 'submit'].includes(target.type)
}

export const isMac = (): boolean => /Mac/.test(navigator.platform)
