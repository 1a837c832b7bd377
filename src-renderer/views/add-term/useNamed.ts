import { useEffect, useState } from 'react'
import type { NamedTerm } from '../../../src-main/contract/library-api.ts'
import { foldKey } from '../../../src-main/contract/text/fold.ts'
import { useApp, useSession } from '../context.ts'

const PAUSE_MS = 120

export type Known =
  /** Nobody's words, or not asked yet. */
  | { readonly kind: 'new'; readonly excluded: boolean }
  /** A term of the glossary already. */
  | { readonly kind: 'there'; readonly term: NonNullable<NamedTerm['term']>; readonly excluded: boolean }
  /** Found in the documents, or added, and not in the glossary: adding takes it in. */
  | { readonly kind: 'outside'; readonly term: NonNullable<NamedTerm['term']>; readonly excluded: boolean }
  /** Another form of a term. */
  | { readonly kind: 'form'; readonly term: NonNullable<NamedTerm['term']>; readonly excluded: boolean }

const NEW: Known = { kind: 'new', excluded: false }

/** @returns what the library knows of words while they are typed; `asking` while the answer is on its way */
export function useNamed(surface: string): { readonly known: Known; readonly asking: boolean } {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const key = foldKey(surface)
  const [answer, setAnswer] = useState<{ readonly key: string; readonly known: Known } | null>(null)
  useEffect(() => {
    if (key === '' || !library) return
    let current = true
    const timer = setTimeout(() => {
      host
        .call('terms.named', { library, surface: key.slice(0, 500) })
        .then((named) => current && setAnswer({ key, known: knownOf(named, key) }), act.fail)
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, library, host, act])
  if (key === '') return { known: NEW, asking: false }
  return answer?.key === key ? { known: answer.known, asking: false } : { known: NEW, asking: true }
}

export function knownOf({ term, excluded }: NamedTerm, key: string): Known {
  if (term === null) return { kind: 'new', excluded }
  if (foldKey(term.headword) !== key) return { kind: 'form', term, excluded }
  const there = term.decision === 'accepted' || (term.accepted && term.decision !== 'dropped')
  return { kind: there && !excluded ? 'there' : 'outside', term, excluded }
}
