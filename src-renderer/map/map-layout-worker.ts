import { expose } from 'comlink'
import { type Box, type Layout, type LayoutLink, layoutMap } from './layout.ts'

/** Placing the terms of a map away from the page's thread. */
const api = {
  layout: (boxes: readonly Box[], links: readonly LayoutLink[]): Layout => layoutMap(boxes, links),
}
export type LayoutApi = typeof api

expose(api)
