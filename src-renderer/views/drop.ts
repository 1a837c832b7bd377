import { useEffect, useState } from 'react'
import type { ScanSummary } from '../../src-main/contract/library-api.ts'
import { coreText } from '../i18n/core-text.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from '../state/app.ts'
import { readOrOpen } from '../state/first-run.ts'
import { changesIn } from '../state/freshness.ts'
import { useApp } from './context.ts'
import { scanSentence } from './scan-sentence.ts'

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files dropped anywhere in the window. @returns true while something is being dragged over it */
export function useDropped(): boolean {
  const app = useApp()
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    const set = (by: number) => {
      depth = Math.max(0, depth + by)
      setOver(depth > 0)
    }
    const enter = (event: DragEvent) => hasFiles(event) && set(1)
    const leave = (event: DragEvent) => hasFiles(event) && set(-1)
    const drop = (event: DragEvent) => {
      set(-depth)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) void takeDropped(app, files)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [app])
  return over
}

/** Endings of files that are never documents: dropped on an open library they are imported. */
const GLOSSARY_FILE = /\.(?:tbx|ttl|rdf|jsonld|utx|db|sqlite3?)$/i

/** A file dropped on the import dialog, or one that can only be a glossary, is imported. */
function takeGlossary(app: App, files: readonly File[]): boolean {
  const [file] = files
  const wanted = app.ui.getState().dialog === 'import' || (files.length === 1 && GLOSSARY_FILE.test(file?.name ?? ''))
  if (!file || !wanted || !app.session.getState().library) return false
  app.act.show({ dialog: 'import', importFile: file })
  return true
}

/** A dropped library opens; dropped folders and files become a new library, or are added to the one that is open. */
async function takeDropped(app: App, files: readonly File[]): Promise<void> {
  try {
    if (takeGlossary(app, files)) return
    const paths = await app.host.resolveDropped(files)
    if (paths.length > 0) await takePaths(app, paths)
    else app.act.show(app.session.getState().library ? { dialog: 'scan' } : { unplaced: files[0]?.name ?? '' })
  } catch (error) {
    app.act.fail(error)
  }
}

/**
 * Makes a library of the folders and starts the first run, shows the one they have already, or adds them to the open library and reads what has changed.
 * @param paths absolute
 */
export async function takePaths(app: App, paths: readonly string[]): Promise<void> {
  const { host, act, session } = app
  const library = paths.find((path) => path.toLowerCase().endsWith('.glossary'))
  if (library !== undefined) {
    await act.openLibrary(() => host.call('libraries.open', { file: library }), library)
    return
  }
  const open = session.getState().library
  if (open) return addTo(app, open.id, paths)
  if (await act.openLibrary(() => host.call('libraries.create', { folders: [...paths] }), paths.join(', '))) await readOrOpen(app)
}

/** What is new, changed or gone is read now, or after the run that is active: what this look found, or an earlier one that no run has followed yet. */
async function addTo({ host, act, session, runs }: App, id: string, paths: readonly string[]): Promise<void> {
  const scan = await host.call('folders.add', { library: id, paths: [...paths] })
  if (session.getState().library?.id !== id) return
  session.actions.looked(scan)
  await session.actions.refresh()
  const { library } = session.getState()
  if (library?.id !== id) return
  const news = scan.added + scan.changed + scan.missing > 0
  const before = !news && changesIn(library) > 0
  act.say(before ? scanSentence(library.changes) : foundSentence(scan, paths))
  if (!news && !before) return
  if (await runs.actions.startOrWait()) act.say(i18n._('A run is active: what was found is read after it.'))
}

/** `3 documents added`; where nothing was, why not. @param paths that were dropped or chosen */
function foundSentence(scan: ScanSummary, paths: readonly string[]): string {
  const { added, changed, missing, moved, unchanged, skipped } = scan
  if (changed + missing + moved > 0) return scanSentence(scan)
  if (added > 0) return i18n._('{n, plural, one {# document added} other {# documents added}}', { n: added })
  const own = skipped.find(({ path }) => paths.some((given) => given.replaceAll('\\', '/').endsWith(`/${path}`)))
  const refused = own ?? (unchanged === 0 ? skipped[0] : undefined)
  if (refused) return i18n._('{file} was not added: {reason}', { file: refused.path, reason: coreText(refused.reason) })
  return i18n._('All of it is in this library already, unchanged.')
}
