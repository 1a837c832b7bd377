import { useEffect, useRef, useState } from 'react'
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
        .then((named) => knownOf(named, key))
        .catch((error: unknown) => {
          act.fail(error)
          // Nobody has to wait for ever: the library knows them when it is told to add them.
          return NEW
        })
        .then((known) => current && setAnswer({ key, known }))
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key, library, host, act])
  if (key === '') return { known: NEW, asking: false }
  return answer?.key === key ? { known: answer.known, asking: false } : { known: NEW, asking: true }
}

/**
 * Does at once what the words are typed for, or as soon as it is known what they are: which of two things is right depends on it. Other words typed meanwhile
 * take it back.
 * @param run as drawn last, so that it sees what is known by then
 */
export function useOnceKnown(surface: string, asking: boolean, run: () => void): () => void {
  const waiting = useRef<string | null>(null)
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (waiting.current !== surface) waiting.current = null
    if (asking || waiting.current === null) return
    waiting.current = null
    latest.current()
  }, [surface, asking])
  return () => {
    if (asking) waiting.current = surface
    else latest.current()
  }
}

export function knownOf({ term, excluded }: NamedTerm, key: string): Known {
  if (term === null) return { kind: 'new', excluded }
  if (foldKey(term.headword) !== key) return { kind: 'form', term, excluded }
  const there = term.decision === 'accepted' || (term.accepted && term.decision !== 'dropped')
  return { kind: there && !excluded ? 'there' : 'outside', term, excluded }
}
