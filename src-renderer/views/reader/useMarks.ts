import { type RefObject, useEffect, useRef } from 'react'
import type { ReaderTerm } from '../../../src-main/contract/host-api.ts'
import { clearHighlights } from '../../reader/highlights.ts'
import type { Matches } from '../../reader/match.ts'
import { elementsOf, sectionsIn } from '../../reader/parts-drawn.ts'
import { type VisibleMarks, visibleMarks } from '../../reader/visible-marks.ts'
import { useDetail } from '../context.ts'

/** Marks the terms in sight. How many there are in all is said on the element, for measurements. */
export function useMarks(body: RefObject<HTMLDivElement | null>, matches: Matches | null, terms: readonly ReaderTerm[]): void {
  const active = useDetail((state) => state.id)
  const marks = useRef<VisibleMarks | null>(null)
  useEffect(() => {
    const own = body.current
    if (!matches || !own) return
    const made = visibleMarks(own, sectionsIn(own), elementsOf(own), matches)
    marks.current = made
    own.dataset.matches = String(matches.quads.length / 4)
    let frame = 0
    const look = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        made.look()
      })
    }
    own.addEventListener('scroll', look, { passive: true })
    const sizes = new ResizeObserver(look)
    sizes.observe(own)
    return () => {
      own.removeEventListener('scroll', look)
      sizes.disconnect()
      cancelAnimationFrame(frame)
      marks.current = null
    }
  }, [matches, body])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other matches are other marks, to be drawn at once.
  useEffect(() => {
    marks.current?.draw({ terms: new Map(terms.map((term): [number, ReaderTerm] => [term.id, term])), active })
  }, [matches, terms, active])
  useEffect(() => clearHighlights, [])
}
