import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { AppError } from '../contract/errors.ts'

/** Where GenGlossary keeps its own data: libraries of folders, owner sockets, sidecar files. */

export interface HomeSystem {
  readonly platform: NodeJS.Platform
  readonly homedir: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The data folder: `GENGLOSSARY_HOME`, else the system's place for user data (XDG_DATA_HOME or ~/.local/share, Application Support,
 * APPDATA). Absolute; not made yet.
 */
export function homeFolder({ platform, homedir, env }: HomeSystem): string {
  const own = env.GENGLOSSARY_HOME
  if (own !== undefined && own !== '') return resolve(own)
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir, 'AppData', 'Roaming'), 'GenGlossary')
  if (platform === 'darwin') return join(homedir, 'Library', 'Application Support', 'GenGlossary')
  const xdg = env.XDG_DATA_HOME
  return join(xdg?.startsWith('/') ? xdg : join(homedir, '.local', 'share'), 'genglossary')
}

const librariesIn = (home: string): string => join(home, 'libraries')

/** A short name people recognise in a file list; the hash makes it unique. */
function slug(folder: string): string {
  const name = basename(folder)
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+|[.-]+$/gu, '')
  return [...name].slice(0, 40).join('') || 'folder'
}

/**
 * The library of a document folder in the data folder, keyed by the folder's real path; its place is made when missing.
 *
 * @throws AppError STORAGE when the data folder can't be made
 */
export function libraryOfFolder(home: string, realFolder: string): string {
  const place = librariesIn(home)
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new AppError(
      'STORAGE',
      `The data folder ${home} can't be made. Set GENGLOSSARY_HOME to a folder you can write to.`,
      { home },
      { cause: error },
    )
  }
  const hash = createHash('sha256').update(realFolder).digest('hex').slice(0, 12)
  return join(place, `${slug(realFolder)}-${hash}.glossary`)
}

/** Milliseconds of the last write: while a library is open, new rows are in its write-ahead file. */
function lastWrite(file: string): number {
  const times = [file, `${file}-wal`].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  return Math.max(...times)
}

/** The library of the data folder that was written last; null when there is none. Looks at times only, opens nothing. */
export function libraryUsedLast(home: string): string | null {
  const place = librariesIn(home)
  if (statSync(place, { throwIfNoEntry: false }) === undefined) return null
  const files = readdirSync(place)
    .filter((name) => name.endsWith('.glossary'))
    .map((name) => join(place, name))
  const [last] = files.map((file) => [file, lastWrite(file)] as const).sort((a, b) => b[1] - a[1])
  return last?.[0] ?? null
}

/** Deletes a closed library: its file, SQLite's files beside it, and the file of the ownership lock. Missing ones are no error. */
export function deleteLibraryFiles(file: string): void {
  for (const ending of ['', '-wal', '-shm', '.lock']) rmSync(`${file}${ending}`, { force: true })
}
