import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { ByteSource } from './formats.ts'
import { unreadable } from './limits.ts'

/** The bytes of a glossary file on disk. */

const PIECE = 1024 * 1024

/**
 * @param path absolute
 * @throws AppError IMPORT_FAILED for a folder or a library, FILE_UNREADABLE; reading the bytes throws FILE_UNREADABLE
 */
export function fileSource(path: string): ByteSource {
  // Opening and closing a library by any other way than SQLite's would drop the locks of this process on it.
  if (/\.glossary(?:-wal|-shm|-journal|\.lock)?$/iu.test(path)) {
    throw unreadable('That is a library, no glossary file. Open it, and export its glossary as JSON.')
  }
  const stats = reading(path, () => statSync(path))
  if (stats.isDirectory()) throw unreadable('That is a folder. Choose a file.')
  return { size: stats.size, whole: () => reading(path, () => readFileSync(path)), pieces: () => pieces(path) }
}

function* pieces(path: string): Generator<Uint8Array> {
  const descriptor = reading(path, () => openSync(path, 'r'))
  try {
    const room = new Uint8Array(PIECE)
    for (;;) {
      const length = reading(path, () => readSync(descriptor, room))
      if (length === 0) return
      yield room.subarray(0, length)
    }
  } finally {
    closeSync(descriptor)
  }
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'you have no permission' : (code ?? 'unknown error')
    throw new AppError(
      'FILE_UNREADABLE',
      `The file ${basename(path)} cannot be read (${why}). Check its path.`,
      { file: basename(path), why },
      { cause: error },
    )
  }
}
