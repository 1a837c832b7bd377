import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp, useSession } from '../context.ts'
import { sizeLabel } from '../sizes.ts'
import { Frame } from './Frame.tsx'

/** What can be done with a library as a file. Deleting it is the one thing that asks, because it can't be undone. */
export function LibraryDialog() {
  return (
    <Frame name="library" title={i18n._('This library')}>
      <LibraryForm />
    </Frame>
  )
}

function LibraryForm() {
  const { host, act, session } = useApp()
  const library = useSession((state) => state.library)!
  const [name, setName] = useState(library.name)
  const [asking, setAsking] = useState(false)
  const [said, setSaid] = useState('')
  const inLibrary = { library: library.id }
  const [busy, setBusy] = useState(false)
  // One at a time: a second click would make a second copy.
  const run = (work: () => Promise<string | null>) => {
    if (busy) return
    setBusy(true)
    setSaid('')
    void work()
      .then((text) => text && setSaid(text), act.fail)
      .finally(() => setBusy(false))
  }
  const rename = () =>
    run(async () => {
      session.setState({ library: await host.call('libraries.rename', { ...inLibrary, name: name.trim() }) })
      return i18n._('Renamed')
    })
  const duplicate = () =>
    run(async () => {
      const made = await host.call('libraries.duplicate', inLibrary)
      return made && i18n._('Duplicated to {file}', { file: made.file })
    })
  const share = () =>
    run(async () => {
      const made = await host.call('libraries.saveCopy', inLibrary)
      return made && i18n._('Saved to {file} ({size})', { file: made.file, size: sizeLabel(made.bytes) })
    })
  const compact = () =>
    run(async () => {
      const { before, after } = await host.call('libraries.compact', inLibrary)
      return i18n._('Compacted from {before} to {after}', { before: sizeLabel(before), after: sizeLabel(after) })
    })
  const remove = () =>
    run(async () => {
      await host.call('libraries.delete', inLibrary)
      await act.leaveLibrary()
      return null
    })
  const onKeyDown = useKey({ enter: rename })
  return (
    <div className="stack">
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput
          className="grow"
          label={i18n._('Name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button variant="default" disabled={name.trim() === '' || name === library.name} onClick={rename}>
          {i18n._('Rename')}
        </Button>
      </div>
      <bdi className="mono dim">{library.file}</bdi>
      <div className="row">
        <Button variant="default" disabled={busy} onClick={duplicate}>
          {i18n._('Duplicate')}
        </Button>
        <Button variant="default" disabled={busy} onClick={share}>
          {i18n._('Save a copy to share')}
        </Button>
        <Button variant="default" disabled={busy} onClick={compact}>
          {i18n._('Compact')}
        </Button>
        <span className="grow" />
        <Button variant="subtle" color="red.9" onClick={() => setAsking(true)}>
          {i18n._('Delete…')}
        </Button>
      </div>
      <p role="status" className="ok">
        {said}
      </p>
      {asking && (
        <div className="banner error" role="alert">
          <span className="grow">
            {i18n._('Delete “{name}” with every decision made in it? This can’t be undone. The documents stay.', { name: library.name })}
          </span>
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {i18n._('Keep it')}
          </Button>
          <Button color="red.9" onClick={remove}>
            {i18n._('Delete')}
          </Button>
        </div>
      )}
    </div>
  )
}
