import { useEffect } from 'react'
import { i18n } from '../../i18n/index.ts'
import { useWindowKeys } from '../../keys/useKey.ts'
import { useApp, useReader, useSession, useUi } from '../context.ts'
import { ErrorNote } from '../parts.tsx'
import { ReaderPane } from './ReaderPane.tsx'

/** A window that is nothing but the reader: documents and citations chosen in the library's window are shown here. */
export function ReaderPage() {
  const { act, session } = useApp()
  const library = useSession((state) => state.library)
  const path = useReader((state) => state.document?.path)
  const sessionError = useSession((state) => state.error)
  const error = useUi((state) => state.error)
  const notice = useUi((state) => state.notice)
  useWindowKeys({ 'mod+z': () => void act.undo(), 'mod+shift+z': () => void act.redo() }, () => false)
  useEffect(() => {
    document.title = [path, library?.name].filter(Boolean).join(' – ') || i18n._('Reader')
  }, [path, library])
  return (
    <main className="reader-page">
      {sessionError && <ErrorNote error={sessionError} onClose={session.actions.dismissError} />}
      {error && <ErrorNote error={error} onClose={() => act.show({ error: null })} />}
      {library && <ReaderPane alone />}
      <div className="visually-hidden" role="status">
        {notice?.text ?? ''}
      </div>
    </main>
  )
}
