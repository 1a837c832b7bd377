import { Button, PasswordInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ModelKeyState } from '../../../src-main/contract/models-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useApp } from '../context.ts'

/** The key some servers want. It goes to the system's safe and is never shown again; where there is none, the environment has it. */
export function KeyField() {
  const { host, act } = useApp()
  const [state, setState] = useState<ModelKeyState | null>(null)
  const [typed, setTyped] = useState('')
  useEffect(() => void host.call('models.key', {}).then(setState, act.fail), [host, act])
  if (state === null) return null
  const store = (key: string | null) => {
    void host.call('models.setKey', { key }).then((next) => {
      setState(next)
      setTyped('')
    }, act.fail)
  }
  if (!state.canStore)
    return (
      <p className="dim">
        {state.source === 'environment'
          ? i18n._('The key comes from the environment variable GENGLOSSARY_API_KEY.')
          : i18n._('If the server wants a key, set the environment variable GENGLOSSARY_API_KEY before the start.')}
      </p>
    )
  return (
    <div className="row" style={{ alignItems: 'end' }}>
      <PasswordInput
        className="grow"
        label={i18n._('Key of the server, if it wants one')}
        description={keySentence(state.source)}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button variant="default" disabled={typed === ''} onClick={() => store(typed)}>
        {i18n._('Keep the key')}
      </Button>
      {state.source === 'stored' && (
        <Button variant="subtle" onClick={() => store(null)}>
          {i18n._('Remove the key')}
        </Button>
      )}
    </div>
  )
}

function keySentence(source: ModelKeyState['source']): string {
  if (source === 'stored') return i18n._('A key is kept in the safe of this system.')
  if (source === 'environment') return i18n._('The environment variable GENGLOSSARY_API_KEY is used.')
  return i18n._('It is kept in the safe of this system, never in a library.')
}
