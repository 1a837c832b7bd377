// biome-ignore-all lint/a11y/noStaticElementInteractions: keys of the terms inside, each a button of its own.
// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for forms.
import { IconCheck, IconCircle, IconX } from '@tabler/icons-react'
import { type CSSProperties, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { MapNode, TermMap } from '../../../src-main/contract/term-map.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import type { Layout } from '../../map/layout.ts'
import { type Layouter, startLayouter } from '../../map/layouter.ts'
import { linesOf, type Spot } from '../../map/lines.ts'
import { type Picture, pictureOf } from '../../map/picture.ts'
import { keysFor } from '../../state/keys.ts'
import { useApp } from '../context.ts'
import { lang } from '../parts.tsx'
import { decisionLabel, relations } from './labels.ts'
import { useMap } from './MapPane.tsx'
import { arrowKeys, useTermKeys } from './useMapKeys.ts'
import { useZoom } from './useZoom.ts'
import { ZoomBar } from './ZoomBar.tsx'

interface Drawn {
  readonly map: TermMap
  readonly picture: Picture
  readonly layout: Layout
}

/** The picture as it was last placed; the next one takes its place when it is. */
function useDrawn(map: TermMap, withForms: boolean): Drawn | null {
  const { act } = useApp()
  const [layouter, setLayouter] = useState<Layouter | null>(null)
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    const started = startLayouter()
    setLayouter(started)
    return () => started.stop()
  }, [])
  useEffect(() => {
    if (!layouter) return
    let current = true
    const picture = pictureOf(map, withForms)
    layouter.layout(picture.boxes, picture.links).then((layout) => current && setDrawn({ map, picture, layout }), act.fail)
    return () => {
      current = false
    }
  }, [layouter, map, withForms, act])
  return drawn
}

export function MapCanvas({ map }: { map: TermMap }) {
  const forms = useMap((state) => state.forms)
  const drawn = useDrawn(map, forms)
  const scroller = useRef<HTMLDivElement>(null)
  const spots = useMemo(() => (drawn ? spotsOf(drawn) : new Map<number, Spot>()), [drawn])
  const sheet = useRef<HTMLDivElement>(null)
  const zoom = useZoom(scroller, sheet, drawn?.layout ?? null)
  const latest = useRef(zoom)
  latest.current = zoom
  const zoomed = useMap((state) => state.zoomed)
  const fittedTo = zoomed ? null : zoom
  const centre = drawn?.map.nodes[0]?.id
  // A term that comes into the middle comes into sight, also where the map is made to fit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fit is what it answers to.
  useEffect(() => {
    const spot = centre === undefined ? undefined : spots.get(centre)
    const view = scroller.current
    if (!spot || !view) return
    const middle = (start: number, length: number, seen: number) => (start + length / 2) * latest.current - seen / 2
    view.scrollTo(middle(spot.x, spot.width, view.clientWidth), middle(spot.y, spot.height, view.clientHeight))
  }, [centre, spots, fittedTo])
  return (
    <div className="map-view">
      <div className="map-scroll" ref={scroller}>
        {drawn && (
          <div
            ref={sheet}
            className="map-sheet"
            style={{ width: drawn.layout.width * zoom, height: drawn.layout.height * zoom, '--zoom': zoom } as CSSProperties}
          >
            <Drawing drawn={drawn} spots={spots} scroller={scroller} />
          </div>
        )}
      </div>
      <ZoomBar />
    </div>
  )
}

function spotsOf({ picture, layout }: Drawn): Map<number, Spot> {
  const spots = new Map<number, Spot>()
  for (const [index, item] of picture.items.entries())
    if (item.type === 'term') spots.set(item.id, { ...layout.places[index]!, ...picture.boxes[index]! })
  return spots
}

/** Nothing has the keyboard, or the pane as a whole, which got it when there was no term yet. */
const isUnclaimed = (): boolean => document.activeElement === document.body || (document.activeElement?.matches('.pane') ?? false)

/** How far one press moves the map, CSS pixels. */
const MOVE = 80

interface DrawingProps {
  readonly drawn: Drawn
  readonly spots: ReadonlyMap<number, Spot>
  readonly scroller: RefObject<HTMLDivElement | null>
}

