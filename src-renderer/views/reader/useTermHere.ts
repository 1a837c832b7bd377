import { type RefObject, useCallback, useMemo, useState } from 'react'
import { spotOf } from '../../reader/highlights.ts'
import type { Spot } from '../../reader/locate.ts'
import type { Matches } from '../../reader/match.ts'
import { showSpot } from '../../reader/show.ts'
import { useDetail } from '../context.ts'

/** The term shown in the inspector, in the document that is read. */
export interface TermHere {
  readonly byTerm: ReadonlyMap<number, readonly Spot[]>
  /** Its places in the order of the text; none where it is not used here. */
  readonly spots: readonly Spot[]
  /** Which of them was gone to last; -1 = none yet. */
  readonly at: number
  /** On to the next place, or back. */
  readonly step: (by: number) => void
  /** To one of its places, or of another term that is about to be shown. */
  readonly goTo: (index: number, term?: number) => void
}

const NOWHERE: readonly Spot[] = []

export function useTermHere(body: RefObject<HTMLDivElement | null>, matches: Matches | null): TermHere {
  const active = useDetail((state) => state.id)
  const byTerm = useMemo(() => spotsByTerm(matches), [matches])
  const [gone, setGone] = useState({ term: -1, at: -1 })
  const spots = (active === null ? undefined : byTerm.get(active)) ?? NOWHERE
  const at = gone.term === active && gone.at < spots.length ? gone.at : -1
  const goTo = useCallback(
    (index: number, term: number | null = active) => {
      const spot = term === null ? undefined : byTerm.get(term)?.[index]
      if (!spot || term === null) return
      setGone({ term, at: index })
      showSpot(body.current, spot)
    },
    [byTerm, active, body],
  )
  const step = (by: number) => {
    if (spots.length === 0) return
    // The first step back goes to the last place.
    const from = at < 0 && by < 0 ? 0 : at
    goTo((from + by + spots.length) % spots.length)
  }
  return { byTerm, spots, at, step, goTo }
}

function spotsByTerm(matches: Matches | null): ReadonlyMap<number, readonly Spot[]> {
  const byTerm = new Map<number, Spot[]>()
  if (!matches) return byTerm
  for (let i = 0; i < matches.quads.length; i += 4) {
    for (const id of matches.entries[matches.quads[i + 3]!]!) {
      const list = byTerm.get(id)
      if (list) list.push(spotOf(matches, i))
      else byTerm.set(id, [spotOf(matches, i)])
    }
  }
  return byTerm
}
