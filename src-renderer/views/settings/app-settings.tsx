import { Button, Select, Switch } from '@mantine/core'
import { i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import type { Setting } from './parts.ts'

/** Settings of the app, one component each. Every change holds at once, in every window. */

function useSetting() {
  const { session } = useApp()
  return { settings: useSession((state) => state.settings)!, set: session.actions.setSettings }
}

function Language() {
  const { settings, set } = useSetting()
  return (
    <Select
      label={i18n._('Language of the app')}
      data={[
        { value: 'auto', label: i18n._('Like the system') },
        { value: 'en', label: 'English' },
        { value: 'ja', label: '日本語' },
      ]}
      value={settings.language}
      onChange={(language) => void set({ language: language as typeof settings.language })}
    />
  )
}

function Appearance() {
  const { settings, set } = useSetting()
  return (
    <Select
      label={i18n._('Appearance')}
      data={[
        { value: 'auto', label: i18n._('Like the system') },
        { value: 'light', label: i18n._('Light') },
        { value: 'dark', label: i18n._('Dark') },
      ]}
      value={settings.theme}
      onChange={(theme) => void set({ theme: theme as typeof settings.theme })}
    />
  )
}

function Folding() {
  const { settings, set } = useSetting()
  return (
    <Switch
      size="xs"
      label={i18n._('Fold shorter terms under the longer ones they are part of')}
      checked={settings.foldNested}
      onChange={(event) => void set({ foldNested: event.currentTarget.checked })}
    />
  )
}

function Letters() {
  const { settings, set } = useSetting()
  return (
    <Switch
      size="xs"
      label={i18n._('Single-letter shortcuts (A, D, G then T …)')}
      checked={settings.letterKeys}
      onChange={(event) => void set({ letterKeys: event.currentTarget.checked })}
    />
  )
}

function Keys() {
  const { act } = useApp()
  return (
    <div>
      <Button variant="default" onClick={() => act.show({ dialog: 'keyboard' })}>
        {i18n._('Change keyboard shortcuts…')}
      </Button>
    </div>
  )
}

function Offer() {
  const { settings, set } = useSetting()
  return (
    <Switch
      size="xs"
      label={i18n._('Offer language models that answer on this computer')}
      description={i18n._(
        'Once for each library that has none. Only this computer is asked (127.0.0.1 and [::1]); nothing of the documents is in the question.',
      )}
      checked={settings.lookForModels}
      // Switched on again, each library hears of it once more.
      onChange={(event) => void set({ lookForModels: event.currentTarget.checked, modelsOffered: [] })}
    />
  )
}

function Help() {
  const { act } = useApp()
  return (
    <div>
      <Button variant="default" onClick={() => act.show({ dialog: 'model-help' })}>
        {i18n._('How to get a language model…')}
      </Button>
    </div>
  )
}

export const LANGUAGE: Setting = { id: 'language', words: () => [i18n._('Language of the app'), 'English 日本語'], Draw: Language }
export const APPEARANCE: Setting = {
  id: 'appearance',
  words: () => [i18n._('Appearance'), i18n._('Light'), i18n._('Dark')],
  Draw: Appearance,
}
export const FOLDING: Setting = {
  id: 'folding',
  words: () => [i18n._('Fold shorter terms under the longer ones they are part of')],
  Draw: Folding,
}
export const LETTERS: Setting = { id: 'letters', words: () => [i18n._('Single-letter shortcuts (A, D, G then T …)')], Draw: Letters }
export const KEYS: Setting = { id: 'keys', words: () => [i18n._('Change keyboard shortcuts…')], Draw: Keys }
export const OFFER: Setting = { id: 'offer', words: () => [i18n._('Offer language models that answer on this computer')], Draw: Offer }
export const HELP: Setting = {
  id: 'model-help',
  words: () => [i18n._('How to get a language model…'), 'Ollama LM Studio llama.cpp'],
  Draw: Help,
}
