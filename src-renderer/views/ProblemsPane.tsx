import { Button, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ProblemView } from '../../src-main/contract/library-api.ts'
import { type Column, Grid, useActiveRow } from '../grid/Grid.tsx'
import { count, i18n } from '../i18n/index.ts'
import { whyNoProblems } from '../state/empty.ts'
import { keysDoing } from '../state/keys.ts'
import { useApp, useRuns, useSession, useTables } from './context.ts'
import { failureSentence, problemLabel, problemSentence } from './labels.ts'
import { EmptyNote, ErrorNote, guessedLang } from './parts.tsx'
import { ProblemFoot } from './problems/ProblemFoot.tsx'
import { Severity } from './problems/Severity.tsx'
import { StateChip } from './problems/StateChip.tsx'
import { useAsked } from './useAsked.ts'
import { useKeySettings } from './useKeys.ts'

/** What the review found. A problem is open, fixed since, or ignored; each has what mends it (problems/). */
export function ProblemsPane() {
  const app = useApp()
  const { tables, act, detail, runs } = app
  useKeySettings()
  const problems = useTables((state) => state.problems)
  const error = useTables((state) => state.error)
  const running = useRuns((state) => state.active !== null)
  const [ignored, setIgnored] = useState(false)
  const rows = (problems ?? []).filter((problem) => ignored || !problem.ignored)
  const [active, setActive] = useActiveRow(rows.length)
  useEffect(() => void tables.actions.load('problems'), [tables])
  const concept = rows[active]?.conceptIds[0]
  useEffect(() => {
    if (concept !== undefined) void detail.actions.show(concept)
  }, [concept, detail])
  const ignore = (problem: ProblemView | undefined) => {
    if (problem) void act.command({ type: 'ignore-problem', fingerprint: problem.fingerprint, on: !problem.ignored })
  }
  useAsked('problem.ignore', () => ignore(rows[active]))
  const open = () => {
    const id = rows[active]?.conceptIds[0]
    if (id !== undefined) void act.goToTerm(id)
  }
  return (
    <section className="pane" aria-label={i18n._('Problems')}>
      <div className="pane-head">
        <h2 className="pane-title">{i18n._('Problems')}</h2>
        <span className="dim tabular">{problems ? count(rows.length) : ''}</span>
        <span className="grow" />
        <Switch size="xs" label={i18n._('Show ignored')} checked={ignored} onChange={(event) => setIgnored(event.currentTarget.checked)} />
        <Button variant="default" disabled={!rows[active]} onClick={() => ignore(rows[active])}>
          {rows[active]?.ignored ? i18n._('Stop ignoring') : i18n._('Ignore')}
        </Button>
        <Button variant="default" disabled={running} onClick={() => void runs.actions.start('review')}>
          {i18n._('Review again')}
        </Button>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void tables.actions.load('problems')} />}
      {problems && (
        <Grid
          label={i18n._('Problems')}
          columns={columns()}
          total={rows.length}
          rowAt={(index) => rows[index]}
          keyOf={(problem) => problem.id}
          active={active}
          onMove={setActive}
          onOpen={open}
          keys={keysDoing(app, 'problem.ignore', () => ignore(rows[active]))}
          rowClass={(problem) => (problem.ignored || problem.fixed ? 'is-dropped' : '')}
          empty={<Empty onShowIgnored={() => setIgnored(true)} />}
          autoFocus
        />
      )}
      {rows[active] && <ProblemFoot key={rows[active].id} problem={rows[active]} />}
    </section>
  )
}

const columns = (): readonly Column<ProblemView>[] => [
  { id: 'kind', header: i18n._('Kind'), width: '180px', cell: (problem) => <Kind problem={problem} /> },
  {
    id: 'terms',
    header: i18n._('Terms'),
    width: 'minmax(120px, 1fr)',
    cell: (problem) => {
      const names = problem.headwords.join(' · ')
      return (
        <bdi className="term-name" lang={guessedLang(names)}>
          {names}
        </bdi>
      )
    },
  },
  { id: 'message', header: i18n._('What was found'), width: 'minmax(160px, 2fr)', cell: (problem) => <Found problem={problem} /> },
]

const Kind = ({ problem }: { problem: ProblemView }) => (
  <span>
    <Severity of={problem.severity} /> {problemLabel(problem.kind)}
  </span>
)

function Found({ problem }: { problem: ProblemView }) {
  const text = problemSentence(problem)
  return (
    <>
      <StateChip problem={problem} /> <bdi title={text}>{text}</bdi>
    </>
  )
}

/** Not checked is never shown as none found. */
function Empty({ onShowIgnored }: { onShowIgnored: () => void }) {
  const { runs } = useApp()
  const library = useSession((state) => state.library)
  const ignored = useTables((state) => state.problems?.length ?? 0)
  const running = useRuns((state) => state.active !== null)
  const why = whyNoProblems(ignored, running, library)
  const looks = i18n._('The review looks for contradictions, duplicates, circular and missing definitions.')
  if (why === 'none') return <EmptyNote title={i18n._('The review found no problem')}>{looks}</EmptyNote>
  if (why === 'running')
    return (
      <EmptyNote title={i18n._('Not checked yet')}>{i18n._('The run that works now does it last; what it finds appears here.')}</EmptyNote>
    )
  if (why === 'ignored')
    return (
      <EmptyNote title={i18n._('Every problem is ignored')} action={<Button onClick={onShowIgnored}>{i18n._('Show ignored')}</Button>}>
        {i18n._('What you ignore stays ignored when the glossary is reviewed again.')}
      </EmptyNote>
    )
  return (
    <EmptyNote
      title={why === 'failed' ? i18n._('The run failed before everything was checked') : i18n._('Not checked yet')}
      action={<Button onClick={() => void runs.actions.start('review')}>{i18n._('Review the glossary')}</Button>}
    >
      {(why === 'failed' && library?.lastRun && failureSentence(library.lastRun)) || looks}
    </EmptyNote>
  )
}
