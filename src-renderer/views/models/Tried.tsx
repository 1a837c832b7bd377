import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ModelTried } from '../../../src-main/contract/models-api.ts'
import type { ModelSettings } from '../../../src-main/contract/run-protocol.ts'
import { coreText } from '../../i18n/core-text.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { durationLabel } from '../labels.ts'

/** Asks the model for the definition of one real term: what it says, how fast it is, how long the library would take. */
export function Tried({ settings }: { settings: ModelSettings | null }) {
  const { host, act } = useApp()
  const library = useSession((state) => state.library)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState<ModelTried | null>(null)
  const run = (chosen: ModelSettings) => {
    setBusy(true)
    setTried(null)
    const asked = host.call('models.test', { settings: chosen, ...(library ? { library: library.id } : {}) })
    void asked.then(setTried, act.fail).finally(() => setBusy(false))
  }
  return (
    <>
      <div>
        <Button variant="default" loading={busy} disabled={settings === null} onClick={() => settings && run(settings)}>
          {i18n._('Try it with one term')}
        </Button>
      </div>
      <div role="status">{tried && <Result tried={tried} />}</div>
    </>
  )
}

function Result({ tried: { test, problems, estimate } }: { tried: ModelTried }) {
  if (test === null)
    return (
      <ul className="bad">
        {problems.map(({ url, message }) => (
          <li key={`${url} ${message}`}>{coreText(message)}</li>
        ))}
      </ul>
    )
  return (
    <div className="proposal">
      <p>
        <strong>{test.term}</strong> <bdi>{test.text === '' ? i18n._('(no definition)') : test.text}</bdi>
      </p>
      <p className={test.supported ? 'ok' : 'warn'}>
        {test.supported
          ? i18n._('Every sentence is supported by its passages.')
          : i18n._('Not supported by its passages: it would be shown as unverified.')}
      </p>
      <p className="dim">
        {i18n._('{speed} tokens/s, first words after {first}, answer after {all}', {
          speed: test.tokensPerSecond.toFixed(1),
          first: durationLabel(test.firstTokenMs),
          all: durationLabel(test.ms),
        })}
        {estimate &&
          ` · ${i18n._('about {time} for the {n} questions of this library, one after the other', {
            time: durationLabel(estimate.ms),
            n: count(estimate.questions),
          })}`}
      </p>
    </div>
  )
}
