/**
 * Keys of commands as the app's settings keep them: `mod+shift+z`, `a`, `f2`, and sequences `g t`. Names are those of src-renderer/keys/key.ts. No
 * schema here: the window imports it.
 */

const ONE = '(?:(?:other|mod|alt|shift)\\+){0,4}[^\\s+]{1,20}'

/** A key, or two one after the other. */
export const KEY_NAME: RegExp = new RegExp(`^${ONE}(?: ${ONE})?$`, 'u')

/** Keys one command may have. */
export const MOST_KEYS = 6

/** Keys people chose, by id of the command; a command that is not there has its own. */
export type Bindings = Readonly<Record<string, readonly string[]>>

const isKey = (value: unknown): value is string => typeof value === 'string' && KEY_NAME.test(value)

/** What can be used of bindings that somebody may have edited by hand: a command whose entry can't be keeps its own keys. */
export function usableBindings(value: unknown): Record<string, string[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, keys]) =>
      id.length <= 60 && Array.isArray(keys) && keys.length <= MOST_KEYS && keys.every(isKey) ? [[id, keys]] : [],
    ),
  )
}
