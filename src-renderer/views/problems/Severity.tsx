import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ProblemView } from '../../../src-main/contract/library-api.ts'
import { i18n } from '../../i18n/index.ts'

const MARKS = {
  error: { Icon: IconAlertOctagon, look: 'bad', label: () => i18n._('Error') },
  warning: { Icon: IconAlertTriangle, look: 'warn', label: () => i18n._('Warning') },
  info: { Icon: IconInfoCircle, look: 'dim', label: () => i18n._('Hint') },
} as const

/** How bad a problem is, by shape and by word: colour alone says it to few (WCAG 1.4.1). */
export function Severity({ of }: { of: ProblemView['severity'] }) {
  const { Icon, look, label } = MARKS[of]
  return (
    <span className={`severity ${look}`} role="img" aria-label={label()} title={label()}>
      <Icon size={14} />
    </span>
  )
}
