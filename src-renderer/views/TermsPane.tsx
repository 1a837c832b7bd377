import { Button, SegmentedControl } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ConceptId, TermRow, TermSort } from '../../src-main/contract/library-api.ts'
import { type Column, Grid } from '../grid/Grid.tsx'
import { count, i18n } from '../i18n/index.ts'
import type { App } from '../state/app.ts'
import { sortBy, turnFolding } from '../state/command-actions.ts'
import { keysFor } from '../state/keys.ts'
import { rowAt } from '../state/terms.ts'
import { useApp, useRuns, useTerms } from './context.ts'
import { viewLabel } from './labels.ts'
import { AskMenu } from './models/AskModel.tsx'
import { type MenuPlace, RowMenu } from './models/RowMenu.tsx'
import { SMALL } from './pane-sizes.ts'
import { ErrorNote, Hint } from './parts.tsx'
import { DecisionMark, Definition, Name, Score } from './TermCells.tsx'
import { TermsEmpty } from './TermsEmpty.tsx'
import { useKeySettings } from './useKeys.ts'
import { useReaderPlace } from './useReaderPlace.ts'
import { useWindowWidth } from './useWindowWidth.ts'

/** The list of terms: the heart of the window. */
export function TermsPane() {
  const { terms } = useApp()
  const error = useTerms((state) => state.error)
  return (
    <section className="pane" aria-label={i18n._('Terms')}>
      <Head />
      {error && <ErrorNote error={error} onRetry={() => void terms.actions.refresh('row')} />}
      <TermGrid />
    </section>
  )
}

/**
 * Is the number of terms read out when it changes? When it answers a question (a search, another view), yes. Not when a decision takes a row away, which is said
 * itself, nor when a run fills the list many times a second, of which the progress is said.
 */
function useTold(ready: boolean): 'polite' | 'off' {
  const filling = useRuns((state) => state.active !== null)
  const answered = useRef(false)
  const told = !answered.current && !filling ? 'polite' : 'off'
  useEffect(() => {
    answered.current = ready
  }, [ready])
  return told
}

function Head() {
  const app = useApp()
  const { terms, act } = app
  const query = useTerms((state) => state.query)
  const folded = useTerms((state) => state.folded)
  const total = useTerms((state) => state.total) + folded
  const ready = useTerms((state) => state.ready)
  const selected = useTerms((state) => state.selection.ids.size)
  const preview = useTerms((state) => rowAt(state, 0)?.preview ?? false)
  const told = useTold(ready)
  return (
    <div className="pane-head">
      <h2 className="pane-title">{viewLabel(query.view)}</h2>
      {/* What is done with a selection takes this place: a second line would move the list away under the pointer. */}
      <span className={selected > 0 ? 'visually-hidden' : 'dim tabular'} role="status" aria-live={told}>
        {ready ? i18n._('{n, plural, one {# term} other {# terms}}', { n: total }) : ''}
      </span>
      {folded > 0 && selected === 0 && (
        <button type="button" className="link-button" title={i18n._('List every term by itself')} onClick={() => turnFolding(app)}>
          {i18n._('{n} folded', { n: count(folded) })}
        </button>
      )}
      {preview && <span className="chip accent">{i18n._('A run fills this list')}</span>}
      <span className="grow" />
      <span className={selected > 0 ? 'tabular' : 'visually-hidden'} aria-live="polite">
        {selected > 0 ? i18n._('{n} selected', { n: count(selected) }) : ''}
      </span>
      {selected > 0 ? (
        <>
          <Button variant="default" onClick={() => void act.decide('accepted')}>
            {i18n._('Accept')} <Hint command="term.accept" />
          </Button>
          <Button variant="default" onClick={() => void act.decide('dropped')}>
            {i18n._('Drop')} <Hint command="term.drop" />
          </Button>
          <Button variant="default" disabled={selected < 2} onClick={() => act.show({ dialog: 'merge' })}>
            {i18n._('Merge…')} <Hint command="term.merge" />
          </Button>
          <AskMenu concepts={() => terms.actions.targets()} />
          <Button variant="subtle" onClick={terms.actions.clearSelection}>
            {i18n._('Clear')}
          </Button>
        </>
      ) : (
        <SegmentedControl
          size="xs"
          aria-label={i18n._('Order')}
          value={query.sort === 'alphabet' ? 'alphabet' : query.sort === 'termhood' ? 'termhood' : query.sort === 'rank' ? 'rank' : ''}
          onChange={(sort) => void terms.actions.setQuery({ sort: sort as TermSort, descending: false })}
          data={[
            { value: 'rank', label: i18n._('Best first') },
            { value: 'alphabet', label: i18n._('By reading') },
          ]}
        />
      )}
    </div>
  )
}

/** Moves closer together than this are a key held down. */
const HELD_MS = 80