function Drawing({ drawn, spots, scroller }: DrawingProps) {
  const app = useApp()
  const { map: store } = app
  const at = useMap((state) => state.at)
  const { map, picture, layout } = drawn
  const places = useMemo(() => [...spots].map(([id, spot]) => ({ id, x: spot.x + spot.width / 2, y: spot.y + spot.height / 2 })), [spots])
  const move = (x: number, y: number) => () => scroller.current?.scrollBy(x, y)
  const onKeyDown = useKey({
    ...useTermKeys(),
    ...keysFor(app, 'map'),
    ...arrowKeys(map, places, at, store.actions.point),
    'shift+arrowleft': move(-MOVE, 0),
    'shift+arrowright': move(MOVE, 0),
    'shift+arrowup': move(0, -MOVE),
    'shift+arrowdown': move(0, MOVE),
  })
  const middle = map.nodes[0]!
  const canvas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A term that had the keyboard may be gone from the map that has come (dropped, undone): then it is not left with nothing.
    if (!isUnclaimed()) return
    if (at === null || !spots.has(at)) store.actions.point(middle.id)
    canvas.current?.querySelector<HTMLElement>('.map-term[tabindex="0"]')?.focus()
  }, [at, spots, middle.id, store])
  return (
    <div
      ref={canvas}
      className="map-canvas"
      role="group"
      aria-label={i18n._('Terms around “{term}”: arrow keys lead to linked terms, Enter puts one in the middle', { term: middle.headword })}
      style={{ width: layout.width, height: layout.height }}
      onKeyDown={onKeyDown}
    >
      <Lines drawn={drawn} spots={spots} at={at} />
      {picture.items.map((item, index) => {
        const spot = { ...layout.places[index]!, ...picture.boxes[index]! }
        if (item.type === 'form')
          return (
            <span key={`form ${item.text}`} className="map-form ellipsis" style={styleOf(spot)}>
              <span className="visually-hidden">{i18n._('Other spelling:')} </span>= <bdi lang={lang(middle.language)}>{item.text}</bdi>
            </span>
          )
        return <Term key={item.id} map={map} node={map.nodes[index]!} spot={spots.get(item.id) ?? spot} here={item.id === at} />
      })}
    </div>
  )
}

const styleOf = ({ x, y, width, height }: Spot) => ({ left: x, top: y, width, height })

function Lines({ drawn: { map, layout }, spots, at }: { drawn: Drawn; spots: ReadonlyMap<number, Spot>; at: number | null }) {
  const lines = useMemo(() => linesOf(map.links, spots), [map, spots])
  return (
    <svg className="map-lines" width={layout.width} height={layout.height} aria-hidden>
      <defs>
        <marker id="map-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path className="map-arrow" d="M0 0 8 4 0 8z" />
        </marker>
      </defs>
      {lines.map(({ link, ...ends }) => (
        <line
          key={`${link.kind} ${link.a} ${link.b}`}
          className={`map-link is-${link.kind} ${link.a === at || link.b === at ? 'is-here' : ''}`}
          {...ends}
          {...(link.kind === 'mentions' ? { markerEnd: 'url(#map-arrow)' } : {})}
        />
      ))}
    </svg>
  )
}

const MARKS = { accepted: IconCheck, dropped: IconX, undecided: IconCircle } as const

/** Drawn anew only when it is another term, stands elsewhere, or the keyboard comes or goes: an arrow key draws two of sixty. */
const Term = memo(function Term({ map, node, spot, here }: { map: TermMap; node: MapNode; spot: Spot; here: boolean }) {
  const { map: store } = useApp()
  const button = useRef<HTMLButtonElement>(null)
  const Mark = MARKS[node.decision]
  useEffect(() => {
    // The keyboard follows on the map itself, and is not taken from the inspector or a field.
    const onMap = document.activeElement?.closest('.map-canvas') != null || isUnclaimed()
    if (here && onMap) button.current?.focus()
  }, [here])
  return (
    <button
      ref={button}
      type="button"
      className={`map-term is-step-${node.step} is-${node.decision}`}
      style={styleOf(spot)}
      tabIndex={here ? 0 : -1}
      aria-label={`${node.headword}: ${decisionLabel(node.decision)}; ${relations(map, node)}`}
      aria-current={node.step === 0 ? 'true' : undefined}
      title={node.headword}
      onFocus={() => store.actions.point(node.id)}
      onDoubleClick={() => void store.actions.show(node.id)}
    >
      <Mark size={node.decision === 'undecided' ? 8 : 13} aria-hidden />
      <span className="ellipsis" lang={lang(node.language)}>
        <bdi>{node.headword}</bdi>
      </span>
    </button>
  )
})
