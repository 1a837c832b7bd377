import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { firstPart, fitsSearch, type SettingsPart, storedPart, storePart } from '../../state/settings-parts.ts'
import { useApp, useSession } from '../context.ts'
import { PartList } from './PartList.tsx'
import { groupLabel, groupSentence, type Part, partLabel, partsOf, type Setting } from './parts.ts'
import { RunSettingsContext, type RunSettingsDraft, useLibrarySettings, useNewSettings } from './run-settings.ts'

/**
 * The settings: a list of their parts, and the part that is chosen in it; or what fits what is searched for, of all parts. What was drawn once stays until
 * the dialog is closed, so that an address typed half is still there when somebody comes back from another part.
 */
export default function SettingsPage() {
  const { ui } = useApp()
  const library = useSession((state) => state.library !== null)
  const [asked] = useState(() => ui.getState().settingsPart)
  const [current, setCurrent] = useState(() => firstPart(asked, storedPart(globalThis.localStorage), library))
  const [search, setSearch] = useState('')
  const page = useRef<HTMLDivElement>(null)
  const parts = partsOf(library)
  const choose = (part: SettingsPart) => {
    setCurrent(part)
    setSearch('')
    storePart(globalThis.localStorage, part)
    page.current?.querySelector('.settings-body')?.scrollTo(0, 0)
  }
  useEffect(() => {
    ui.setState({ settingsPart: null })
    // This page comes after the dialog it is in has looked for what is to have the focus.
    page.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }, [ui])
  const shownOf = (part: Part) => shownIn(part, search.trim(), current)
  const none = parts.every((part) => shownOf(part).length === 0)
  const field = useRef<HTMLInputElement>(null)
  const onKeyDown = useKey({ 'mod+f': () => field.current?.select() })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one key for everything in the dialog.
    <div className="settings" ref={page} onKeyDown={onKeyDown}>
      <div className="settings-side">
        <Search text={search} onChange={setSearch} field={field} />
        <PartList parts={parts} current={search.trim() === '' ? current : null} focused={asked === null} onChoose={choose} />
      </div>
      <div className="settings-body">
        {none && <p role="status">{i18n._('No setting is called that.')}</p>}
        <Parts parts={parts} shownOf={shownOf} searched={search.trim() !== ''} asked={asked} />
      </div>
    </div>
  )
}

/** The chosen part's settings, or of any part those that fit what is searched for. */
function shownIn(part: Part, search: string, current: SettingsPart): readonly Setting[] {
  if (search === '') return part.id === current ? part.settings : []
  const named = fitsSearch([partLabel(part.id)], search)
  return part.settings.filter(({ words }) => named || fitsSearch([...words(), partLabel(part.id), groupLabel(part.group)], search))
}

function Search(props: { text: string; onChange: (text: string) => void; field: React.RefObject<HTMLInputElement | null> }) {
  const { text, onChange, field } = props
  const onKeyDown = useKey({ escape: () => text !== '' && onChange('') })
  return (
    <TextInput
      ref={field}
      role="searchbox"
      aria-label={i18n._('Search settings')}
      placeholder={i18n._('Search settings')}
      leftSection={<IconSearch size={14} />}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      // Escape empties the field first; the dialog closes with the next.
      data-mantine-stop-propagation={text !== ''}
    />
  )
}

interface PartsProps {
  readonly parts: readonly Part[]
  readonly shownOf: (part: Part) => readonly Setting[]
  readonly searched: boolean
  readonly asked: SettingsPart | null
}

function Parts({ parts, shownOf, searched, asked }: PartsProps) {
  const settings = { app: null, library: useLibrarySettings(), new: useNewSettings() }
  return parts.map((part) => (
    <PartView
      key={part.id}
      part={part}
      shown={shownOf(part)}
      draft={settings[part.group]}
      title={searched && part.group !== 'app' ? titleOf(part) : partLabel(part.id)}
      wanted={asked === part.id}
    />
  ))
}

/** With its group: two parts have the same name. */
const titleOf = ({ group, id }: Part): string => i18n._('{group}: {part}', { group: groupLabel(group), part: partLabel(id) })

interface PartProps {
  readonly part: Part
  readonly shown: readonly Setting[]
  readonly draft: RunSettingsDraft | null
  readonly title: string
  readonly wanted: boolean
}

function PartView({ part, shown, draft, title, wanted }: PartProps) {
  const drawn = useRef(new Set<string>())
  const head = useRef<HTMLHeadingElement>(null)
  const ready = part.group === 'app' || draft !== null
  if (ready) for (const { id } of shown) drawn.current.add(id)
  useEffect(() => {
    if (wanted && ready) head.current?.focus()
  }, [wanted, ready])
  if (drawn.current.size === 0) return null
  const name = `settings-${part.id}`
  const sentence = groupSentence(part.group)
  return (
    <section className="stack settings-part" aria-labelledby={name} hidden={shown.length === 0}>
      <h3 id={name} className="settings-title" tabIndex={-1} ref={head} {...(wanted ? { 'data-autofocus': true } : {})}>
        {title}
      </h3>
      {sentence !== '' && <p className="dim">{sentence}</p>}
      {draft?.readOnly && <p className="warn">{i18n._('This library is read-only here, so its settings can only be looked at.')}</p>}
      <RunSettingsContext value={draft}>
        <fieldset className="stack plain" disabled={draft?.readOnly ?? false}>
          {part.settings.map(
            (setting) =>
              drawn.current.has(setting.id) && (
                <div key={setting.id} hidden={!shown.includes(setting)}>
                  <setting.Draw />
                </div>
              ),
          )}
        </fieldset>
      </RunSettingsContext>
    </section>
  )
}
