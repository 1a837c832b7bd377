import { Button, Checkbox, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { i18n } from '../../i18n/index.ts'
import { checkedUrl, DEFAULT_URL, draftOf, type ModelDraft, remoteOrigins, settingsOf } from './draft.ts'
import { Found } from './Found.tsx'
import { KeyField } from './KeyField.tsx'
import { Tried } from './Tried.tsx'

/** Which language model writes definitions; without one they are quoted from the documents. Complete choices are saved at once. */
export function ModelPanel({
  model,
  onChange,
}: {
  model: ModelSettings | undefined
  onChange: (model: ModelSettings | undefined) => void
}) {
  const [draft, setDraft] = useState(() => draftOf(model))
  const change = (part: Partial<ModelDraft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    const settings = settingsOf(next)
    if (settings !== null) onChange(settings)
  }
  const choose = (engine: ModelDraft['engine']) =>
    change({ engine, ...(engine === 'none' ? {} : { endpoints: [{ url: DEFAULT_URL[engine], weight: 1 }] }) })
  const settings = settingsOf(draft)
  return (
    <div className="stack">
      <Select
        label={i18n._('Language model that writes definitions')}
        data={[
          { value: 'none', label: i18n._('None: definitions are quoted from the documents') },
          { value: 'ollama', label: 'Ollama' },
          { value: 'openai', label: i18n._('OpenAI-compatible server (llama.cpp, LM Studio, vLLM …)') },
        ]}
        value={draft.engine}
        onChange={(engine) => choose(engine as ModelDraft['engine'])}
      />
      <Found draft={draft} onUse={(engine, url, name) => change({ engine, endpoints: [{ url, weight: 1 }], model: name })} />
      {draft.engine !== 'none' && (
        <>
          <Servers draft={draft} onChange={change} />
          <TextInput
            label={i18n._('Name of the model')}
            value={draft.model}
            onChange={(event) => change({ model: event.currentTarget.value })}
          />
          {remoteOrigins(draft).map((origin) => (
            <Checkbox
              key={origin}
              size="xs"
              label={i18n._('Passages of my documents may be sent to {origin}, which is not this computer', { origin })}
              checked={draft.consent.includes(origin)}
              onChange={(event) =>
                change({
                  consent: event.currentTarget.checked ? [...draft.consent, origin] : draft.consent.filter((one) => one !== origin),
                })
              }
            />
          ))}
          <Tried settings={settings ?? null} />
          <KeyField />
          <Details draft={draft} onChange={change} />
        </>
      )}
    </div>
  )
}

type Change = (part: Partial<ModelDraft>) => void

/** One or several servers of the same model; each gets questions in proportion to its weight. */
function Servers({ draft, onChange }: { draft: ModelDraft; onChange: Change }) {
  const { endpoints } = draft
  const set = (index: number, part: Partial<ModelDraft['endpoints'][number]>) =>
    onChange({ endpoints: endpoints.map((one, i) => (i === index ? { ...one, ...part } : one)) })
  return (
    <>
      {endpoints.map(({ url, weight }, index) => {
        const address = checkedUrl(url)
        const n = endpoints.length > 1 ? ` ${index + 1}` : ''
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a server has no identity but its place while its address is typed.
          <div className="row" key={index} style={{ alignItems: 'end' }}>
            <TextInput
              className="grow"
              label={`${i18n._('Address of the server')}${n}`}
              value={url}
              onChange={(event) => set(index, { url: event.currentTarget.value })}
              error={'wrong' in address ? address.wrong : undefined}
            />
            {endpoints.length > 1 && (
              <>
                <NumberInput
                  w={90}
                  label={`${i18n._('Weight')}${n}`}
                  min={0.1}
                  max={1000}
                  value={weight}
                  onChange={(value) => typeof value === 'number' && value > 0 && set(index, { weight: value })}
                />
                <Button
                  variant="subtle"
                  aria-label={`${i18n._('Remove the server')}${n}`}
                  onClick={() => onChange({ endpoints: endpoints.filter((_, i) => i !== index) })}
                >
                  {i18n._('Remove')}
                </Button>
              </>
            )}
          </div>
        )
      })}
      <div>
        <Button variant="subtle" onClick={() => onChange({ endpoints: [...endpoints, { url: '', weight: 1 }] })}>
          {i18n._('Another server of the same model')}
        </Button>
      </div>
    </>
  )
}

const whole = (set: (value: number) => void) => (value: number | string) => {
  if (typeof value === 'number' && Number.isFinite(value)) set(value)
}

/** What has a good default: how many questions at once, context, thinking, the log, prices. */
function Details({ draft, onChange }: { draft: ModelDraft; onChange: Change }) {
  return (
    <details>
      <summary>{i18n._('More about the model')}</summary>
      <div className="stack" style={{ marginTop: 8 }}>
        <NumberInput
          label={i18n._('Questions at once (0 = found by measuring)')}
          min={0}
          max={256}
          value={draft.concurrency}
          onChange={whole((concurrency) => onChange({ concurrency: Math.round(concurrency) }))}
        />
        <NumberInput
          label={i18n._('Tokens of context')}
          min={2048}
          max={1_000_000}
          value={draft.contextTokens}
          onChange={whole((contextTokens) => onChange({ contextTokens: Math.round(contextTokens) }))}
        />
        <Select
          label={i18n._('Thinking before the answer')}
          data={[
            { value: 'off', label: i18n._('Off') },
            { value: 'low', label: i18n._('A little') },
            { value: 'medium', label: i18n._('Medium') },
            { value: 'high', label: i18n._('Much') },
          ]}
          value={draft.thinking}
          onChange={(thinking) => onChange({ thinking: thinking as ModelDraft['thinking'] })}
        />
        <div className="row">
          <NumberInput
            label={i18n._('Price of a million prompt tokens (0 = not counted)')}
            min={0}
            value={draft.priceIn}
            onChange={whole((priceIn) => onChange({ priceIn }))}
          />
          <NumberInput
            label={i18n._('Price of a million answer tokens')}
            min={0}
            value={draft.priceOut}
            onChange={whole((priceOut) => onChange({ priceOut }))}
          />
        </div>
        <Switch
          size="xs"
          label={i18n._('Keep prompts and answers of each run in a file only I can read')}
          checked={draft.log}
          onChange={(event) => onChange({ log: event.currentTarget.checked })}
        />
      </div>
    </details>
  )
}
