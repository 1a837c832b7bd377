import { useCallback, useEffect, useRef, useState } from 'react'
import type { AlikeDecision, AlikePage, AlikeRow, AlikeRule } from '../../../src-main/contract/alike.ts'
import { isEmptyRule } from '../../../src-main/contract/alike.ts'
import type { HostArgs } from '../../../src-main/contract/host-api.ts'
import type { ConceptId } from '../../../src-main/contract/library-api.ts'
import { useApp, useSession } from '../context.ts'

/** The terms that fit a rule, a page at a time, and how many they are. One question is under way at once; of those asked meanwhile the last one follows. */

const PAGE = 100

export interface Alike {
  /** Null until the first answer; the last answer stays until the next one is there. */
  readonly found: Pick<AlikePage, 'total' | 'excepted' | 'spared'> | null
  readonly rowAt: (index: number) => AlikeRow | undefined
  /** Rows [from, to) are wanted. */
  readonly ensure: (from: number, to: number) => void
  /** `found` is the answer to this very rule. */
  readonly settled: boolean
}

interface Answer {
  readonly question: string
  readonly found: Alike['found']
  readonly pages: ReadonlyMap<number, readonly AlikeRow[]>
}

const NOTHING: NonNullable<Alike['found']> = { total: 0, excepted: 0, spared: { accepted: 0, dropped: 0, required: 0, touched: 0 } }
const EMPTY: Answer = { question: '', found: NOTHING, pages: new Map() }

/** The first page of what is wanted that is not there; null = all of it is. */
function missing(
  { question, pages }: Answer,
  wanted: { readonly question: string; readonly from: number; readonly to: number },
): number | null {
  if (wanted.question === '') return null
  const first = Math.floor(wanted.from / PAGE)
  const last = Math.floor(Math.max(wanted.from, wanted.to - 1) / PAGE)
  if (question !== wanted.question) return first
  for (let page = first; page <= last; page++) if (!pages.has(page)) return page
  return null
}

export function useAlike(rule: AlikeRule, decision: AlikeDecision, except: ReadonlySet<ConceptId>): Alike {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id ?? '')
  const [answer, setAnswer] = useState<Answer>({ ...EMPTY, found: null })
  const question = isEmptyRule(rule) ? '' : JSON.stringify([rule, [...except]])
  const wanted = useRef({ question, from: 0, to: 1 })
  const busy = useRef(false)
  const gone = useRef(false)
  const latest = useRef(answer)

  const ask = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    try {
      for (let page = missing(latest.current, wanted.current); page !== null; page = missing(latest.current, wanted.current)) {
        const { question: now } = wanted.current
        const [asked, unticked] = JSON.parse(now) as [HostArgs<'terms.alike'>['rule'], ConceptId[]]
        const query = { rule: asked, decision, except: unticked, offset: page * PAGE, limit: PAGE }
        const { rows, ...found } = await host.call('terms.alike', { library, ...query })
        if (gone.current) return
        // Every condition was switched off meanwhile: then nothing fits.
        if (wanted.current.question === '') break
        const before = latest.current.question === now ? latest.current.pages : []
        latest.current = { question: now, found, pages: new Map([...before, [page, rows]]) }
        setAnswer(latest.current)
      }
    } catch (error) {
      act.fail(error)
    } finally {
      busy.current = false
    }
  }, [host, act, library, decision])

  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
    }
  }, [])
  useEffect(() => {
    wanted.current = { ...wanted.current, question }
    if (question !== '') return void ask()
    latest.current = EMPTY
    setAnswer(EMPTY)
  }, [question, ask])

  const ensure = useCallback(
    (from: number, to: number) => {
      wanted.current = { ...wanted.current, from, to }
      void ask()
    },
    [ask],
  )
  const rowAt = (index: number): AlikeRow | undefined => answer.pages.get(Math.floor(index / PAGE))?.[index % PAGE]
  return { found: answer.found, rowAt, ensure, settled: answer.question === question }
}
