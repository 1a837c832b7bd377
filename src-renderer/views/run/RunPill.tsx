import { Popover } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconPlayerPause,
  IconPlayerStop,
  IconRefresh,
  IconRefreshAlert,
} from '@tabler/icons-react'
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { count, i18n } from '../../i18n/index.ts'
import type { RunKind, RunState } from '../../state/run-state.ts'
import { createSayer } from '../../state/sayer.ts'
import { useRuns, useSession } from '../context.ts'
import { failureSentence, stageLabel } from '../labels.ts'
import { OnItsWay } from '../parts.tsx'
import { useAsked } from '../useAsked.ts'
import { pillLabel, shareLabel } from './labels.ts'
import { useRunState } from './useRunState.ts'

const RunCard = lazy(() => import('./RunCard.tsx'))

type Icon = ComponentType<{ size?: number; 'aria-hidden'?: boolean }>

const ICONS: Record<RunKind, Icon> = {
  none: IconCircleDashed,
  looking: IconRefresh,
  starting: IconRefresh,
  running: IconRefresh,
  paused: IconPlayerPause,
  cancelling: IconPlayerStop,
  saving: IconRefresh,
  failed: IconAlertTriangle,
  cancelled: IconPlayerStop,
  interrupted: IconAlertTriangle,
  changed: IconRefreshAlert,
  unread: IconRefreshAlert,
  outdated: IconRefreshAlert,
  current: IconCircleCheck,
  finished: IconCircleCheck,
}

const TONE: Partial<Record<RunKind, string>> = {
  failed: 'bad',
  interrupted: 'warn',
  changed: 'warn',
  unread: 'warn',
  outdated: 'warn',
  current: 'ok',
  finished: 'ok',
}

/**
 * Always says how it stands with the runs of this library, at one place and of one width, so that nothing in the toolbar moves while a run works. A press
 * shows the rest. Details of the moment are in the status bar.
 */
export function RunPill() {
  const state = useRunState()
  const [open, setOpen] = useState(false)
  useAsked('run.show', () => setOpen(true))
  const Picture = ICONS[state.kind]
  const share = shareLabel(state)
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom"
        width={364}
        shadow="md"
        trapFocus
        withinPortal
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <button type="button" className="run-pill" data-state={state.kind} onClick={() => setOpen(!open)}>
            <span className="visually-hidden">{i18n._('Run:')} </span>
            <span className={TONE[state.kind] ?? 'dim'}>
              <Picture size={15} aria-hidden />
            </span>
            <span className="run-pill-word ellipsis">{pillLabel(state)}</span>
            {share !== '' && <span className="run-pill-share tabular">{share}</span>}
            {state.documents > 0 && (
              <span className="run-pill-count tabular" aria-hidden>
                {count(state.documents)}
              </span>
            )}
            {state.share !== null && <span className="run-pill-bar" aria-hidden style={{ inlineSize: `${100 * state.share}%` }} />}
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={i18n._('Run')} className="run-card">
          <Suspense fallback={<OnItsWay />}>{open && <RunCard state={state} onClose={() => setOpen(false)} />}</Suspense>
        </Popover.Dropdown>
      </Popover>
      <Announcer state={state} />
    </>
  )
}

/**
 * Tells screen readers how a run goes: its step with every ten per cent, as far as there is time to say it, and how it ended. The only place that does, so that nothing is said twice: the
 * status bar is not announced, and documents that changed are by their own line.
 */
function Announcer({ state }: { state: RunState }) {
  const sentence = useSentence(state)
  const [said, setSaid] = useState('')
  const [sayer] = useState(() => createSayer(setSaid))
  const atWork = state.kind === 'starting' || state.kind === 'running'
  useEffect(() => sayer.tell(atWork, sentence), [sayer, atWork, sentence])
  useEffect(() => sayer.stop, [sayer])
  return (
    <span className="visually-hidden" role="status">
      {said}
    </span>
  )
}

/** Said elsewhere: by the line of what has changed, by the status bar's of a library that can't be written. */
const SILENT: ReadonlySet<RunKind> = new Set(['none', 'looking', 'saving', 'changed', 'unread', 'outdated'])

function useSentence({ kind, share, step }: RunState): string {
  const last = useSession((state) => state.library?.lastRun ?? null)
  const scope = useRuns((state) => state.active?.scope)
  if (SILENT.has(kind)) return ''
  const word = pillLabel({ kind, share, step, documents: 0 })
  if (kind === 'failed') return `${word}. ${(last && failureSentence(last)) ?? ''}`
  if (scope === undefined || step === null || share === null) return word
  const tens = `${Math.floor(share * 10) * 10} %`
  return kind === 'running' ? `${stageLabel(step.stage)} ${tens}` : `${word}, ${stageLabel(step.stage)}`
}
