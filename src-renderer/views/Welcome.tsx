import { Button, Loader, TextInput } from '@mantine/core'
import { IconBooks, IconFolderOpen, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { dateTime, i18n } from '../i18n/index.ts'
import { useKey } from '../keys/useKey.ts'
import { openLibraryFile } from '../state/command-actions.ts'
import { firstRun } from '../state/first-run.ts'
import { useApp, useSession, useUi } from './context.ts'
import { ModelHelpDialog } from './dialogs/ModelHelpDialog.tsx'
import { SettingsDialog } from './dialogs/SettingsDialog.tsx'
import { ShortcutsDialog } from './dialogs/ShortcutsDialog.tsx'
import { takePaths } from './drop.ts'
import { KeyboardDialog } from './keyboard/KeyboardDialog.tsx'
import { ErrorNote, IconButton } from './parts.tsx'
import { useWelcomeCommands } from './welcome-commands.ts'

/** The first screen: drop a folder, open a library seen before, or try the sample. */
export function Welcome({ dropping }: { dropping: boolean }) {
  const { session, act } = useApp()
  useWelcomeCommands()
  const opening = useSession((state) => state.opening)
  const error = useSession((state) => state.error)
  const problem = useUi((state) => state.error)
  return (
    <main className={dropping ? 'welcome is-dropping' : 'welcome'}>
      <div className="welcome-head">
        <img src="./icon.svg" alt="" />
        <h1>GenGlossary</h1>
        <p>{i18n._('Drop a folder of documents, get a glossary. Nothing leaves this computer.')}</p>
      </div>
      {error && <ErrorNote error={error} onClose={session.actions.dismissError} />}
      {problem && <ErrorNote error={problem} onClose={() => act.show({ error: null })} />}
      {opening ? (
        <div className="drop" role="status">
          <Loader size="sm" />
          <p>{i18n._('Opening {name}…', { name: opening })}</p>
        </div>
      ) : (
        <DropZone />
      )}
      <Recent />
      <div className="row">
        <Button variant="subtle" onClick={() => act.show({ dialog: 'settings' })}>
          {i18n._('Settings')}
        </Button>
      </div>
      <SettingsDialog />
      <ModelHelpDialog />
      <ShortcutsDialog />
      <KeyboardDialog />
    </main>
  )
}

function DropZone() {
  const app = useApp()
  const { host, act } = app
  const info = useSession((state) => state.info)
  const pick = async (dialog: 'dialogs.pickFolders' | 'dialogs.pickFiles') => {
    const paths = await host.call(dialog, {}).catch(act.fail)
    if (paths && paths.length > 0) await takePaths(app, paths).catch(act.fail)
  }
  const sample = async () => {
    if (await act.openLibrary(() => host.call('libraries.sample', {}), i18n._('the sample library'))) {
      const { library } = app.session.getState()
      if (library && library.terms.total === 0) await firstRun(app)
    }
  }
  return (
    <section className="drop" aria-label={i18n._('New library')}>
      <IconFolderOpen size={34} stroke={1.4} aria-hidden className="dim" />
      <h2>{i18n._('Drop a folder or files here')}</h2>
      <p>
        {i18n._(
          'Markdown, text, HTML, PDF, Word, PowerPoint, Excel, EPUB and more, in English or Japanese. The files stay where they are.',
        )}
      </p>
      {info?.dialogs ? (
        <div className="row">
          <Button onClick={() => void pick('dialogs.pickFolders')}>{i18n._('Choose a folder…')}</Button>
          <Button variant="default" onClick={() => void pick('dialogs.pickFiles')}>
            {i18n._('Choose files…')}
          </Button>
          <Button variant="default" onClick={() => void openLibraryFile(app).catch(act.fail)}>
            {i18n._('Open a library…')}
          </Button>
        </div>
      ) : (
        <>
          <PathField />
          <Unplaced />
        </>
      )}
      <FolderButtons />
      <Button variant="subtle" leftSection={<IconBooks size={15} />} onClick={() => void sample()}>
        {i18n._('Try the sample library')}
      </Button>
    </section>
  )
}

/** Folders the preview was started with: one click each. */
function FolderButtons() {
  const app = useApp()
  const folders = useSession((state) => state.info?.folders ?? [])
  if (folders.length === 0) return null
  return (
    <div className="row">
      {folders.map((folder) => (
        <Button key={folder} variant="default" onClick={() => void takePaths(app, [folder]).catch(app.act.fail)}>
          {folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder}
        </Button>
      ))}
    </div>
  )
}

/** Says what to do about a dropped folder of which only the name is known. */
function Unplaced() {
  const name = useUi((state) => state.unplaced)
  useEffect(() => {
    if (name !== null) document.querySelector<HTMLElement>('.welcome input')?.focus()
  }, [name])
  if (name === null) return null
  return (
    <p role="status" className="warn">
      {i18n._('The browser does not say where “{name}” lies. Type its path above.', { name })}
    </p>
  )
}

/** A browser can't tell where a dropped folder lies, so the path is typed. */
export function PathField({ label }: { label?: string }) {
  const app = useApp()
  const [path, setPath] = useState('')
  const submit = () => {
    if (path.trim() !== '') void takePaths(app, [path.trim()]).catch(app.act.fail)
  }
  const onKeyDown = useKey({ enter: submit })
  return (
    <div className="row" style={{ width: '100%', maxWidth: 520 }}>
      <TextInput
        className="grow"
        aria-label={i18n._('Path of a folder or a .glossary file')}
        placeholder={i18n._('Path of a folder or a .glossary file')}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button onClick={submit} disabled={path.trim() === ''}>
        {label ?? i18n._('Open')}
      </Button>
    </div>
  )
}

function Recent() {
  const { host, act, session } = useApp()
  const recent = useSession((state) => state.recent)
  if (recent.length === 0) return null
  const forget = async (file: string) => {
    await host.call('libraries.forget', { file })
    session.setState({ recent: await host.call('libraries.recent', {}) })
  }
  return (
    <section>
      <h2 className="pane-title">{i18n._('Recent')}</h2>
      <ul className="recent">
        {recent.map((entry) => (
          <li key={entry.file} className="recent-row">
            <button
              type="button"
              className="recent-item"
              disabled={entry.missing}
              onClick={() => void act.openLibrary(() => host.call('libraries.open', { file: entry.file }), entry.name)}
            >
              <strong>{entry.name}</strong>
              <span className="dim grow ellipsis">{entry.missing ? i18n._('not found at {file}', { file: entry.file }) : entry.file}</span>
              <span className="dim">{dateTime(entry.openedAt)}</span>
            </button>
            <IconButton
              label={i18n._('Take “{name}” off this list; the file stays', { name: entry.name })}
              onClick={() => void forget(entry.file).catch(act.fail)}
            >
              <IconX size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
