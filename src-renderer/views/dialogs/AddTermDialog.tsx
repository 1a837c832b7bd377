import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { hasCjk } from '../../../src-main/contract/text/fold.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp } from '../context.ts'
import { Frame } from './Frame.tsx'

export function AddTermDialog() {
  return (
    <Frame name="add-term" title={i18n._('Add a term')} size="md">
      <AddTermForm />
    </Frame>
  )
}

function AddTermForm() {
  const { act } = useApp()
  const [surface, setSurface] = useState('')
  const [chosen, setChosen] = useState<'en' | 'ja' | 'other' | null>(null)
  const language = chosen ?? (hasCjk(surface) ? 'ja' : 'en')
  const add = async () => {
    if (surface.trim() === '') return
    if (!(await act.command({ type: 'add-term', surface: surface.trim(), language }))) return
    act.show({ dialog: null })
    act.say(i18n._('Added “{text}”', { text: surface.trim() }), true)
  }
  const onKeyDown = useKey({ enter: () => void add() })
  return (
    <div className="stack">
      <TextInput
        label={i18n._('Term')}
        lang={language}
        value={surface}
        onChange={(event) => setSurface(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <Select
        label={i18n._('Language')}
        data={[
          { value: 'en', label: i18n._('English') },
          { value: 'ja', label: i18n._('Japanese') },
          { value: 'other', label: i18n._('Other') },
        ]}
        value={language}
        onChange={(value) => setChosen(value as typeof chosen)}
      />
      <p className="dim">{i18n._('It counts as required: runs keep it although the documents may not use it.')}</p>
      <div className="row">
        <Button onClick={() => void add()} disabled={surface.trim() === ''}>
          {i18n._('Add')}
        </Button>
      </div>
    </div>
  )
}
