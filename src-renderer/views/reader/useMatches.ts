import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Block } from '../../../src-main/contract/blocks.ts'
import type { ReaderTerm } from '../../../src-main/contract/host-api.ts'
import { type Matcher, startMatcher } from '../../reader/highlights.ts'
import type { MarkFilter } from '../../reader/mark-filter.ts'
import type { Matches } from '../../reader/match.ts'
import { useApp, useDetail, useReader } from '../context.ts'

export interface Matching {
  /** Terms that are looked for: those of the glossary, and the one shown. */
  readonly terms: readonly ReaderTerm[]
  /** Null until the document shown has been gone through. */
  readonly matches: Matches | null
  /** Those of the matches that stay; null while the document is gone through anew. */
  readonly pick: (filter: MarkFilter) => Promise<Int32Array | null>
  readonly find: Matcher['find']
}

/** Where terms are in the document shown, and the way to ask the worker that found them. */
export function useMatches(): Matching {
  const blocks = useReader((state) => state.blocks)
  const { terms, forms } = useLookedFor()
  const [found, setFound] = useState<{ readonly of: readonly Block[]; readonly matches: Matches } | null>(null)
  const { act } = useApp()
  const matcher = useRef<Matcher | null>(null)
  // The worker answers about what it matched last: nothing is asked of it between two.
  const pending = useRef(0)
  const started = useCallback((): Matcher => {
    matcher.current ??= startMatcher()
    return matcher.current
  }, [])
  const pick = useCallback(async (filter: MarkFilter) => (pending.current > 0 ? null : started().filter(filter)), [started])
  const find = useCallback((words: string) => started().find(words), [started])
  useEffect(
    () => () => {
      matcher.current?.stop()
      matcher.current = null
    },
    [],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: `forms` stands for the part of `terms` that matters.
  useEffect(() => {
    if (blocks.length === 0) return
    let current = true
    pending.current++
    started()
      .match(terms, blocks)
      .then((matches) => current && setFound({ of: blocks, matches }), act.fail)
      .finally(() => pending.current--)
    return () => {
      current = false
    }
  }, [blocks, forms, act, started])
  // Other forms in the same document: what was found stays until it is found anew.
  return { terms, matches: found?.of === blocks ? found.matches : null, pick, find }
}

/**
 * The glossary's terms, and the one shown where it is none of them: people look at a candidate to see where it is used.
 * @returns `forms` changes with what is looked for: deciding on a term changes its colour, not where it is
 */
function useLookedFor(): { readonly terms: readonly ReaderTerm[]; readonly forms: string } {
  const glossary = useReader((state) => state.terms)
  const shown = useDetail((state) => state.term)
  const own = useMemo(() => JSON.stringify(glossary.map((term) => [term.id, term.surfaces])), [glossary])
  const extra = useMemo((): ReaderTerm | null => {
    if (!shown || glossary.some(({ id }) => id === shown.id)) return null
    const { id, headword, language, decision, variants } = shown
    return { id, headword, language, decision, surfaces: [...new Set([headword, ...variants.map(({ surface }) => surface)])] }
  }, [glossary, shown])
  const further = extra ? JSON.stringify([extra.id, extra.surfaces]) : ''
  const terms = useMemo(() => (extra ? [...glossary, extra] : glossary), [glossary, extra])
  return { terms, forms: own + further }
}
