import { Button, Switch } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ProblemView } from '../../src-main/contract/library-api.ts'
import { type Column, Grid, useActiveRow } from '../grid/Grid.tsx'
import { count, i18n } from '../i18n/index.ts'
import { decisionNotice } from '../state/app.ts'
import { useApp, useRuns, useSession, useTables } from './context.ts'
import { Source } from './inspector/Definition.tsx'
import { problemLabel, problemSentence } from './labels.ts'
import { EmptyNote, ErrorNote } from './parts.tsx'

/** What the review found; each problem can be gone to or ignored. */
export function ProblemsPane() {
  const { tables, act, detail, runs } = useApp()
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
        {rows[active] && <Act problem={rows[active]} />}
        {rows[active] && <AskAgain problem={rows[active]} />}
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
          keys={{ i: () => ignore(rows[active]) }}
          rowClass={(problem) => (problem.ignored ? 'is-dropped' : '')}
          empty={<Empty />}
          autoFocus
        />
      )}
      {rows[active] && <Evidence problem={rows[active]} />}
    </section>
  )
}

/** What shows the problem: the passages side by side, each a way into its document. */
function Evidence({ problem }: { problem: ProblemView }) {
  const sources = problem.evidence
  if (sources.length === 0) return null
  return (
    <section className="pane-foot" aria-label={i18n._('Passages that show it')}>
      <h3 className="pane-title">{i18n._('Passages that show it')}</h3>
      <div className="side-by-side">
        {sources.map((source, index) => (
          <Source key={`${source.contentHash}:${source.start}`} source={source} number={index + 1} />
        ))}
      </div>
    </section>
  )
}

/** Problems a model can mend by writing the definition anew. */
const MENDABLE: ReadonlySet<ProblemView['kind']> = new Set(['unclear', 'contradiction', 'circular', 'unsupported', 'missing-relation'])

function AskAgain({ problem }: { problem: ProblemView }) {
  const { runs } = useApp()
  const running = useRuns((state) => state.active !== null)
  const scope = problem.kind === 'not-checked' ? 'review' : MENDABLE.has(problem.kind) ? 'refine' : null
  if (scope === null) return null
  const ask = () => void runs.actions.start(scope, { concepts: problem.conceptIds, again: true })
  return (
    <Button variant="default" disabled={running} onClick={ask}>
      {scope === 'review' ? i18n._('Check these again') : i18n._('Let the model mend it')}
    </Button>
  )
}

/** What mends the problem: one button, one step to undo. */
function Act({ problem }: { problem: ProblemView }) {
  const { act } = useApp()
  const [into, ...others] = problem.conceptIds
  if (into === undefined) return null
  const merge = async () => {
    if (await act.command({ type: 'merge', into, concepts: others })) act.say(i18n._('Merged'), true)
  }
  const drop = async () => {
    if (await act.command({ type: 'decide', concepts: problem.conceptIds, decision: 'dropped' }))
      act.say(decisionNotice('dropped', problem.conceptIds.length), true)
  }
  const edit = async () => {
    await act.goToTerm(into)
    act.show({ edit: { field: 'definition', concept: into } })
  }
  if (problem.action === 'merge' && others.length > 0) return <Button onClick={() => void merge()}>{i18n._('Merge')}</Button>
  if (problem.action === 'exclude') return <Button onClick={() => void drop()}>{i18n._('Drop')}</Button>
  if (problem.action === 'edit-definition') return <Button onClick={() => void edit()}>{i18n._('Edit the definition')}</Button>
  return <Button onClick={() => void act.goToTerm(into)}>{i18n._('Show the term')}</Button>
}

const columns = (): readonly Column<ProblemView>[] => [
  { id: 'kind', header: i18n._('Kind'), width: '180px', cell: (problem) => <Kind problem={problem} /> },
  {
    id: 'terms',
    header: i18n._('Terms'),
    width: 'minmax(120px, 1fr)',
    cell: (problem) => <bdi className="term-name">{problem.concepts.map((concept) => concept.key).join(' · ')}</bdi>,
  },
  { id: 'message', header: i18n._('What was found'), width: 'minmax(160px, 2fr)', cell: (problem) => <Found problem={problem} /> },
]

const Kind = ({ problem }: { problem: ProblemView }) => (
  <span className={problem.severity === 'error' ? 'bad' : problem.severity === 'warning' ? 'warn' : ''}>{problemLabel(problem.kind)}</span>
)

function Found({ problem }: { problem: ProblemView }) {
  const text = problemSentence(problem)
  return <bdi title={text}>{text}</bdi>
}

/** Not checked is never shown as none found. */
function Empty() {
  const { runs } = useApp()
  const library = useSession((state) => state.library)
  const problems = useTables((state) => state.problems)
  if ((problems?.length ?? 0) > 0) return <EmptyNote title={i18n._('Every problem is ignored')} />
  if (!library?.reviewed || library.outdated.includes('review'))
    return (
      <EmptyNote
        title={i18n._('Not checked yet')}
        action={<Button onClick={() => void runs.actions.start('review')}>{i18n._('Review the glossary')}</Button>}
      >
        {i18n._('The review looks for contradictions, duplicates, circular and missing definitions.')}
      </EmptyNote>
    )
  return <EmptyNote title={i18n._('The review found no problem')} />
}
