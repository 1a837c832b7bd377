import { Button } from '@mantine/core'
import { useEffect, useMemo } from 'react'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'
import { type Column, Grid, useActiveRow } from '../grid/Grid.tsx'
import { coreText } from '../i18n/core-text.ts'
import { count, i18n } from '../i18n/index.ts'
import { scanSentence } from './Banners.tsx'
import { useApp, useRuns, useTables } from './context.ts'
import { documentStatus } from './labels.ts'
import { EmptyNote, ErrorNote, lang } from './parts.tsx'
import { sizeLabel } from './sizes.ts'

/** Every document of the library and what became of it, ordered by folder. */
export function DocumentsPane() {
  const { host, tables, act, session, runs } = useApp()
  const documents = useTables((state) => state.documents)
  const error = useTables((state) => state.error)
  const running = useRuns((state) => state.active !== null)
  const rows = useMemo(
    () => (documents ?? []).filter((row) => row.status !== 'removed').toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    [documents],
  )
  const [active, setActive] = useActiveRow(rows.length)
  useEffect(() => void tables.actions.load('documents'), [tables])
  const row = rows[active]
  const remove = async () => {
    const library = session.getState().library
    if (!row || !library) return
    await host.call('documents.remove', { library: library.id, documents: [row.id] })
  }
  const rescan = async () => {
    const scan = await session.actions.rescan()
    if (scan) act.say(scan.added + scan.changed + scan.missing + scan.moved > 0 ? scanSentence(scan) : i18n._('Nothing has changed'))
  }
  return (
    <section className="pane" aria-label={i18n._('Documents')}>
      <div className="pane-head">
        <h2 className="pane-title">{i18n._('Documents')}</h2>
        <span className="dim tabular">{documents ? count(rows.length) : ''}</span>
        <span className="grow" />
        <Button variant="default" disabled={!row || row.status === 'skipped'} onClick={() => row && void act.openDocument(row.id)}>
          {i18n._('Read')}
        </Button>
        <Button variant="default" disabled={!row || running} onClick={() => void remove().catch(act.fail)}>
          {i18n._('Remove')}
        </Button>
        <Button variant="default" onClick={() => void rescan()}>
          {i18n._('Look for changes')}
        </Button>
        <Button variant="default" onClick={() => act.show({ dialog: 'scan' })}>
          {i18n._('Add…')}
        </Button>
        <Button disabled={running} onClick={() => void runs.actions.start('full')}>
          {i18n._('Update')}
        </Button>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void tables.actions.load('documents')} />}
      {documents && (
        <Grid
          label={i18n._('Documents')}
          columns={columns()}
          total={rows.length}
          rowAt={(index) => rows[index]}
          keyOf={(document) => document.id}
          active={active}
          onMove={setActive}
          onOpen={(index) => rows[index] && void act.openDocument(rows[index].id)}
          empty={<EmptyNote title={i18n._('No documents yet')}>{i18n._('Drop a folder or files into the window.')}</EmptyNote>}
          autoFocus
        />
      )}
    </section>
  )
}

const STATUS_CLASS: Record<DocumentRow['status'], string> = {
  new: 'dim',
  ok: 'ok',
  skipped: 'dim',
  failed: 'bad',
  missing: 'warn',
  removed: 'dim',
}

const columns = (): readonly Column<DocumentRow>[] => [
  { id: 'path', header: i18n._('File'), width: 'minmax(200px, 2fr)', cell: (row) => <Path path={row.path} /> },
  {
    id: 'language',
    header: i18n._('Language'),
    width: '84px',
    cell: (row) => <span lang={lang(row.language ?? 'other')}>{row.language ?? ''}</span>,
  },
  { id: 'size', header: i18n._('Size'), width: '84px', align: 'end', cell: (row) => sizeLabel(row.size) },
  {
    id: 'status',
    header: i18n._('State'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <span title={coreText(row.reason ?? '')}>
        <span className={STATUS_CLASS[row.status]}>{documentStatus(row.status)}</span>
        {row.reason && <span className="dim"> – {coreText(row.reason)}</span>}
      </span>
    ),
  },
]

/** The folder dim, the name plain, so that files of the same name are told apart at a glance. */
function Path({ path }: { path: string }) {
  const cut = path.lastIndexOf('/') + 1
  return (
    <bdi title={path}>
      <span className="dim">{path.slice(0, cut)}</span>
      {path.slice(cut)}
    </bdi>
  )
}
