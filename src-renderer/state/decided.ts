import type { ConceptId, Decision, TermPage, TermQuery, TermRow } from '../../src-main/contract/library-api.ts'

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
}
