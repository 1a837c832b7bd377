import type { LogLevel } from '../../../src-main/contract/run.ts'
import { i18n } from '../../i18n/index.ts'
import type { RunKind, RunState, StageFreshness } from '../../state/run-state.ts'
import { stageLabel, statusLabel } from '../labels.ts'

/** Words for the state of the library's runs. */

/** As short as the pill in the toolbar has room for. */
export function pillLabel({ kind, step, documents }: RunState): string {
  const labels: Record<RunKind, () => string> = {
    none: () => i18n._('Not run yet'),
    looking: () => i18n._('Looking …'),
    starting: () => statusLabel('pending'),
    running: () =>
      step && step.of > 1 ? i18n._('Step {n} of {total}', { n: step.n, total: step.of }) : step ? stageLabel(step.stage) : '',
    paused: () => i18n._('Paused'),
    cancelling: () => statusLabel('cancelling'),
    saving: () => i18n._('Saving …'),
    failed: () => statusLabel('failed'),
    cancelled: () => statusLabel('cancelled'),
    interrupted: () => statusLabel('interrupted'),
    changed: () => i18n._('{n} changed', { n: documents }),
    unread: () => i18n._('{n} not read', { n: documents }),
    outdated: () => i18n._('Out of date'),
    current: () => i18n._('Up to date'),
    finished: () => statusLabel('completed'),
  }
  return labels[kind]()
}

/** The share done, as people write it; '' while it says nothing. */
export const shareLabel = ({ kind, share }: RunState): string =>
  share !== null && (kind === 'running' || kind === 'paused') ? `${Math.floor(100 * share)} %` : ''

export function freshnessLabel(freshness: StageFreshness): string {
  const labels: Record<StageFreshness, () => string> = {
    current: () => i18n._('Up to date'),
    outdated: () => i18n._('Out of date'),
    never: () => i18n._('Not run yet'),
  }
  return labels[freshness]()
}

export function levelLabel(level: LogLevel): string {
  const labels: Record<LogLevel, () => string> = {
    debug: () => i18n._('detail'),
    info: () => i18n._('info'),
    warn: () => i18n._('warning'),
    error: () => i18n._('error'),
  }
  return labels[level]()
}
