import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Block } from '../../../src-main/contract/blocks.ts'
import type { ReaderTerm } from '../../../src-main/contract/host-api.ts'
import type { MarkFilter } from '../../reader/mark-filter.ts'
import type { Matches, MatchTerm } from '../../reader/match.ts'
import { type Matcher, startMatcher } from '../../reader/matcher.ts'
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
  const { terms, glossary, extra } = useLookedFor()
  const [found, setFound] = useState<{ readonly of: readonly Block[]; readonly matches: Matches } | null>(null)
  const { act } = useApp()
  const matcher = useRef<ReturnType<typeof startMatcher> | null>(null)
  // The worker answers about what it matched last: nothing is asked of it between two.
  const pending = useRef(0)
  const started = useCallback(() => {
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
  useEffect(() => {
    if (blocks.length === 0) return
    let current = true
    pending.current++
    started()
      .match(blocks, glossary, extra)
      .then((matches) => current && matches && setFound({ of: blocks, matches }), act.fail)
      .finally(() => pending.current--)
    return () => {
      current = false
    }
  }, [blocks, glossary, extra, act, started])
  // Other forms in the same document: what was found stays until it is found anew.
  return { terms, matches: found?.of === blocks ? found.matches : null, pick, find }
}

interface LookedFor {
  readonly terms: readonly ReaderTerm[]
  /** The forms of the glossary: the same object while they are the same. Deciding on a term changes its colour, not where it is. */
  readonly glossary: readonly MatchTerm[]
  /** Those of the term shown, where it is none of the glossary. */
  readonly extra: MatchTerm | null
}

/** The glossary's terms, and the one shown where it is none of them: people look at a candidate to see where it is used. */
function useLookedFor(): LookedFor {
  const known = useReader((state) => state.terms)
  const shown = useDetail((state) => state.term)
  const further = useMemo((): ReaderTerm | null => {
    if (!shown || known.some(({ id }) => id === shown.id)) return null
    const { id, headword, language, decision, variants } = shown
    return { id, headword, language, decision, surfaces: [...new Set([headword, ...variants.map(({ surface }) => surface)])] }
  }, [known, shown])
  const terms = useMemo(() => (further ? [...known, further] : known), [known, further])
  return { terms, glossary: useSame(useMemo(() => known.map(formsOf), [known])), extra: useSame(further && formsOf(further)) }
}

const formsOf = ({ id, surfaces }: ReaderTerm): MatchTerm => ({ id, surfaces })

/** The object of the time before while this one says the same. */
function useSame<T>(value: T): T {
  const text = useMemo(() => JSON.stringify(value), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the value.
  return useMemo(() => value, [text])
}
