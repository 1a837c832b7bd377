import { IconAlertCircle, IconCircleHalf2, IconClock, IconGitCompare, IconQuestionMark } from '@tabler/icons-react'
import type { TermRow } from '../../../src-main/contract/library-api.ts'
import type { DefinitionState } from '../../../src-main/contract/results.ts'
import { coreText } from '../../i18n/core-text.ts'
import { i18n } from '../../i18n/index.ts'

export function stateLabel(state: DefinitionState): string {
  const labels: Record<DefinitionState, () => string> = {
    ok: () => i18n._('Fine'),
    partial: () => i18n._('In part'),
    unverified: () => i18n._('Unverified'),
    failed: () => i18n._('Failed'),
  }
  return labels[state]()
}

const ICONS = { partial: IconCircleHalf2, unverified: IconQuestionMark, failed: IconAlertCircle } as const

/** How the machine fared with a term, with the reason; nothing where all is well. */
export function DefinitionStateMark({
  row: { definitionState: state, definitionReason: reason, waiting },
}: {
  row: Pick<TermRow, 'definitionState' | 'definitionReason' | 'waiting'>
}) {
  if (waiting) return <WaitingMark />
  if (state === 'ok') return null
  const Icon = ICONS[state]
  const label = stateLabel(state)
  return (
    <span
      className={`mark ${state === 'failed' ? 'bad' : 'warn'}`}
      role="img"
      aria-label={label}
      title={reason === null ? label : `${label}: ${coreText(reason)}`}
    >
      <Icon size={14} />
    </span>
  )
}

/** A run defines the term otherwise than people do, and waits for an answer. */
export function ProposalMark() {
  const label = i18n._('Another definition is proposed')
  return (
    <span className="mark warn" role="img" aria-label={label} title={label}>
      <IconGitCompare size={14} />
    </span>
  )
}

/** In the queue of the run that goes on. */
function WaitingMark() {
  const label = i18n._('Waiting for its turn')
  return (
    <span className="mark dim" role="img" aria-label={label} title={label}>
      <IconClock size={14} />
    </span>
  )
}
