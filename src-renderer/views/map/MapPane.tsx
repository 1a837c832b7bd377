import { Button, SegmentedControl } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { count, i18n } from '../../i18n/index.ts'
import type { MapState } from '../../state/map.ts'
import { termInHand } from '../../state/terms.ts'
import { useApp, useSession } from '../context.ts'
import { EmptyNote, ErrorNote, lang } from '../parts.tsx'
import { MapCanvas } from './MapCanvas.tsx'
import { MapFilters } from './MapFilters.tsx'
import { MapList } from './MapList.tsx'

export const useMap = <T,>(select: (state: MapState) => T): T => useStore(useApp().map, select)

/** The surroundings of one term: what it is linked with, how, and what those are linked with. */
export default function MapPane() {
  const { map: store } = useApp()
  const error = useMap((state) => state.error)
  usePointing()
  useFirst()
  return (
    <section className="pane map" aria-label={i18n._('Map')}>
      <Head />
      <MapFilters />
      {error && <ErrorNote error={error} onRetry={() => void store.actions.refresh()} />}
      <Body />
    </section>
  )
}

/** While the map is there, commands act on the term its keyboard is on. */
function usePointing(): void {
  const { terms, detail } = useApp()
  const node = useMap((state) => state.map?.nodes.find(({ id }) => id === state.at))
  const id = node?.id
  const headword = node?.headword
  useEffect(() => {
    terms.actions.point(id === undefined || headword === undefined ? null : { id, headword })
    if (id !== undefined) void detail.actions.show(id)
  }, [id, headword, terms, detail])
  useEffect(() => () => terms.actions.point(null), [terms])
}

/** Opened without a term: the one the list is at, else the best of the glossary. */
function useFirst(): void {
  const { host, map, terms, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const missing = useMap((state) => state.centre === null)
  useEffect(() => {
    if (!missing || library === undefined) return
    const known = termInHand(terms.getState())
    if (known) return void map.actions.show(known.id)
    const first = host.call('terms.page', { library, query: { view: 'glossary', limit: 1 } })
    void first.then(({ rows }) => rows[0] && map.actions.show(rows[0].id), act.fail)
  }, [missing, library, host, map, terms, act])
}

function Head() {
  const { map: store } = useApp()
  const middle = useMap((state) => state.map?.nodes[0])
  const before = useMap((state) => state.before.length)
  const steps = useMap((state) => state.steps)
  const asList = useMap((state) => state.asList)
  return (
    <div className="pane-head">
      <h2 className="pane-title">{i18n._('Map')}</h2>
      {before > 0 && (
        <Button variant="subtle" leftSection={<IconArrowLeft size={14} aria-hidden />} onClick={() => void store.actions.back()}>
          {i18n._('Back')}
        </Button>
      )}
      {middle && (
        <strong className="ellipsis" lang={lang(middle.language)}>
          <bdi>{middle.headword}</bdi>
        </strong>
      )}
      <Shown />
      <span className="grow" />
      <SegmentedControl
        size="xs"
        aria-label={i18n._('How far')}
        value={String(steps)}
        onChange={(value) => void store.actions.setSteps(value === '1' ? 1 : 2)}
        data={[
          { value: '1', label: i18n._('1 step') },
          { value: '2', label: i18n._('2 steps') },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label={i18n._('Show as')}
        value={asList ? 'list' : 'map'}
        onChange={(value) => store.actions.showAs(value === 'list')}
        data={[
          { value: 'map', label: i18n._('Map') },
          { value: 'list', label: i18n._('List') },
        ]}
      />
    </div>
  )
}

/** How much of the surroundings is shown, and the way to the rest. */
function Shown() {
  const { map: store } = useApp()
  const map = useMap((state) => state.map)
  const from = useMap((state) => state.from)
  if (!map) return null
  const first = map.nodes.filter(({ step }) => step === 1).length
  return (
    <>
      <span className="dim tabular" role="status">
        {first < map.neighbours
          ? i18n._('{from}–{to} of {n} neighbours', { from: count(from + 1), to: count(from + first), n: count(map.neighbours) })
          : i18n._('{n, plural, one {# neighbour} other {# neighbours}}', { n: map.neighbours })}
      </span>
      {map.next !== null && (
        <button type="button" className="link-button" onClick={() => void store.actions.page(map.next ?? 0)}>
          {i18n._('Show the next')}
        </button>
      )}
      {from > 0 && (
        <button type="button" className="link-button" onClick={() => void store.actions.page(0)}>
          {i18n._('Back to the strongest')}
        </button>
      )}
    </>
  )
}

function Body() {
  const map = useMap((state) => state.map)
  const ready = useMap((state) => state.ready)
  const centre = useMap((state) => state.centre)
  const asList = useMap((state) => state.asList)
  const kinds = useMap((state) => state.kinds.length)
  const total = useSession((state) => state.library?.terms.total ?? 0)
  if (centre === null && total === 0)
    return (
      <EmptyNote title={i18n._('No terms yet')}>
        {i18n._('Once documents are read, the map shows how a term is linked with the others.')}
      </EmptyNote>
    )
  if (!ready) return null
  if (!map)
    return (
      <EmptyNote title={i18n._('This term is not in the list any more')}>
        {i18n._('Choose another term in the list, and “Show on the map” in its menu.')}
      </EmptyNote>
    )
  return (
    <>
      {map.neighbours === 0 && (
        <p className="map-alone">
          {kinds === 0
            ? i18n._('Every kind of link is switched off: switch one on above.')
            : i18n._(
                'No links of these kinds were found for this term. Links come from definitions, longer and shorter terms, the text around it, and from you.',
              )}
        </p>
      )}
      {asList ? <MapList map={map} /> : <MapCanvas map={map} />}
    </>
  )
}
