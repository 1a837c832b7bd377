import { useEffect, useMemo, useState } from 'react'
import type { ReaderMarks } from '../../../src-main/contract/reader-marks.ts'
import type { MarkFilter } from '../../reader/mark-filter.ts'
import type { Matches } from '../../reader/match.ts'
import { marksOf } from '../../state/reader-marks.ts'
import { useApp, useReader, useSession, useTables } from '../context.ts'
import type { Matching } from './useMatches.ts'

export interface Shown {
  readonly marks: ReaderMarks
  /** The matches that are marked; null until they are known. */
  readonly shown: Matches | null
  /** Only these terms are marked; null = it does not go by the term. */
  readonly only: ReadonlySet<number> | null
}

/**
 * Which of a document's matches are marked, by the library's choice.
 * @param pick asks the matcher's worker
 */
export function useShown(matches: Matches | null, pick: Matching['pick']): Shown {
  const { act } = useApp()
  const marks = useSession(marksOf)
  const filter = useFilter(marks)
  const [kept, setKept] = useState<{ readonly of: Matches; readonly quads: Int32Array } | null>(null)
  useEffect(() => {
    if (!matches || !filter) return
    let current = true
    pick(filter).then((quads) => current && quads && setKept({ of: matches, quads }), act.fail)
    return () => {
      current = false
    }
  }, [matches, filter, pick, act])
  const shown = useMemo(() => {
    if (!matches || marks === 'all') return matches
    if (marks === 'none') return { ...matches, quads: new Int32Array() }
    return kept?.of === matches ? { ...matches, quads: kept.quads } : null
  }, [matches, marks, kept])
  const only = useMemo(() => (filter?.kind === 'only' ? new Set(filter.terms) : null), [filter])
  return { marks, shown, only }
}

/** What the worker is asked; null = nothing. The same object as long as it asks the same. */
function useFilter(marks: ReaderMarks): MarkFilter | null {
  const { tables } = useApp()
  const terms = useReader((state) => state.terms)
  const problems = useTables((state) => state.problems)
  useEffect(() => {
    if (marks === 'problems' && problems === null) void tables.actions.load('problems')
  }, [marks, problems, tables])
  const asked = useMemo((): string => {
    if (marks === 'first') {
      const dropped = terms.filter(({ decision }) => decision === 'dropped').map(({ id }) => id)
      return JSON.stringify({ kind: 'first', dropped } satisfies MarkFilter)
    }
    if (marks !== 'problems' || problems === null) return 'null'
    const open = problems.filter(({ ignored, fixed }) => !ignored && !fixed).flatMap(({ conceptIds }) => conceptIds)
    return JSON.stringify({ kind: 'only', terms: [...new Set(open)] } satisfies MarkFilter)
  }, [marks, terms, problems])
  return useMemo(() => JSON.parse(asked), [asked])
}
