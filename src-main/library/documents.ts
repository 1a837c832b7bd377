import { basename, join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { formatOfPath } from '../contract/formats.ts'
import { rulesOf, type WalkRules } from '../contract/left-out.ts'
import type { CommandEntry, DocumentRow, ScanSummary } from '../contract/library-api.ts'
import type { ChosenEncoding } from '../contract/text/content-key.ts'
import type { LibraryStore, RootRow } from '../store/api.ts'
import { aboutFolder } from './away.ts'
import { plural, type Wanted, withBefore } from './changes.ts'
import { applyPlan } from './commands.ts'
import { isInside } from './export/write.ts'
import type { KnownFile, ScanProgress, ScanResult } from './scan/index.ts'

/** Folders and documents of a library. Documents stay where they are; the library knows their paths, hashes and parsed text. */

/** The folder walk (scan/index.ts), injected so that tests can do without files. */
export type ScanFolder = (request: {
  readonly root: string
  readonly known: readonly KnownFile[]
  readonly maxFileBytes: number
  readonly leftOut?: WalkRules
  readonly only?: readonly string[]
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ScanProgress) => void
}) => Promise<ScanResult>

export type DocumentsStore = Pick<LibraryStore, 'documents' | 'file' | 'human' | 'terms'>

export interface ScanOptions {
  readonly maxFileBytes: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ScanProgress) => void
}

export const NOTHING_FOUND: ScanSummary = { added: 0, changed: 0, missing: 0, moved: 0, unchanged: 0, skipped: [] }

/** Two scans told as one. */
export const addUp = (a: ScanSummary, b: ScanSummary): ScanSummary => ({
  added: a.added + b.added,
  changed: a.changed + b.changed,
  missing: a.missing + b.missing,
  moved: a.moved + b.moved,
  unchanged: a.unchanged + b.unchanged,
  skipped: [...a.skipped, ...b.skipped],
  ...(a.away || b.away ? { away: [...(a.away ?? []), ...(b.away ?? [])] } : {}),
})

/** Codes of files that are there but can't be read at the moment: what is known of them stays until they can. */
const FOR_NOW: ReadonlySet<string> = new Set(['changed', 'cloud'])

/** Stores what a scan found. A known document that can't be read at the moment stays as it was; people are told all the same. */
async function apply(store: DocumentsStore, rootId: number, found: ScanResult, known: readonly KnownFile[]): Promise<ScanSummary> {
  const byPath = new Map(known.map((file) => [file.path, file]))
  const waiting = found.skipped.filter(({ path, code }) => FOR_NOW.has(code) && byPath.has(path))
  if (waiting.length === 0) return store.documents.applyScan(rootId, found.files, found.skipped)
  const paths = new Set(waiting.map(({ path }) => path))
  const files = [...found.files, ...waiting.map(({ path }) => byPath.get(path)!)]
  const skipped = found.skipped.filter(({ path }) => !paths.has(path))
  const summary = await store.documents.applyScan(rootId, files, skipped)
  return { ...summary, skipped: [...summary.skipped, ...waiting] }
}

/** Looks at one root again, as far as it is the library's. @throws AppError FOLDER_MISSING … of the walk */
export async function scanRoot(
  store: DocumentsStore,
  scan: ScanFolder,
  root: { readonly id: number; readonly path: string; readonly files?: readonly string[] },
  options: ScanOptions,
): Promise<ScanSummary> {
  const known = await store.documents.knownFiles(root.id)
  const leftOut = rulesOf(await store.documents.leftOut(), root.id)
  const only = root.files === undefined ? {} : { only: root.files }
  return apply(store, root.id, await scan({ root: root.path, known, leftOut, ...only, ...options }), known)
}

/**
 * Looks at every folder of the library again: what is new, changed, moved or missing. A folder that can't be looked at (a drive that is not plugged in)
 * loses no document and stops no other: it is told in `away`.
 *
 * @throws AppError FOLDER_MISSING … of the walk where no folder could be looked at; then nothing changed
 */
export async function scanAll(store: DocumentsStore, scan: ScanFolder, options: ScanOptions): Promise<ScanSummary> {
  let summary = NOTHING_FOUND
  let looked = 0
  const failures: unknown[] = []
  for (const { path, ...root } of await store.documents.roots()) {
    if (path === null) continue
    try {
      summary = addUp(summary, await scanRoot(store, scan, { ...root, path }, options))
      looked += 1
    } catch (error) {
      summary = addUp(summary, { ...NOTHING_FOUND, away: [aboutFolder(error)] })
      failures.push(error)
    }
  }
  if (looked === 0 && failures.length > 0) throw failures[0]
  return summary
}

/** Nothing is ever written into a document folder, so the library can't lie in one. `folder` is a real path. */
function mustLieOutside(libraryFile: string, folder: string): void {
  if (!isInside(libraryFile, folder)) return
  throw new AppError(
    'OUTPUT_INSIDE_DOCUMENTS',
    `The library ${basename(libraryFile)} lies in the folder ${folder} itself, and nothing is ever written among the documents. Add folders below it, or move the library somewhere else first.`,
    { file: libraryFile, folder },
  )
}

/**
 * Adds a folder and looks at it. Nothing is added when the folder holds nothing to read.
 *
 * @throws AppError OUTPUT_INSIDE_DOCUMENTS when the library lies in the folder; FOLDER_MISSING … of the walk
 */
