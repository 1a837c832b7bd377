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
/** Room between the characters of a base that is shorter than its furigana. */
const BETWEEN_BASES = /(?<=[\u3041-\u9fff])\s+(?=[\u3041-\u9fff])/gu
const MARK = /^[\d*†‡,\s]+$/u

/** The lines of a page in the order of its structure tree, else in that of the file, which nearly every writer of PDF makes that of reading. */
export function linesOf(page: Page): Line[] {
  if (!page.leaves) return linesOfItems(page, page.items)
  return page.leaves.flatMap((leaf) => linesOfItems(page, leaf.items).map((line) => ({ ...line, leaf })))
}

function linesOfItems(page: Page, items: readonly PageItem[]): Line[] {
  const lines: Line[] = []
  const marks = marksOf(items)
  const body = commonSize(items)
  let line: { items: PageItem[] } | null = null
  for (const item of items) {
    const blank = item.text.trim() === ''
    // pdf.js fills the gap between two columns with one wide space.
    if (blank && (!line || item.width > item.size * GAP)) {
      if (line) lines.push(lineFrom(page.number, withoutNumber(line.items, marks, body), marks))
      line = null
      continue
    }
    if (line && (isMark(line.items.at(-1)!, item) || (blank && !follows(line.items.at(-1)!, item)))) continue
    if (!line || !follows(line.items.at(-1)!, item)) {
      if (line) lines.push(lineFrom(page.number, withoutNumber(line.items, marks, body), marks))
      line = null
      line = { items: [item] }
    } else line.items.push(item)
  }
  if (line) lines.push(lineFrom(page.number, withoutNumber(line.items, marks, body), marks))
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

/** Numbers of the notes of a page: small figures set high after a word. */
function marksOf(items: readonly PageItem[]): Set<string> {
  const marks = new Set<string>()
  for (const [i, item] of items.entries()) {
    const last = items[i - 1]
    if (last && item.y > last.y && isMark(last, item)) marks.add(item.text.trim())
  }
  return marks
}

/** The number a note begins with, where it is as large as the note: known by the mark in the text above. */
const isNumberOfNote = (items: readonly PageItem[], marks: ReadonlySet<string>): boolean => {
  const [first, second] = items
  return first !== undefined && second !== undefined && marks.has(first.text.trim()) && /^\s*\p{L}/u.test(second.text)
}

/** A line of smaller text whose only piece begins with the number of a note: without it. */
function withoutNumber(items: readonly PageItem[], marks: ReadonlySet<string>, body: number): readonly PageItem[] {
  const [first] = items
  const number = first && first.size < body * 0.95 ? /^\s*([\d*†‡]{1,4})[.)]?\s+(?=\p{L})/u.exec(first.text) : null
  if (!number || !marks.has(number[1]!)) return items
  return [{ ...first!, text: first!.text.slice(number[0].length) }, ...items.slice(1)]
}

function lineFrom(page: number, items: readonly PageItem[], marks: ReadonlySet<string>): Line {
  const size = commonSize(items)
  const draft = new Draft()
  let last: PageItem | null = null
  let note = isNumberOfNote(items, marks)
  for (const [i, item] of items.entries()) {
    if (i === 0 && note) continue
    // Marks of footnotes: small figures set high.
    if (item.size < size * 0.8 && MARK.test(item.text)) {
      if (last === null) note = true
      continue
    }
    if (isTypographic(items, i)) continue
    if (last && needsSpace(last, item, size)) draft.add(' ')
    if (item.ruby && last?.ruby !== item.ruby) {
      const base = items.filter(({ ruby }) => ruby === item.ruby).map(({ text }) => text)
      draft.ruby(base.join('').replace(BETWEEN_BASES, ''), item.ruby.reading)
    } else if (!item.ruby) draft.add(item.text, item.mono ? ['code'] : [])
    last = item
  }
  const [first] = items
  const end = items.findLast((item) => item.text.trim() !== '') ?? first!
  const mono = items.every((item) => item.mono || item.text.trim() === '')
  return { page, draft, x: first!.x, right: end.x + end.width, y: first!.y, size, mono, note }
}

/** Room around a base shorter than its furigana, or between Japanese and Latin characters, which pdf.js takes for a space. */
function isTypographic(items: readonly PageItem[], at: number): boolean {
  const [before, item, after] = [items[at - 1], items[at]!, items[at + 1]]
  if (item.text.trim() !== '' || !before || !after) return false
  return before.ruby !== undefined || after.ruby !== undefined || (item.width < item.size * AUTO_SPACE && isMixed(before, after))
}

const AUTO_SPACE = 0.4

/** Does one end in a Japanese character where the other begins with a Latin letter or a figure, or the other way round? */
function isMixed(last: PageItem, item: PageItem): boolean {
  const [a, b] = [last.text.charCodeAt(last.text.length - 1), item.text.charCodeAt(0)]
  const isLatin = (code: number): boolean => code < 0x250 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code))
  return (isCjkUnit(a) && isLatin(b)) || (isLatin(a) && isCjkUnit(b))
}

function needsSpace(last: PageItem, item: PageItem, size: number): boolean {
  if (/\s$/u.test(last.text) || /^\s/u.test(item.text)) return false
  const gap = item.x - (last.x + last.width)
  if (gap < size * SPACE || (gap < size * AUTO_SPACE && isMixed(last, item))) return false
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
