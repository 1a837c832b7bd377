import type { PageItem } from './page.ts'

/** What pdf.js says of a page's text. */
export interface PageText {
  readonly items: readonly object[]
  readonly styles: Readonly<Record<string, { readonly fontFamily: string; readonly vertical?: boolean }>>
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

const CJK = /[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/u

/** The stretches of text of a page, in the file's order, turned so that lines go to the right; what has no place is left out. */
export function pageItems({ items, styles }: PageText): PageItem[] {
  const texts = items.filter((item): item is TextItem => 'str' in item && 'transform' in item)
  // Every CJK font counts as monospaced; only fonts without such characters say that their text is code.
  const wide = new Set(texts.filter(({ str }) => CJK.test(str)).map(({ fontName }) => fontName))
  const placed = texts.flatMap(({ str, transform, width, height, fontName }): Placed[] => {
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform
    const size = Math.hypot(c, d)
    if (str === '' || ![a, b, x, y, width, height, size].every(Number.isFinite)) return []
    const mono = styles[fontName]?.fontFamily === 'monospace' && !wide.has(fontName)
    const turns = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4
    return [{ text: str, x, y, width, size, mono, turns, down: styles[fontName]?.vertical === true ? height : 0 }]
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
function upright({ text, x, y, width, size, mono, turns, down }: Placed): PageItem {
  if (down > 0) return { text, x: -y, y: x, width: down, size, mono }
  // Latin words lie on their side and go down already; characters that stand begin at their upper edge.
  if (turns === 3) return { text, x: -y, y: x, width, size, mono }
  return { text, x: -(y + size * 0.88), y: x, width: CJK.test(text) ? size * text.length : size, size, mono }
}

/** The direction of most characters: 0 unless the page lies on its side. */
function mostTurns(items: readonly Placed[]): number {
  const counts = [0, 0, 0, 0]
  for (const { turns, text } of items) counts[turns]! += text.trim().length
  return counts.indexOf(Math.max(...counts))
}

function turned({ text, x, y, width, size, mono }: Placed, turns: number): PageItem {
  const [tx, ty] = turns === 1 ? [y, -x] : turns === 2 ? [-x, -y] : turns === 3 ? [-y, x] : [x, y]
  return { text, x: tx, y: ty, width, size, mono }
}
