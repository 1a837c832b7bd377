import type { MapLink } from '../../src-main/contract/term-map.ts'

/** Lines between the labels of a map. */

export interface Spot {
  /** Top left corner and size of a label. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Line {
  readonly link: MapLink
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** Between the lines of two terms that are linked in several ways. */
const BESIDE = 5

/** From edge to edge of the labels, in the order of the links; several between the same two run beside each other. */
export function linesOf(links: readonly MapLink[], spots: ReadonlyMap<number, Spot>): Line[] {
  const pairs = new Map<string, MapLink[]>()
  for (const link of links) {
    const pair = `${Math.min(link.a, link.b)} ${Math.max(link.a, link.b)}`
    pairs.set(pair, [...(pairs.get(pair) ?? []), link])
  }
  return [...pairs.values()].flatMap((some) => some.flatMap((link, at) => lineOf(link, spots, (at - (some.length - 1) / 2) * BESIDE) ?? []))
}

function lineOf(link: MapLink, spots: ReadonlyMap<number, Spot>, aside: number): Line | null {
  const [a, b] = [spots.get(link.a), spots.get(link.b)]
  if (!a || !b) return null
  const [from, to] = [middleOf(a), middleOf(b)]
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  if (length === 0) return null
  // The same side for both directions, or two lines would lie on each other.
  const turn = link.a < link.b ? 1 : -1
  const shift = { x: ((from.y - to.y) / length) * aside * turn, y: ((to.x - from.x) / length) * aside * turn }
  const start = edge(from, to, a)
  const end = edge(to, from, b)
  return { link, x1: start.x + shift.x, y1: start.y + shift.y, x2: end.x + shift.x, y2: end.y + shift.y }
}

interface Point {
  readonly x: number
  readonly y: number
}

const middleOf = ({ x, y, width, height }: Spot): Point => ({ x: x + width / 2, y: y + height / 2 })

/** Where the way from the middle of a label to another point leaves the label. */
function edge(middle: Point, to: Point, { width, height }: Spot): Point {
  const [dx, dy] = [to.x - middle.x, to.y - middle.y]
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : height / 2 / Math.abs(dy),
    1,
  )
  return { x: middle.x + dx * share, y: middle.y + dy * share }
}
