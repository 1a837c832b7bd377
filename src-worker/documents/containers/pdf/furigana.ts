import { commonSize } from './lines.ts'
import type { PageItem } from './page.ts'

/** Furigana of a page without tags for them: kana of half the size, set right above the Han characters they read. */

const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u
const HAN = /[\p{Script=Han}々〆ヶ]/u
/** Furigana are half as large as their base; other small text is larger. */
const LARGEST = 0.65
/** Distance of the base lines, in sizes of the base. */
const NEAREST = 0.4
const FARTHEST = 1.7
/** Width of the room between characters of a base, which pdf.js tells as a space, in characters. */
const SPACE = 0.3
/** Comparisons a page may cost: no honest one comes near. */
const MOST_LOOKS = 2_000_000

/** Stretches of furigana one after the other. */
interface Reading {
  text: string
  readonly x: number
  right: number
  readonly y: number
  readonly size: number
  readonly items: PageItem[]
}

/** A Han character of a line, with the item it stands in. */
interface Base {
  readonly item: PageItem
  readonly at: number
  readonly middle: number
}

/** Han characters side by side. */
interface Run {
  readonly y: number
  readonly size: number
  readonly left: number
  right: number
  readonly bases: Base[]
}

/** Characters of an item that one reading reads. */
interface Cut {
  readonly from: number
  readonly to: number
  readonly ruby: { readonly reading: string }
}

/**
 * The items of a page with furigana taken out of the lines and put on what they read. An item of which only a part is read is parted.
 * @param items of a page that lies as it is read (page.ts)
 */
export function withFurigana(items: readonly PageItem[]): PageItem[] {
  const body = commonSize(items)
  const readings = readingsOf(items, body)
  if (readings.length === 0) return [...items]
  const rows = Map.groupBy(runsOf(items, body), ({ y }) => Math.floor(y / body))
  const cuts = new Map<PageItem, Cut[]>()
  const gone = new Set<PageItem>()
  let looks = 0
  for (const reading of readings) {
    const near: Run[] = []
    const lowest = Math.floor((reading.y - reading.size * 2 * FARTHEST) / body)
    for (let row = lowest; row <= Math.floor(reading.y / body) && looks <= MOST_LOOKS; row++) near.push(...(rows.get(row) ?? []))
    looks += near.length
    if (looks > MOST_LOOKS) break
    const bases = basesOf(reading, near)
    if (bases.length === 0) continue
    for (const item of reading.items) gone.add(item)
    const ruby = { reading: reading.text }
    for (const [item, of] of Map.groupBy(bases, (base) => base.item)) {
      cuts.set(item, [...(cuts.get(item) ?? []), { from: of[0]!.at, to: of.at(-1)!.at + 1, ruby }])
    }
  }
  return items.flatMap((item) => (gone.has(item) ? [] : parted(item, cuts.get(item) ?? [])))
}

function readingsOf(items: readonly PageItem[], body: number): Reading[] {
  const readings: Reading[] = []
  let last: Reading | null = null
  for (const item of items) {
    if (item.text.trim() === '') continue
    if (item.size > body * LARGEST || !KANA.test(item.text)) {
      last = null
      continue
    }
    const follows = last && Math.abs(last.y - item.y) < item.size * 0.3 && item.x >= last.right - item.size * 0.5
    if (last && follows && item.x - last.right < item.size * 0.8) {
      last.text += item.text.trim()
      last.right = item.x + item.width
      last.items.push(item)
    } else {
      last = { text: item.text.trim(), x: item.x, right: item.x + item.width, y: item.y, size: item.size, items: [item] }
      readings.push(last)
    }
  }
  return readings
}

/** Han characters side by side, over the borders of items: in vertical text each may be an item of its own. */
function runsOf(items: readonly PageItem[], body: number): Run[] {
  const runs: Run[] = []
  let last: Run | null = null
  for (const item of items) {
    if (item.size <= body * LARGEST || item.text.trim() === '') continue
    const spaces = item.text.split(' ').length - 1
    const each = item.width / Math.max(1, item.text.length - spaces * (1 - SPACE))
    let left = item.x
    for (let at = 0; at < item.text.length; at++) {
      const width = item.text[at] === ' ' ? each * SPACE : each
      const from = left
      left += width
      // Where furigana are longer than their base there is room between its characters.
      if (last && item.text[at] === ' ' && last.bases.at(-1)?.item === item && HAN.test(item.text[at + 1] ?? '')) {
        last.right = left
        continue
      }
      if (!HAN.test(item.text[at]!)) {
        last = null
        continue
      }
      if (!last || Math.abs(last.y - item.y) > item.size * 0.3 || Math.abs(from - last.right) > item.size * 0.3) {
        last = { y: item.y, size: item.size, left: from, right: from, bases: [] }
        runs.push(last)
      }
      last.bases.push({ item, at, middle: from + width / 2 })
      last.right = left
    }
  }
  return runs
}

/** The characters below the reading whose middle it covers; of the nearest run all, where it covers none of them. */
function basesOf(reading: Reading, near: readonly Run[]): readonly Base[] {
  let best: Run | null = null
  let least = Number.POSITIVE_INFINITY
  for (const run of near) {
    const drop = reading.y - run.y
    if (drop < run.size * NEAREST || drop > run.size * FARTHEST || reading.size > run.size * LARGEST) continue
    if (run.left > reading.right + run.size / 2 || run.right < reading.x - run.size / 2) continue
    const off = drop * 10 + Math.abs(run.left + run.right - reading.x - reading.right) / 2
    if (off < least) {
      best = run
      least = off
    }
  }
  if (!best) return []
  const slack = best.size * 0.2
  const covered = best.bases.filter(({ middle }) => middle > reading.x - slack && middle < reading.right + slack)
  return covered.length > 0 ? covered : best.bases
}

function parted(item: PageItem, cuts: readonly Cut[]): PageItem[] {
  if (cuts.length === 0) return [item]
  const each = item.width / Math.max(1, item.text.length)
  const piece = (from: number, to: number, ruby?: Cut['ruby']): PageItem[] => {
    if (to <= from) return []
    const part = { ...item, text: item.text.slice(from, to), x: item.x + from * each, width: (to - from) * each }
    return [ruby === undefined ? part : { ...part, ruby }]
  }
  const out: PageItem[] = []
  let at = 0
  for (const { from, to, ruby } of [...cuts].sort((a, b) => a.from - b.from)) {
    if (from < at) continue
    out.push(...piece(at, from), ...piece(from, to, ruby))
    at = to
  }
  return [...out, ...piece(at, item.text.length)]
}
