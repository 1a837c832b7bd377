import { Button } from '@mantine/core'
import { useState } from 'react'
import type { FoundModel, ModelAnswer, RecommendedModels } from '../../../src-main/contract/models-api.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { coreText } from '../../i18n/core-text.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'
import { sizeLabel } from '../sizes.ts'
import type { ModelDraft } from './draft.ts'

type Use = (engine: ModelSettings['engine'], url: string, model: string) => void

/** Which servers answer, here or at the addresses given, and what models they have. Nothing is asked before the button is pressed. */
export function Found({ draft, onUse }: { draft: ModelDraft; onUse: Use }) {
  const { host, act } = useApp()
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<ModelAnswer | null>(null)
  const [recommended, setRecommended] = useState<RecommendedModels | null>(null)
  const look = (urls: readonly string[] | null) => {
    setBusy(true)
    const asked = host.call('models.find', urls === null ? {} : { urls: [...urls], consent: [...draft.consent] })
    void asked.then(setAnswer, act.fail).finally(() => setBusy(false))
  }
  const showRecommended = (open: boolean) => {
    if (open && recommended === null) void host.call('models.recommended', {}).then(setRecommended, act.fail)
  }
  return (
    <>
      <div className="row">
        <Button variant="default" loading={busy} onClick={() => look(null)}>
          {i18n._('Look for models on this computer')}
        </Button>
        {draft.engine !== 'none' && (
          <Button variant="subtle" disabled={busy} onClick={() => look(draft.endpoints.map(({ url }) => url))}>
            {i18n._('Ask the servers below')}
          </Button>
        )}
      </div>
      <div role="status">{answer && <Answered answer={answer} onUse={onUse} />}</div>
      <details onToggle={(event) => showRecommended(event.currentTarget.open)}>
        <summary>{i18n._('Models worth trying')}</summary>
        {recommended && <Recommended list={recommended} />}
      </details>
    </>
  )
}

function Answered({ answer: { servers, problems }, onUse }: { answer: ModelAnswer; onUse: Use }) {
  if (servers.length === 0)
    return (
      <>
        <p className="warn">{i18n._('No model server answers. Start one: Ollama, llama-server or LM Studio.')}</p>
        <ul className="dim">
          {problems.map(({ url, message }) => (
            <li key={url}>{coreText(message)}</li>
          ))}
        </ul>
      </>
    )
  return (
    <ul className="model-list" aria-label={i18n._('Models found')}>
      {servers.flatMap(({ url, engine, models }) =>
        models.length === 0
          ? [
              <li key={url}>
                <span className="warn">{i18n._('{url} answers, but has no model yet. With Ollama: ollama pull NAME', { url })}</span>
              </li>,
            ]
          : models.map((model) => (
              <li key={`${url} ${model.name}`} className="row">
                <span className="grow">
                  <strong>{model.name}</strong> <span className="dim">{factsOf(model, url)}</span>
                </span>
                <Button
                  variant="default"
                  aria-label={i18n._('Use {model}', { model: model.name })}
                  onClick={() => onUse(engine, url, model.name)}
                >
                  {i18n._('Use')}
                </Button>
              </li>
            )),
      )}
    </ul>
  )
}

function factsOf({ sizeBytes, parameters, quantization, contextTokens, capabilities }: FoundModel, url: string): string {
  const facts = [
    parameters,
    quantization,
    sizeBytes === null ? null : sizeLabel(sizeBytes),
    contextTokens === null ? null : i18n._('{n} tokens of context', { n: count(contextTokens) }),
    capabilities.join(', '),
    url,
  ]
  return facts.filter((fact) => fact !== null && fact !== '').join(' · ')
}

function Recommended({ list: { date, models } }: { list: RecommendedModels }) {
  return (
    <>
      <ul className="model-list">
        {models.map(({ model, size, memory, licence, note }) => (
          <li key={model}>
            <strong>{model}</strong>{' '}
            <span className="dim">{[size, i18n._('needs {memory} of memory', { memory }), licence, note].join(' · ')}</span>
          </li>
        ))}
      </ul>
      <p className="dim">{i18n._('As of {date}. Read the licence before you use one.', { date })}</p>
    </>
  )
}
