/** Where people moved the lines between panes, for each set of panes; kept by the browser from one start to the next. */

export type MovedPanes = Readonly<Record<string, (number | `${number}%`)[]>>

const KEY = 'genglossary.panes'

/** Shares in per cent, one per pane, that are together about the whole. */
const isShares = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length > 1 &&
  value.every((one) => typeof one === 'number' && one >= 0 && one <= 100) &&
  Math.abs(value.reduce((sum: number, one: number) => sum + one, 0) - 100) < 1

/** @returns what was stored and can be used; nothing where storage is closed or holds something else */
export function storedPanes(storage: Pick<Storage, 'getItem'> | undefined): MovedPanes {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(Object.entries(stored).filter(([, shares]) => isShares(shares)))
  } catch {
    // Not ours, or not JSON: the panes come up as they do for the first time.
    return {}
  }
}

/** Keeps them where there is room: a full or closed storage costs the next start its panes, and nothing else. */
export function storePanes(storage: Pick<Storage, 'setItem'> | undefined, moved: MovedPanes): void {
  try {
    storage?.setItem(KEY, JSON.stringify(moved))
  } catch {
    // The window goes on with the panes it has.
  }
}
