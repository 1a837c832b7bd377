/** A stretch of text on a page as pdf.js gives it: position and size in points, the origin at the lower left. */
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
