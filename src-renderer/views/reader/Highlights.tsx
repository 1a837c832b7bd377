import { Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconHighlight, IconHighlightOff, IconSquareNumber1 } from '@tabler/icons-react'
import { READER_MARKS, type ReaderMarks } from '../../../src-main/contract/reader-marks.ts'
import { i18n } from '../../i18n/index.ts'
import { marksLabel, setMarks } from '../../state/reader-marks.ts'
import { useApp, useSession } from '../context.ts'

/** What is said beside the button while not everything is marked, in a word or two. */
const SHORT: Record<Exclude<ReaderMarks, 'all'>, () => string> = {
  first: () => i18n._('first uses'),
  problems: () => i18n._('problems'),
  none: () => i18n._('off'),
}

/** Beside a narrow document only the picture is there. */
const ICONS = { all: IconHighlight, first: IconSquareNumber1, problems: IconAlertTriangle, none: IconHighlightOff }

/** The choice of what the reader marks. */
export function Highlights({ marks }: { marks: ReaderMarks }) {
  const app = useApp()
  const Icon = ICONS[marks]
  const label = i18n._('Highlights: {what}', { what: marksLabel[marks]() })
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          className="reader-highlights"
          variant={marks === 'all' ? 'subtle' : 'light'}
          color={marks === 'all' ? 'gray' : 'cyan'}
          size="compact-xs"
          // What is written on it is in its name, so that it can be asked for by voice (WCAG 2.5.3).
          aria-label={marks === 'all' ? label : `${label} (${SHORT[marks]()})`}
          title={label}
        >
          <Icon size={14} aria-hidden />
          {marks !== 'all' && <span className="reader-highlights-word">{SHORT[marks]()}</span>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={i18n._('Highlights')}>
        <Menu.RadioGroup value={marks} onChange={(one) => void setMarks(app, one as ReaderMarks)}>
          {READER_MARKS.map((one) => (
            <Menu.RadioItem key={one} value={one} closeMenuOnClick>
              {marksLabel[one]()}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Why nothing is marked although the choice would mark something. “Not checked yet” is never shown as “none found”. */
export function NoHighlights({ marks, shown }: { marks: ReaderMarks; shown: number }) {
  const app = useApp()
  const reviewed = useSession((state) => state.library?.reviewed ?? false)
  if (marks !== 'problems' || shown > 0) return null
  return (
    <div className="banner" role="status">
      <span className="grow">
        {reviewed
          ? i18n._('No term of this document has an open problem.')
          : i18n._('The glossary has not been reviewed yet, so no problem is known.')}
      </span>
      <Button variant="default" onClick={() => void setMarks(app, 'all')}>
        {i18n._('Highlight every use')}
      </Button>
    </div>
  )
}
