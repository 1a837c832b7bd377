/** Which rows of a virtual grid are in sight. All rows are of one height, so this is arithmetic: nothing is kept per row, whether there are ten or 50 000. */

/** What a grid's scroller shows at the moment, in whole rows. */
export interface Sight {
  /** Row at the upper edge. */
  readonly first: number
  /** Rows that fit, those cut at both edges included. */
  readonly count: number
}

/**
 * @param top how far it is scrolled, px
 * @param height of what is seen of the rows, without their head, px
 */
export const sightOf = (top: number, height: number, rowHeight: number): Sight => ({
  first: Math.max(0, Math.floor(top / rowHeight)),
  count: Math.ceil(Math.max(0, height) / rowHeight) + 1,
})

/** Rows [from, to) to have in the page: those in sight and `spare` more on both sides. Where the list has become shorter, its end. */
export function rowsAround({ first, count }: Sight, total: number, spare: number): { from: number; to: number } {
  const start = Math.min(first, Math.max(0, total - count))
  return { from: Math.max(0, start - spare), to: Math.min(total, start + count + spare) }
}

/**
 * How far to scroll so that a row is seen whole; null where it is already.
 * @param top how far it is scrolled now, px
 * @param height of what is seen of the rows, without their head, px
 */
export function scrollTo(row: number, top: number, height: number, rowHeight: number): number | null {
  const start = row * rowHeight
  if (start < top) return start
  if (start + rowHeight > top + height) return Math.max(0, Math.min(start, start + rowHeight - height))
  return null
}
