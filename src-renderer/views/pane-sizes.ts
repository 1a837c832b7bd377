/** Below this width of the window, CSS pixels, list, reader and inspector side by side have no room to spare. */
const NARROW = 1440
/** Below this one the sidebar shows its icons alone (styles/circumstances.css), and three panes have next to no room. */
export const SMALL = 900

export interface PaneSizes {
  readonly list: number
  readonly reader: number
  readonly inspector: number
}

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
