import type { ConceptId, TermRow } from '../../src-main/contract/library-api.ts'

/** The pages of the term list that are there, and what changes in them before the host has answered. */

export const PAGE_ROWS = 100

export type TermPages = ReadonlyMap<number, readonly TermRow[]>

/** The row at a position, undefined while its page is on the way. */
export function rowAt(state: { readonly pages: TermPages }, index: number): TermRow | undefined {
  return state.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS]
}

interface Rows {
  readonly pages: TermPages
  readonly total: number
  /** Row with the focus. */
  readonly active: number
}

/**
 * The list without rows that leave it: those below move up, the focus stays on its term or goes to the one after it. Rows whose place would not be known
 * (part of a page that is not there) are left out until they are asked for.
 * @returns null when one of the rows is not there, so that nobody knows how far the others move
 */
export function withoutRows({ pages, total, active }: Rows, leaving: ReadonlySet<ConceptId>): Rows | null {
  const places = [...pages]
    .flatMap(([page, rows]) => rows.map((row, at) => [page * PAGE_ROWS + at, row] as const))
    .sort(([a], [b]) => a - b)
  const gone = places.filter(([, row]) => leaving.has(row.id)).map(([place]) => place)
  if (gone.length < leaving.size) return null
  const moved = new Map<number, TermRow[]>()
  let before = 0
  for (const [place, row] of places) {
    if (leaving.has(row.id)) before++
    else put(moved, place - before, row)
  }
  const left = total - gone.length
  const focus = active - gone.filter((place) => place < active).length
  return { pages: moved, total: left, active: Math.max(0, Math.min(focus, left - 1)) }
}

/** A page holds its rows from the first on without a gap. */
function put(pages: Map<number, TermRow[]>, place: number, row: TermRow): void {
  const page = Math.floor(place / PAGE_ROWS)
  const rows = pages.get(page) ?? []
  if (rows.length !== place % PAGE_ROWS) return
  rows.push(row)
  pages.set(page, rows)
}
