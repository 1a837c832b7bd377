import { Button, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { i18n } from '../../i18n/index.ts'
import { keyLabel } from '../../keys/useKey.ts'
import { COMMANDS, type Command, type MenuName, menuLabel } from '../../state/commands.ts'
import { boundKeys } from '../../state/keys.ts'
import { useApp, useSession } from '../context.ts'
import { Frame } from '../dialogs/Frame.tsx'
import { CommandKeys } from './CommandKeys.tsx'

const MENUS: readonly MenuName[] = ['term', 'edit', 'view', 'run', 'file', 'help']

export function KeyboardDialog() {
  return (
    <Frame name="keyboard" title={i18n._('Change keyboard shortcuts')} size="xl">
      <Keyboard />
    </Frame>
  )
}

const folded = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '')

/** Every command with its keys, each changed by pressing another one (WCAG 2.1.4). */
function Keyboard() {
  const { session } = useApp()
  const settings = useSession((state) => state.settings)!
  const [search, setSearch] = useState('')
  const keys = boundKeys(settings)
  const wanted = folded(search)
  const fits = ({ id, label }: Command) =>
    folded(label()).includes(wanted) || (keys.get(id) ?? []).some((key) => folded(keyLabel(key)).includes(wanted))
  const shown = COMMANDS.filter((command) => wanted === '' || fits(command))
  return (
    <div className="stack">
      <div className="row keyboard-head">
        <TextInput
          className="grow"
          role="searchbox"
          aria-label={i18n._('Search commands and keys')}
          placeholder={i18n._('Search commands and keys')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
        <Button
          variant="default"
          disabled={Object.keys(settings.keys).length === 0}
          onClick={() => void session.actions.setSettings({ keys: {} })}
        >
          {i18n._('Reset all')}
        </Button>
      </div>
      <Switch
        size="xs"
        label={i18n._('Single-letter shortcuts (A, D, G then T …)')}
        checked={settings.letterKeys}
        onChange={(event) => void session.actions.setSettings({ letterKeys: event.currentTarget.checked })}
      />
      {shown.length === 0 && <p role="status">{i18n._('No command and no key is like that.')}</p>}
      {MENUS.map((menu) => (
        <Group key={menu} name={menuLabel[menu]()} commands={shown.filter((command) => command.menu === menu)} />
      ))}
      <p className="dim">
        {i18n._('The arrow keys, Tab, Enter and Escape move within lists and dialogs everywhere and stay what they are.')}
      </p>
    </div>
  )
}

function Group({ name, commands }: { name: string; commands: readonly Command[] }) {
  if (commands.length === 0) return null
  return (
    <section aria-label={name}>
      <h3 className="pane-title">{name}</h3>
      <ul className="key-list">
        {commands.map((command) => (
          <CommandKeys key={command.id} command={command} />
        ))}
      </ul>
    </section>
  )
}
