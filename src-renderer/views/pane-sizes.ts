/** Below this width of the window, CSS pixels, list, reader and inspector side by side have no room to spare. */
const NARROW = 1440
/** Below this one the sidebar shows its icons alone (styles/circumstances.css), and three panes have next to no room. */
export const SMALL = 900

/** Below this one panes stand one below the other: at 400 % zoom nothing is beside anything (styles/circumstances.css). */
export const TINY = 600

export interface PaneSizes {
  readonly list: number
  readonly reader: number
  readonly inspector: number
}

/** Shares of what is above the reader, and of the reader below it. */
export const BELOW: readonly number[] = [52, 48]

/**
 * Shares of the panes beside each other when they come up, in per cent; people move the lines afterwards. In a narrow window the list gives way a little:
 * its names are short, and the fields of the inspector need about 320 pixels.
 *
 * @param width of the window, CSS pixels
 */
export function paneSizes(reader: boolean, inspector: boolean, width: number): PaneSizes {
  if (!reader) return width < SMALL ? { list: 58, reader: 0, inspector: 42 } : { list: 64, reader: 0, inspector: 36 }
  if (!inspector) return { list: 40, reader: 60, inspector: 0 }
  if (width < SMALL) return { list: 25, reader: 40, inspector: 35 }
  return width < NARROW ? { list: 34, reader: 35, inspector: 31 } : { list: 38, reader: 35, inspector: 27 }
}

/** No pane is made narrower than this by a command, per cent; the splitter's own limits are the same or larger. */
const LEAST = 22

/**
 * The shares of the panes with the first of them, the list, wider or narrower; the others give or take in proportion.
 *
 * @param shares per cent, the list's first
 * @param by per cent of the window
 */
export function widened(shares: readonly number[], by: number): readonly number[] {
  const [list = 100, ...others] = shares
  const rest = 100 - list
  if (rest <= 0) return shares
  const next = Math.min(100 - LEAST * others.length, Math.max(LEAST, list + by))
  return [next, ...others.map((share) => (share * (100 - next)) / rest)]
}
