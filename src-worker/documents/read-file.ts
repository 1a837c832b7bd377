import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, open, readlink, realpath } from 'node:fs/promises'
import path from 'node:path'

/** Why a file gave no document in this run. */
export type SkipKind =
  | 'unsupported'
  | 'vanished'
  | 'replaced'
  | 'unstable'
  | 'unreadable'
  | 'special'
  | 'too-large'
  | 'empty'
  | 'binary'
  | 'failed'
  /** Damaged, or not what the name says. */
  | 'broken'
  /** Needs a password. */
  | 'protected'
  /** Would cost more time or memory than a document may. */
  | 'limit'
  /** Holds no text, as a scanned PDF. */
  | 'no-text'

export interface Unread {
  readonly skipped: SkipKind
  /** A sentence for people. */
  readonly reason: string
}

export interface FileBytes {
  readonly bytes: Uint8Array
  /** SHA-256 of exactly these bytes, hex. */
  readonly hash: string
  /** Where the file that was read really lies, whatever its path leads to meanwhile; null where the system does not tell (not Linux). */
  readonly place: string | null
}

const CHUNK = 4 * 1024 * 1024

/**
 * Reads a whole file without following a link at its end and without waiting for a FIFO; the hash is that of the bytes really read.
 * A file that grows or is written while it is read is `unstable`. Rejects only when the signal aborts.
 */
export async function readDocumentFile(file: string, maxBytes: number, signal?: AbortSignal): Promise<FileBytes | Unread> {
  let handle: FileHandle | undefined
  try {
    handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    return await readOpen(handle, maxBytes, signal)
  } catch (error) {
    signal?.throwIfAborted()
    return unreadable(error)
  } finally {
    await handle?.close()
  }
}

async function readOpen(handle: FileHandle, maxBytes: number, signal: AbortSignal | undefined): Promise<FileBytes | Unread> {
  const before = await handle.stat({ bigint: true })
  if (!before.isFile()) return { skipped: 'special', reason: 'It is not an ordinary file any more.' }
  const size = Number(before.size)
  if (size === 0) return { skipped: 'empty', reason: 'The file is empty.' }
  if (size > maxBytes) {
    const limit = `${Math.round(maxBytes / 1024 / 1024)} MB`
    return { skipped: 'too-large', reason: `The file is larger than the limit of ${limit}. Split it, or raise the limit in the settings.` }
  }
  const place = await placeOf(handle)
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    signal?.throwIfAborted()
    const { bytesRead } = await handle.read(bytes, length, Math.min(CHUNK, size - length), length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  const after = await handle.stat({ bigint: true })
  if (length !== size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) {
    return { skipped: 'unstable', reason: 'The file was being written while it was read. Run again when it is finished.' }
  }
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex'), place }
}

function unreadable(error: unknown): Unread {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return { skipped: 'vanished', reason: 'The file is no longer there. It was deleted or moved after the folder was scanned.' }
  }
  if (code === 'ELOOP') return { skipped: 'replaced', reason: 'The file was replaced by a link after the folder was scanned.' }
  if (code === 'EACCES' || code === 'EPERM') return { skipped: 'unreadable', reason: 'You have no permission to read the file.' }
  return { skipped: 'unreadable', reason: `The system could not read the file (${code === '' ? String(error) : code}).` }
}

/** The path of an open file as the system knows it: the one thing that swapping folders on the way to it can't change. */
async function placeOf(handle: FileHandle): Promise<string | null> {
  if (process.platform !== 'linux') return null
  try {
    return await readlink(`/proc/self/fd/${handle.fd}`)
  } catch {
    return null // no procfs here: isInPlace asks the path instead
  }
}

/**
 * True when the file that was read lies where its relative path says, with no link on the way: a folder above it may have been swapped for a
 * link to somewhere else after the scan. Asked only for files whose content is not the scanned one.
 * @param place of the file that was read; null = not known, the path is asked instead, which a second swap can deceive
 */
export async function isInPlace(file: string, relativePath: string, place: string | null = null): Promise<boolean> {
  const depth = relativePath.split('/').length
  const root = path.resolve(file, ...Array<string>(depth).fill('..'))
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), place ?? realpath(file)])
    return path.relative(realRoot, realFile) === path.relative(root, path.resolve(file))
  } catch {
    return false // gone meanwhile: not in place
  }
}
