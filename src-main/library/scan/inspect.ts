import { createHash, hash as hashOnce } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import type { ScanFs } from './fs-port.ts'
import { NOT_DOWNLOADED, type Skip, skipByContent, skipByError, skipBySize } from './skip-rules.ts'
import type { KnownFile } from './types.ts'

export type Inspected =
  | { readonly size: number; readonly mtimeMs: number; readonly hash: string; readonly bytesRead: number }
  | { readonly skip: Skip }

export const BEING_WRITTEN: Skip = { code: 'changed', reason: 'The file is being written right now; the next scan looks again.' }

/** File systems that know whole seconds or two (FAT, HFS+, some network drives) may give a file that is changed again the same time. */
const COARSE_NS = 1_000_000_000n
const COARSE_MS = 2500

/**
 * The time to remember a file by: on a file system of whole seconds, one that was changed a moment ago gets a time it can't have, so that the
 * next scan reads it again whatever its size and time say (git calls such entries racily clean).
 */
function cleanTime(fs: ScanFs, stats: BigIntStats): number {
  const time = mtimeMs(stats)
  const coarse = stats.mtimeNs % COARSE_NS === 0n && fs.now() - time < COARSE_MS
  return coarse ? time - 1 : time
}

const CHUNK = 1024 * 1024
const HEAD = 8192
const buffer = Buffer.allocUnsafe(CHUNK)

export const mtimeMs = (stats: BigIntStats): number => Number(stats.mtimeNs / 1000n) / 1000

/**
 * Opens one file without following a link, makes sure the descriptor is the very file the walk saw at that path (a folder on the way may
 * have been swapped for a link in between), and gives its hash. A file whose size and time are those of `known` is not read.
 */
export function inspect(fs: ScanFs, path: string, seen: BigIntStats, known: KnownFile | undefined, maxFileBytes: number): Inspected {
  const size = Number(seen.size)
  const bySize = skipBySize(size, maxFileBytes)
  if (bySize) return { skip: bySize }
  if (known && known.size === size && known.mtimeMs === mtimeMs(seen)) {
    return { size, mtimeMs: known.mtimeMs, hash: known.hash, bytesRead: 0 }
  }
  if (fs.isPlaceholder(seen)) return { skip: NOT_DOWNLOADED }
  let descriptor: number | undefined
  try {
    descriptor = fs.open(path)
    return inspectOpen(fs, descriptor, path, seen, maxFileBytes)
  } catch (error) {
    return { skip: skipByError(error) }
  } finally {
    if (descriptor !== undefined) fs.close(descriptor)
  }
}

function inspectOpen(fs: ScanFs, descriptor: number, path: string, seen: BigIntStats, maxFileBytes: number): Inspected {
  const stats = fs.fstat(descriptor)
  if (!stats.isFile()) return { skip: { code: 'special', reason: 'It is not an ordinary file.' } }
  if (stats.ino !== seen.ino || stats.dev !== seen.dev || fs.place(descriptor, path) !== path) {
    return { skip: { code: 'changed', reason: 'The file was replaced while the folder was read; the next scan looks again.' } }
  }
  const bySize = skipBySize(Number(stats.size), maxFileBytes)
  if (bySize) return { skip: bySize }
  const size = Number(stats.size)
  const first = fs.read(descriptor, buffer, CHUNK, 0)
  const byContent = skipByContent(buffer.subarray(0, Math.min(first, HEAD)), path)
  if (byContent) return { skip: byContent }
  const { hash, length } = hashFrom(fs, descriptor, first, size)
  const after = fs.fstat(descriptor)
  if (length !== size || after.size !== stats.size || after.mtimeNs !== stats.mtimeNs) {
    return { skip: BEING_WRITTEN }
  }
  return { size, mtimeMs: cleanTime(fs, stats), hash, bytesRead: length }
}

/** Hash of the whole file, whose first `first` bytes are in `buffer` already. Stops one chunk past `size` when the file grows. */
function hashFrom(fs: ScanFs, descriptor: number, first: number, size: number): { hash: string; length: number } {
  if (first === size) return { hash: hashOnce('sha256', buffer.subarray(0, first), 'hex'), length: first }
  const sum = createHash('sha256')
  let length = 0
  let count = first
  while (count > 0) {
    sum.update(buffer.subarray(0, count))
    length += count
    if (length > size) break
    count = fs.read(descriptor, buffer, CHUNK, length)
  }
  return { hash: sum.digest('hex'), length }
}
