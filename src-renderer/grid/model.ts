/** Keyboard model of a grid: where a key takes the focus. Pure, so that it can be tested without a page. */

export interface GridPosition {
  readonly active: number
  readonly total: number
  /** Rows that fit into the viewport. */
  readonly pageRows: number
}

const MOVES: Record<string, (at: GridPosition) => number> = {
  arrowdown: (at) => at.active + 1,
  arrowup: (at) => at.active - 1,
  j: (at) => at.active + 1,
  k: (at) => at.active - 1,
  pagedown: (at) => at.active + Math.max(1, at.pageRows - 1),
  pageup: (at) => at.active - Math.max(1, at.pageRows - 1),
  home: () => 0,
  end: (at) => at.total - 1,
}

/**
 * The row a key leads to and whether the selection grows to it; null when the key doesn't move.
 * @param name a name of keys/key.ts
 */
export function gridMove(name: string, at: GridPosition): { readonly row: number; readonly extend: boolean } | null {
  const extend = name.startsWith('shift+')
  const move = MOVES[extend ? name.slice('shift+'.length) : name]
  if (!move || at.total === 0) return null
  return { row: Math.max(0, Math.min(at.total - 1, move(at))), extend }
}

export const MOVE_KEYS: readonly string[] = Object.keys(MOVES)
