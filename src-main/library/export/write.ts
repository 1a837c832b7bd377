import { closeSync, constants, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { AppError } from '../../contract/errors.ts'

/** Exported files: checked before the work, written whole or not at all. */

/** True when `path` is `folder` or lies in it; both real paths. */
export const isInside = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)

/** The real path a file to be written will have: its folder's real path plus its name (or its own, when it exists already). */
export function realTarget(file: string): string {
  const absolute = resolve(file)
  if (existsSync(absolute)) return realpathSync(absolute)
  const folder = dirname(absolute)
  return existsSync(folder) ? join(realpathSync(folder), basename(absolute)) : absolute
}

export function notWritable(file: string, why: string, cause?: unknown): AppError {
  return new AppError(
    'OUTPUT_NOT_WRITABLE',
    `Can't write ${file}: ${why}. Choose another place with --out.`,
    { file },
    cause === undefined ? {} : { cause },
  )
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'part of its path is not a folder',
  EFBIG: 'the file would be too large',
  EIO: 'the disk reported an error',
  ENAMETOOLONG: 'its name is too long',
}
export const reasonOf = (error: unknown): string => REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))

/**
 * Makes sure, before the work begins, that `file` can be written: its folder exists and takes a new file, it is no folder itself, and
 * it does not lie in one of `documentFolders`. Returns its real path.
 *
 * @throws AppError OUTPUT_NOT_WRITABLE or OUTPUT_INSIDE_DOCUMENTS
 */
export function checkOutput(file: string, documentFolders: readonly string[]): string {
  const target = realTarget(file)
  const inside = documentFolders.find((folder) => isInside(target, existsSync(folder) ? realpathSync(folder) : resolve(folder)))
  if (inside !== undefined) {
    throw new AppError(
      'OUTPUT_INSIDE_DOCUMENTS',
      `${file} lies in the document folder ${inside}, and nothing is ever written there. Choose a place outside it with --out.`,
      { file, folder: inside },
    )
  }
  if (existsSync(target) && statSync(target).isDirectory()) throw notWritable(file, 'it is a folder')
  if (existsSync(target) && !statSync(target).isFile()) throw notWritable(file, 'it is not a regular file')
  const probe = temporaryName(target)
  try {
    if (existsSync(target)) closeSync(openSync(target, constants.O_WRONLY))
    closeSync(openSync(probe, 'wx', 0o600))
  } catch (error) {
    throw notWritable(file, reasonOf(error), error)
  } finally {
    rmSync(probe, { force: true })
  }
  return target
}

export const temporaryName = (file: string): string => join(dirname(file), `.${basename(file).slice(0, 40)}.${process.pid}.tmp`)

/** Writes every byte, however many calls it takes. @throws the system's error */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done, bytes.length - done)
}

export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(folder, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Replaces `file` by `text` (UTF-8) at one instant: a temporary file beside it, fsync, rename, fsync of the folder. A failure (disk
 * full …) leaves the old file as it was and no temporary file behind.
 *
 * @throws AppError EXPORT_FAILED
 */
export function writeFileAtomically(file: string, text: string): void {
  replaceFile(file, [Buffer.from(text, 'utf8')])
}

/**
 * The same for bytes that come in pieces: none of them is held. What making the pieces throws (somebody cancelled) is thrown on, and the old
 * file is as it was. @returns bytes written
 */
export function replaceFile(file: string, pieces: Iterable<Uint8Array>): number {
  const target = realTarget(file)
  const temporary = temporaryName(target)
  try {
    const mode = existsSync(target) ? statSync(target).mode & 0o777 : 0o644
    const written = writePieces(temporary, mode, pieces, true)
    renameSync(temporary, target)
    syncFolder(dirname(target))
    return written
  } catch (error) {
    rmSync(temporary, { force: true })
    throw writeError(file, error)
  }
}

/** Errors of our own (a cancelled export) as they are; the system's as a sentence. */
export function writeError(file: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  return new AppError(
    'EXPORT_FAILED',
    `Writing ${file} failed: ${reasonOf(error)}. What was there before is unchanged. Check the disk, then try again.`,
    { file },
    { cause: error },
  )
}

/** Writes a new file from its pieces. @returns bytes written */
export function writePieces(file: string, mode: number, pieces: Iterable<Uint8Array>, durable: boolean): number {
  const descriptor = openSync(file, 'w', mode)
  let written = 0
  try {
    for (const piece of pieces) {
      writeAll(descriptor, piece)
      written += piece.length
    }
    if (durable) fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return written
}

/**
 * Relative link, percent-encoded, from the folder of `outFile` to `document`, where the documents lie below that folder or beside it. Null
 * when the link would climb higher: it would carry names of this machine's folders into a file that people share, and depend on where
 * the file was written.
 */
export function relativeHref(outFile: string, document: string): string | null {
  const path = relative(dirname(realTarget(outFile)), document)
  const parts = path.split(sep)
  if (isAbsolute(path) || parts[1] === '..') return null
  return parts.map(encodeURIComponent).join('/')
}
