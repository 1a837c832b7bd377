import { isCjkUnit } from '../../block-text.ts'
import { Draft } from '../output.ts'
import type { Page, PageItem } from './page.ts'
import type { Leaf } from './tags.ts'

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
  /** Begins with the mark of a footnote, which was left out. */
  readonly note: boolean
  /** What the structure tree says it is part of. */
  readonly leaf?: Leaf
}

/** A gap this wide, in sizes, parts two columns or two cells. */
const GAP = 1.8
const SPACE = 0.18
const MARK = /^[\d*†‡,\s]+$/u

/** The lines of a page in the order of its structure tree, else in that of the file, which nearly every writer of PDF makes that of reading. */
export function linesOf(page: Page): Line[] {
  if (!page.leaves) return linesOfItems(page, page.items)
  return page.leaves.flatMap((leaf) => linesOfItems(page, leaf.items).map((line) => ({ ...line, leaf })))
}

function linesOfItems(page: Page, items: readonly PageItem[]): Line[] {
  const lines: Line[] = []
  let line: { items: PageItem[] } | null = null
  for (const item of items) {
    const blank = item.text.trim() === ''
    // pdf.js fills the gap between two columns with one wide space.
    if (blank && (!line || item.width > item.size * GAP)) {
      if (line) lines.push(lineFrom(page.number, line.items))
      line = null
      continue
    }
    if (line && (isMark(line.items.at(-1)!, item) || (blank && !follows(line.items.at(-1)!, item)))) continue
    if (!line || !follows(line.items.at(-1)!, item)) {
      if (line) lines.push(lineFrom(page.number, line.items))
      line = null
      line = { items: [item] }
    } else line.items.push(item)
  }
  if (line) lines.push(lineFrom(page.number, line.items))
  return lines.filter(({ draft }) => !draft.empty)
}

/** A small figure set high right after a word: the mark of a footnote, on a line of its own by its height. */
function isMark(last: PageItem, item: PageItem): boolean {
  const gap = item.x - (last.x + last.width)
  return item.size < last.size * 0.8 && MARK.test(item.text) && Math.abs(gap) < last.size && Math.abs(item.y - last.y) < last.size
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
  let note = false
  for (const [i, item] of items.entries()) {
    // Marks of footnotes: small figures set high.
    if (item.size < size * 0.8 && MARK.test(item.text)) {
      if (last === null) note = true
      continue
    }
    if (isGapOfFurigana(items, i)) continue
    if (last && needsSpace(last, item, size)) draft.add(' ')
    if (item.ruby && last?.ruby !== item.ruby) {
      const base = items.filter(({ ruby }) => ruby === item.ruby).map(({ text }) => text)
      draft.ruby(base.join(''), item.ruby.reading)
    } else if (!item.ruby) draft.add(item.text, item.mono ? ['code'] : [])
    last = item
  }
  const [first] = items
  const end = items.findLast((item) => item.text.trim() !== '') ?? first!
  const mono = items.every((item) => item.mono || item.text.trim() === '')
  return { page, draft, x: first!.x, right: end.x + end.width, y: first!.y, size, mono, note }
}

/** A base shorter than its furigana has room around it, which pdf.js takes for a space. */
const isGapOfFurigana = (items: readonly PageItem[], at: number): boolean =>
  items[at]!.text.trim() === '' && (items[at - 1]?.ruby !== undefined || items[at + 1]?.ruby !== undefined)

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
