import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { Block } from '../../../src-main/contract/blocks.ts'
import type { ReaderTerm } from '../../../src-main/contract/host-api.ts'
import { partLabel } from '../../../src-main/contract/text/part.ts'
import { activeLanguage, count, i18n } from '../../i18n/index.ts'
import type { Spot } from '../../reader/locate.ts'
import { sectionsIn } from '../../reader/parts-drawn.ts'
import {
  blockAt,
  headingOver,
  type Lane,
  laneOf,
  type Mark,
  nearestMark,
  pathOf,
  RULER_ROWS,
  type Scale,
  scaleOf,
} from '../../reader/ruler.ts'
import { inSight, scrollToShare } from '../../reader/show.ts'
import type { DrawnSection } from '../../reader/visible-marks.ts'
import { useDetail, useReader } from '../context.ts'

/** Pixels around the pointer in which a mark is meant. */
const NEAR = 5

interface RulerProps {
  readonly body: RefObject<HTMLDivElement | null>
  readonly terms: readonly ReaderTerm[]
  readonly term: readonly Spot[]
  readonly problems: readonly Spot[]
  readonly found: readonly Spot[]
  readonly cited: readonly Spot[]
  /** A mark was chosen; every lane has its own way to go there. */
  readonly onChoose: (lane: Lane['name'], index: number) => void
}

/**
 * The margin of matches: where in the whole document the term shown is, what is searched for, the cited passage, and terms with problems while those are
 * marked. A click or a drag goes there, the pointer is told what it is over.
 *
 * Hidden from screen readers and no stop of the Tab key, since all of it can be done otherwise: the places of a term by ] and [ and by the list of terms in
 * this document, which says how many there are; those of a search by Enter in its field, which says which of how many; the passage by the command that opens
 * the source; terms with problems by the same list, which then has no others; any other place by scrolling the text, which takes the arrow and page keys.
 */
export function Ruler({ body, terms, term, problems, found, cited, onChoose }: RulerProps) {
  const blocks = useReader((state) => state.blocks)
  const scale = useMemo(() => scaleOf(blocks), [blocks])
  const lanes = useMemo(
    () => [
      laneOf('problem', problems, scale, blocks),
      laneOf('term', term, scale, blocks),
      laneOf('found', found, scale, blocks),
      laneOf('cited', cited, scale, blocks),
    ],
    [problems, term, found, cited, scale, blocks],
  )
  const parts = useSections(body, blocks)
  const view = useView(body, parts, scale)
  const [over, setOver] = useState<{ readonly y: number; readonly share: number } | null>(null)
  const stop = useRef<() => void>(() => undefined)
  useEffect(() => () => stop.current(), [])
  const at = (event: PointerEvent) => {
    const { top, height } = event.currentTarget.getBoundingClientRect()
    return { share: Math.min(1, Math.max(0, (event.clientY - top) / height)), within: NEAR / height, y: event.clientY }
  }
  const go = (share: number) => {
    stop.current()
    if (body.current) stop.current = scrollToShare(body.current, parts(), scale, share)
  }
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { share, within } = at(event)
    const mark = nearestMark(lanes, share, within)
    if (mark) onChoose(mark.lane.name, mark.index)
    else go(share)
  }
  const move = (event: PointerEvent) => {
    const { share, y } = at(event)
    setOver({ y, share })
    if (event.buttons === 1 && event.currentTarget.hasPointerCapture(event.pointerId)) go(share)
  }
  const height = body.current?.clientHeight || 1
  const mark = over && nearestMark(lanes, over.share, NEAR / height)
  return (
    <div
      className="reader-ruler"
      aria-hidden
      // The keyboard stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={down}
      onPointerMove={move}
      onPointerLeave={() => setOver(null)}
      onWheel={(event) => body.current?.scrollBy(0, event.deltaY)}
    >
      <div ref={view} className="ruler-view" />
      <Marks lanes={lanes} />
      {over && (
        <div
          className="reader-card ruler-tip"
          style={{ top: Math.min(over.y - 10, window.innerHeight - 60), right: window.innerWidth - ruled(body) + 4 }}
        >
          <Tip mark={mark} share={over.share} scale={scale} blocks={blocks} terms={terms} />
        </div>
      )}
    </div>
  )
}

