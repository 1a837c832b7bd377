import { Button } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { ModelAnswer } from '../../../src-main/contract/models-api.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp, useRuns, useSession } from '../context.ts'
import { draftOf, settingsOf } from './draft.ts'

/**
 * Offers the language model that answers on this computer to a library that has none, once its first terms are there. Only this computer is
 * asked (127.0.0.1 and [::1]), only while the setting for it is on; saying no switches it off.
 */
export function ModelOffer() {
  const library = useSession((state) => state.library)
  const wanted = useSession((state) => state.settings?.lookForModels ?? false)
  const running = useRuns((state) => state.active !== null)
  if (!library || library.readOnly || !library.lastRun || running || !wanted) return null
  return <Offer key={library.id} library={library.id} />
}

type Server = ModelAnswer['servers'][number]

function Offer({ library }: { library: string }) {
  const { act, host, runs, session } = useApp()
  const [server, chosen] = useFound(library)
  const [used, setUsed] = useState<string | null>(null)
  if (used !== null)
    return (
      <Bar text={i18n._('{model} writes the definitions of this library from its next run on.', { model: used })}>
        <Button onClick={() => void runs.actions.start('full').then(() => setUsed(null))}>{i18n._('Write them now')}</Button>
        <Button variant="subtle" onClick={() => void session.actions.refresh().then(() => setUsed(null))}>
          {i18n._('Later')}
        </Button>
      </Bar>
    )
  if (server === null || chosen === null) return null
  const use = (model: ModelSettings) => {
    const saved = host
      .call('libraries.settings', { library })
      .then((settings) => host.call('libraries.setSettings', { library, settings: { ...settings, model } }))
    void saved.then(() => setUsed(model.model), act.fail)
  }
  return (
    <Bar text={sentence(server)}>
      <Button onClick={() => use(chosen)}>{i18n._('Use {model}', { model: chosen.model })}</Button>
      <Button variant="default" onClick={() => act.show({ dialog: 'settings' })}>
        {i18n._('Choose…')}
      </Button>
      <Button variant="subtle" onClick={() => void session.actions.setSettings({ lookForModels: false })}>
        {i18n._('No, thanks')}
      </Button>
    </Bar>
  )
}

const Bar = ({ text, children }: { text: string; children: React.ReactNode }) => (
  <div className="banner" role="status">
    <IconSparkles size={16} aria-hidden />
    <span className="grow">{text}</span>
    {children}
  </div>
)

function sentence({ engine, url, models }: Server): string {
  const values = { where: new URL(url).host, n: models.length }
  return engine === 'ollama'
    ? i18n._('Found Ollama at {where} with {n, plural, one {# model} other {# models}} – use it to write definitions?', values)
    : i18n._('Found a model server at {where} with {n, plural, one {# model} other {# models}} – use it to write definitions?', values)
}

/** The first server of this computer that has a model, and the settings for it; nulls for a library that has a model, or where none answers. */
function useFound(library: string): readonly [Server | null, ModelSettings | null] {
  const { host } = useApp()
  const [server, setServer] = useState<Server | null>(null)
  useEffect(() => {
    let here = true
    const look = async () => {
      const { model } = await host.call('libraries.settings', { library })
      if (model !== undefined) return
      const { servers } = await host.call('models.find', {})
      if (here) setServer(servers.find(({ models }) => models.length > 0) ?? null)
    }
    // An offer that can't be made is none; the panel in the settings says what is wrong when somebody asks.
    look().catch(() => undefined)
    return () => {
      here = false
    }
  }, [library, host])
  if (server === null) return [null, null]
  const draft = { ...draftOf(undefined), engine: server.engine, endpoints: [{ url: server.url, weight: 1 }], model: server.models[0]!.name }
  return [server, settingsOf(draft) ?? null]
}
