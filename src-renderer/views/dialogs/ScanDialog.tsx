import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { RootRow } from '../../../src-main/contract/host-api.ts'
import { i18n } from '../../i18n/index.ts'
import { useKey } from '../../keys/useKey.ts'
import { useApp, useSession } from '../context.ts'
import { takePaths } from '../drop.ts'
import { scanSentence } from '../scan-sentence.ts'
import { Sheet } from '../sheet/Sheet.tsx'
import { PathField } from '../Welcome.tsx'
import { Frame } from './Frame.tsx'

/** Folders of the library: what the last look found, and the way to add more. */
export function ScanDialog() {
  return (
    <Frame name="scan" title={i18n._('Folders and files')}>
      <Folders />
    </Frame>
  )
}

function Folders() {
  const app = useApp()
  const { host, act } = app
  const library = useSession((state) => state.library)!
  const dialogs = useSession((state) => state.info?.dialogs ?? false)
  const scan = useSession((state) => state.scan)
  const changed = scan && scan.added + scan.changed + scan.missing + scan.moved > 0 ? scan : null
  const [roots, setRoots] = useState<readonly RootRow[]>([])
  useEffect(() => void host.call('folders.list', { library: library.id }).then(setRoots, act.fail), [host, library, act])
  const pick = async (dialog: 'dialogs.pickFolders' | 'dialogs.pickFiles') => {
    const paths = await host.call(dialog, {})
    if (paths && paths.length > 0) await takePaths(app, paths)
  }
  return (
    <div className="stack">
      <ul className="recent">
        {roots.map((root) => (
          <Root key={root.id} root={root} />
        ))}
      </ul>
      <p className="dim">{i18n._('Documents stay where they are. Nothing is ever written into these folders.')}</p>
      {dialogs ? (
        <div className="row">
          <Button onClick={() => void pick('dialogs.pickFolders').catch(act.fail)} data-autofocus>
            {i18n._('Add a folder…')}
          </Button>
          <Button variant="default" onClick={() => void pick('dialogs.pickFiles').catch(act.fail)}>
            {i18n._('Add files…')}
          </Button>
        </div>
      ) : (
        <PathField label={i18n._('Add')} />
      )}
      {changed && <p role="status">{scanSentence(changed)}</p>}
      {roots.length > 0 && <Sheet onDone={() => act.show({ dialog: null })} />}
    </div>
  )
}

/** One folder; when it has moved, its new place is given here and every document keeps its decisions. */
function Root({ root }: { root: RootRow }) {
  const { host, act, session, runs } = useApp()
  const dialogs = useSession((state) => state.info?.dialogs ?? false)
  const [path, setPath] = useState(root.path)
  const [asked, setAsked] = useState(false)
  const relocate = async (to: string) => {
    const library = session.getState().library
    if (!library || to === '') return
    const scan = await host.call('folders.relocate', { library: library.id, root: root.id, path: to })
    session.actions.relocated(root.path, scan)
    runs.actions.dismissError()
    setAsked(false)
    await session.actions.refresh()
  }
  const begin = async () => {
    if (!dialogs) return setAsked(true)
    const [chosen] = (await host.call('dialogs.pickFolders', {})) ?? []
    if (chosen !== undefined) await relocate(chosen)
  }
  const onKeyDown = useKey({ enter: () => void relocate(path.trim()).catch(act.fail), escape: () => setAsked(false) })
  return (
    <li className="row">
      {!asked ? (
        <bdi className="grow ellipsis">{root.path || i18n._('place not known')}</bdi>
      ) : (
        <TextInput
          className="grow"
          autoFocus
          aria-label={i18n._('New place of the folder')}
          // Escape is the field's before it is the dialog's.
          data-mantine-stop-propagation="true"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      )}
      {root.files && (
        <span className="dim">{i18n._('{n, plural, one {# file of it} other {# files of it}}', { n: root.files.length })}</span>
      )}
      {root.missing && <span className="chip bad">{i18n._('not found')}</span>}
      <Button variant="subtle" onClick={() => void begin().catch(act.fail)}>
        {i18n._('Relocate…')}
      </Button>
    </li>
  )
}
