import type { ConceptId, TermRow } from '../../src-main/contract/library-api.ts'

/** The pages of the term list that are there, and what changes in them before the host has answered. */

export const PAGE_ROWS = 100

export type TermPages = ReadonlyMap<number, readonly TermRow[]>

/** The page a row is on. */
export const pageOf = (row: number): number => Math.floor(row / PAGE_ROWS)

/** The pages rows [from, to) are on; one at least. */
export function pagesOf(from: number, to: number): number[] {
  const first = pageOf(Math.max(0, from))
  const last = Math.max(first, pageOf(to - 1))
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

/** The row at a position, undefined while its page is on the way. */
export function rowAt(state: { readonly pages: TermPages }, index: number): TermRow | undefined {
  return state.pages.get(pageOf(index))?.[index % PAGE_ROWS]
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
  const page = pageOf(place)
  const rows = pages.get(page) ?? []
  if (rows.length !== place % PAGE_ROWS) return
  rows.push(row)
  pages.set(page, rows)
}

/**
 * The pages with one more. Where rows have left the page before it and the host may not have known, that one is short of them: the first of the new page are
 * theirs, as they would be if it had come before those left.
 * @param left rows that may have left since the host looked, at most
 */
export function withPage(pages: TermPages, page: number, rows: readonly TermRow[], left: number): Map<number, readonly TermRow[]> {
  const before = pages.get(page - 1)
  const short = before === undefined ? 0 : PAGE_ROWS - before.length
  const next = new Map(pages)
  if (before === undefined || short === 0 || short > left) return next.set(page, rows)
  return next.set(page - 1, [...before, ...rows.slice(0, short)]).set(page, rows.slice(short))
}