/** Where the text ends and the ruler begins, px from the left of the window. */
const ruled = (body: RefObject<HTMLDivElement | null>): number => body.current?.getBoundingClientRect().right ?? 0

/** Drawn anew for other marks only, not while the pointer moves. */
function Marks({ lanes }: { lanes: readonly Lane[] }) {
  return useMemo(
    () => (
      <svg aria-hidden viewBox={`0 -2 12 ${RULER_ROWS + 4}`} preserveAspectRatio="none">
        {lanes.map((lane) => (
          <path key={lane.name} className={`ruler-${lane.name}`} data-marks={lane.spots.length} d={pathOf(lane)} />
        ))}
      </svg>
    ),
    [lanes],
  )
}

/** What the pointer is over: the mark, and the heading and line it stands at. */
function Tip(props: { mark: Mark | null; share: number; scale: Scale; blocks: readonly Block[]; terms: readonly ReaderTerm[] }) {
  const { mark, share, scale, blocks, terms } = props
  const active = useDetail((state) => state.id)
  const at = mark ? mark.lane.spots[mark.index]!.block : blockAt(scale, share).block
  const block = blocks[at]
  if (!block) return null
  const heading = headingOver(blocks, at)
  const where = block.part === undefined ? i18n._('line {n}', { n: count(block.line) }) : partLabel(block.part, activeLanguage())
  return (
    <>
      {mark && <strong>{markLabel(mark, blocks, terms.find(({ id }) => id === active)?.headword ?? '')}</strong>}
      <span>
        {heading !== '' && <bdi>{heading.slice(0, 80)}</bdi>} <span className="dim">{where}</span>
      </span>
    </>
  )
}

function markLabel({ lane, index }: Mark, blocks: readonly Block[], headword: string): string {
  const { block, start, end } = lane.spots[index]!
  const text = blocks[block]!.text.slice(start, end).slice(0, 60)
  const [n, all] = [count(index + 1), count(lane.spots.length)]
  switch (lane.name) {
    case 'cited':
      return i18n._('The cited passage')
    case 'term':
      return i18n._('{text}: {n} of {all}', { text: headword || text, n, all })
    case 'found':
      return i18n._('Found “{text}”: {n} of {all}', { text, n, all })
    case 'problem':
      return i18n._('{text}: has an open problem', { text })
  }
}

/** The sections in the page, looked up once per document and when somebody needs them. */
function useSections(body: RefObject<HTMLDivElement | null>, blocks: readonly Block[]): () => readonly DrawnSection[] {
  const known = useRef<{ readonly of: readonly Block[]; readonly sections: readonly DrawnSection[] } | null>(null)
  return () => {
    if (known.current?.of !== blocks) known.current = { of: blocks, sections: body.current ? sectionsIn(body.current) : [] }
    return known.current.sections
  }
}

/** Keeps the box that says which part of the document is in sight where it belongs. */
function useView(
  body: RefObject<HTMLDivElement | null>,
  parts: () => readonly DrawnSection[],
  scale: Scale,
): RefObject<HTMLDivElement | null> {
  const view = useRef<HTMLDivElement>(null)
  const latest = useRef(parts)
  latest.current = parts
  useEffect(() => {
    const own = body.current
    if (!own) return
    let frame = 0
    const place = () => {
      frame = 0
      const { from, to } = inSight(own, latest.current(), scale)
      view.current?.style.setProperty('top', `${(100 * from).toFixed(2)}%`)
      view.current?.style.setProperty('height', `${(100 * Math.max(0, to - from)).toFixed(2)}%`)
    }
    const later = () => {
      frame ||= requestAnimationFrame(place)
    }
    later()
    own.addEventListener('scroll', later, { passive: true })
    const sizes = new ResizeObserver(later)
    sizes.observe(own)
    return () => {
      own.removeEventListener('scroll', later)
      sizes.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [body, scale])
  return view
}
