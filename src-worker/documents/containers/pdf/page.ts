import type { Leaf } from './tags.ts'

/**
 * A stretch of text on a page, position and size in points. The page lies as its text is read: lines go to the right, one below the other, `y`
 * grows upwards; a page of vertical text was turned for it.
 */
export interface PageItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly size: number
  readonly mono: boolean
  /** Marked content it belongs to, by which the structure tree names it. */
  readonly mark?: string
  /** Said to be no content: running heads, lines, backgrounds. */
  readonly artifact?: boolean
  /** The base of furigana; stretches of one base share the object. */
  readonly ruby?: { readonly reading: string }
}

export interface Page {
  /** From 1. */
  readonly number: number
  readonly items: readonly PageItem[]
  /** The page's content in the order of its structure tree; absent where there is none that can be trusted. */
  readonly leaves?: readonly Leaf[]
}
