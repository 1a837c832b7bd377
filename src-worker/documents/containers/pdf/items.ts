import type { PageItem } from './page.ts'

/** What pdf.js says of a page's text. */
export interface PageText {
  readonly items: readonly object[]
  readonly styles: Readonly<Record<string, { readonly fontFamily: string; readonly vertical?: boolean }>>
}

/** Begins or ends a stretch of marked content. */
interface Mark {
  readonly type: string
  readonly tag?: string
  readonly id?: string | null
}

interface TextItem {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
  readonly fontName: string
}

/** An item with its direction: quarter turns to the left of a line that goes to the right. */
interface Placed extends PageItem {
  readonly turns: number
  /** Of a vertical font: how far down it goes. */
  readonly down: number
}

/** The quarter of a space that Japanese typesetting puts between its characters and Latin ones: no author wrote it. */
const AUTO_SPACE = /(?<=[\u3041-\u9fff]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[\u3041-\u9fff])/gu

const CJK = /[\u2e80-\u2fdf\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/u

/**
 * Characters of a font that stand for others, which nobody would find: radicals (U+2E80–U+2FDF; Chromium's PDFs write 水 and 示 so) and the
 * forms punctuation has in vertical text.
 */
const STAND_INS = /[\u2e80-\u2fdf\ufe10-\ufe18\ufe31-\ufe44\ufe47\ufe48]/gu

/** Marked content a text stands in: the innermost with an id, and whether any of it is said to be no content. */
type Marked = Pick<PageItem, 'mark' | 'artifact'>

function marksOf(items: readonly object[]): Map<object, Marked> {
  const open: Mark[] = []
  const marks = new Map<object, Marked>()
  let at: Marked = {}
  for (const item of items) {
    if (!('type' in item)) {
      marks.set(item, at)
      continue
    }
    const mark = item as Mark
    if (mark.type === 'endMarkedContent') open.pop()
    else open.push(mark)
    const named = open.findLast(({ id }) => typeof id === 'string')?.id
    at = { ...(named ? { mark: named } : {}), ...(open.some(({ tag }) => tag === 'Artifact') ? { artifact: true } : {}) }
  }
  return marks
}

/** The stretches of text of a page, in the file's order, turned so that lines go to the right; what has no place is left out. */
export function pageItems({ items, styles }: PageText): PageItem[] {
  const texts = items.filter((item): item is TextItem => 'str' in item && 'transform' in item)
  const marks = marksOf(items)
  // Every CJK font counts as monospaced; only fonts without such characters say that their text is code.
  const wide = new Set(texts.filter(({ str }) => CJK.test(str)).map(({ fontName }) => fontName))
  const placed = texts.flatMap((item): Placed[] => {
    const { str, transform, width, height, fontName } = item
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform
    const size = Math.hypot(c, d)
    if (str === '' || ![a, b, x, y, width, height, size].every(Number.isFinite)) return []
    const text = str.replaceAll(STAND_INS, (character) => character.normalize('NFKC')).replaceAll(AUTO_SPACE, '')
    const mono = styles[fontName]?.fontFamily === 'monospace' && !wide.has(fontName)
    const turns = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4
    return [{ text, x, y, width, size, mono, turns, down: styles[fontName]?.vertical === true ? height : 0, ...marks.get(item) }]
  })
  if (isVertical(placed)) return placed.map(upright)
  const turns = mostTurns(placed)
  return placed.map((item) => turned(item, turns))
}

/** Characters that stand one below the other instead of side by side, or in a font made for it. */
function isVertical(items: readonly Placed[]): boolean {
  let cjk = 0
  let vertical = 0
  let last: Placed | null = null
  for (const item of items) {
    if (item.text.trim() === '' || !CJK.test(item.text)) continue
    cjk += item.text.length
    if (item.down > 0) vertical += item.text.length
    else if (last && item.text.length === 1 && isBelow(last, item)) vertical++
    last = item
  }
  return cjk > 0 && vertical > cjk * 0.6
}

function isBelow(last: Placed, { x, y, size }: Placed): boolean {
  const drop = last.y - y
  return Math.abs(last.x - x) < size * 0.2 && drop > size * 0.7 && drop < size * 1.4
}

/** An item of a vertical page: down becomes right, and the column at the right becomes the line at the top. */
function upright({ turns, down, ...item }: Placed): PageItem {
  const { text, x, y, size } = item
  if (down > 0) return { ...item, x: -y, y: x, width: down }
  // Latin words lie on their side and go down already; characters that stand begin at their upper edge.
  if (turns === 3) return { ...item, x: -y, y: x }
  return { ...item, x: -(y + size * 0.88), y: x, width: CJK.test(text) ? size * text.length : size }
}

/** The direction of most characters: 0 unless the page lies on its side. */
function mostTurns(items: readonly Placed[]): number {
  const counts = [0, 0, 0, 0]
  for (const { turns, text } of items) counts[turns]! += text.trim().length
  return counts.indexOf(Math.max(...counts))
}

function turned({ turns: _, down: __, ...item }: Placed, turns: number): PageItem {
  const { x, y } = item
  const [tx, ty] = turns === 1 ? [y, -x] : turns === 2 ? [-x, -y] : turns === 3 ? [-y, x] : [x, y]
  return { ...item, x: tx, y: ty }
}
