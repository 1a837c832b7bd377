import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { createTermSearch, type Hits, hitsFor, searchedText } from '../state/term-search.ts'
import { useApp, useSession } from './context.ts'

/**
 * The terms for what is typed in a field, in the whole library.
 * @param typed as it is in the field @param limit rows at most
 */
export function useTermSearch(typed: string, limit: number): Hits {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const [search] = useState(() => createTermSearch(host))
  const answer = useStore(search)
  const text = library === undefined ? '' : searchedText(typed)
  useEffect(() => {
    search.ask(library ?? '', text, limit).catch(act.fail)
  }, [search, library, text, limit, act])
  // What comes after the field has gone is nobody's.
  useEffect(() => () => void search.ask('', '', 0), [search])
  return useMemo(() => hitsFor(answer, text), [answer, text])
}
