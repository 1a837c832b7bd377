import { Checkbox, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isLoopback, modelUrl } from '../../../src-main/contract/model-address.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { i18n } from '../../i18n/index.ts'
import { errorData, errorSentence } from '../../state/errors.ts'

type Engine = ModelSettings['engine']

const DEFAULT_URL: Record<Engine, string> = { ollama: 'http://127.0.0.1:11434', openai: 'http://127.0.0.1:8080' }

interface Draft {
  readonly engine: Engine | 'none'
  readonly url: string
  readonly model: string
  readonly agreed: boolean
}

const draftOf = (settings: ModelSettings | undefined): Draft =>
  settings
    ? { engine: settings.engine, url: settings.endpoints[0]?.url ?? '', model: settings.model, agreed: settings.consent.length > 0 }
    : { engine: 'none', url: DEFAULT_URL.ollama, model: '', agreed: false }

/** The address as a URL, or the sentence that says what is wrong with it. */
function checked(text: string): { readonly url: URL } | { readonly wrong: string } {
  try {
    return { url: modelUrl(text) }
  } catch (error) {
    return { wrong: errorSentence(errorData(error)) }
  }
}

/** The settings a draft stands for; null while it is not complete. */
function settingsOf(draft: Draft, before: ModelSettings | undefined): ModelSettings | undefined | null {
  if (draft.engine === 'none') return undefined
  const address = checked(draft.url)
  if ('wrong' in address || draft.model.trim() === '') return null
  const remote = !isLoopback(address.url)
  if (remote && !draft.agreed) return null
  const kept = before ?? { thinking: 'off' as const, contextTokens: 8192 }
  return {
    ...kept,
    engine: draft.engine,
    model: draft.model.trim(),
    endpoints: [{ url: address.url.href.replace(/\/$/, ''), weight: 1 }],
    consent: remote ? [address.url.origin] : [],
  }
}

/** Which language model writes definitions; without one they are quoted from the documents. Complete choices are saved at once. */
export function ModelPart({ model, onChange }: { model: ModelSettings | undefined; onChange: (model: ModelSettings | undefined) => void }) {
  const [draft, setDraft] = useState(() => draftOf(model))
  const address = checked(draft.url)
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    const settings = settingsOf(next, model)
    if (settings !== null) onChange(settings)
  }
  const choose = (engine: Engine | 'none') => change({ engine, ...(engine === 'none' ? {} : { url: DEFAULT_URL[engine] }) })
  const remote = 'url' in address && !isLoopback(address.url)
  return (
    <>
      <Select
        label={i18n._('Language model that writes definitions')}
        data={[
          { value: 'none', label: i18n._('None: definitions are quoted from the documents') },
          { value: 'ollama', label: 'Ollama' },
          { value: 'openai', label: i18n._('OpenAI-compatible server (llama.cpp, LM Studio, vLLM …)') },
        ]}
        value={draft.engine}
        onChange={(engine) => choose(engine as Draft['engine'])}
      />
      {draft.engine !== 'none' && (
        <>
          <TextInput
            label={i18n._('Address of the server')}
            value={draft.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
            error={'wrong' in address ? address.wrong : undefined}
          />
          <TextInput
            label={i18n._('Name of the model')}
            value={draft.model}
            onChange={(event) => change({ model: event.currentTarget.value })}
          />
          {remote && (
            <Checkbox
              size="xs"
              label={i18n._('Passages of my documents may be sent to {origin}, which is not this computer', { origin: address.url.origin })}
              checked={draft.agreed}
              onChange={(event) => change({ agreed: event.currentTarget.checked })}
            />
          )}
        </>
      )}
    </>
  )
}
