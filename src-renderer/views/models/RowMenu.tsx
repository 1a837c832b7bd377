import { Menu } from '@mantine/core'
import { focusList } from '../../grid/focus.ts'
import { i18n } from '../../i18n/index.ts'
import { commandById, runCommand } from '../../state/commands.ts'
import { useApp } from '../context.ts'

export interface MenuPlace {
  readonly left: number
  readonly top: number
}

const ITEMS = [
  'term.accept',
  'term.drop',
  'term.edit',
  'term.source',
  'term.map',
  'term.define',
  'term.review',
  'term.refine',
  'term.exclude',
] as const
/** Only for a row with a proposal. */
const ANSWERS = ['term.keep', 'term.take', 'term.join'] as const

/** The menu of a row, at the pointer or below the row: what can be done with the term, or with the selection it is in. */
export function RowMenu({ place, onClose }: { place: MenuPlace; onClose: () => void }) {
  const app = useApp()
  const close = () => {
    onClose()
    focusList()
  }
  return (
    <Menu opened onChange={(open) => !open && close()} position="bottom-start" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: place.left, top: place.top, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={i18n._('Term')}>
        {[...ITEMS, ...ANSWERS].map((id) => {
          const command = commandById(id)
          const answer = ANSWERS.some((one) => one === id)
          if (!command || (answer && !command.enabled?.(app))) return null
          return (
            <Menu.Item key={id} disabled={command.enabled ? !command.enabled(app) : false} onClick={() => void runCommand(app, command)}>
              {command.label()}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
