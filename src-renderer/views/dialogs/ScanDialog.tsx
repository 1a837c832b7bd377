import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { RootRow } from '../../../src-main/contract/host-api.ts'
import { count, i18n } from '../../i18n/index.ts'
import { useApp, useSession } from '../context.ts'
import { takePaths } from '../drop.ts'
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
  const [roots, setRoots] = useState<readonly RootRow[]>([])
  useEffect(() => void host.call('folders.list', { library: library.id }).then(setRoots, act.fail), [host, library, act])
  const pick = async () => {
    const paths = await host.call('dialogs.pickFolders', {})
    if (paths && paths.length > 0) await takePaths(app, paths)
  }
  return (
    <div className="stack">
      <ul className="recent">
        {roots.map((root) => (
          <li key={root.id} className="row">
            <bdi className="grow ellipsis">{root.path}</bdi>
            {root.missing && <span className="chip bad">{i18n._('not found')}</span>}
          </li>
        ))}
      </ul>
      <p className="dim">{i18n._('Documents stay where they are. Nothing is ever written into these folders.')}</p>
      {dialogs ? (
        <Button onClick={() => void pick().catch(act.fail)} data-autofocus>
          {i18n._('Add a folder…')}
        </Button>
      ) : (
        <PathField />
      )}
      {scan && (
        <dl className="counts">
          <dt>{i18n._('New')}</dt>
          <dd>{count(scan.added)}</dd>
          <dt>{i18n._('Changed')}</dt>
          <dd>{count(scan.changed)}</dd>
          <dt>{i18n._('Unchanged')}</dt>
          <dd>{count(scan.unchanged)}</dd>
          <dt>{i18n._('Left out')}</dt>
          <dd>{count(scan.skipped.length)}</dd>
        </dl>
      )}
      {scan && scan.skipped.length > 0 && (
        <details>
          <summary>{i18n._('What was left out, and why')}</summary>
          <ul className="recent mono">
            {scan.skipped.slice(0, 200).map((entry) => (
              <li key={entry.path}>
                <bdi>{entry.path}</bdi> <span className="dim">{entry.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
