import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EXPORT_MARKER } from '../../contract/text/marker.ts'
import { checkOutput, notWritable, realTarget, syncFolder, temporaryName, writeError, writePieces } from './write.ts'
import { FolderWriter } from './write-many.ts'

/**
 * Exports of several files: a folder of their own, there whole or not at all. A folder that is there already is only ever replaced when every
 * file in it is one an export of ours put there.
 */

/** Lists the export's files, a line each after the marker: how a later export knows the folder for its own. */
export const MANIFEST = '.genglossary-export'

function filesOf(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`
    return entry.isDirectory() ? filesOf(folder, path) : [path]
  })
}

/** A file in the folder that no export of ours put there; null when there is none. */
function stranger(folder: string): string | null {
  const files = filesOf(folder)
  const manifest = join(folder, MANIFEST)
  const [marker, ...own] = files.includes(MANIFEST) ? readFileSync(manifest, 'utf8').split('\n') : []
  const known = new Set(marker === EXPORT_MARKER ? [...own, MANIFEST] : [])
  return files.find((file) => !known.has(file)) ?? null
}

/**
 * As checkOutput, for a folder: it may not exist yet, be empty, or hold an earlier export and nothing else. Returns its real path.
 *
 * @throws AppError OUTPUT_NOT_WRITABLE or OUTPUT_INSIDE_DOCUMENTS
 */
export function checkOutputFolder(folder: string, documentFolders: readonly string[]): string {
  const target = realTarget(folder)
  if (!existsSync(target)) return checkOutput(folder, documentFolders)
  if (!statSync(target).isDirectory()) throw notWritable(folder, 'it is a file, and this export is a folder')
  // Its neighbours are written first, so the folder above must take a new file.
  checkOutput(join(dirname(target), `${basename(target)}.check`), documentFolders)
  checkOutput(join(target, '.check'), documentFolders)
  const other = stranger(target)
  if (other !== null) throw notWritable(folder, `the folder holds “${other}”, which is not part of an export`)
  return realpathSync(target)
}

/**
 * Puts the files into the folder at one instant: a new folder beside it takes its place. A failure leaves what was there as it was.
 *
 * @returns files and bytes written
 * @throws AppError EXPORT_FAILED, or what making the pieces throws
 */
export function replaceFolder(
  folder: string,
  files: Iterable<{ readonly path: string; readonly pieces: Iterable<Uint8Array> }>,
): { readonly files: number; readonly bytes: number } {
  const target = realTarget(folder)
  const fresh = temporaryName(target)
  const old = `${fresh}.old`
  try {
    rmSync(fresh, { recursive: true, force: true })
    const made = writeFiles(fresh, files)
    syncFolder(fresh)
    if (existsSync(target)) renameSync(target, old)
    try {
      renameSync(fresh, target)
    } catch (error) {
      if (existsSync(old)) renameSync(old, target)
      throw error
    }
    rmSync(old, { recursive: true, force: true })
    syncFolder(dirname(target))
    return made
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true })
    throw writeError(folder, error)
  }
}

/** From this many files on a thread of their own writes them: starting one takes as long as writing some hundred. */
const FEW = 500

function writeFiles(folder: string, files: Iterable<{ readonly path: string; readonly pieces: Iterable<Uint8Array> }>) {
  const made = new Set<string>()
  const paths: string[] = []
  let writer: FolderWriter | null = null
  let bytes = 0
  try {
    for (const { path, pieces } of files) {
      const file = join(folder, path)
      const place = dirname(file)
      if (!made.has(place)) mkdirSync(place, { recursive: true })
      made.add(place)
      // The folder is renamed into place at the end; a disk that loses power before that loses the export, never what was there.
      if (paths.length === FEW) writer = new FolderWriter()
      bytes += writer === null ? writePieces(file, 0o644, pieces, false) : writer.write(file, pieces)
      paths.push(path)
    }
    writer?.finish()
  } catch (error) {
    writer?.abandon()
    throw error
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, MANIFEST), `${[EXPORT_MARKER, ...paths].join('\n')}\n`)
  return { files: paths.length, bytes }
}
