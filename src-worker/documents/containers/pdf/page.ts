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
}

export interface Page {
  /** From 1. */
  readonly number: number
  readonly items: readonly PageItem[]
}
