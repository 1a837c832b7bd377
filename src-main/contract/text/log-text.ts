/** What a log line may hold: shared by the worker that writes lines and by main, which never trusts that it did. */

/** Longest message of one log line, in UTF-16 units. */
export const MAX_LOG_MESSAGE = 8192

// C0 and C1 controls (ANSI escapes start with one), line separators, and the marks that reorder text on the screen.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu
const LONE_SURROGATE = /[\ud800-\udfff]/gu

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One log message made safe to store and show: at most 8 K units, control characters as `\u001b`; tabs and line feeds stay. Idempotent. */
export function logText(message: string): string {
  const note = ' … (cut)'
  const cut = message.length > MAX_LOG_MESSAGE ? `${message.slice(0, MAX_LOG_MESSAGE - note.length)}${note}` : message
  const safe = cut.replace(UNSAFE, escapeUnit).replace(LONE_SURROGATE, escapeUnit)
  return safe.length > MAX_LOG_MESSAGE ? `${safe.slice(0, MAX_LOG_MESSAGE - note.length)}${note}` : safe
}
