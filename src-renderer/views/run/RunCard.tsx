import { Button, Progress as ProgressBar } from '@mantine/core'
import { IconCheck, IconCircleDashed, IconRefreshAlert } from '@tabler/icons-react'
import type { RunRow } from '../../../src-main/contract/run.ts'
import { STAGES, type Stage, stagesOf } from '../../../src-main/contract/run-values.ts'
import { dateTime, i18n } from '../../i18n/index.ts'
import { type RunState, stageFreshness } from '../../state/run-state.ts'
import { useApp, useRuns, useSession } from '../context.ts'
import { durationLabel, failureSentence, scopeLabel, stageLabel } from '../labels.ts'
import { scanSentence } from '../scan-sentence.ts'
import { Detail } from './Detail.tsx'
import { freshnessLabel, pillLabel, shareLabel } from './labels.ts'

/** All there is to know and to do about the run at hand, else about the last one: opened from the pill in the toolbar. */
export default function RunCard({ state, onClose }: { state: RunState; onClose: () => void }) {
  const active = useRuns((runs) => runs.active)
  const focused = (card: HTMLDivElement | null) => {
    // Loaded after the popover has looked for something to focus.
    if (card && !card.contains(document.activeElement)) card.querySelector<HTMLElement>('button')?.focus()
  }
  return (
    <div className="stack" ref={focused}>
      <div className="row">
        <strong className="grow">{active ? scopeLabel(active.scope) : i18n._('Runs of this library')}</strong>
        {active && <span className="dim">{pillLabel(state)}</span>}
      </div>
      {active ? <Working state={state} /> : <Still state={state} />}
      <Stages state={state} />
      {active ? <WorkingButtons onClose={onClose} /> : <StillButtons state={state} onClose={onClose} />}
    </div>
  )
}

function Working({ state }: { state: RunState }) {
  const progress = useRuns((runs) => runs.progress)
  return (
    <>
      {state.kind === 'saving' && (
        <p className="warn">{i18n._('The library could not be written just now; it is tried again. Does the disk have room?')}</p>
      )}
      <ProgressBar value={100 * (state.share ?? 0)} size="sm" aria-label={i18n._('Progress')} />
      <p className="tabular run-card-detail">{progress && <Detail progress={progress} />}</p>
    </>
  )
}

/** Why it is as it is, in a sentence each. */
function Still({ state }: { state: RunState }) {
  const library = useSession((session) => session.library)
  const last = library?.lastRun
  const why = last ? failureSentence(last) : null
  const changes = state.kind === 'changed' ? library?.changes : undefined
  return (
    <>
      {state.kind === 'none' && (
        <p className="dim">{i18n._('A run reads the documents, finds their terms and quotes a definition for each.')}</p>
      )}
      {why && <p className={state.kind === 'failed' ? 'bad' : 'warn'}>{why}</p>}
      {state.kind === 'cancelled' && (
        <p className="dim">{i18n._('It was cancelled; nothing was changed by it. Finished work is not repeated.')}</p>
      )}
      {changes && <p>{scanSentence(changes)}</p>}
      {last && (
        <p className="dim">
          {i18n._('Last run: {what}', { what: scopeLabel(last.scope) })}
          {` · ${dateTime(last.finishedAt ?? last.createdAt)}`}
          {last.durationMs != null && ` · ${durationLabel(last.durationMs)}`}
        </p>
      )}
    </>
  )
}

/** Each stage with its badge: how far the run is with it, else whether what it made is of the documents and decisions as they are. */
function Stages({ state }: { state: RunState }) {
  return (
    <ol className="run-stages" aria-label={i18n._('Stages')}>
      {STAGES.map((stage) => (
        <li key={stage}>
          <span className="grow">{stageLabel(stage)}</span>
          <Badge stage={stage} state={state} />
        </li>
      ))}
    </ol>
  )
}

