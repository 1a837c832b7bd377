import { i18n } from '../../i18n/index.ts'
import { keyLabel } from '../../keys/useKey.ts'
import { COMMANDS, type MenuName, menuLabel } from '../../state/commands.ts'
import { Frame } from './Frame.tsx'

const MENUS: readonly MenuName[] = ['term', 'edit', 'view', 'run', 'file', 'help']

export function ShortcutsDialog() {
  return (
    <Frame name="shortcuts" title={i18n._('Keyboard shortcuts')} size="xl">
      <div className="stack">
        {MENUS.map((menu) => (
          <section key={menu}>
            <h3 className="pane-title">{menuLabel[menu]()}</h3>
            <dl className="shortcut-list">
              {COMMANDS.filter((command) => command.menu === menu && command.keys.length > 0).map((command) => (
                <div key={command.id}>
                  <dt>{command.label()}</dt>
                  <dd className="dim">{command.keys.map((key) => keyLabel(key)).join(' / ')}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="dim">
          {i18n._('Arrow keys or J and K move, Shift extends the selection, X adds a row to it.')}{' '}
          {i18n._('→ shows the shorter terms folded under a row, ← hides them.')}{' '}
          {i18n._('[ and ] go to the previous and the next occurrence of the term in the reader.')}
        </p>
      </div>
    </Frame>
  )
}
