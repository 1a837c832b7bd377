import type { ProblemView } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'

/** `Ignored: reason` or `Fixed`; nothing for an open problem. */
export function StateChip({ problem: { ignored, ignoredReason, fixed } }: { problem: ProblemView }) {
  if (ignored)
    return (
      <span className="chip">
        {ignoredReason === null ? i18n._('Ignored') : <bdi>{i18n._('Ignored: {reason}', { reason: ignoredReason })}</bdi>}
      </span>
    )
  return fixed ? <span className="chip ok">{i18n._('Fixed')}</span> : null
}
