import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { RecommendedModels, ThisComputer } from '../../../src-main/contract/models-api.ts'
import { i18n } from '../../i18n/index.ts'
import { chooseModel, fittingModels, lookAround, type ModelOffer } from '../../state/model-offer.ts'
import { useApp, useSession } from '../context.ts'
import { chosenOf, offerSentence } from './ModelOffer.tsx'
import { serverNames } from './server-names.ts'

/** In a few lines: what a model is good for here, which size fits this computer, how to get one going, and whether it answers. Nothing here opens a page or downloads anything. */
export default function ModelHelp() {
  const { host, act } = useApp()
  const [computer, setComputer] = useState<ThisComputer | null>(null)
  const [list, setList] = useState<RecommendedModels | null>(null)
  useEffect(() => {
    host.call('models.computer', {}).then(setComputer, act.fail)
    host.call('models.recommended', {}).then(setList, act.fail)
  }, [host, act])
  return (
    <div className="stack model-help">
      <p>
        {i18n._(
          'Without a model, definitions are sentences of the documents, word for word. A language model on this computer writes them anew, each sentence with the passage it rests on; your documents stay here.',
        )}
      </p>
      <Ways />
      {computer && list && <Sizes computer={computer} list={list} />}
      <Check installed={computer?.installed ?? []} />
    </div>
  )
}

/** Addresses are words to type, not links: the app opens no page by itself. */
function Ways() {
  const ways = [
    {
      name: 'Ollama',
      steps: [
        i18n._('Install it from {place} and start it.', { place: 'ollama.com' }),
        i18n._('In a terminal: {command}', { command: 'ollama pull qwen3.5:4b' }),
      ],
    },
    {
      name: 'LM Studio',
      steps: [
        i18n._('Install it from {place} and download a model in it.', { place: 'lmstudio.ai' }),
        i18n._('Under Developer, start the server (port 1234).'),
      ],
    },
    {
      name: 'llama.cpp',
      steps: [
        i18n._('Download a model as a .gguf file.'),
        i18n._('In a terminal: {command}', { command: 'llama-server -m model.gguf --port 8080' }),
      ],
    },
  ]
  return (
    <section className="stack" aria-labelledby="model-ways">
      <h3 id="model-ways" className="settings-title">
        {i18n._('One of three ways')}
      </h3>
      <div className="model-ways">
        {ways.map(({ name, steps }) => (
          <div key={name}>
            <h4>{name}</h4>
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
        ))}
      </div>
    </section>
  )
}

function Sizes({ computer, list }: { computer: ThisComputer; list: RecommendedModels }) {
  const models = fittingModels(list, computer)
  return (
    <section className="stack" aria-labelledby="model-sizes">
      <h3 id="model-sizes" className="settings-title">
        {i18n._('Which size fits')}
      </h3>
      <p>{i18n._('This computer has {memory} GB of memory.', { memory: Math.round(computer.memoryBytes / 2 ** 30) })}</p>
      <table className="model-sizes">
        <thead>
          <tr>
            <th scope="col">{i18n._('Model')}</th>
            <th scope="col">{i18n._('Download')}</th>
            <th scope="col">{i18n._('Memory')}</th>
            <th scope="col">{i18n._('Here')}</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ model, size, memory, fits, best }) => (
            <tr key={model}>
              <th scope="row">{model}</th>
              <td>{size}</td>
              <td>{memory}</td>
              <td className={best ? 'ok' : fits ? '' : 'dim'}>
                {best ? i18n._('fits, try it first') : fits ? i18n._('fits') : i18n._('too large')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">{i18n._('As of {date}. Read the licence before you use one.', { date: list.date })}</p>
    </section>
  )
}

/** Asks this computer when the button is pressed, and says what answers. */
function Check({ installed }: { installed: ThisComputer['installed'] }) {
  const app = useApp()
  const { act } = app
  const library = useSession((state) => (state.library?.readOnly === false ? state.library.id : null))
  const [busy, setBusy] = useState(false)
  const [seen, setSeen] = useState<ModelOffer | 'nowhere' | null>(null)
  const look = () => {
    setBusy(true)
    void lookAround(app)
      .then((offer) => setSeen(offer ?? 'nowhere'), act.fail)
      .finally(() => setBusy(false))
  }
  const found = seen !== null && seen !== 'nowhere' && seen.kind === 'found' ? seen : null
  const chosen = found && chosenOf(found.server)
  return (
    <section className="stack" aria-labelledby="model-check">
      <h3 id="model-check" className="settings-title">
        {i18n._('Does it answer?')}
      </h3>
      {installed.length > 0 && <p>{i18n._('Installed here: {names}', { names: serverNames(installed) })}</p>}
      <div className="row">
        <Button loading={busy} onClick={look}>
          {i18n._('Look again')}
        </Button>
        {found && chosen && library && (
          <Button variant="default" onClick={() => void chooseModel(app, library, found, chosen).catch(act.fail)}>
            {i18n._('Use {model}', { model: chosen.model })}
          </Button>
        )}
        <span role="status">
          {seen === 'nowhere' ? i18n._('No port of this computer is set to be looked at.') : seen && offerSentence(seen)}
        </span>
      </div>
      <p className="dim">{i18n._('Only this computer is asked, at 127.0.0.1 and [::1], ports 11434, 8080 and 1234.')}</p>
    </section>
  )
}
