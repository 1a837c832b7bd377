import { Button, NumberInput, Switch } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import type { RunSettings } from '../../../src-main/contract/run-protocol.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { ModelPanel } from '../models/ModelPanel.tsx'
import { DocumentLanguage, LargestFile } from '../RunSettingsFields.tsx'
import type { Setting } from './parts.ts'
import { type RunSettingsDraft, useRunSettings } from './run-settings.ts'

/** Settings of runs, one component each: the same for this library and for new ones. */

const change = ({ settings, save }: RunSettingsDraft, part: Partial<RunSettings>) => save({ ...settings, ...part })

function Documents() {
  const draft = useRunSettings()
  return <DocumentLanguage settings={draft.settings} onChange={(part) => change(draft, part)} />
}

function Largest() {
  const draft = useRunSettings()
  return <LargestFile settings={draft.settings} onChange={(part) => change(draft, part)} />
}

function Limit() {
  const draft = useRunSettings()
  return (
    <NumberInput
      label={i18n._('Terms to define (0 = all that count)')}
      min={0}
      value={draft.settings.definitionLimit}
      onChange={(value) => typeof value === 'number' && change(draft, { definitionLimit: Math.round(value) })}
    />
  )
}

function Entities() {
  const draft = useRunSettings()
  return (
    <Switch
      size="xs"
      label={i18n._('Keep names of people, places and organizations in the list')}
      checked={draft.settings.includeEntities}
      onChange={(event) => change(draft, { includeEntities: event.currentTarget.checked })}
    />
  )
}

function Model() {
  const { settings, save } = useRunSettings()
  return (
    <ModelPanel
      model={settings.model}
      onChange={(model) => {
        const { model: _before, ...rest } = settings
        save(model === undefined ? rest : { ...rest, model })
      }}
    />
  )
}

/** What the next new library starts with. */
function AsDefault() {
  const { settings } = useRunSettings()
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

export const RUN_SETTINGS: readonly Setting[] = [
  { id: 'documents', words: () => [i18n._('Language of the documents')], Draw: Documents },
  { id: 'limit', words: () => [i18n._('Terms to define (0 = all that count)')], Draw: Limit },
  { id: 'largest', words: () => [i18n._('Largest file, in megabytes')], Draw: Largest },
  { id: 'entities', words: () => [i18n._('Keep names of people, places and organizations in the list')], Draw: Entities },
]

export const MODEL: Setting = {
  id: 'model',
  words: () => [
    i18n._('Language model that writes definitions'),
    i18n._('Address of the server'),
    i18n._('Name of the model'),
    i18n._('Questions at once (0 = found by measuring)'),
    i18n._('Tokens of context'),
    i18n._('Thinking before the answer'),
    i18n._('Keep prompts and answers of each run in a file only I can read'),
    i18n._('Key of the server, if it wants one'),
    'Ollama llama.cpp LM Studio vLLM OpenAI',
  ],
  Draw: Model,
}
export const AS_DEFAULT: Setting = { id: 'as-default', words: () => [i18n._('Let new libraries start with this choice')], Draw: AsDefault }
