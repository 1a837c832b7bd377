import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import type { OwnerInfo } from './api.ts'
import type { Db } from './connection.ts'
import { isBusy, sqliteCode } from './errors.ts'

/**
 * Who may write a library: the process that holds an exclusive transaction on the tiny database `<library>.lock`. The lock ends with the
 * process, however it ends, so there is nothing stale to clear away and the file is never deleted.
 *
 * POSIX drops all of a process's locks on a file when the process closes ANY descriptor of it: while a library is open nothing may open
 * the library, its -wal and -shm, or the lock file with `fs`. `openHere` keeps one process from owning a file twice for the same reason.
 */
export interface Ownership {
  release(): void
}

export type OwnershipResult =
  | { readonly kind: 'owner'; readonly ownership: Ownership }
  /** Another process, or another opening in this one. */
  | { readonly kind: 'owned' }
  /** The lock file can't be made or written: the folder is read-only. */
  | { readonly kind: 'not-writable' }

const openHere = new Set<string>()

/** @param realFile real absolute path of the library (no symlink left in it). */
export function takeOwnership(realFile: string): OwnershipResult {
  if (openHere.has(realFile)) return { kind: 'owned' }
  let db: Db
  try {
    db = new Database(`${realFile}.lock`, { timeout: 0 })
  } catch (error) {
    if (sqliteCode(error) === null) throw error
    return { kind: 'not-writable' }
  }
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (isBusy(error)) return { kind: 'owned' }
    if (sqliteCode(error) === null) throw error
    return { kind: 'not-writable' }
  }
  openHere.add(realFile)
  return { kind: 'owner', ownership: { release: once(() => releaseLock(db, realFile)) } }
}

function releaseLock(db: Db, realFile: string): void {
  db.close()
  openHere.delete(realFile)
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}

// ---- who the owner is, for other processes -------------------------------------------------------------------------------------

const ownerSchema = z.object({
  pid: z.int(),
  epoch: z.string(),
  since: z.string(),
  socket: z.object({ path: z.string(), token: z.string() }).nullable(),
})

const ownerFile = (appDataDir: string, realFile: string): string =>
  join(appDataDir, 'owners', `${createHash('sha256').update(realFile).digest('hex')}.json`)

/** Replaces the owner file (0600 in a 0700 folder: it holds the socket's token). */
export function writeOwner(appDataDir: string, realFile: string, owner: OwnerInfo): void {
  const file = ownerFile(appDataDir, realFile)
  mkdirSync(join(appDataDir, 'owners'), { recursive: true, mode: 0o700 })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, JSON.stringify(owner), { mode: 0o600 })
  renameSync(temporary, file)
}

export function removeOwner(appDataDir: string, realFile: string): void {
  rmSync(ownerFile(appDataDir, realFile), { force: true })
}

/** What the last owner wrote about itself; null when there is nothing readable. Only the lock says whether it is still alive. */
export function readOwner(appDataDir: string, realFile: string): OwnerInfo | null {
  let text: string
  try {
    text = readFileSync(ownerFile(appDataDir, realFile), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const parsed = ownerSchema.safeParse(parseJson(text))
  return parsed.success ? parsed.data : null
}

/** Undefined for what is not JSON: a file cut short says nothing, as a missing one. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
