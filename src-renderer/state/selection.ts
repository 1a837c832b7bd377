/** Selection of rows in a list that is only partly loaded: ids, and the row a range grows from. */
export interface Selection {
  readonly ids: ReadonlySet<number>
  readonly anchor: number | null
}

export const emptySelection: Selection = { ids: new Set(), anchor: null }

/**
 * Selects everything between the anchor and `to`. Without an anchor the range starts at `from`, the row that had the focus.
 * @param idAt the id of a row, undefined where it isn't loaded (such rows are left out)
 */
export function extendTo(selection: Selection, from: number, to: number, idAt: (row: number) => number | undefined): Selection {
  const anchor = selection.anchor ?? from
  const ids = new Set<number>()
  for (let row = Math.min(anchor, to); row <= Math.max(anchor, to); row++) {
    const id = idAt(row)
    if (id !== undefined) ids.add(id)
  }
  return { ids, anchor }
}

/** Adds or removes one row; it becomes the anchor. */
export function toggleRow(selection: Selection, row: number, id: number | undefined): Selection {
  if (id === undefined) return selection
  const ids = new Set(selection.ids)
  if (!ids.delete(id)) ids.add(id)
  return { ids, anchor: row }
}
