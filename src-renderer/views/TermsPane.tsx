import { Button, SegmentedControl } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircle, IconPin, IconX } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { TermRow, TermSort } from '../../src-main/contract/library-api.ts'
import { type Column, Grid } from '../grid/Grid.tsx'
import { count, i18n } from '../i18n/index.ts'
import { keyLabel } from '../keys/useKey.ts'
import { keysFor } from '../state/commands.ts'
import { rowAt } from '../state/terms.ts'
import { useApp, useSession, useTerms, useUi } from './context.ts'
import { Invisible } from './Invisible.tsx'
import { viewLabel } from './labels.ts'
import { AskMenu } from './models/AskModel.tsx'
import { DefinitionStateMark } from './models/DefinitionState.tsx'
import { type MenuPlace, RowMenu } from './models/RowMenu.tsx'
import { ErrorNote, lang } from './parts.tsx'
import { TermsEmpty } from './TermsEmpty.tsx'

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

function Head() {
  const { terms, act } = useApp()
  const query = useTerms((state) => state.query)
  const total = useTerms((state) => state.total)
  const ready = useTerms((state) => state.ready)
  const selected = useTerms((state) => state.selection.ids.size)
  const preview = useTerms((state) => rowAt(state, 0)?.preview ?? false)
  return (
    <div className="pane-head">
      <h2 className="pane-title">{viewLabel(query.view)}</h2>
      <span className="dim tabular" role="status">
        {ready ? i18n._('{n, plural, one {# term} other {# terms}}', { n: total }) : ''}
      </span>
      {preview && <span className="chip accent">{i18n._('A run fills this list')}</span>}
      <span className="grow" />
      {selected > 0 ? (
        <>
          <span className="tabular">{i18n._('{n} selected', { n: count(selected) })}</span>
          <Button variant="default" onClick={() => void act.decide('accepted')}>
            {i18n._('Accept')} <Hint keys="a" />
          </Button>
          <Button variant="default" onClick={() => void act.decide('dropped')}>
            {i18n._('Drop')} <Hint keys="d" />
          </Button>
          <Button variant="default" disabled={selected < 2} onClick={() => act.show({ dialog: 'merge' })}>
            {i18n._('Merge…')} <Hint keys="m" />
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

export const Hint = ({ keys }: { keys: string }) => (
  <kbd aria-hidden className="hint">
    {keyLabel(keys)}
  </kbd>
)

/** Moves closer together than this are a key held down. */
const HELD_MS = 80

function TermGrid() {
  const app = useApp()
  const { terms, detail } = app
  const pages = useTerms((state) => state.pages)
  const total = useTerms((state) => state.total)
  const active = useTerms((state) => state.active)
  const ids = useTerms((state) => state.selection.ids)
  const letters = useSession((state) => state.settings?.letterKeys ?? true)
  const columns = useColumns()
  const lastMove = useRef(0)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const activeId = rowAt({ pages }, active)?.id ?? null
  useEffect(() => {
    // At once after a pause; while a key is held down only the row where it stops is worth asking for.
    const now = performance.now()
    const held = now - lastMove.current < HELD_MS
    lastMove.current = now
    const timer = setTimeout(() => void detail.actions.show(activeId), held ? HELD_MS : 0)
    return () => clearTimeout(timer)
  }, [activeId, detail])
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
        isSelected={isSelected}
        onMove={onMove}
        onOpen={() => app.act.show({ inspector: true, sheet: false })}
        onVisible={onVisible}
        keys={keysFor(app, 'list', letters)}
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

const rowClass = (row: TermRow) => `${row.decision === 'dropped' ? 'is-dropped' : ''} ${row.preview ? 'is-preview' : ''}`

function useColumns(): readonly Column<TermRow>[] {
  const { terms } = useApp()
  const sort = useTerms((state) => state.query.sort)
  const descending = useTerms((state) => state.query.descending ?? false)
  const narrow = useUi((state) => state.reader)
  return useMemo(() => {
    // Rank 1 is the highest score: sorting by rank upwards is sorting by score downwards.
    const by = (key: TermSort, downFirst: boolean) => ({
      direction: sort === key ? (descending !== (key === 'rank') ? ('descending' as const) : ('ascending' as const)) : null,
      onSort: () => void terms.actions.setQuery({ sort: key, descending: sort === key ? !descending : downFirst }),
    })
    const columns: Column<TermRow>[] = [
      { id: 'decision', header: '', width: '30px', cell: (row) => <DecisionMark row={row} /> },
      { id: 'term', header: i18n._('Term'), width: 'minmax(150px, 1.1fr)', sort: by('alphabet', false), cell: (row) => <Name row={row} /> },
      { id: 'definition', header: i18n._('Definition'), width: 'minmax(80px, 1.6fr)', cell: (row) => <Definition row={row} /> },
      { id: 'score', header: i18n._('Score'), width: '78px', sort: by('rank', false), cell: (row) => <Score row={row} /> },
      {
        id: 'frequency',
        header: i18n._('Uses'),
        width: '58px',
        align: 'end',
        sort: by('frequency', true),
        cell: (row) => count(row.frequency),
      },
      {
        id: 'documents',
        header: i18n._('Files'),
        width: '80px',
        align: 'end',
        sort: by('documents', true),
        cell: (row) => count(row.documents),
      },
    ]
    // Beside the reader only what tells terms apart stays.
    return narrow ? columns.filter(({ id }) => id !== 'definition' && id !== 'score') : columns
  }, [sort, descending, narrow, terms])
}

function DecisionMark({ row }: { row: TermRow }) {
  if (row.decision === 'accepted')
    return (
      <span className="mark ok" role="img" aria-label={i18n._('Accepted')}>
        <IconCheck size={16} stroke={2.4} />
      </span>
    )
  if (row.decision === 'dropped')
    return (
      <span className="mark bad" role="img" aria-label={i18n._('Dropped')}>
        <IconX size={16} />
      </span>
    )
  if (row.required)
    return (
      <span className="mark" role="img" aria-label={i18n._('Required')}>
        <IconPin size={15} />
      </span>
    )
  return (
    <span className="mark dim" role="img" aria-label={i18n._('To review')}>
      <IconCircle size={10} />
    </span>
  )
}

/** Kana says how it is read already. */
const isKana = (text: string) => /^[\u3041-\u30ff]+$/u.test(text)

function Name({ row }: { row: TermRow }) {
  return (
    <span lang={lang(row.language)} title={row.headword}>
      <bdi className="term-name">{row.headword}</bdi>
      <Invisible text={row.headword} />
      {row.abbreviation && <span className="chip">{row.abbreviation}</span>}
      {row.reading && !isKana(row.headword) && <span className="term-reading">{row.reading}</span>}
      {row.problems > 0 && (
        <span
          className="problem-count"
          role="img"
          aria-label={i18n._('{n, plural, one {# problem} other {# problems}}', { n: row.problems })}
        >
          <IconAlertTriangle size={13} aria-hidden />
          {row.problems}
        </span>
      )}
      {row.preview && <span className="visually-hidden">{i18n._('preview')}</span>}
      {row.notFoundSinceRun !== null && <span className="chip">{i18n._('not found')}</span>}
    </span>
  )
}

function Definition({ row }: { row: TermRow }) {
  if (!row.definition)
    return (
      <span className="dim">
        <DefinitionStateMark row={row} />–
      </span>
    )
  return (
    <>
      <DefinitionStateMark row={row} />
      <bdi lang={lang(row.language)} className={`definition-cell ${row.definitionKind === 'context' ? 'is-context' : ''}`}>
        {row.definition}
      </bdi>
    </>
  )
}

/** The score at which the bar is half full. */
const HALF_FULL = 2.5

function Score({ row }: { row: TermRow }) {
  // Scores have no upper end: the bar fills up slower the higher they are.
  const share = Math.max(0.04, row.glossaryScore / (Math.max(0, row.glossaryScore) + HALF_FULL))
  return (
    <span className="score" role="img" aria-label={i18n._('Score {n}', { n: row.glossaryScore.toFixed(1) })}>
      <span style={{ width: `${share * 100}%` }} />
    </span>
  )
}
