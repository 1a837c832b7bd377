import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconFile, IconFolder } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { containerOfPath, formatOfPath } from '../../src-main/contract/formats.ts'
import type { RootRow } from '../../src-main/contract/host-api.ts'
import type { DocumentRow } from '../../src-main/contract/library-api.ts'
import { type Column, Grid, useActiveRow } from '../grid/Grid.tsx'
import { coreText } from '../i18n/core-text.ts'
import { count, i18n } from '../i18n/index.ts'
import { documentTree, type FolderNode, parentRow, placesAmong, type TreeNode } from '../state/document-tree.ts'
import { useApp, useRuns, useSession, useTables } from './context.ts'
import { DocumentEncoding } from './DocumentEncoding.tsx'
import { documentStatus } from './labels.ts'
import { EmptyNote, ErrorNote, lang } from './parts.tsx'
import { scanSentence } from './scan-sentence.ts'
import { sizeLabel } from './sizes.ts'
import { useReaderPlace } from './useReaderPlace.ts'

/** Every document of the library and what became of it, in its folders. */
export function DocumentsPane() {
  const { tables, act } = useApp()
  const documents = useTables((state) => state.documents)
  const error = useTables((state) => state.error)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const roots = useRoots()
  const nodes = useMemo(() => documentTree(documents ?? [], roots, closed), [documents, roots, closed])
  const places = useMemo(() => placesAmong(nodes), [nodes])
  const [active, setActive] = useActiveRow(nodes.length)
  useEffect(() => void tables.actions.load('documents'), [tables])
  const node = nodes[active]
  const files = useMemo(() => (documents ?? []).filter(({ status }) => status !== 'removed').length, [documents])
  const narrow = useReaderPlace() === 'beside'
  const turn = (folder: FolderNode, open: boolean) => {
    const next = new Set(closed)
    if (open) next.delete(folder.key)
    else next.add(folder.key)
    setClosed(next)
  }
  const open = (index: number) => {
    const chosen = nodes[index]
    if (chosen?.kind === 'folder') turn(chosen, !chosen.open)
    else if (chosen && canRead(chosen.document)) void act.openDocument(chosen.document.id)
  }
  const right = () => {
    if (node?.kind === 'folder') node.open ? setActive(active + 1) : turn(node, true)
  }
  const left = () => {
    if (node?.kind === 'folder' && node.open) turn(node, false)
    else setActive(parentRow(nodes, active))
  }
  return (
    <section className="pane" aria-label={i18n._('Documents')}>
      <div className="pane-head">
        <h2 className="pane-title">{i18n._('Documents')}</h2>
        <span className="dim tabular">{documents ? count(files) : ''}</span>
        <span className="grow" />
        <Actions node={node} />
      </div>
      {error && <ErrorNote error={error} onRetry={() => void tables.actions.load('documents')} />}
      {documents && (
        <Grid
          label={i18n._('Documents')}
          columns={columns(narrow)}
          total={nodes.length}
          rowAt={(index) => nodes[index]}
          keyOf={({ key }) => key}
          active={active}
          onMove={setActive}
          onOpen={open}
          keys={{ arrowright: right, arrowleft: left }}
          tree={(row) => ({ level: row.level, ...(row.kind === 'folder' ? { open: row.open } : {}), ...places.get(row.key) })}
          empty={
            <EmptyNote
              title={i18n._('No documents yet')}
              action={<Button onClick={() => act.show({ dialog: 'scan' })}>{i18n._('Add folders or files…')}</Button>}
            >
              {i18n._('Drop a folder or files into the window.')}
            </EmptyNote>
          }
          autoFocus
        />
      )}
      {node?.kind === 'file' && <Reason document={node.document} />}
    </section>
  )
}

/** Why the chosen file is left out or failed, in full: its row has room for the beginning, and a tooltip comes to nobody who uses keys. */
function Reason({ document: { path, reason } }: { document: DocumentRow }) {
  if (!reason) return null
  return (
    <section className="pane-foot" aria-label={i18n._('The chosen document')}>
      <code>{path}</code> {coreText(reason)}
    </section>
  )
}

const canRead = ({ status }: DocumentRow): boolean => status !== 'skipped' && status !== 'failed'

/** To try again: a file of a kind that nobody reads, a picture, is left out every time. */
const mayHelp = ({ status, path }: DocumentRow): boolean =>
  status !== 'skipped' || formatOfPath(path) !== null || containerOfPath(path) !== null

