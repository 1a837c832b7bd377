/** Where an arrow key leads on a map. */

export interface Place {
  readonly id: number
  /** Middle of the label. */
  readonly x: number
  readonly y: number
}

export type Direction = 'left' | 'right' | 'up' | 'down'

const VECTORS: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

/** Sideways counts this much more than straight ahead. */
const SIDEWAYS = 2

/**
 * The term an arrow key leads to: the nearest of those linked with the one where the keyboard is, that lie in that direction; where there is
 * none, the nearest of all. Null at the edge.
 */
export function towards(places: readonly Place[], linked: ReadonlySet<number>, at: number, direction: Direction): number | null {
  const from = places.find(({ id }) => id === at)
  if (!from) return places[0]?.id ?? null
  const [dx, dy] = VECTORS[direction]
  const reach = (to: Place): number => {
    const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy
    const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx)
    return ahead <= 0 || aside > ahead * SIDEWAYS ? Number.POSITIVE_INFINITY : ahead + aside * SIDEWAYS
  }
  const nearest = (some: readonly Place[]): Place | undefined =>
    some.filter((to) => to.id !== at && reach(to) < Number.POSITIVE_INFINITY).toSorted((a, b) => reach(a) - reach(b) || a.id - b.id)[0]
  return (nearest(places.filter(({ id }) => linked.has(id))) ?? nearest(places))?.id ?? null
}
