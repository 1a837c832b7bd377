import { IconAlertCircle, IconCircleHalf2, IconQuestionMark } from '@tabler/icons-react'
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
  row: { definitionState: state, definitionReason: reason },
}: {
  row: Pick<TermRow, 'definitionState' | 'definitionReason'>
}) {
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
