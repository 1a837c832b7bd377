import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconPlus, IconRotate } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { type Bindings, MOST_KEYS } from '../../../src-main/contract/keys.ts'
import { i18n } from '../../i18n/index.ts'
import { assign, holderOf, isCharacter, LEADER, mayBind, reset, take } from '../../keys/bindings.ts'
import { keyLabel, useCapture, useKey } from '../../keys/useKey.ts'
import { COMMANDS, type Command, commandById } from '../../state/commands.ts'
import { boundKeys } from '../../state/keys.ts'
import { useApp, useSession } from '../context.ts'

/** What is being changed: one of the command's keys, or one more (null). */
interface Changing {
  readonly instead: string | null
  /** The leader was pressed, the second key is awaited. */
  readonly led: boolean
  /** The key that was pressed, and that another command has. */
  readonly wanted: { readonly key: string; readonly holder: string } | null
  readonly refused: string | null
}

const begin = (instead: string | null): Changing => ({ instead, led: false, wanted: null, refused: null })

/** One command: its keys, each a button that waits for another one. */
export function CommandKeys({ command }: { command: Command }) {
  const { session } = useApp()
  const settings = useSession((state) => state.settings)!
  const [changing, setChanging] = useState<Changing | null>(null)
  const row = useRef<HTMLLIElement>(null)
  const label = command.label()
  const keys = boundKeys(settings).get(command.id) ?? []
  const set = (bindings: Bindings) => {
    const copy = Object.fromEntries(Object.entries(bindings).map(([id, own]) => [id, [...own]]))
    void session.actions.setSettings({ keys: copy })
  }
  const done = (key: string | null) => {
    setChanging(null)
    // Back to the key that was changed, else to the last one: the focus is never lost.
    requestAnimationFrame(() => {
      const caps = [...(row.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
      const own = caps.find((cap) => cap.dataset.key === key) ?? caps.at(-1)
      own?.focus()
    })
  }
  const give = (key: string, instead: string | null) => {
    set(assign(COMMANDS, settings.keys, command.id, key, instead))
    done(key)
  }
  return (
    <li className="key-row" ref={row}>
      <span className="grow">{label}</span>
      {keys.map((key) =>
        changing?.instead === key ? null : (
          <button
            key={key}
            type="button"
            data-key={key}
            className={`key-cap ${!settings.letterKeys && isCharacter(key) ? 'is-off' : ''}`}
            title={!settings.letterKeys && isCharacter(key) ? i18n._('Switched off') : i18n._('Change {key}', { key: keyLabel(key) })}
            aria-label={i18n._('Change {key} of “{command}”', { key: keyLabel(key), command: label })}
            onClick={() => setChanging(begin(key))}
          >
            {keyLabel(key)}
          </button>
        ),
      )}
      {changing ? (
        <Change changing={changing} change={setChanging} label={label} command={command} give={give} done={done}>
          {changing.instead !== null && (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => {
                set(take(COMMANDS, settings.keys, command.id, changing.instead!))
                done(null)
              }}
            >
              {i18n._('Remove {key}', { key: keyLabel(changing.instead) })}
            </Button>
          )}
        </Change>
      ) : (
        <Tools command={command} label={label} full={keys.length >= MOST_KEYS} add={() => setChanging(begin(null))} set={set} />
      )}
    </li>
  )
}

/** One more key; the command's own keys again. */
function Tools(props: { command: Command; label: string; full: boolean; add: () => void; set: (bindings: Bindings) => void }) {
  const { command, label, full, add, set } = props
  const keys = useSession((state) => state.settings!.keys)
  return (
    <>
      <Tooltip label={i18n._('One more key')}>
        <ActionIcon data-key="" disabled={full} aria-label={i18n._('One more key for “{command}”', { command: label })} onClick={add}>
          <IconPlus size={14} />
        </ActionIcon>
      </Tooltip>
      {keys[command.id] !== undefined && (
        <Tooltip label={i18n._('As it was')}>
          <ActionIcon aria-label={i18n._('Reset “{command}”', { command: label })} onClick={() => set(reset(COMMANDS, keys, command.id))}>
            <IconRotate size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  )
}

interface ChangeProps {
  readonly changing: Changing
  readonly change: (changing: Changing | null) => void
  readonly command: Command
  readonly label: string
  readonly give: (key: string, instead: string | null) => void
  readonly done: (key: string | null) => void
  readonly children: React.ReactNode
}

/** Waits for a key. Escape leaves everything as it was. */
function Change({ changing, change, command, label, give, done, children }: ChangeProps) {
  const bindings = useSession((state) => state.settings!.keys)
  const leave = () => done(changing.instead)
  const pressed = (name: string) => {
    const key = changing.led ? `${LEADER} ${name}` : name
    if (name === 'escape') leave()
    else if (!changing.led && name === LEADER) change({ ...changing, led: true, refused: null })
    else if (!mayBind(key)) change({ ...begin(changing.instead), refused: key })
    else {
      const holder = holderOf(COMMANDS, bindings, key, command.id)
      if (holder === null) give(key, changing.instead)
      else change({ ...changing, led: false, refused: null, wanted: { key, holder } })
    }
  }
  const onKeyDown = useCapture(changing.wanted ? null : pressed)
  const onTakenKey = useKey({ escape: leave })
  if (changing.wanted) {
    const { key, holder } = changing.wanted
    const has = { key: keyLabel(key), command: commandById(holder)?.label() ?? holder }
    return (
      <span className="row key-taken" role="alert">
        <span>{i18n._('{key} is the key of “{command}”.', has)}</span>
        <Take onKeyDown={onTakenKey} onTake={() => give(key, changing.instead)} onKeep={leave} />
      </span>
    )
  }
  const wanted = changing.led ? `${keyLabel(LEADER)} …` : i18n._('Press a key…')
  return (
    <>
      <button
        type="button"
        className="key-cap is-waiting"
        // biome-ignore lint/a11y/noAutofocus: the press that opened it is answered here.
        autoFocus
        data-mantine-stop-propagation="true"
        aria-label={`${wanted} – ${i18n._('the new key of “{command}”, or Escape', { command: label })}`}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          // Not when the focus goes to the button beside it that removes the key.
          if (!event.currentTarget.closest('.key-row')?.contains(event.relatedTarget)) change(null)
        }}
      >
        {wanted}
      </button>
      {changing.refused !== null && (
        <span role="alert" className="bad">
          {i18n._('{key} can’t be used: it belongs to the system, to lists or to text.', { key: keyLabel(changing.refused) })}
        </span>
      )}
      {children}
    </>
  )
}

function Take(props: { onKeyDown: (event: React.KeyboardEvent) => void; onTake: () => void; onKeep: () => void }) {
  return (
    <>
      <Button size="compact-xs" autoFocus data-mantine-stop-propagation="true" onKeyDown={props.onKeyDown} onClick={props.onTake}>
        {i18n._('Take it over')}
      </Button>
      <Button variant="default" size="compact-xs" data-mantine-stop-propagation="true" onKeyDown={props.onKeyDown} onClick={props.onKeep}>
        {i18n._('Leave it')}
      </Button>
    </>
  )
}
