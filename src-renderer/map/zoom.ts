/** How large a map is drawn. Pure, so that it can be tested without a page. */

export const LEAST_ZOOM = 0.4
export const MOST_ZOOM = 2.5
/** One press of a key, one notch of a wheel. */
const STEP = 1.2

const within = (zoom: number): number => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom))

/** One step larger or smaller. Near the size it was laid out in, that size: there labels are sharpest. */
export function stepped(zoom: number, by: 1 | -1): number {
  const next = within(zoom * STEP ** by)
  return Math.abs(next - 1) < 0.05 ? 1 : next
}

/** The zoom at which all of it is in sight; never larger than it was laid out. @param view, size CSS pixels */
export function fitted(view: { readonly width: number; readonly height: number }, size: typeof view): number {
  return within(Math.min(1, view.width / Math.max(1, size.width), view.height / Math.max(1, size.height)))
}

/** Smaller than this nothing is drawn that nobody has made smaller: its labels are still read with ease. */
const LEAST_FIRST = 0.75

/** The zoom a map begins with: all of it in sight where that leaves it readable. @param view, size CSS pixels */
export const firstZoom = (view: { readonly width: number; readonly height: number }, size: typeof view): number =>
  Math.max(LEAST_FIRST, fitted(view, size))

/** A turn of a wheel, or two fingers moved or pinched. */
export interface Turn {
  readonly deltaX: number
  readonly deltaY: number
  readonly deltaMode: number
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** Pixels from which on a turn that goes straight up or down is a notch of a mouse's wheel rather than fingers on a trackpad. */
const NOTCH = 50
/** Of a pinch: how much a pixel of it counts. */
const PINCH = 0.01

/**
 * The zoom after a turn; null where it moves the map instead: two fingers on a trackpad move, a pinch (which browsers report as a turn with Ctrl)
 * and the wheel of a mouse zoom.
 */
export function turned(zoom: number, { deltaX, deltaY, deltaMode, ctrlKey, metaKey, shiftKey }: Turn): number | null {
  const notch = deltaMode !== 0 || (deltaX === 0 && Math.abs(deltaY) >= NOTCH)
  if (deltaY === 0 || shiftKey || !(ctrlKey || metaKey || notch)) return null
  if (notch) return stepped(zoom, deltaY < 0 ? 1 : -1)
  return within(zoom * Math.exp(-deltaY * PINCH))
}
