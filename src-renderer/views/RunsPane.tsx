import { Button } from '@mantine/core'
import { useEffect } from 'react'
import type { RunRow } from '../../src-main/contract/run.ts'
import { isActive } from '../../src-main/contract/run-values.ts'
import { type Column, Grid, useActiveRow } from '../grid/Grid.tsx'
import { dateTime, i18n } from '../i18n/index.ts'
import { useApp, useRuns } from './context.ts'
import { KeepFinished, useFinished } from './KeepFinished.tsx'
import { LogLines } from './LogDrawer.tsx'
import { durationLabel, failureSentence, scopeLabel, statusLabel } from './labels.ts'
import { ModelLogButton } from './models/ModelLogView.tsx'
import { RunAccount } from './models/RunAccount.tsx'
import { EmptyNote, ErrorNote } from './parts.tsx'
import { SettingsUsed } from './run/SettingsUsed.tsx'

/** Every run of the library: what it was, how it ended and why, with which settings, and its log. */
export function RunsPane() {
  const { runs } = useApp()
  const history = useRuns((state) => state.history)
  const ready = useRuns((state) => state.historyReady)
  const running = useRuns((state) => state.active !== null)
  const error = useRuns((state) => state.error)
  const [active, setActive] = useActiveRow(history.length)
  const run = history[active]
  useEffect(() => void runs.actions.loadHistory(), [runs])
  useEffect(() => {
    if (run) void runs.actions.showLog(run.id)
  }, [run?.id, runs, run])
  return (
    <section className="pane" aria-label={i18n._('Runs')}>
      <div className="pane-head">
        <h2 className="pane-title">{i18n._('Runs')}</h2>
        <span className="grow" />
        <Button disabled={running} onClick={() => void runs.actions.start('full')}>
          {i18n._('Run what has changed')}
        </Button>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void runs.actions.loadHistory()} />}
      {ready && (
        <Grid
          label={i18n._('Runs')}
          columns={columns()}
          total={history.length}
          rowAt={(index) => history[index]}
          keyOf={(row) => row.id}
          active={active}
          onMove={setActive}
          empty={
            <EmptyNote
              title={i18n._('Nothing has run yet')}
              action={<Button onClick={() => void runs.actions.start('full')}>{i18n._('Run now')}</Button>}
            >
              {i18n._('Each run is listed here with how it ended, its settings and its log.')}
            </EmptyNote>
          }
          autoFocus
        />
      )}
      {run && <RunDetail run={run} />}
    </section>
  )
}

const STATUS_CLASS: Record<RunRow['status'], string> = {
  pending: 'dim',
  running: 'ok',
  cancelling: 'warn',
  completed: 'ok',
  cancelled: 'dim',
  failed: 'bad',
  interrupted: 'warn',
}

const columns = (): readonly Column<RunRow>[] => [
  { id: 'id', header: i18n._('Run'), width: '60px', align: 'end', cell: (run) => run.id },
  { id: 'scope', header: i18n._('What'), width: '140px', cell: (run) => scopeLabel(run.scope) },
  {
    id: 'status',
    header: i18n._('State'),
    width: '120px',
    cell: (run) => <span className={STATUS_CLASS[run.status]}>{statusLabel(run.status)}</span>,
  },
  { id: 'start', header: i18n._('Started'), width: '180px', cell: (run) => dateTime(run.createdAt) },
  {
    id: 'time',
    header: i18n._('Duration'),
    width: '80px',
    align: 'end',
    cell: (run) => (run.durationMs === null ? '' : durationLabel(run.durationMs)),
  },
  {
    id: 'why',
    header: i18n._('Why'),
    width: 'minmax(120px, 1fr)',
    cell: (run) => <span className="dim">{failureSentence(run) ?? ''}</span>,
  },
]

function RunDetail({ run }: { run: RunRow }) {
  const { host, act, session, runs } = useApp()
  const finished = useFinished(run)
  const revert = () => {
    const library = session.getState().library
    if (library)
      void host.call('runs.revert', { library: library.id, run: run.id }).then(() => act.say(i18n._('Run reverted'), true), act.fail)
  }
  const why = failureSentence(run)
  return (
    <section
      className="pane"
      style={{ flex: '1 1 45%', borderTop: '1px solid var(--line)' }}
      aria-label={i18n._('Log of run {n}', { n: run.id })}
    >
      <div className="pane-head">
        <h2 className="pane-title">{i18n._('Log of run {n}', { n: run.id })}</h2>
        {why && <span className="bad">{why}</span>}
        <span className="grow" />
        {(run.status === 'failed' || run.status === 'interrupted' || run.status === 'cancelled') && (
          <Button variant="default" onClick={() => void runs.actions.start(run.scope, { retryOf: run.id })}>
            {i18n._('Start again')}
          </Button>
        )}
        {finished !== null && finished > 0 && <KeepFinished run={run} finished={finished} />}
        {JSON.parse(run.settings).model?.log === true && <ModelLogButton run={run.id} />}
        {run.status === 'completed' && (
          <Button variant="default" onClick={revert}>
            {i18n._('Revert this run')}
          </Button>
        )}
        {isActive(run.status) && (
          <Button variant="default" onClick={() => void runs.actions.cancel()}>
            {i18n._('Cancel')}
          </Button>
        )}
      </div>
      <RunAccount run={run} />
      <details className="run-settings">
        <summary className="dim">{i18n._('Settings used')}</summary>
        <SettingsUsed settings={run.settings} />
      </details>
      <LogLines />
    </section>
  )
}
