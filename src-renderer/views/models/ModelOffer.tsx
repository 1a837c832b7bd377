import { Button } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { ModelAnswer } from '../../../src-main/contract/models-api.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { i18n } from '../../i18n/index.ts'
import { chooseModel, decidedTerms, type ModelOffer as Offer, offerOnce } from '../../state/model-offer.ts'
import { useApp, useRuns, useSession, useUi } from '../context.ts'
import { draftOf, settingsOf } from './draft.ts'
import { serverNames } from './server-names.ts'

/**
 * Says once to a library whose definitions are quoted that a language model of this computer could write them: found, silent or none there. Below the
 * list, so that no row moves when it comes up. Only this computer is asked (127.0.0.1 and [::1]), only while the setting for it is on.
 */
export function ModelOffer() {
  const app = useApp()
  const { act, ui } = app
  const library = useSession((state) =>
    state.library && !state.library.readOnly && state.library.terms.total > 0 ? state.library.id : null,
  )
  const wanted = useSession((state) => state.settings?.lookForModels ?? false)
  const running = useRuns((state) => state.active !== null)
  const shown = useUi((state) => state.offer)
  // This view comes up with the library.
  const before = useRef(decidedTerms(app))
  const ready = library !== null && wanted && !running
  useEffect(() => {
    if (!ready || ui.getState().offer !== null) return
    // An offer that can't be made is none; the panel in the settings says what is wrong when somebody asks.
    offerOnce(app, library, before.current).then(
      (offer) => offer && act.show({ offer: { library, offer, used: null } }),
      () => undefined,
    )
  }, [app, act, ui, ready, library])
  if (library === null || running || shown?.library !== library) return null
  return shown.used === null ? <Offered library={library} offer={shown.offer} /> : <Used model={shown.used} />
}

const Bar = ({ children, buttons }: { children: ReactNode; buttons: ReactNode }) => (
  <section className="banner offer" aria-label={i18n._('Language model')}>
    <IconSparkles size={16} aria-hidden />
    <div className="grow" role="status">
      {children}
    </div>
    {buttons}
  </section>
)

function Offered({ library, offer }: { library: string; offer: Offer }) {
  const { act } = useApp()
  const close = () => act.show({ offer: null })
  const chosen = offer.kind === 'found' ? chosenOf(offer.server) : null
  return (
    <Bar
      buttons={
        <>
          {chosen && <Use library={library} offer={offer} model={chosen} />}
          {chosen && (
            <Button variant="default" onClick={() => act.show({ dialog: 'settings', settingsPart: 'library-model' })}>
              {i18n._('Choose…')}
            </Button>
          )}
          <Button variant="default" onClick={() => act.show({ dialog: 'model-help' })}>
            {i18n._('How…')}
          </Button>
          <Button variant="subtle" onClick={close}>
            {i18n._('Skip')}
          </Button>
        </>
      }
    >
      <span className="offer-lead">
        {i18n._('The definitions shown are quoted from the documents; a language model on this computer could write them.')}
      </span>{' '}
      <span>{offerSentence(offer)}</span>
    </Bar>
  )
}

function Use({ library, offer, model }: { library: string; offer: Offer; model: ModelSettings }) {
  const app = useApp()
  const choose = () => void chooseModel(app, library, offer, model).catch(app.act.fail)
  return <Button onClick={choose}>{i18n._('Use {model}', { model: model.model })}</Button>
}

function Used({ model }: { model: string }) {
  const { act, runs, session } = useApp()
  const close = () => act.show({ offer: null })
  return (
    <Bar
      buttons={
        <>
          <Button onClick={() => void runs.actions.start('full').then(close)}>{i18n._('Write them now')}</Button>
          <Button variant="subtle" onClick={() => void session.actions.refresh().then(close)}>
            {i18n._('Later')}
          </Button>
        </>
      }
    >
      {i18n._('{model} writes the definitions of this library from its next run on.', { model })}
    </Bar>
  )
}

/** What was found on this computer, in a sentence. */
export function offerSentence(offer: Offer): string {
  if (offer.kind === 'none') return i18n._('None was found on this computer.')
  if (offer.kind === 'silent')
    return i18n._('{names} is installed on this computer but does not answer: start it.', { names: serverNames(offer.installed) })
  const { engine, url, models } = offer.server
  const values = { where: new URL(url).host, n: models.length }
  if (offer.kind === 'empty')
    return engine === 'ollama'
      ? i18n._('Ollama answers at {where} but has no model yet.', values)
      : i18n._('A model server answers at {where} but has no model yet.', values)
  return engine === 'ollama'
    ? i18n._('Found Ollama at {where} with {n, plural, one {# model} other {# models}} – use it to write definitions?', values)
    : i18n._('Found a model server at {where} with {n, plural, one {# model} other {# models}} – use it to write definitions?', values)
}

/** The settings for the first model of a server; null where it has none. */
export function chosenOf(server: ModelAnswer['servers'][number]): ModelSettings | null {
  const [first] = server.models
  if (!first) return null
  const draft = { ...draftOf(undefined), engine: server.engine, endpoints: [{ url: server.url, weight: 1 }], model: first.name }
  return settingsOf(draft) ?? null
}
