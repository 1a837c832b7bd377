import { IconPlayerPause, IconPlayerPlay, IconTerminal2, IconX } from '@tabler/icons-react'
import type { LibraryInfo } from '../../src-main/contract/library-api.ts'
import { dateTime, i18n } from '../i18n/index.ts'
import { changesIn } from '../state/freshness.ts'
import { unreadDocuments } from '../state/run-state.ts'
import { undoneByNotice } from '../state/ui.ts'
import { useApp, useRuns, useSession, useUi } from './context.ts'
import { durationLabel, scopeLabel, stageLabel, statusLabel } from './labels.ts'
import { Detail } from './run/Detail.tsx'
import { scanSentence } from './scan-sentence.ts'

/**
 * What the run does at this moment, else what the last one did and what has changed since; what was done last; the log. How it stands with the
 * runs, in a word, is said by the pill in the toolbar and not again here.
 */
export function StatusBar() {
  const { act } = useApp()
  const active = useRuns((state) => state.active)
  const log = useUi((state) => state.log)
  const place = useUi((state) => state.place)
  return (
    <footer className="statusbar">
      {active ? <RunBar /> : <Idle />}
      <Notice />
      {/* In the history of runs the log is there anyway. */}
      {place !== 'runs' && (
        <button type="button" className="status-button" aria-pressed={log} onClick={() => act.show({ log: !log })}>
          <IconTerminal2 size={14} aria-hidden />
          {i18n._('Log')}
        </button>
      )}
    </footer>
  )
}

function RunBar() {
  const { runs } = useApp()
  const active = useRuns((state) => state.active)!
  const paused = useRuns((state) => state.paused)
  const saving = useRuns((state) => state.saving)
  const progress = useRuns((state) => state.progress)
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
      <strong>{progress ? stageLabel(progress.stage) : scopeLabel(active.scope)}</strong>
      <span className="run-detail tabular ellipsis">{progress && <Detail progress={progress} />}</span>
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

function Idle() {
  const library = useSession((state) => state.library)
  const last = library?.lastRun
  const leftOut = library ? library.documents.skipped + library.documents.failed : 0
  return (
    <div className="run">
      <Freshness />
      <span className="dim ellipsis" data-last-run={last?.id}>
        {library && i18n._('{n, plural, one {# document} other {# documents}}', { n: library.documents.total - leftOut })}
        {leftOut > 0 && ` · ${i18n._('{n, plural, one {# file left out} other {# files left out}}', { n: leftOut })}`}
        {last && ` · ${i18n._('last run: {status}', { status: statusLabel(last.status) })}`}
        {last?.finishedAt && ` · ${dateTime(last.finishedAt)}`}
        {last?.durationMs != null && ` · ${durationLabel(last.durationMs)}`}
        {library?.watched === true && ` · ${i18n._('folders watched')}`}
        {library?.watched === false &&
          ` · ${i18n._('not every folder is watched: changes are looked for when you come back to this window')}`}
      </span>
    </div>
  )
}

/** What has changed since the last run, and one click that does only that. Here, where nothing above moves when it comes up. */
function Freshness() {
  const { runs } = useApp()
  const library = useSession((state) => state.library)
  if (!library?.lastRun) return null
  const changed = changesIn(library)
  if (library.outdated.length === 0) return null
  const { moved } = library.changes
  return (
    <span className="row freshness">
      <span className="warn ellipsis" role="status">
        {changed + moved > 0 ? scanSentence(library.changes) : outdatedSentence(library)}
      </span>
      <button type="button" className="status-button is-wanted" disabled={library.readOnly} onClick={() => void runs.actions.start('full')}>
        {i18n._('Update')}
      </button>
    </span>
  )
}

/** Documents nobody has read yet, which is what people did; else what has to be done anew. */
function outdatedSentence(library: LibraryInfo): string {
  const unread = unreadDocuments(library)
  return unread > 0
    ? i18n._('{n, plural, one {# document is} other {# documents are}} not read yet', { n: unread })
    : i18n._('Out of date: {stages}', { stages: library.outdated.map(stageLabel).join(', ') })
}

function Notice() {
  const { act } = useApp()
  const notice = useUi((state) => state.notice)
  const last = useSession((state) => state.undo.undo)
  return (
    <div className="row">
      {/* Made anew each time: the same words said again are heard again. The button beside them is not, or they would be heard once more when it comes. */}
      <span role="status">{notice && <span key={notice.at}>{notice.text}</span>}</span>
      {notice && undoneByNotice(notice, last) && (
        <button type="button" className="status-button" onClick={() => void act.undo()}>
          {i18n._('Undo')}
        </button>
      )}
    </div>
  )
}
