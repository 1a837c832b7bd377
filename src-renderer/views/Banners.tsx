import { ActionIcon, Button } from '@mantine/core'
import { IconInfoCircle, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LibraryInfo } from '../../src-main/contract/library-api.ts'
import { i18n } from '../i18n/index.ts'
import { changesIn } from '../state/freshness.ts'
import { useApp, useRuns, useSession, useUi } from './context.ts'
import { KeepFinished, useFinished } from './KeepFinished.tsx'
import { stageLabel, statusLabel } from './labels.ts'
import { ModelOffer } from './models/ModelOffer.tsx'
import { ErrorNote } from './parts.tsx'

/** What needs the person: errors, a lost connection, documents that changed, stages that are out of date. */
export function Banners() {
  const { session, runs, act } = useApp()
  const connected = useSession((state) => state.connected)
  const sessionError = useSession((state) => state.error)
  const uiError = useUi((state) => state.error)
  const runError = useRuns((state) => state.error)
  return (
    <div>
      {!connected && (
        <div className="banner error" role="alert">
          {i18n._('The connection to GenGlossary is lost. Trying again…')}
        </div>
      )}
      {sessionError && <ErrorNote error={sessionError} onClose={session.actions.dismissError} />}
      {uiError && <ErrorNote error={uiError} onClose={() => act.show({ error: null })} />}
      {runError && <ErrorNote error={runError} onClose={runs.actions.dismissError} />}
      <Unfinished />
      <Freshness />
      <ModelOffer />
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
    <div className="banner" role="status">
      <IconInfoCircle size={16} aria-hidden className="warn" />
      <span className="grow">
        {i18n._('The last run ended early ({status}). Nothing was changed by it.', { status: statusLabel(last.status) })}
      </span>
      <KeepFinished run={last} finished={finished} />
      <Button onClick={() => void runs.actions.start(last.scope, { retryOf: last.id })}>{i18n._('Go on')}</Button>
      <ActionIcon aria-label={i18n._('Dismiss')} onClick={() => setDismissed(last.id)}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  )
}

function Freshness() {
  const { session, runs } = useApp()
  const library = useSession((state) => state.library)
  const scan = useSession((state) => state.scan)
  const running = useRuns((state) => state.active !== null)
  useEffect(() => {
    // Folders may have changed while the window was in the background.
    const look = () => void session.actions.rescan()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [session])
  if (!library || running || !library.lastRun) return null
  const changed = changesIn(library, scan)
  if (changed === 0 && library.outdated.length === 0) return null
  const text = scan && changed > 0 ? scanSentence(scan) : outdatedSentence(library)
  return (
    <div className="banner" role="status">
      <IconInfoCircle size={16} aria-hidden className="warn" />
      <span className="grow">{text}</span>
      <Button onClick={() => void runs.actions.start('full')}>{i18n._('Update')}</Button>
    </div>
  )
}

/** Documents nobody has read yet, which is what people did; else what has to be done anew. A second look finds nothing new: these are known by then. */
function outdatedSentence({ documents, outdated }: LibraryInfo): string {
  const unread = documents.total - documents.ok - documents.skipped - documents.failed - documents.missing
  return unread > 0
    ? i18n._('{n, plural, one {# document is} other {# documents are}} not read yet', { n: unread })
    : i18n._('Out of date: {stages}', { stages: outdated.map(stageLabel).join(', ') })
}

/** `3 changed, 1 new, 1 missing, 2 moved` */
export function scanSentence(scan: { added: number; changed: number; missing: number; moved: number }): string {
  const parts = [
    scan.changed > 0 ? i18n._('{n} changed', { n: scan.changed }) : '',
    scan.added > 0 ? i18n._('{n} new', { n: scan.added }) : '',
    scan.missing > 0 ? i18n._('{n} missing', { n: scan.missing }) : '',
    scan.moved > 0 ? i18n._('{n} moved', { n: scan.moved }) : '',
  ]
  return i18n._('Documents: {changes}', { changes: parts.filter(Boolean).join(', ') })
}
