import { access } from 'node:fs/promises'
import { AppError, type AppErrorData } from '../contract/errors.ts'
import type { LibraryStore } from '../store/api.ts'

/** Folders that are not there at the moment: a drive that is not plugged in, a share that is not mounted. The others of the library go on without them. */

/** What the system or the folder itself says of why a folder can't be looked at; anything else is no matter of one folder. */
const ABOUT_FOLDER: ReadonlySet<string> = new Set([
  'FOLDER_MISSING',
  'NOT_A_FOLDER',
  'FOLDER_UNREADABLE',
  'FOLDER_EMPTY',
  'NO_SUPPORTED_DOCUMENTS',
])

/** @returns the error as data where it is about one folder alone. @throws any other one as it is */
export function aboutFolder(error: unknown): AppErrorData {
  if (error instanceof AppError && ABOUT_FOLDER.has(error.code)) return error.toJSON()
  throw error
}

const isThere = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => true,
    () => false,
  )

type Runnable = Awaited<ReturnType<LibraryStore['documents']['runnable']>>

/**
 * What a run can read now: every runnable document but those nobody has read yet in a folder that is not there. What was read of such a folder is
 * taken from the library.
 *
 * @throws AppError FOLDER_MISSING where documents of such a folder were read by an earlier version of the parsers: without their files a run would
 * lose their terms
 */
export async function readableNow(store: Pick<LibraryStore, 'documents'>): Promise<Runnable> {
  const [documents, unkept] = [await store.documents.runnable(), await store.documents.unkept()]
  const away = new Set<number>()
  for (const [folder, rows] of Map.groupBy(unkept, ({ root }) => root)) {
    if (await isThere(folder)) continue
    if (rows.some(({ read }) => read)) {
      throw new AppError(
        'FOLDER_MISSING',
        `There is no folder ${folder}, and its documents have to be read again. Connect its drive, or relocate it.`,
        {
          folder,
        },
      )
    }
    for (const { id } of rows) away.add(id)
  }
  return documents.filter(({ id }) => !away.has(id))
}
