import { constants, existsSync, realpathSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import type { ScanSummary } from '../contract/library-api.ts'
import { sourcePaths } from '../library/documents.ts'
import { isInside, realTarget } from '../library/export/write.ts'
import { deleteLibraryFiles, libraryOfFolder } from '../library/home.ts'
import type { Library } from '../library/library.ts'
import { realFolder } from '../library/scan/index.ts'
import type { Io } from './io.ts'
import { plural, type RunReporter } from './progress.ts'

/** From a document folder on the command line to an open library that knows its documents. */

/** Path of a library given with --library; refuses a place in the document folder, where nothing is ever written. */
function givenLibrary(io: Io, file: string, folder: string): string {
  const target = realTarget(resolve(io.cwd, file))
  if (!existsSync(dirname(target))) {
    throw new AppError('OUTPUT_NOT_WRITABLE', `There is no folder ${dirname(target)} for the library. Make it first.`, { file })
  }
  if (isInside(target, folder)) {
    throw new AppError(
      'OUTPUT_INSIDE_DOCUMENTS',
      `${file} lies in the document folder, and nothing is ever written there. Choose a place outside it with --library.`,
      { file, folder },
    )
  }
  return target
}

/** The real path of the folder, before anything is made. Throws AppError FOLDER_MISSING, NOT_A_FOLDER, FOLDER_UNREADABLE. */
export async function documentFolder(io: Io, given: string): Promise<string> {
  const folder = await realFolder(resolve(io.cwd, given))
  try {
    await access(folder, constants.R_OK | constants.X_OK)
  } catch (cause) {
    throw new AppError(
      'FOLDER_UNREADABLE',
      `The folder ${given} cannot be read (you have no permission). Check its permissions.`,
      { folder },
      { cause },
    )
  }
  return folder
}

/** Library of a document folder, and whether it was made just now. */
export interface FolderLibrary {
  readonly library: Library
  readonly isNew: boolean
}

/** Opens (or makes) the library of the folder and takes ownership. */
export async function openForFolder(app: App, io: Io, folder: string, given: string | undefined): Promise<FolderLibrary> {
  const file = given === undefined ? libraryOfFolder(app.home, folder) : givenLibrary(io, given, folder)
  const isNew = !existsSync(file)
  const library = await app.open(file, { create: true })
  library.mustOwn()
  return { library, isNew }
}

function reportScan(summary: ScanSummary, reporter: RunReporter): void {
  const found = summary.added + summary.changed + summary.moved + summary.unchanged
  const changes = [
    summary.added > 0 ? `${summary.added} new` : '',
    summary.changed > 0 ? `${summary.changed} changed` : '',
    summary.moved > 0 ? `${summary.moved} moved` : '',
    summary.missing > 0 ? `${summary.missing} missing` : '',
    summary.unchanged > 0 ? `${summary.unchanged} unchanged` : '',
  ].filter((part) => part !== '')
  reporter.note(`${plural(found, 'document')}${changes.length === 0 ? '' : ` (${changes.join(', ')})`}`)
  reporter.skipped(summary.skipped)
}

/**
 * Looks at the folder and says what was found and what was left out, with the reasons. A library made just now for a folder that holds
 * nothing to read is taken away again.
 */
export async function scanInto({ library, isNew }: FolderLibrary, folder: string, reporter: RunReporter): Promise<void> {
  try {
    reportScan(await library.addFolder(folder), reporter)
  } catch (error) {
    if (isNew) {
      await library.close()
      deleteLibraryFiles(library.file)
    }
    throw error
  }
}

/** Document folders of a library, real paths of those that exist. */
export async function foldersOf(library: Library): Promise<string[]> {
  const paths = sourcePaths(await library.roots())
  return paths.map((path) => (existsSync(path) ? realpathSync(path) : path))
}
