import type { BigIntStats, Dirent } from 'node:fs'
import path from 'node:path'
import { extensionOf } from '../../contract/formats.ts'
import { LEFT_OUT_REASON, type WalkRules } from '../../contract/left-out.ts'
import { nodeFs, type ScanFs } from './fs-port.ts'
import { BEING_WRITTEN, inspect, mtimeMs } from './inspect.ts'
import { type Skip, skipByError, skipByName, skipFolderByName } from './skip-rules.ts'
import type { KnownFile, ScannedFile, ScanOptions, ScanProgress, ScanResult, SkippedFile } from './types.ts'

/** Folders deeper than this are left out: no real collection is, and a loop made by mounts would be. */
const MAX_DEPTH = 200

interface Found {
  readonly path: string
  readonly stats: BigIntStats
}

interface Walk {
  readonly fs: ScanFs
  readonly root: string
  readonly found: Found[]
  readonly skipped: SkippedFile[]
  seen: number
  readonly tick: () => void
  readonly leftOut: WalkRules
}

/**
 * Walks a folder and hashes what is new, synchronously; call it in a thread of its own. `root` must be a real path. What is skipped, and
 * why, is in skip-rules.ts; besides, links are never followed (their target, when it is inside the folder, is met by itself), a file with
 * a second name outside the folder (a hard link) is left out, and FIFOs, sockets and devices are never opened.
 * @throws what listing the root throws; errors further down become skips.
 */
export function walkFolder(options: ScanOptions, onProgress: (progress: ScanProgress) => void, fs: ScanFs = nodeFs): ScanResult {
  const progress = { checked: 0, bytes: 0 }
  const report = (): void => onProgress({ seen: walk.seen, ...progress })
  const leftOut = options.leftOut ?? { folders: [], extensions: [] }
  const walk: Walk = { fs, root: options.root, found: [], skipped: [], seen: 0, tick: report, leftOut }
  if (options.only === undefined) walkTree(walk)
  else visitOnly(walk, options.only)
  const known = new Map(options.known.map((file) => [file.path, file]))
  // A file chosen by itself is wanted, whatever other names it has.
  const inside = options.only === undefined ? namesPerInode(walk.found) : null
  const files: ScannedFile[] = []
  let hashed = 0
  for (const file of walk.found) {
    const outcome = check(walk, file, known.get(file.path), inside, options.maxFileBytes)
    if ('skip' in outcome) walk.skipped.push({ path: file.path, ...outcome.skip })
    else {
      files.push({ path: file.path, size: outcome.size, mtimeMs: outcome.mtimeMs, hash: outcome.hash })
      if (outcome.bytesRead > 0) hashed++
      progress.bytes += outcome.bytesRead
    }
    progress.checked++
    report()
  }
  const settled = withoutYoung(walk, files)
  return { root: options.root, files: settled.sort(byPath), skipped: walk.skipped.sort(byPath), hashed }
}

/** Files changed this short a time ago are looked at once more when everything else is done: a download in progress has grown since. */
const YOUNG_MS = 2000

function withoutYoung(walk: Walk, files: readonly ScannedFile[]): ScannedFile[] {
  const now = walk.fs.now()
  return files.filter((file) => {
    if (now - file.mtimeMs > YOUNG_MS) return true
    const problem = written(walk, file)
    if (problem) walk.skipped.push({ path: file.path, ...problem })
    return problem === null
  })
}

/** Has the file changed since it was hashed? */
function written(walk: Walk, file: ScannedFile): Skip | null {
  try {
    const stats = walk.fs.lstat(absolute(walk.root, file.path))
    return Number(stats.size) === file.size && Math.abs(mtimeMs(stats) - file.mtimeMs) <= 1 ? null : BEING_WRITTEN
  } catch (error) {
    return skipByError(error)
  }
}

/** A path relative to the root as the system wants it. */
const absolute = (root: string, relative: string): string =>
  path.sep === '/' ? `${root === '/' ? '' : root}/${relative}` : path.join(root, ...relative.split('/'))

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

function check(walk: Walk, file: Found, known: KnownFile | undefined, inside: ReadonlyMap<string, bigint> | null, maxFileBytes: number) {
  if (inside !== null && file.stats.nlink > 1n && file.stats.nlink > (inside.get(inode(file.stats)) ?? 0n)) {
    return { skip: HARD_LINK }
  }
  return inspect(walk.fs, absolute(walk.root, file.path), file.stats, known, maxFileBytes)
}

// A hard link has no target to resolve: the only sign is that the file has more names than the walk met inside the folder.
const HARD_LINK: Skip = {
  code: 'hard-link',
  reason: 'The file has another name outside the folder (a hard link), so it may not belong here. Put a copy in its place to include it.',
}

const inode = (stats: BigIntStats): string => `${stats.dev}:${stats.ino}`

