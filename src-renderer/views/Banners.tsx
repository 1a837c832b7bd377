import { ActionIcon, Button } from '@mantine/core'
import { IconInfoCircle, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import { i18n } from '../i18n/index.ts'
import { isFolderMissing } from '../state/errors.ts'
import { useApp, useRuns, useSession, useUi } from './context.ts'
import { KeepFinished, useFinished } from './KeepFinished.tsx'
import { MissingFolder } from './MissingFolder.tsx'
import { ErrorNote } from './parts.tsx'

const NONE: readonly AppErrorData[] = []

/** What needs the person: errors, a lost connection, a run that ended early. */
export function Banners() {
  const { session, runs, act } = useApp()
  const connected = useSession((state) => state.connected)
  const sessionError = useSession((state) => state.error)
  const uiError = useUi((state) => state.error)
  const dialog = useUi((state) => state.dialog)
  const runError = useRuns((state) => state.error)
  const away = useSession((state) => state.scan?.away ?? NONE)
  // Each folder once, whoever told of it.
  const missing = new Set(
    [...away, sessionError, runError].flatMap((error) => (error && isFolderMissing(error) ? [String(error.params.folder ?? '')] : [])),
  )
  const unread = away.filter((error) => !isFolderMissing(error))
  const told = (error: AppErrorData | null) => error !== null && !isFolderMissing(error)
  const dismissMissing = () => {
    session.actions.dismissError()
    session.actions.dismissAway()
    runs.actions.dismissError()
  }
  return (
    <div className="banners">
      {!connected && (
        <div className="banner error" role="alert">
          {i18n._('The connection to GenGlossary is lost. Trying again…')}
        </div>
      )}
      {[...missing].map((folder) => (
        <MissingFolder key={folder} folder={folder} onClose={dismissMissing} />
      ))}
      {unread.map((error) => (
        <ErrorNote key={error.message} error={error} onClose={session.actions.dismissAway} />
      ))}
      {told(sessionError) && <ErrorNote error={sessionError!} onClose={session.actions.dismissError} />}
      {uiError && <ErrorNote error={uiError} quiet={dialog !== null} onClose={() => act.show({ error: null })} />}
      {told(runError) && <ErrorNote error={runError!} onClose={runs.actions.dismissError} />}
      {/* There before what is said in it comes: screen readers hear nothing of a region that comes with its words. */}
      <div role="status">
        <Unfinished />
      </div>
    </div>
  )
}

/** The last run ended early and left something: it can be kept, gone on with, or left alone. */
function Unfinished() {
  const { runs } = useApp()
  const last = useSession((state) => state.library?.lastRun ?? null)
  const running = useRuns((state) => state.active !== null)
  const [dismissed, setDismissed] = useState<number | null>(null)
  const finished = useFinished(running || last?.id === dismissed ? null : last)
  if (!last || running || finished === null || finished === 0 || last.id === dismissed) return null
  return (
    <div className="banner">
      <IconInfoCircle size={16} aria-hidden className="warn" />
      <span className="grow">{i18n._('The last run ended early and changed nothing. What it had finished can be kept.')}</span>
      <KeepFinished run={last} finished={finished} />
      <Button onClick={() => void runs.actions.start(last.scope, { retryOf: last.id })}>{i18n._('Go on')}</Button>
      <ActionIcon aria-label={i18n._('Dismiss')} onClick={() => setDismissed(last.id)}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  )
}
