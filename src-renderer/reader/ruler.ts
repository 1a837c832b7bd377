import type { Block } from '../../src-main/contract/blocks.ts'
import type { Spot } from './locate.ts'
import type { Matches } from './match.ts'
import { blockHeights } from './sections.ts'
import { firstBelow } from './visible-marks.ts'

/**
 * The margin beside a document that shows where in all of it something is, as the overview ruler of an editor does. Places are counted in the heights the
 * blocks are guessed to have (sections.ts), never measured: what is out of sight is not laid out. Pure.
 */

/** Rows the ruler is divided into: about the pixels of a window's height, so that marks of one row can't be told apart anyway. */
export const RULER_ROWS = 800

/** Where each block begins, in em from the top; one value more than blocks: the height of all. */
export type Scale = Float64Array

export function scaleOf(blocks: readonly Block[]): Scale {
  const tops = new Float64Array(blocks.length + 1)
  let top = 0
  blockHeights(blocks).forEach((height, block) => {
    tops[block] = top
    top += height
  })
  tops[blocks.length] = top
  return tops
}

/** How far down a place is: 0 = top of the document, 1 = its end. */
export function shareOf(scale: Scale, blocks: readonly Pick<Block, 'text'>[], block: number, offset: number): number {
  const total = scale.at(-1) || 1
  const inside = offset / Math.max(1, blocks[block]?.text.length ?? 1)
  return ((scale[block] ?? 0) + inside * ((scale[block + 1] ?? 0) - (scale[block] ?? 0))) / total
}

/** The block at a share of the document, and how much of that block is above it. */
export function blockAt(scale: Scale, share: number): { readonly block: number; readonly inside: number } {
  const blocks = scale.length - 1
  const wanted = Math.min(1, Math.max(0, share)) * (scale.at(-1) ?? 0)
  const block = Math.max(
    0,
    Math.min(
      blocks - 1,
      firstBelow(blocks, (index) => scale[index + 1]!, wanted),
    ),
  )
  const height = (scale[block + 1] ?? 0) - (scale[block] ?? 0)
  return { block, inside: height > 0 ? (wanted - scale[block]!) / height : 0 }
}

export const LANES = ['problem', 'term', 'found', 'cited'] as const
export type LaneName = (typeof LANES)[number]

/** Marks of one kind, in the order of the text. */
export interface Lane {
  readonly name: LaneName
  readonly spots: readonly Spot[]
  /** Share of the document, one per spot. */
  readonly shares: Float64Array
}

export function laneOf(name: LaneName, spots: readonly Spot[], scale: Scale, blocks: readonly Block[]): Lane {
  return { name, spots, shares: Float64Array.from(spots, ({ block, start }) => shareOf(scale, blocks, block, start)) }
}

/** From, to: the part of the ruler's breadth (12) a lane has. Lanes differ by place and form, not by colour alone. */
const BREADTH: Readonly<Record<LaneName, readonly [number, number]>> = { problem: [0, 4], term: [4, 9], found: [9, 12], cited: [0, 12] }

/** The marks as one path of horizontal strokes, at most one a row: however many there are, little is drawn. */
export function pathOf({ name, shares }: Pick<Lane, 'name' | 'shares'>): string {
  const [from, to] = BREADTH[name]
  const rows = new Set<number>()
  for (const share of shares) rows.add(Math.round(share * RULER_ROWS))
  return [...rows].map((row) => `M${from} ${row}H${to}`).join('')
}

export interface Mark {
  readonly lane: Lane
  readonly index: number
}

/** The mark nearest to a share of the document, no further from it than `within`; of two as near that of the later lane. */
export function nearestMark(lanes: readonly Lane[], share: number, within: number): Mark | null {
  let best: (Mark & { readonly distance: number }) | null = null
  for (const lane of lanes) {
    const after = firstBelow(lane.shares.length, (index) => lane.shares[index]!, share)
    for (const index of [after - 1, after]) {
      const at = lane.shares[index]
      if (at === undefined) continue
      const distance = Math.abs(at - share)
      if (distance <= within && (best === null || distance <= best.distance)) best = { lane, index, distance }
    }
  }
  return best && { lane: best.lane, index: best.index }
}

/** The heading over a block: its text, '' above the first. */
export function headingOver(blocks: readonly Pick<Block, 'kind' | 'text'>[], block: number): string {
  for (let at = block; at >= 0; at--) if (blocks[at]?.kind === 'heading') return blocks[at]!.text
  return ''
}

/** All matches as places. */
export function spotsIn({ quads }: Matches): readonly Spot[] {
  return Array.from({ length: quads.length / 4 }, (_, at) => ({
    block: quads[4 * at]!,
    start: quads[4 * at + 1]!,
    end: quads[4 * at + 2]!,
  }))
}
