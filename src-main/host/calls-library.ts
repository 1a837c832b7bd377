import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { LibraryInfo } from '../contract/library-api.ts'
import { sourcePaths } from '../library/documents.ts'
import { checkOutput } from '../library/export/write.ts'
import { deleteLibraryFiles, libraryOfFolder } from '../library/home.ts'
import type { Library } from '../library/library.ts'
import { placeOf } from '../library/single-files.ts'
import { nameOf } from './app-files.ts'
import type { Calls, HostParts } from './host.ts'
import type { HostClient } from './shell.ts'

type LibraryCalls = Pick<Calls, Exclude<Extract<keyof Calls, `libraries.${string}`>, 'libraries.recent' | 'libraries.forget'>>

/** Libraries as files: making, opening, copying, renaming, deleting. */
export function libraryCalls(parts: HostParts): LibraryCalls {
  const { open, files, shell } = parts
  const show = (library: Library): Promise<LibraryInfo> => {
    files.opened(library.file)
    shell.opened?.(library.file)
    return infoOf(library)
  }
  const copyPlace = async (library: Library, given: string | undefined, suffix: string): Promise<string | null> => {
    const name = `${nameOf(library.file)}${suffix}.glossary`
    const file =
      given ??
      (shell.info.dialogs ? await shell.pickSave('copy', name) : freeName(dirname(library.file), `${nameOf(library.file)}${suffix}`))
    return file === null ? null : checkOutput(absolute(file), await rootPaths(library))
  }
  return {
    'libraries.create': async ({ folders, ...at }, client) => show(await createFor(parts, client, folders.map(absolute), at)),
    'libraries.open': async ({ file }, client) => {
      const library = await parts.app.open(absolute(file))
      await look(parts, library, client)
      return show(library)
    },
    'libraries.sample': async (_args, client) => show(await createFor(parts, client, [shell.sampleFolder])),
    'libraries.info': async ({ library }) => {
      const info = await infoOf(open.get(library))
      const watched = open.watched(library)
      return watched === undefined ? info : { ...info, watched }
    },
    'libraries.close': async ({ library }, client) => {
      await open.leave(library, client)
      return null
    },
    'libraries.rename': async ({ library, name }) => rename(parts, library, name),
    'libraries.duplicate': async ({ library, file }) => {
      const own = open.get(library)
      const target = await copyPlace(own, file, ' copy')
      if (target === null) return null
      await own.duplicate(target)
      return { file: target }
    },
    'libraries.saveCopy': async ({ library, file }) => {
      const own = open.get(library)
      const target = await copyPlace(own, file, ' to share')
      if (target === null) return null
      await own.saveCopyToShare(target)
      return { file: target, bytes: statSync(target).size }
    },
    'libraries.compact': async ({ library }) => {
      const own = open.get(library)
      await refuseWhileBusy(parts, library)
      const before = sizeOf(own.file)
      await own.compact()
      return { before, after: sizeOf(own.file) }
    },
    'libraries.delete': async ({ library }) => {
      const own = open.get(library)
      own.mustOwn()
      const { file } = own
      await open.close(library)
      deleteLibraryFiles(file)
      parts.app.modelLogs.forget(own.id)
      files.forget(file)
      return null
    },
    'libraries.settings': async ({ library }) => open.get(library).settings(),
    'libraries.setSettings': async ({ library, settings }) => {
      await open.get(library).saveSettings(settings)
      return open.get(library).settings()
    },
  }
}

export const infoOf = async (library: Library): Promise<LibraryInfo> => ({ ...(await library.info()), name: nameOf(library.file) })

function absolute(path: string): string {
  if (isAbsolute(path)) return path
  throw new AppError('INVALID_INPUT', `“${path}” is not a whole path. Write it from the root of the disk on.`, { path })
}

/** Size with what is still in the write-ahead file. Looks, never opens: closing a descriptor would drop SQLite's locks. */
const sizeOf = (file: string): number =>
  [file, `${file}-wal`].reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0)

