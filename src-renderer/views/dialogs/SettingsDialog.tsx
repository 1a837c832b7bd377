import { Button, NumberInput, Select, Switch } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { RunSettings } from '../../../src-main/contract/run-protocol.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { ModelPanel } from '../models/ModelPanel.tsx'
import { NetworkPart } from '../network/NetworkPart.tsx'
import { DocumentLanguage, LargestFile } from '../RunSettingsFields.tsx'
import { Frame } from './Frame.tsx'

/** The app's settings, and those of the open library. Every change holds at once. */
export function SettingsDialog() {
  const library = useSession((state) => state.library)
  return (
    <Frame name="settings" title={i18n._('Settings')}>
      <div className="stack">
        <AppPart />
        {library && <LibraryPart id={library.id} />}
        <NetworkPart />
      </div>
    </Frame>
  )
}

function AppPart() {
  const { session, act } = useApp()
  const settings = useSession((state) => state.settings)!
  const set = session.actions.setSettings
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
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
      <Switch
        size="xs"
        label={i18n._('Fold shorter terms under the longer ones they are part of')}
        checked={settings.foldNested}
        onChange={(event) => void set({ foldNested: event.currentTarget.checked })}
      />
      <Switch
        size="xs"
        label={i18n._('Single-letter shortcuts (A, D, G then T …)')}
        checked={settings.letterKeys}
        onChange={(event) => void set({ letterKeys: event.currentTarget.checked })}
      />
      <div>
        <Button variant="default" onClick={() => act.show({ dialog: 'keyboard' })}>
          {i18n._('Change keyboard shortcuts…')}
        </Button>
      </div>
      <Switch
        size="xs"
        label={i18n._('Offer language models that answer on this computer')}
        checked={settings.lookForModels}
        onChange={(event) => void set({ lookForModels: event.currentTarget.checked })}
      />
    </fieldset>
  )
}

/** What the next new library starts with. */
function AsDefault({ settings }: { settings: RunSettings }) {
  const { session, act } = useApp()
  const defaults = useSession((state) => state.settings?.runDefaults)
  const same = JSON.stringify(defaults?.model) === JSON.stringify(settings.model)
  if (defaults === undefined) return null
  const keep = () => {
    const { model: _before, ...rest } = defaults
    const runDefaults = settings.model === undefined ? rest : { ...rest, model: settings.model }
    void session.actions.setSettings({ runDefaults }).then(() => act.say(i18n._('New libraries start with this model')))
  }
  // Words, not a button that can't be pressed: nothing is left to do.
  if (same)
    return (
      <p className="row dim" role="status">
        <IconCheck size={15} className="ok" aria-hidden />
        {i18n._('New libraries start with this choice')}
      </p>
    )
  return (
    <div>
      <Button variant="default" onClick={keep}>
        {i18n._('Let new libraries start with this choice')}
      </Button>
    </div>
  )
}

function LibraryPart({ id }: { id: string }) {
  const { host, act } = useApp()
  const readOnly = useSession((state) => state.library?.readOnly ?? false)
  const [settings, setSettings] = useState<RunSettings | null>(null)
  useEffect(() => void host.call('libraries.settings', { library: id }).then(setSettings, act.fail), [id, host, act])
  if (!settings) return null
  const set = (change: Partial<RunSettings>) => save({ ...settings, ...change })
  const save = (next: RunSettings) => {
    setSettings(next)
    void host.call('libraries.setSettings', { library: id, settings: next }).then(setSettings, act.fail)
  }
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }} disabled={readOnly}>
      <h3 className="pane-title">{i18n._('This library, from its next run on')}</h3>
      <DocumentLanguage settings={settings} onChange={set} />
      <NumberInput
        label={i18n._('Terms to define (0 = all that count)')}
        min={0}
        value={settings.definitionLimit}
        onChange={(value) => typeof value === 'number' && set({ definitionLimit: Math.round(value) })}
      />
      <LargestFile settings={settings} onChange={set} />
      <Switch
        size="xs"
        label={i18n._('Keep names of people, places and organizations in the list')}
        checked={settings.includeEntities}
        onChange={(event) => set({ includeEntities: event.currentTarget.checked })}
      />
      <ModelPanel
        model={settings.model}
        onChange={(model) => {
          const { model: _before, ...rest } = settings
          save(model === undefined ? rest : { ...rest, model })
        }}
      />
      <AsDefault settings={settings} />
    </fieldset>
  )
}
