import { createStore, type StoreApi } from 'zustand/vanilla'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { TermRow } from '../../src-main/contract/library-api.ts'
import { foldKey } from '../../src-main/contract/text/fold.ts'

/** Looking for a term by what is typed in a field: its name, reading or another form. What is answered belongs to a text, and is for no other. */

/** Contract's limit for what is searched for, whose schemas the window's policy keeps out of it. */
const MOST = 200

/** As much of a text as can be searched for. Half of a character that takes two units is none. */
export const searchable = (typed: string): string => (typed.length > MOST ? typed.slice(0, MOST).replace(/[\ud800-\udbff]$/, '') : typed)

/** What is asked for what is typed; '' = nothing. */
export const searchedText = (typed: string): string => searchable(typed.trim())

/** The last answer that came. */
interface Answer {
  readonly text: string
  readonly rows: readonly TermRow[]
}

export type TermSearch = StoreApi<Answer> & {
  /** Asks for a text; the answers to earlier texts are dropped, however late they come. @throws AppError, unless another text was asked for meanwhile */
  ask(library: string, text: string, limit: number): Promise<void>
}

const NOTHING: Answer = { text: '', rows: [] }

export function createTermSearch(host: HostApi): TermSearch {
  const store = createStore<Answer>(() => NOTHING)
  let asked = 0
  const ask = async (library: string, text: string, limit: number): Promise<void> => {
    const mine = ++asked
    if (text === '') return store.setState(NOTHING)
    try {
      const { rows } = await host.call('terms.page', { library, query: { view: 'all', search: text, limit } })
      if (mine === asked) store.setState({ text, rows })
    } catch (error) {
      if (mine !== asked) return
      store.setState({ text, rows: [] })
      throw error
    }
  }
  return Object.assign(store, { ask })
}

export interface Hits {
  readonly rows: readonly TermRow[]
  /** The answer for this text is on its way; the rows are those of the last answer that have the text in their name. */
  readonly asking: boolean
}

/** The hits for a text, and for no other: of an earlier answer only what is a hit for this one too, so that the list does not flash while people type. */
export function hitsFor({ text, rows }: Answer, wanted: string): Hits {
  if (wanted === '') return { rows: [], asking: false }
  if (text === wanted) return { rows, asking: false }
  const key = foldKey(wanted)
  return { rows: rows.filter(({ headword }) => foldKey(headword).includes(key)), asking: true }
}