export async function rootPaths(library: Library): Promise<string[]> {
  return sourcePaths(await library.roots())
}

function freeName(folder: string, name: string): string {
  for (let n = 1; ; n++) {
    const file = join(folder, `${name}${n === 1 ? '' : ` ${n}`}.glossary`)
    if (!existsSync(file)) return file
  }
}

/** A window looks at the library from now on. One that was closed while it was opened will never say that it leaves: it has left. */
async function look({ open, clients }: HostParts, library: Library, client: HostClient): Promise<void> {
  await open.add(library, client)
  if (!clients.has(client)) await open.leave(library.id, client)
}

/**
 * The library of the folders, made when new, with every folder in it. Refused before anything is made when a folder can't be read. The window looks at it
 * before its folders are read: another one that closes meanwhile must not close it.
 */
async function createFor(
  parts: HostParts,
  client: HostClient,
  folders: readonly string[],
  { name, file }: { readonly name?: string | undefined; readonly file?: string | undefined } = {},
): Promise<Library> {
  const { app, open } = parts
  const places = await Promise.all(folders.map((folder) => placeOf(folder)))
  const real = places.map(({ path }) => path)
  const place = file !== undefined ? checkOutput(absolute(file), real) : libraryOfFolder(app.home, real[0] ?? name ?? 'library')
  const isNew = !existsSync(place)
  const library = await app.open(place, { create: true })
  const looked = open.clientsOf(library.id).includes(client)
  try {
    await look(parts, library, client)
    if (isNew) await library.saveSettings(parts.files.settings().runDefaults)
    if (!library.readOnly) await library.sources.addPlaces(places)
    // Those it has now: it was looked at before it had them.
    open.watch(library.id)
    return library
  } catch (error) {
    if (isNew) {
      await open.close(library.id)
      await library.close()
      deleteLibraryFiles(place)
    } else if (!looked) await open.leave(library.id, client)
    throw error
  }
}

async function refuseWhileBusy(parts: HostParts, id: string): Promise<void> {
  parts.open.get(id).mustOwn()
  if (await parts.open.isBusy(id)) throw new AppError('ALREADY_ACTIVE', 'A run is active in this library. Wait for it, or cancel it first.')
}

/** A file's name without what a disk doesn't take, and without what would hide it. */
const fileName = (name: string): string =>
  name
    .replace(/[/\\:*?"<>|\p{Cc}]+/gu, '-')
    .trim()
    .replace(/^[.\s]+/, '')

/** The system's refusal to rename, as a sentence; null when the file has its new name. */
function renamed(from: string, target: string): AppError | null {
  try {
    renameSync(from, target)
    rmSync(`${from}.lock`, { force: true })
    return null
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    const sentence = `The library can’t be called “${basename(target, '.glossary')}” (${reason}). Choose another name.`
    return new AppError('OUTPUT_NOT_WRITABLE', sentence, { file: target }, { cause: error })
  }
}

/** The name is the file's name: the library is closed, renamed and opened again for the same windows, also when the disk refuses the name. */
async function rename(parts: HostParts, id: string, name: string): Promise<LibraryInfo> {
  const { app, open, files, shell } = parts
  await refuseWhileBusy(parts, id)
  const library = open.get(id)
  const safe = fileName(name)
  const target = join(dirname(library.file), `${safe}.glossary`)
  if (safe === '') throw new AppError('INVALID_INPUT', 'Type a name for the library.')
  if (target === library.file) return infoOf(library)
  if (existsSync(target)) throw new AppError('OUTPUT_NOT_WRITABLE', `${target} exists already. Choose another name.`, { file: target })
  const from = library.file
  const clients = open.clientsOf(id)
  await open.close(id)
  const refused = renamed(from, target)
  const again = await app.open(refused ? from : target)
  for (const client of clients) await look(parts, again, client)
  if (refused) throw refused
  files.forget(from)
  files.opened(target)
  shell.opened?.(target)
  return infoOf(again)
}
