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
  readonly fontName: string
}

const CJK = /[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/u

/** The stretches of text of a page, in the file's order; what has no place is left out. */
export function pageItems({ items, styles }: PageText): PageItem[] {
  const texts = items.filter((item): item is TextItem => 'str' in item && 'transform' in item)
  // Every CJK font counts as monospaced; only fonts without such characters say that their text is code.
  const wide = new Set(texts.filter(({ str }) => CJK.test(str)).map(({ fontName }) => fontName))
  return texts.flatMap(({ str, transform, width, fontName }) => {
    const [, , c = 0, d = 0, x = 0, y = 0] = transform
    const size = Math.hypot(c, d)
    if (str === '' || ![x, y, width, size].every(Number.isFinite)) return []
    const mono = styles[fontName]?.fontFamily === 'monospace' && !wide.has(fontName)
    return [{ text: str, x, y, width, size, mono }]
  })
}
