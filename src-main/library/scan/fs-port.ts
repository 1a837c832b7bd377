import {
  type BigIntStats,
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
} from 'node:fs'

/** The file system calls of the walk, so that tests can make each of them fail. All of them synchronous: the walk has a thread of its own. */
export interface ScanFs {
  /** Entries with their names as bytes: a name that is no UTF-8 survives. */
  list(folder: string): Dirent<Buffer>[]
  lstat(path: string): BigIntStats
  realpath(path: string): string
  /** Opens for reading; refuses a symbolic link at the end of the path, and never waits for a FIFO's writer. */
  open(path: string): number
  fstat(descriptor: number): BigIntStats
  /** Where an open file really lies: what swapping folders on the way to it can't change. Elsewhere than on Linux the path is asked again. */
  place(descriptor: number, path: string): string
  /** Reads up to `length` bytes at `position`; gives the count. */
  read(descriptor: number, into: Uint8Array, length: number, position: number): number
  close(descriptor: number): void
  /** Milliseconds since 1970. */
  now(): number
  /** Is the content of this file not on this computer? Reading it would fetch it, or hang. */
  isPlaceholder(stats: BigIntStats): boolean
}

/**
 * Files of a cloud folder that were not downloaded take no room on the disk though they have a size: OneDrive and others on Windows, iCloud and
 * the file providers on macOS. Linux has no such files; there a file without blocks is small or has holes.
 */
export function takesNoRoom(platform: NodeJS.Platform, { size, blocks }: Pick<BigIntStats, 'size' | 'blocks'>): boolean {
  // Small files may lie in the directory itself (NTFS) or in an attribute (APFS): nothing is told by their blocks.
  return (platform === 'win32' || platform === 'darwin') && blocks === 0n && size > 4096n
}

function placeOf(descriptor: number): string | null {
  if (process.platform !== 'linux') return null
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    return null // no procfs here
  }
}

export const nodeFs: ScanFs = {
  list: (folder) => readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }),
  lstat: (path) => lstatSync(path, { bigint: true }),
  realpath: (path) => realpathSync.native(path),
  // Windows has neither flag; links there are told apart by lstat and the check of the real path.
  open: (path) => openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)),
  place: (descriptor, path) => placeOf(descriptor) ?? realpathSync.native(path),
  fstat: (descriptor) => fstatSync(descriptor, { bigint: true }),
  read: (descriptor, into, length, position) => readSync(descriptor, into, 0, length, position),
  close: (descriptor) => closeSync(descriptor),
  now: () => Date.now(),
  isPlaceholder: (stats) => takesNoRoom(process.platform, stats),
}