/** Folders of the library; only their names are needed, and only where there are several. */
function useRoots(): readonly RootRow[] {
  const { host, act } = useApp()
  const library = useSession((state) => state.library?.id)
  const documents = useTables((state) => state.documents)
  const [roots, setRoots] = useState<readonly RootRow[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: documents come with new folders.
  useEffect(() => {
    if (library !== undefined) void host.call('folders.list', { library }).then(setRoots, act.fail)
  }, [host, act, library, documents])
  return roots
}

/** What can be done with the row: a file, or everything in a folder. */
function Actions({ node }: { node: TreeNode | undefined }) {
  const { host, act, session, runs } = useApp()
  const running = useRuns((state) => state.active !== null)
  const file = node?.kind === 'file' ? node.document : undefined
  const chosen = node === undefined ? [] : node.kind === 'file' ? [node.document] : node.documents
  const remove = async () => {
    const library = session.getState().library
    if (!library) return
    await host.call('documents.remove', { library: library.id, documents: chosen.map(({ id }) => id) })
    act.say(i18n._('{n, plural, one {# document removed} other {# documents removed}}', { n: chosen.length }), true)
  }
  const rescan = async () => {
    const scan = await session.actions.rescan()
    if (scan) act.say(scan.added + scan.changed + scan.missing + scan.moved > 0 ? scanSentence(scan) : i18n._('Nothing has changed'))
  }
  return (
    <>
      <DocumentEncoding documents={chosen} />
      {file && (file.status === 'missing' || !canRead(file)) ? (
        <Button variant="default" disabled={running || !mayHelp(file)} onClick={() => void runs.actions.start('full')}>
          {i18n._('Try again')}
        </Button>
      ) : (
        <Button variant="default" disabled={file === undefined} onClick={() => file && void act.openDocument(file.id)}>
          {i18n._('Read')}
        </Button>
      )}
      <Button variant="default" disabled={chosen.length === 0 || running} onClick={() => void remove().catch(act.fail)}>
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
    </>
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

/** Beside the reader only what tells documents apart stays. */
const columns = (narrow: boolean): readonly Column<TreeNode>[] =>
  allColumns().filter(({ id }) => !narrow || (id !== 'language' && id !== 'size'))

const allColumns = (): readonly Column<TreeNode>[] => [
  { id: 'path', header: i18n._('File'), width: 'minmax(170px, 2fr)', cell: (row) => <Name node={row} /> },
  {
    id: 'language',
    header: i18n._('Language'),
    width: '84px',
    cell: (row) => row.kind === 'file' && <span lang={lang(row.document.language ?? 'other')}>{row.document.language ?? ''}</span>,
  },
  {
    id: 'size',
    header: i18n._('Size'),
    width: '84px',
    align: 'end',
    cell: sizeOf,
  },
  { id: 'status', header: i18n._('State'), width: 'minmax(110px, 1fr)', cell: (row) => <State node={row} /> },
]

/** Of what is left out by its name alone the size is not known. */
function sizeOf(node: TreeNode): string {
  if (node.kind === 'folder') return sizeLabel(node.documents.reduce((sum, { size }) => sum + size, 0))
  const { size, status } = node.document
  return size === 0 && status === 'skipped' ? '' : sizeLabel(size)
}

function Name({ node }: { node: TreeNode }) {
  const Turn = node.kind === 'folder' && node.open ? IconChevronDown : IconChevronRight
  const Kind = node.kind === 'folder' ? IconFolder : IconFile
  return (
    <span
      className="tree-name"
      style={{ paddingInlineStart: (node.level - 1) * 18 }}
      title={node.kind === 'file' ? node.document.path : node.name}
    >
      {node.kind === 'folder' ? <Turn size={14} aria-hidden className="dim" /> : <span className="tree-space" />}
      <Kind size={15} aria-hidden className="dim" />
      <bdi>{node.name}</bdi>
    </span>
  )
}

function State({ node }: { node: TreeNode }) {
  if (node.kind === 'folder') {
    const failed = node.documents.filter(({ status }) => status === 'failed').length
    return (
      <span className="dim">
        {i18n._('{n, plural, one {# document} other {# documents}}', { n: node.documents.length })}
        {failed > 0 && <span className="bad"> · {i18n._('{n} failed', { n: count(failed) })}</span>}
      </span>
    )
  }
  const { status, reason, encoding } = node.document
  return (
    <span title={coreText(reason ?? '')}>
      <span className={STATUS_CLASS[status]}>{documentStatus(status)}</span>
      {encoding && <span className="chip">{encoding}</span>}
      {reason && <span className="dim"> – {coreText(reason)}</span>}
    </span>
  )
}