function Badge({ stage, state }: { stage: Stage; state: RunState }) {
  const library = useSession((session) => session.library)
  const scope = useRuns((runs) => runs.active?.scope)
  if (scope !== undefined && stagesOf(scope).includes(stage)) {
    const at = state.step ? STAGES.indexOf(state.step.stage) : -1
    const here = STAGES.indexOf(stage)
    if (here === at) return <strong className="tabular">{shareLabel(state) || i18n._('Working')}</strong>
    return here < at ? <Mark icon={IconCheck} tone="ok" text={i18n._('Done')} /> : <span className="dim">{i18n._('To come')}</span>
  }
  if (!library) return null
  const freshness = stageFreshness(library, stage)
  if (freshness === 'current') return <Mark icon={IconCheck} tone="ok" text={freshnessLabel(freshness)} />
  if (freshness === 'outdated') return <Mark icon={IconRefreshAlert} tone="warn" text={freshnessLabel(freshness)} />
  // Only a model refines: without one there is nothing to do in that stage.
  const alone = stage === 'refine' && library.lastRun !== null && JSON.parse(library.lastRun.settings).model === undefined
  return <Mark icon={IconCircleDashed} tone="dim" text={alone ? i18n._('Needs a language model') : freshnessLabel(freshness)} />
}

const Mark = ({ icon: Icon, tone, text }: { icon: typeof IconCheck; tone: string; text: string }) => (
  <span className={`row ${tone}`}>
    <Icon size={14} aria-hidden />
    {text}
  </span>
)

function WorkingButtons({ onClose }: { onClose: () => void }) {
  const { runs, act } = useApp()
  const paused = useRuns((state) => state.paused)
  const over = useRuns((state) => state.saving !== null || state.active?.status === 'cancelling')
  return (
    <div className="row">
      <Button variant="default" disabled={over} onClick={() => void runs.actions.togglePause()}>
        {paused ? i18n._('Go on') : i18n._('Pause')}
      </Button>
      <Button variant="default" disabled={over} onClick={() => void runs.actions.cancel()}>
        {i18n._('Cancel')}
      </Button>
      <span className="grow" />
      <Button
        variant="subtle"
        onClick={() => {
          act.show({ log: true })
          onClose()
        }}
      >
        {i18n._('Open the log')}
      </Button>
    </div>
  )
}

function StillButtons({ state, onClose }: { state: RunState; onClose: () => void }) {
  const { runs } = useApp()
  const last = useSession((session) => session.library?.lastRun ?? null)
  const readOnly = useSession((session) => session.library?.readOnly ?? true)
  const again = last !== null && (state.kind === 'failed' || state.kind === 'cancelled' || state.kind === 'interrupted')
  const start = () => {
    void (again ? runs.actions.start(last.scope, { retryOf: last.id }) : runs.actions.start('full'))
    onClose()
  }
  const label = again ? i18n._('Start again') : state.kind === 'none' ? i18n._('Run now') : i18n._('Run what has changed')
  const quiet = state.kind === 'current' || state.kind === 'finished'
  return (
    <div className="row">
      {!readOnly && (
        <Button fullWidth variant={quiet ? 'default' : 'filled'} onClick={start}>
          {label}
        </Button>
      )}
      <Ways last={last} onClose={onClose} />
    </div>
  )
}

/** Where more is known of the last run. */
function Ways({ last, onClose }: { last: RunRow | null; onClose: () => void }) {
  const { runs, act } = useApp()
  const readOnly = useSession((session) => session.library?.readOnly ?? true)
  const go = (change: Parameters<typeof act.show>[0]) => () => {
    act.show(change)
    if (change.log && last) void runs.actions.showLog(last.id)
    onClose()
  }
  // Its sentence speaks of the size limit: this leads there.
  const limit = last?.status === 'failed' && last.failureKind === 'oom' && !readOnly
  return (
    <>
      {limit && (
        <Button variant="subtle" onClick={go({ dialog: 'settings', settingsPart: 'library' })}>
          {i18n._('Settings of this library…')}
        </Button>
      )}
      {last && (
        <Button variant="subtle" onClick={go({ log: true })}>
          {i18n._('Open the log')}
        </Button>
      )}
      <Button variant="subtle" onClick={go({ place: 'runs' })}>
        {i18n._('All runs')}
      </Button>
    </>
  )
}
