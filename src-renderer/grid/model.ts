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
  pagedown: (at) => at.active + Math.max(1, at.pageRows - 1),
  pageup: (at) => at.active - Math.max(1, at.pageRows - 1),
  home: () => 0,
  end: (at) => at.total - 1,
}

/** What becomes of the selection: it is dropped, grows to the row, or stays as it is (so that X can take rows that don't lie together). */
export type MoveKind = 'plain' | 'extend' | 'keep'
const KINDS: readonly (readonly [prefix: string, kind: MoveKind])[] = [
  ['shift+', 'extend'],
  ['mod+', 'keep'],
]

/**
 * The row a key leads to and what becomes of the selection; null when the key doesn't move.
 * @param name a name of keys/key.ts
 */
export function gridMove(name: string, at: GridPosition): { readonly row: number; readonly how: MoveKind } | null {
  const [prefix, how] = KINDS.find(([start]) => name.startsWith(start)) ?? ['', 'plain' as const]
  const key = name.slice(prefix.length)
  const move = MOVES[key]
  if (!move || at.total === 0) return null
  return { row: Math.max(0, Math.min(at.total - 1, move(at))), how }
}

/** Every name `gridMove` knows. */
export const MOVE_KEYS: readonly string[] = Object.keys(MOVES).flatMap((key) => [key, `shift+${key}`, `mod+${key}`])