function TermGrid() {
  const app = useApp()
  const { terms, detail } = app
  const pages = useTerms((state) => state.pages)
  const total = useTerms((state) => state.total)
  const active = useTerms((state) => state.active)
  const ids = useTerms((state) => state.selection.ids)
  useKeySettings()
  const fold = useTerms((state) => state.query.fold ?? false)
  const open = useTerms((state) => state.query.open)
  const list = useTerms(({ query: { open: _open, fold: _fold, ...query } }) => JSON.stringify(query))
  const columns = useColumns()
  const lastMove = useRef(0)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const activeId = rowAt({ pages }, active)?.id ?? null
  // Without a row there is no term; a row that is on its way is no reason to empty the inspector meanwhile.
  const none = useTerms((state) => state.ready && state.total === 0)
  useEffect(() => {
    if (activeId === null && !none) return
    // At once after a pause; while a key is held down only the row where it stops is worth asking for.
    const now = performance.now()
    const held = now - lastMove.current < HELD_MS
    lastMove.current = now
    const timer = setTimeout(() => void detail.actions.show(activeId), held ? HELD_MS : 0)
    return () => clearTimeout(timer)
  }, [activeId, none, detail])
  // Who moves in the list is done with the scan sheet; the term takes its place.
  const onMove = useCallback<typeof terms.actions.focusRow>(
    (index, how) => {
      app.act.show({ sheet: false })
      terms.actions.focusRow(index, how)
    },
    [app, terms],
  )
  const isSelected = useCallback((row: TermRow) => ids.has(row.id), [ids])
  const onVisible = useCallback((from: number, to: number) => void terms.actions.ensure(from, to), [terms])
  return (
    <>
      <Grid
        label={i18n._('Terms')}
        columns={columns}
        total={total}
        rowAt={(index) => rowAt({ pages }, index)}
        keyOf={(row) => row.id}
        active={active}
        list={list}
        isSelected={isSelected}
        selecting={ids.size > 0}
        onMove={onMove}
        onOpen={() => app.act.show({ inspector: true, sheet: false })}
        onVisible={onVisible}
        keys={{ ...keysFor(app, 'list'), ...foldKeys(app) }}
        {...(fold ? { tree: (row: TermRow) => branch(row, open) } : {})}
        rowClass={rowClass}
        empty={<TermsEmpty />}
        autoFocus
        onMenu={(index, left, top) => {
          const row = rowAt({ pages }, index)
          if (!row) return
          if (!ids.has(row.id)) terms.actions.focusRow(index, 'plain')
          setMenu({ left, top })
        }}
      />
      {menu && <RowMenu place={menu} onClose={() => setMenu(null)} />}
    </>
  )
}

/** Right shows the shorter terms of a row and goes into them, Left hides them or goes back to the longer one: the keys of a tree grid. */
function foldKeys({ terms }: App) {
  const row = () => rowAt(terms.getState(), terms.getState().active)
  const isOpen = (id: number) => terms.getState().query.open?.includes(id) ?? false
  return {
    arrowright: () => {
      const at = row()
      if (at?.nested === undefined) return false
      if (isOpen(at.id)) terms.actions.focusRow(terms.getState().active + 1)
      else void terms.actions.unfold(at.id, true)
    },
    arrowleft: () => {
      const at = row()
      if (at?.under !== undefined) terms.actions.focusTop()
      else if (at?.nested !== undefined && isOpen(at.id)) void terms.actions.unfold(at.id, false)
      else return false
    },
  }
}

const branch = (row: TermRow, open: readonly ConceptId[] | undefined) => ({
  level: row.under === undefined ? 1 : 2,
  ...(row.nested === undefined ? {} : { open: open?.includes(row.id) ?? false }),
})

const rowClass = (row: TermRow) => `${row.decision === 'dropped' ? 'is-dropped' : ''} ${row.preview ? 'is-preview' : ''}`

function useColumns(): readonly Column<TermRow>[] {
  const app = useApp()
  const sort = useTerms((state) => state.query.sort)
  const descending = useTerms((state) => state.query.descending ?? false)
  const narrow = useReaderPlace() === 'beside'
  const small = useWindowWidth() < SMALL
  return useMemo(() => {
    // Rank 1 is the highest score: sorting by rank upwards is sorting by score downwards.
    const by = (key: TermSort) => ({
      direction: sort === key ? (descending !== (key === 'rank') ? ('descending' as const) : ('ascending' as const)) : null,
      onSort: () => void sortBy(app, key),
    })
    const columns: Column<TermRow>[] = [
      { id: 'decision', header: i18n._('Decision'), quiet: true, width: '30px', cell: (row) => <DecisionMark row={row} /> },
      { id: 'term', header: i18n._('Term'), width: 'minmax(150px, 1.1fr)', sort: by('alphabet'), cell: (row) => <Name row={row} /> },
      { id: 'definition', header: i18n._('Definition'), width: 'minmax(80px, 1.6fr)', cell: (row) => <Definition row={row} /> },
      { id: 'score', header: i18n._('Score'), width: '78px', sort: by('rank'), cell: (row) => <Score row={row} /> },
      {
        id: 'frequency',
        header: i18n._('Uses'),
        width: '58px',
        align: 'end',
        sort: by('frequency'),
        cell: (row) => count(row.frequency),
      },
      {
        id: 'documents',
        header: i18n._('Files'),
        width: '80px',
        align: 'end',
        sort: by('documents'),
        cell: (row) => count(row.documents),
      },
    ]
    // Beside the reader only what tells terms apart stays; in a small window the definition needs the room of the bars and of one number.
    const without = narrow ? ['definition', 'score'] : small ? ['score', 'documents'] : []
    return columns.filter(({ id }) => !without.includes(id))
  }, [sort, descending, narrow, small, app])
}
