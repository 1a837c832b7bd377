import type { ConceptId, Decision, TermPage, TermQuery, TermRow } from '../../src-main/contract/library-api.ts'
import { PAGE_ROWS, type TermPages } from './term-pages.ts'

/** Decisions the list shows before the host has stored them: keys come faster than answers. */

/** Does a row leave the view with this decision? Then the next row moves up to the focus. */
export function leavesView(view: TermQuery['view'], decision: Decision): boolean {
  if (view === 'undecided' || view === 'review') return decision !== 'undecided'
  if (view === 'glossary') return decision === 'dropped'
  return (view === 'accepted' || view === 'dropped') && view !== decision
}

interface Entry {
  readonly decision: Decision
  /** When it was stored; null while it is under way. */
  stored: number | null
}

/** Questions and decisions after which one that was stored is in every answer still to come. */
const KEPT = 1000

/** What was decided and may not be in the host's answers yet. */
export class Decided {
  readonly #entries = new Map<ConceptId, Entry>()
  #now = 0

  /** @param stored settles when the host has stored it, or could not */
  add(ids: readonly ConceptId[], decision: Decision, stored: Promise<unknown>): void {
    for (const [id, { stored: at }] of this.#entries) if (at !== null && at < this.#now - KEPT) this.#entries.delete(id)
    const entry: Entry = { decision, stored: null }
    for (const id of ids) this.#entries.set(id, entry)
    const done = () => {
      this.#now++
      entry.stored = this.#now
    }
    void stored.then(done, done)
  }

  /** A question is asked now: its answer holds what was stored before. */
  begin(): number {
    this.#now++
    return this.#now
  }

  /** Terms whose decision an answer to a question of this time may not know. */
  unknownTo(since: number): number {
    let count = 0
    for (const { stored } of this.#entries.values()) if (stored === null || stored > since) count++
    return count
  }

  /**
   * An answer as it would be if the host had stored everything.
   * @param since of `begin`
   * @param known rows that stood on this page until now: they fill its end, where rows that are decided left it
   */
  read(answer: TermPage, view: TermQuery['view'], since: number, known: readonly TermRow[] = []): TermPage {
    const unknown = (id: ConceptId): Decision | undefined => {
      const entry = this.#entries.get(id)
      return entry && (entry.stored === null || entry.stored > since) ? entry.decision : undefined
    }
    const rows = answer.rows.flatMap((row): TermRow[] => {
      const decision = unknown(row.id)
      if (decision === undefined) return [row]
      return leavesView(view, decision) ? [] : [{ ...row, decision }]
    })
    const gone = answer.rows.length - rows.length
    if (gone === 0) return { ...answer, rows }
    const there = new Set(rows.map(({ id }) => id))
    const rest = known.filter((row) => row !== undefined && !there.has(row.id) && unknown(row.id) === undefined)
    return { ...answer, total: answer.total - gone, rows: [...rows, ...rest.slice(-gone)] }
  }
  /**
   * Answers for several pages, read as `read` does. Pages that follow each other are one list: where rows leave, those of the next page move up over its edge
   * as they do on screen, so that none is shown twice.
   * @param since of the first question @param known the pages shown until now
   */
  readPages(
    answers: ReadonlyMap<number, TermPage>,
    view: TermQuery['view'],
    since: number,
    known: TermPages,
  ): { readonly pages: Map<number, readonly TermRow[]>; readonly total: number; readonly folded: number } {
    const pages = new Map<number, readonly TermRow[]>()
    const numbers = [...answers.keys()].sort((a, b) => a - b)
    const { total, folded = 0 } = answers.get(numbers[0]!)!
    let gone = 0
    for (const run of runsOf(numbers)) {
      const rows = run.flatMap((page) => answers.get(page)!.rows)
      const shown = run.flatMap((page) => known.get(page) ?? [])
      const list = this.read({ total, rows }, view, since, shown)
      gone += total - list.total
      for (const [i, page] of run.entries()) pages.set(page, list.rows.slice(i * PAGE_ROWS, (i + 1) * PAGE_ROWS))
    }
    return { pages, total: total - gone, folded }
  }
}

/** Numbers in rising order, in groups without a gap. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run?.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
}
