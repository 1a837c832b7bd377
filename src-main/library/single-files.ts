import { realpath, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { rulesOf } from '../contract/left-out.ts'
import type { ScanSummary } from '../contract/library-api.ts'
import type { RootRow } from '../store/api.ts'
import { plural, type Wanted, withBefore } from './changes.ts'
import { applyPlan } from './commands.ts'
import { addUp, type DocumentsStore, NOTHING_FOUND, type ScanFolder, type ScanOptions, scanRoot } from './documents.ts'
import { isInside } from './export/write.ts'

/**
 * Single files in a library, beside whole folders: their folder becomes a root of which only the named files are looked at, so that paths
 * stay relative, names that differ only by folder are two documents, and a rescan of them looks at nothing else in the folder.
 */

/** Where documents are taken from, by its real path. */
export interface Place {
  readonly path: string
  /** false = a folder. */
  readonly file: boolean
}

/** What a path leads to. @throws AppError FOLDER_MISSING, FOLDER_UNREADABLE */
export async function placeOf(path: string): Promise<Place> {
  try {
    const real = await realpath(path)
    return { path: real, file: (await stat(real)).isFile() }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new AppError('FOLDER_MISSING', `There is no file and no folder ${path}. Check the path.`, { folder: path }, { cause })
    }
    throw new AppError('FOLDER_UNREADABLE', `${path} cannot be read (${code}). Check its permissions.`, { folder: path }, { cause })
  }
}

/**
 * Adds single files as one step that can be undone; a file that was removed before comes back, one in a folder of the library is there
 * already and looked at again.
 *
 * @param files real paths
 * @throws AppError OUTPUT_INSIDE_DOCUMENTS for the library itself; FOLDER_MISSING … of the walk
 */
export async function addFiles(
  store: DocumentsStore,
  scan: ScanFolder,
  files: readonly string[],
  options: ScanOptions,
): Promise<ScanSummary> {
  let summary = NOTHING_FOUND
  const shown: number[] = []
  for (const [folder, names] of Map.groupBy(new Set(files), dirname)) {
    const found = await addOfFolder(
      store,
      scan,
      folder,
      names.map((file) => basename(file)),
      options,
    )
    summary = addUp(summary, found.summary)
    shown.push(...found.hidden)
  }
  if (shown.length > 0) {
    const wanted = shown.map((document): Wanted => ({ kind: 'document-hidden', key: { document }, after: null }))
    await applyPlan(store, { label: `Add ${plural(shown.length, 'file')}`, changes: await withBefore(store, wanted) })
  }
  return summary
}

/** The files of one folder. `hidden`: documents that a command is to show. */
async function addOfFolder(store: DocumentsStore, scan: ScanFolder, folder: string, names: readonly string[], options: ScanOptions) {
  const roots = await store.documents.roots()
  const whole = roots.find((root) => root.files === undefined && root.path !== null && isInside(folder, root.path))
  const summary =
    whole === undefined
      ? await intoChosen(store, scan, roots, folder, names, options)
      : await scanRoot(store, scan, { ...whole, path: whole.path! }, options)
  const root = whole ?? (await store.documents.roots()).find(({ path }) => path === folder)
  const within =
    whole === undefined || folder === whole.path ? '' : `${folder.slice(whole.path!.length).replaceAll('\\', '/').replace(/^\/+/u, '')}/`
  const paths = new Set(names.map((name) => within + name))
  const rows = await store.documents.list({ includeRemoved: true })
  const hidden = rows.filter((row) => row.root === root?.id && row.status === 'removed' && paths.has(row.path))
  return { summary, hidden: hidden.map(({ id }) => id) }
}

/** A root of chosen files, made or grown. New documents stay hidden until the command shows them. */
async function intoChosen(
  store: DocumentsStore,
  scan: ScanFolder,
  roots: readonly RootRow[],
  folder: string,
  names: readonly string[],
  options: ScanOptions,
): Promise<ScanSummary> {
  const there = roots.find(({ path }) => path === folder)
  const only = [...new Set([...(there?.files ?? []), ...names])]
  const known = there === undefined ? [] : await store.documents.knownFiles(there.id)
  const leftOut = rulesOf(await store.documents.leftOut(), there?.id ?? null)
  const found = await scan({ root: folder, known, leftOut, only, ...options })
  const root = await store.documents.addRoot(found.root)
  await store.documents.setChosenFiles(root.id, only)
  return store.documents.applyScan(root.id, found.files, found.skipped, { hidden: true })
}
