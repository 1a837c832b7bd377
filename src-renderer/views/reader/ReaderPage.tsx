import { useEffect } from 'react'
import { i18n } from '../../i18n/index.ts'
import { worksInText } from '../../keys/text-keys.ts'
import { type KeyMap, useWindowKeys } from '../../keys/useKey.ts'
import type { App } from '../../state/app.ts'
import { commandById, runCommand } from '../../state/commands.ts'
import { keysDoing } from '../../state/keys.ts'
import { useApp, useReader, useSession, useUi } from '../context.ts'
import { AddTermDialog } from '../dialogs/AddTermDialog.tsx'
import { ErrorNote } from '../parts.tsx'
import { useKeySettings } from '../useKeys.ts'
import { ReaderPane } from './ReaderPane.tsx'

/** Commands that mean something where there is nothing but a reader. */
const COMMANDS = ['find', 'term.add', 'undo', 'redo', 'occurrence.next', 'occurrence.previous', 'reader.marks'] as const

const readerKeys = (app: App): KeyMap =>
  Object.assign({}, ...COMMANDS.map((id) => keysDoing(app, id, () => runCommand(app, commandById(id)!))))

/** A window that is nothing but the reader: documents and citations chosen in the library's window are shown here. */
export function ReaderPage() {
  const app = useApp()
  const { act, session } = app
  useKeySettings()
  const library = useSession((state) => state.library)
  const path = useReader((state) => state.document?.path)
  const sessionError = useSession((state) => state.error)
  const error = useUi((state) => state.error)
  const notice = useUi((state) => state.notice)
  const dialog = useUi((state) => state.dialog)
  useWindowKeys(dialog === null ? readerKeys(app) : {}, worksInText)
  useEffect(() => {
    document.title = [path, library?.name].filter(Boolean).join(' – ') || i18n._('Reader')
  }, [path, library])
  return (
    <main className="reader-page">
      {sessionError && <ErrorNote error={sessionError} onClose={session.actions.dismissError} />}
      {error && <ErrorNote error={error} onClose={() => act.show({ error: null })} />}
      {library && <ReaderPane alone />}
      <AddTermDialog />
      <div className="visually-hidden" role="status">
        {notice?.text ?? ''}
      </div>
    </main>
  )
}
