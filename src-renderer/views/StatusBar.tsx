import { Progress as ProgressBar } from '@mantine/core'
import { IconCheck, IconPlayerPause, IconPlayerPlay, IconTerminal2, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Progress } from '../../src-main/contract/run.ts'
import { STAGES, shareDone } from '../../src-main/contract/run-values.ts'
import { count, dateTime, i18n } from '../i18n/index.ts'
import { isUpToDate } from '../state/freshness.ts'
import { undoneByNotice } from '../state/ui.ts'
import { useApp, useRuns, useSession, useUi } from './context.ts'
import { durationLabel, scopeLabel, stageLabel, statusLabel, stepLabel } from './labels.ts'
import { sizeLabel } from './sizes.ts'

/** The run that works, else what the last one did; what was done last; the log. */
export function StatusBar() {
  const { act } = useApp()
  const active = useRuns((state) => state.active)
  const log = useUi((state) => state.log)
  return (
    <footer className="statusbar">
      {active ? <RunBar /> : <Idle />}
      <Notice />
      <button type="button" className="status-button" aria-pressed={log} onClick={() => act.show({ log: !log })}>
        <IconTerminal2 size={14} aria-hidden />
        {i18n._('Log')}
      </button>
    </footer>
  )
}

function RunBar() {
  const { runs } = useApp()
  const active = useRuns((state) => state.active)!
  const paused = useRuns((state) => state.paused)
  const saving = useRuns((state) => state.saving)
  const progress = useRuns((state) => state.progress)
  const share = progress ? 100 * shareDone(progress) : 0
  const stage = progress
    ? i18n._('Step {n} of {total}: {step}', {
        n: STAGES.indexOf(progress.stage) + 1,
        total: STAGES.length,
        step: stageLabel(progress.stage),
      })
    : scopeLabel(active.scope)
  if (saving) {
    return (
      <div className="run" role="status">
        <strong>{i18n._('Over ({status}), saving …', { status: statusLabel(saving) })}</strong>
        <span className="dim ellipsis">
          {i18n._('The library could not be written just now; it is tried again. Does the disk have room?')}
        </span>
      </div>
    )
  }
  return (
    <div className="run">
      <strong>{paused ? i18n._('Paused') : active.status === 'cancelling' ? statusLabel(active.status) : stage}</strong>
      <ProgressBar className="run-bar" value={share} animated={!paused} size="sm" aria-label={i18n._('Progress')} />
      <span className="run-detail tabular ellipsis">{progress && <Detail progress={progress} />}</span>
      <Announcer share={share} stage={stage} />
      <button
        type="button"
        className="status-button"
        disabled={active.status === 'cancelling'}
        onClick={() => void runs.actions.togglePause()}
      >
        {paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
        {paused ? i18n._('Go on') : i18n._('Pause')}
      </button>
      <button type="button" className="status-button" disabled={active.status === 'cancelling'} onClick={() => void runs.actions.cancel()}>
        <IconX size={14} aria-hidden />
        {i18n._('Cancel')}
      </button>
    </div>
  )
}

/** What the run does at this moment: how much of it, how fast, and how long it will take. */
function Detail({ progress }: { progress: Progress }) {
  return (
    <>
      {stepLabel(progress)}
      {progress.total > 0 && ` · ${count(progress.done)} / ${count(progress.total)}`}
      {progress.bytesTotal !== undefined && ` · ${sizeLabel(progress.bytesDone ?? 0)} / ${sizeLabel(progress.bytesTotal)}`}
      {progress.model !== undefined &&
        progress.model.tokensPerSecond > 0 &&
        ` · ${i18n._('{speed} tokens/s, {n} at once', { speed: count(progress.model.tokensPerSecond), n: progress.model.inFlight })}`}
      {progress.model?.cost !== undefined && ` · ${i18n._('cost {cost}', { cost: progress.model.cost.toFixed(4) })}`}
      {progress.etaMs !== undefined && ` · ${i18n._('about {time} left', { time: durationLabel(progress.etaMs) })}`}
      {progress.item && <span className="dim"> · {progress.item}</span>}
    </>
  )
}

/** Tells screen readers the progress in steps of ten per cent, not at every change. */
function Announcer({ share, stage }: { share: number; stage: string }) {
  const tens = Math.floor(share / 10) * 10
  const [said, setSaid] = useState('')
  useEffect(() => setSaid(`${stage} ${tens} %`), [stage, tens])
  return (
    <span className="visually-hidden" role="status">
      {said}
    </span>
  )
}

function Idle() {
  const library = useSession((state) => state.library)
  const scan = useSession((state) => state.scan)
  const last = library?.lastRun
  return (
    <div className="run">
      <span className="dim ellipsis" data-last-run={last?.id}>
        {library && i18n._('{n, plural, one {# document} other {# documents}}', { n: library.documents.total })}
        {last && ` · ${i18n._('last run: {status}', { status: statusLabel(last.status) })}`}
        {last?.finishedAt && ` · ${dateTime(last.finishedAt)}`}
        {last?.durationMs != null && ` · ${durationLabel(last.durationMs)}`}
        {library?.watched === true && ` · ${i18n._('folders watched')}`}
        {library?.watched === false &&
          ` · ${i18n._('not every folder is watched: changes are looked for when you come back to this window')}`}
      </span>
      {library && isUpToDate(library, scan) && (
        <span className="row fresh" role="status">
          <IconCheck size={14} aria-hidden />
          {i18n._('All is up to date')}
        </span>
      )}
    </div>
  )
}

function Notice() {
  const { act } = useApp()
  const notice = useUi((state) => state.notice)
  const last = useSession((state) => state.undo.undo)
  return (
    <div className="row" role="status">
      {notice && <span>{notice.text}</span>}
      {notice && undoneByNotice(notice, last) && (
        <button type="button" className="status-button" onClick={() => void act.undo()}>
          {i18n._('Undo')}
        </button>
      )}
    </div>
  )
}
