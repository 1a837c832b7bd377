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

export interface ExtractTask {
  readonly bytes: Uint8Array
  readonly maxPages: number
}

/** What the thread sends: pages in order, those it could not read as numbers, then exactly one end. */
export type ExtractMessage =
  | { readonly type: 'page'; readonly page: Page }
  | { readonly type: 'unreadable-page'; readonly number: number }
  | { readonly type: 'end'; readonly pages: number }
  | { readonly type: 'failed'; readonly name: string; readonly message: string }