export async function addFolder(store: DocumentsStore, scan: ScanFolder, folder: string, options: ScanOptions): Promise<ScanSummary> {
  const roots = await store.documents.roots()
  const there = roots.find(({ path }) => path === folder)
  const known = there === undefined ? [] : await store.documents.knownFiles(there.id)
  const leftOut = rulesOf(await store.documents.leftOut(), there?.id ?? null)
  const found = await scan({ root: folder, known, leftOut, ...options })
  mustLieOutside(store.file, found.root)
  const root = await store.documents.addRoot(found.root)
  // Single files of it were chosen before: now it is the whole folder.
  if (there?.files !== undefined) await store.documents.setChosenFiles(root.id, null)
  return store.documents.applyScan(root.id, found.files, found.skipped)
}

/** "Relocate folder…": the same documents at another place keep their ids. The new place is looked at first. */
export async function relocateRoot(
  store: DocumentsStore,
  scan: ScanFolder,
  rootId: number,
  folder: string,
  options: ScanOptions,
): Promise<ScanSummary> {
  const root = (await store.documents.roots()).find(({ id }) => id === rootId)
  const only = root?.files === undefined ? {} : { only: root.files }
  const leftOut = rulesOf(await store.documents.leftOut(), rootId)
  const found = await scan({ root: folder, known: [], leftOut, ...only, ...options })
  if (root?.files === undefined) mustLieOutside(store.file, found.root)
  await store.documents.relocateRoot(rootId, found.root)
  return store.documents.applyScan(rootId, found.files, found.skipped)
}

/** Where documents lie: nothing is ever written there. The folders, and of those with single files only these files. Absolute. */
export const sourcePaths = (roots: readonly RootRow[]): string[] =>
  roots.flatMap(({ path, files }) => (path === null ? [] : (files?.map((name) => join(path, name)) ?? [path])))

/** Hides documents; their text goes at "Compact". Undo brings them back. */
export async function removeDocuments(store: DocumentsStore, documents: readonly number[]): Promise<CommandEntry | null> {
  const wanted = [...new Set(documents)].map((document): Wanted => ({ kind: 'document-hidden', key: { document }, after: true }))
  if (wanted.length === 0) throw new AppError('INVALID_INPUT', 'Select at least one document to remove.')
  return applyPlan(store, { label: `Remove ${plural(wanted.length, 'document')}`, changes: await withBefore(store, wanted) })
}

/**
 * Chooses the encoding text files are read in; null = told from their bytes again. The next run reads them anew. Undo takes it back.
 *
 * @throws AppError INVALID_INPUT for a document that is not there, was never read, or is of a format that says its encoding itself
 */
export async function setEncoding(
  store: DocumentsStore,
  documents: readonly number[],
  encoding: ChosenEncoding | null,
): Promise<CommandEntry | null> {
  const rows = new Map((await store.documents.list({ includeRemoved: false })).map((row) => [row.id, row]))
  const chosen = [...new Set(documents)].map((id) => {
    const row = rows.get(id)
    if (row === undefined)
      throw new AppError('INVALID_INPUT', 'This document is not in the library any more. Choose another one.', { document: id })
    if (formatOfPath(row.path) !== null) return row
    const message = `${row.path} says itself how it is encoded. Choose an encoding for text files only.`
    throw new AppError('INVALID_INPUT', message, { path: row.path })
  })
  const [first] = chosen
  if (first === undefined) throw new AppError('INVALID_INPUT', 'Select at least one document.')
  const wanted = chosen.map(({ id }): Wanted => ({ kind: 'document-encoding', key: { document: id }, after: encoding }))
  const what = chosen.length === 1 ? first.path : plural(chosen.length, 'document')
  const label = encoding === null ? `Tell the encoding of ${what} from its bytes` : `Read ${what} as ${encoding}`
  return applyPlan(store, { label, changes: await withBefore(store, wanted) })
}

/** Document paths as people see them outside the app: led by their root's name when the library has several roots. */
export interface DocumentPlaces {
  /** `undefined` when the library has no such document. */
  name(documentId: number): string | undefined
  /** Absolute path; null when its root's place is not known. */
  file(documentId: number): string | null
}

/** Names of roots, told apart by a number where two folders are called the same. */
function rootNames(paths: readonly (string | null)[]): string[] {
  const seen = new Map<string, number>()
  return paths.map((path) => {
    const name = path === null ? 'documents' : basename(path)
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name}-${count}`
  })
}

export async function documentPlaces(
  store: Pick<LibraryStore, 'documents'>,
  join: (root: string, path: string) => string,
): Promise<DocumentPlaces> {
  return placesOf(await store.documents.roots(), await store.documents.list({ includeRemoved: true }), join)
}

/** The same from rows at hand. */
export function placesOf(
  roots: readonly { readonly id: number; readonly path: string | null }[],
  rows: readonly DocumentRow[],
  join: (root: string, path: string) => string,
): DocumentPlaces {
  const names = rootNames(roots.map(({ path }) => path))
  const byId = new Map<number, DocumentRow>()
  for (const row of rows) byId.set(row.id, row)
  const rootIndex = (row: DocumentRow) => roots.findIndex(({ id }) => id === row.root)
  return {
    name: (documentId) => {
      const row = byId.get(documentId)
      if (row === undefined) return undefined
      return roots.length > 1 ? `${names[rootIndex(row)]}/${row.path}` : row.path
    },
    file: (documentId) => {
      const row = byId.get(documentId)
      const root = row === undefined ? null : (roots[rootIndex(row)]?.path ?? null)
      return row === undefined || root === null ? null : join(root, row.path)
    },
  }
}
