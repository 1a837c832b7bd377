import { forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'

/**
 * Where the terms of a map stand: the term in the middle in the middle, linked terms near each other, no label over another. The same map is
 * always drawn the same: d3-force starts from a fixed spiral and draws its few random numbers from a fixed sequence (d3-force, simulation.randomSource),
 * and it runs a fixed number of ticks.
 */

export interface Box {
  /** Size of the label in CSS pixels. */
  readonly width: number
  readonly height: number
}

export interface LayoutLink {
  /** Places in the list of boxes. */
  readonly a: number
  readonly b: number
  /** 0 to 1: how strongly it pulls. */
  readonly pull: number
  /** Between the edges of the labels, CSS pixels. */
  readonly length: number
}

export interface Layout {
  /** Top left corners, in the order of the boxes. */
  readonly places: readonly { readonly x: number; readonly y: number }[]
  readonly width: number
  readonly height: number
}

interface Body extends SimulationNodeDatum {
  readonly width: number
  readonly height: number
  x: number
  y: number
}

const TICKS = 240
const GAP = 10
const MARGIN = 20
/** A window is wider than it is high. */
const ASPECT = 1.1

/** @param boxes the first one is the middle */
export function layoutMap(boxes: readonly Box[], links: readonly LayoutLink[]): Layout {
  const bodies: Body[] = boxes.map(({ width, height }, index) => ({
    width,
    height,
    ...spiral(index),
    ...(index === 0 ? { fx: 0, fy: 0 } : {}),
  }))
  const half = ({ width }: Body) => width / 2
  const pulls = links.map(({ a, b, pull, length }) => ({ source: a, target: b, pull, length }))
  const simulation = forceSimulation(bodies)
    .stop()
    .force(
      'links',
      forceLink<Body, (typeof pulls)[number] & { source: number | Body; target: number | Body }>(pulls)
        .distance(({ source, target, length }) => length + (half(source as Body) + half(target as Body)) * 0.6)
        .strength(({ pull }) => 0.15 + 0.5 * pull),
    )
    .force('apart', forceManyBody<Body>().strength(-240).distanceMax(500))
    .force('x', forceX<Body>(0).strength(0.04))
    .force('y', forceY<Body>(0).strength(0.04 * ASPECT * ASPECT))
  for (let tick = 0; tick < TICKS; tick++) {
    simulation.tick()
    push(bodies, 0.6)
  }
  for (let round = 0; round < 400 && push(bodies, 1); round++);
  return framed(bodies)
}

/** Equal distances around the middle, as a sunflower has its seeds (Vogel 1979). */
function spiral(index: number): { readonly x: number; readonly y: number } {
  const radius = 60 * Math.sqrt(index)
  const angle = index * Math.PI * (3 - Math.sqrt(5))
  return { x: ASPECT * radius * Math.cos(angle), y: radius * Math.sin(angle) }
}

/** Moves labels that touch apart, along the shorter way; the middle stays. @returns whether any touched */
function push(bodies: readonly Body[], share: number): boolean {
  let touched = false
  for (let i = 0; i < bodies.length; i++) {
    for (let j = i + 1; j < bodies.length; j++) {
      const [a, b] = [bodies[i]!, bodies[j]!]
      const overX = (a.width + b.width) / 2 + GAP - Math.abs(b.x - a.x)
      const overY = (a.height + b.height) / 2 + GAP - Math.abs(b.y - a.y)
      if (overX <= 0.01 || overY <= 0.01) continue
      touched = true
      const along = overX < overY ? 'x' : 'y'
      const by = (along === 'x' ? overX : overY) * share * (b[along] >= a[along] ? 1 : -1)
      if (i === 0) b[along] += by
      else {
        a[along] -= by / 2
        b[along] += by / 2
      }
    }
  }
  return touched
}

function framed(bodies: readonly Body[]): Layout {
  const left = Math.min(...bodies.map(({ x, width }) => x - width / 2)) - MARGIN
  const top = Math.min(...bodies.map(({ y, height }) => y - height / 2)) - MARGIN
  const right = Math.max(...bodies.map(({ x, width }) => x + width / 2)) + MARGIN
  const bottom = Math.max(...bodies.map(({ y, height }) => y + height / 2)) + MARGIN
  const places = bodies.map(({ x, y, width, height }) => ({ x: Math.round(x - width / 2 - left), y: Math.round(y - height / 2 - top) }))
  return { places, width: Math.round(right - left), height: Math.round(bottom - top) }
}
