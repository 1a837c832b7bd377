import { Button } from '@mantine/core'
import { i18n } from '../../i18n/index.ts'
import { keyLabel } from '../../keys/useKey.ts'
import { COMMANDS, type MenuName, menuLabel } from '../../state/commands.ts'
import { keysOf } from '../../state/keys.ts'
import { useApp, useSession } from '../context.ts'
import { Frame } from './Frame.tsx'

const MENUS: readonly MenuName[] = ['term', 'edit', 'view', 'run', 'file', 'help']

export function ShortcutsDialog() {
  return (
    <Frame name="shortcuts" title={i18n._('Keyboard shortcuts')} size="xl">
      <Shortcuts />
    </Frame>
  )
}

/** Every key that does something now. */
function Shortcuts() {
  const { act } = useApp()
  const settings = useSession((state) => state.settings)
  return (
    <div className="stack">
      <p className="dim">
        {i18n._('Arrow keys move, Shift extends the selection, Ctrl or ⌘ moves without selecting.')}{' '}
        {i18n._('→ shows the shorter terms folded under a row, ← hides them.')}
      </p>
      {MENUS.map((menu) => (
        <section key={menu}>
          <h3 className="pane-title">{menuLabel[menu]()}</h3>
          <dl className="shortcut-list">
            {COMMANDS.filter((command) => command.menu === menu && keysOf(settings, command.id).length > 0).map((command) => (
              <div key={command.id}>
                <dt>{command.label()}</dt>
                <dd className="dim">
                  {keysOf(settings, command.id)
                    .map((key) => keyLabel(key))
                    .join(' / ')}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <div className="row">
        <Button variant="default" onClick={() => act.show({ dialog: 'keyboard' })} data-autofocus>
          {i18n._('Change keyboard shortcuts…')}
        </Button>
      </div>
    </div>
  )
}
