import { isCjkUnit } from '../../block-text.ts'
import { Draft } from '../output.ts'
import type { Page, PageItem } from './page.ts'

/** A line of text, or the part of one that lies in one column. */
export interface Line {
  readonly page: number
  readonly draft: Draft
  readonly x: number
  right: number
  readonly y: number
  /** Size of most of its characters, points. */
  size: number
  mono: boolean
}

/** A gap this wide, in sizes, parts two columns or two cells. */
const GAP = 1.8
const SPACE = 0.18

/** The lines of a page in reading order: as the file has them, which nearly every writer of PDF takes care of, or column by column. */
export function linesOf(page: Page): Line[] {
  const lines: Line[] = []
  let line: { items: PageItem[] } | null = null
  for (const item of page.items) {
    const blank = item.text.trim() === ''
    // pdf.js fills the gap between two columns with one wide space.
    if (blank && (!line || item.width > item.size * GAP)) {
      if (line) lines.push(lineFrom(page.number, line.items))
      line = null
      continue
    }
    if (!line || !follows(line.items.at(-1)!, item)) {
      if (line) lines.push(lineFrom(page.number, line.items))
      line = null
      if (!blank) line = { items: [item] }
    } else line.items.push(item)
  }
  if (line) lines.push(lineFrom(page.number, line.items))
  return byColumns(lines.filter(({ draft }) => !draft.empty))
}

/** Does the item go on in the same line and column? */
function follows(last: PageItem, item: PageItem): boolean {
  const size = Math.max(last.size, item.size)
  const gap = item.x - (last.x + last.width)
  return Math.abs(item.y - last.y) < size * 0.45 && gap < size * GAP && gap > -size
}

function lineFrom(page: number, items: readonly PageItem[]): Line {
  const size = commonSize(items)
  const draft = new Draft()
  let last: PageItem | null = null
  for (const item of items) {
    // Marks of footnotes: small figures set high.
    if (item.size < size * 0.8 && /^[\d*†‡,\s]+$/u.test(item.text) && last !== null) continue
    if (last && needsSpace(last, item, size)) draft.add(' ')
    draft.add(item.text, item.mono ? ['code'] : [])
    last = item
  }
  const [first] = items
  const end = items.findLast((item) => item.text.trim() !== '') ?? first!
  const mono = items.every((item) => item.mono || item.text.trim() === '')
  return { page, draft, x: first!.x, right: end.x + end.width, y: first!.y, size, mono }
}

function needsSpace(last: PageItem, item: PageItem, size: number): boolean {
  if (/\s$/u.test(last.text) || /^\s/u.test(item.text)) return false
  if (item.x - (last.x + last.width) < size * SPACE) return false
  return !(isCjkUnit(last.text.charCodeAt(last.text.length - 1)) && isCjkUnit(item.text.charCodeAt(0)))
}

/** The size most characters have, to half a point. */
export function commonSize(items: readonly { readonly size: number; readonly text?: string; readonly draft?: Draft }[]): number {
  const weights = new Map<number, number>()
  for (const { size, text, draft } of items) {
    const rounded = Math.round(size * 2) / 2
    weights.set(rounded, (weights.get(rounded) ?? 0) + (text ?? draft?.text ?? '').trim().length)
  }
  let best = items[0]?.size ?? 0
  let most = 0
  for (const [size, weight] of weights) {
    if (weight > most) {
      best = size
      most = weight
    }
  }
  return best
}

const MIN_LINES = 5
const MIN_SWITCHES = 4

/**
 * Some writers put two columns down row by row. Where a stretch of lines lies on two sides of a gap, both sides are running text, and the
 * file goes to and fro between them, the left side is read before the right one. A line across the gap ends the stretch.
 */
function byColumns(lines: readonly Line[]): Line[] {
  const middle = gapOf(lines)
  if (middle === null) return [...lines]
  const ordered: Line[] = []
  let left: Line[] = []
  let right: Line[] = []
  let mixed: Line[] = []
  const flush = (): void => {
    ordered.push(...(isInterleaved(mixed, middle) && isProse(left) && isProse(right) ? [...left, ...right] : mixed))
    left = []
    right = []
    mixed = []
  }
  for (const line of lines) {
    if (line.x < middle && line.right > middle) {
      flush()
      ordered.push(line)
      continue
    }
    mixed.push(line)
    ;(line.x < middle ? left : right).push(line)
  }
  flush()
  return ordered
}

const isInterleaved = (lines: readonly Line[], middle: number): boolean =>
  lines.filter((line, i) => i > 0 && line.x < middle !== lines[i - 1]!.x < middle).length >= MIN_SWITCHES

/** Running text fills its lines; the cells of a table do not. */
function isProse(lines: readonly Line[]): boolean {
  if (lines.length < MIN_LINES) return false
  const length = lines.reduce((sum, { draft: { text } }) => sum + text.length * (isCjkUnit(text.charCodeAt(0)) ? 2 : 1), 0)
  return length / lines.length >= 25
}

/** Where the right column begins: the place most lines begin at that is not the left edge and that few lines cross. */
function gapOf(lines: readonly Line[]): number | null {
  const starts = new Map<number, number>()
  const leftmost = Math.min(...lines.slice(0, 5000).map(({ x }) => x))
  for (const { x, size } of lines) {
    if (x > leftmost + size * 8) starts.set(Math.round(x), (starts.get(Math.round(x)) ?? 0) + 1)
  }
  let best: number | null = null
  let most = MIN_LINES - 1
  for (const [x, count] of starts) {
    if (count > most) {
      best = x - 2
      most = count
    }
  }
  return best
}