function namesPerInode(found: readonly Found[]): Map<string, bigint> {
  const names = new Map<string, bigint>()
  for (const { stats } of found) if (stats.nlink > 1n) names.set(inode(stats), (names.get(inode(stats)) ?? 0n) + 1n)
  return names
}

/** Depth first without recursion, names in code-unit order, so that everything after it is reproducible. */
function walkTree(walk: Walk): void {
  const pending: { relative: string; depth: number }[] = [{ relative: '', depth: 0 }]
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    const { relative, depth } = folder
    const folders: string[] = []
    for (const entry of listSorted(walk, relative)) {
      walk.seen++
      walk.tick()
      const child = visit(walk, relative, entry)
      if (child === null) continue
      if (depth < MAX_DEPTH) folders.push(child)
      else walk.skipped.push({ path: `${child}/`, code: 'too-deep', reason: `Folders nested more than ${MAX_DEPTH} deep are not read.` })
    }
    for (const child of folders.reverse()) pending.push({ relative: child, depth: depth + 1 })
  }
}

function listSorted(walk: Walk, relative: string): Dirent<Buffer>[] {
  if (relative === '') return walk.fs.list(walk.root).sort((a, b) => a.name.compare(b.name))
  const folder = absolute(walk.root, relative)
  try {
    const entries = walk.fs.list(folder)
    // The folder may have become a link since its parent was listed; what was listed then is not ours.
    if (walk.fs.realpath(folder) !== folder) throw Object.assign(new Error('replaced by a link'), { code: 'ELOOP' })
    return entries.sort((a, b) => a.name.compare(b.name))
  } catch (error) {
    walk.skipped.push({ path: `${relative}/`, ...skipByError(error) })
    return []
  }
}

/** Files one entry away; gives the relative path when it is a folder to walk. */
function visit(walk: Walk, parent: string, entry: Dirent<Buffer>): string | null {
  const name = entry.name.toString('utf8')
  const relative = parent === '' ? name : `${parent}/${name}`
  const skip = (reason: Skip, suffix = ''): null => {
    walk.skipped.push({ path: `${relative}${suffix}`, ...reason })
    return null
  }
  // Only a name with a replacement character can have lost bytes in the decoding.
  if (name.includes('\ufffd') && !Buffer.from(name, 'utf8').equals(entry.name)) {
    return skip({ code: 'bad-name', reason: 'The name is not valid UTF-8, so the file cannot be addressed. Rename it to include it.' })
  }
  if (entry.isDirectory()) {
    const byName = skipFolderByName(name)
    return byName ? skip(byName, '/') : relative
  }
  if (entry.isSymbolicLink()) return skip(symlinkSkip(walk, relative))
  const byName = skipByName(name)
  if (byName) return skip(byName)
  if (isLeft(walk.leftOut, relative)) return skip(LEFT_OUT)
  return visitFile(walk, relative, skip)
}

const LEFT_OUT: Skip = { code: 'left-out', reason: LEFT_OUT_REASON }

const isLeft = ({ folders, extensions }: WalkRules, relative: string): boolean =>
  extensions.includes(extensionOf(relative)) || folders.some((folder) => relative.startsWith(`${folder}/`))

/** Looks at single files of the root. One that is gone is no entry: whoever knew it sees that it is missing. */
function visitOnly(walk: Walk, names: readonly string[]): void {
  for (const name of names) {
    walk.seen++
    walk.tick()
    const skip = (reason: Skip): null => {
      walk.skipped.push({ path: name, ...reason })
      return null
    }
    const byName = skipByName(name)
    if (byName) skip(byName)
    else if (isThere(walk, name)) visitFile(walk, name, skip)
  }
}

function isThere(walk: Walk, name: string): boolean {
  try {
    walk.fs.lstat(absolute(walk.root, name))
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

function visitFile(walk: Walk, relative: string, skip: (reason: Skip) => null): string | null {
  try {
    const stats = walk.fs.lstat(absolute(walk.root, relative))
    if (stats.isSymbolicLink()) return skip(symlinkSkip(walk, relative))
    if (stats.isDirectory()) return relative
    if (!stats.isFile()) {
      return skip({ code: 'special', reason: 'It is a pipe, a socket or a device, not a file; it is never opened.' })
    }
    walk.found.push({ path: relative, stats })
    return null
  } catch (error) {
    return skip(skipByError(error))
  }
}

function symlinkSkip(walk: Walk, relative: string): Skip {
  let target: string
  try {
    target = walk.fs.realpath(absolute(walk.root, relative))
  } catch {
    return { code: 'symlink', reason: 'It is a link whose target does not exist.' }
  }
  const within = target === walk.root || target.startsWith(walk.root.endsWith(path.sep) ? walk.root : walk.root + path.sep)
  if (within) return { code: 'symlink', reason: 'It is a link to something inside the folder, which is read at its own place.' }
  return { code: 'symlink', reason: 'It is a link that leads out of the folder. Put a copy in its place to include it.' }
}
