import type { Block } from '../../src-main/contract/blocks.ts'
import { partGroup } from '../../src-main/contract/text/part.ts'

/**
 * A document is drawn in sections of about a screen's height. Chromium keeps an account of every element that is drawn only in sight and looks through it in
 * each frame: with one per paragraph, those of a long document cost frames of whatever happens elsewhere in the window (docs/performance.md).
 */
export interface Section {
  /** First block, and the one after the last. */
  readonly first: number
  readonly end: number
  /** How tall it may be before it is drawn, in em. */
  readonly height: number
}

/** Height a section is filled to, em; a heading begins a new one from half of it on. */
const FULL = 80
/** Letters of a line as wide as people read, those of Japanese counted twice. */
const LINE = 76
const LINE_HEIGHT = 1.75
const GAP = 0.7

/** Part of the document a block stands in: a page, a sheet; undefined where there are none. */
export const groupOf = ({ part }: Pick<Block, 'part'>): string | undefined => (part === undefined ? undefined : partGroup(part))

/** Index after the blocks that are drawn as one with the block at an index: the cells of a table, else the block alone. */
export function runEnd(blocks: readonly Block[], from: number): number {
  let end = from + 1
  if (blocks[from]!.kind !== 'table-cell') return end
  while (blocks[end]?.kind === 'table-cell' && !startsTable(blocks[end - 1]!, blocks[end]!)) end++
  return end
}

/** Cells come row by row; a step back, or another part, means that another table begins. */
const startsTable = (before: Block, cell: Block) => (cell.row ?? 0) < (before.row ?? 0) || groupOf(before) !== groupOf(cell)

/** Every block once, in order; a table is never divided. */
export function sectionsOf(blocks: readonly Block[]): readonly Section[] {
  const sections: Section[] = []
  let [first, height] = [0, 0]
  for (let at = 0; at < blocks.length; ) {
    if (height >= FULL || (height >= FULL / 2 && blocks[at]!.kind === 'heading')) {
      sections.push({ first, end: at, height: Math.ceil(height) })
      ;[first, height] = [at, 0]
    }
    const end = runEnd(blocks, at)
    height += heightOf(blocks, at, end)
    at = end
  }
  if (first < blocks.length) sections.push({ first, end: blocks.length, height: Math.ceil(height) })
  return sections
}

/** Guessed height of every block, em; the cells of a table share that of the table. */
export function blockHeights(blocks: readonly Block[]): number[] {
  const heights: number[] = []
  for (let at = 0; at < blocks.length; ) {
    const end = runEnd(blocks, at)
    const height = heightOf(blocks, at, end) / (end - at)
    for (; at < end; at++) heights.push(height)
  }
  return heights
}

function heightOf(blocks: readonly Block[], from: number, end: number): number {
  if (blocks[from]!.kind !== 'table-cell') return linesOf(blocks[from]!.text) * LINE_HEIGHT + GAP
  const rows = new Set(blocks.slice(from, end).map(({ row }) => row ?? 0)).size
  const lines = blocks.slice(from, end).reduce((sum, { text }) => sum + widthOf(text), 0) / LINE
  return Math.max(rows, lines) * (LINE_HEIGHT + GAP / 2)
}

const linesOf = (text: string) => Math.max(1, Math.ceil(widthOf(text) / LINE))
/** By what it begins with: the height is a guess, and corrected when the section is drawn. */
const widthOf = (text: string) => text.length * (/[\u3040-\u9fff\uac00-\ud7af]/.test(text.slice(0, 40)) ? 2 : 1)
