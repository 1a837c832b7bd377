import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { Clock } from '../runs/ports.ts'
import type { LibraryStore, OpenLibrary, OpenOptions, OwnerInfo } from './api.ts'
import { makeLibraryStore } from './library-store.ts'
import { type Ownership, readOwner, takeOwnership, writeOwner } from './lock.ts'
import { toPeopleError } from './people-errors.ts'
import type { Preparation } from './prepare.ts'
import { StateConnection } from './state-connection.ts'
import { ThreadClient } from './thread/client.ts'
import { makeGateBuffer, writeGate } from './thread/gate.ts'

/**
 * Opens a library, or makes one. Ownership first: recovery, migration and every write need it. Without it the library is open for
 * reading, and `owner` says who has it. Everything slow happens in the store thread.
 */
export const openLibrary: OpenLibrary = async (options: OpenOptions): Promise<LibraryStore> => {
  mkdirSync(options.appDataDir, { recursive: true, mode: 0o700 })
  const file = realFile(options.file)
  const mayCreate = (options.create ?? false) && !(options.readOnly ?? false)
  if (!existsSync(file) && !mayCreate && !existsSync(`${file}-wal`)) {
    throw new AppError('LIBRARY_MISSING', `There is no library at ${file}. Check the name, or generate a glossary into it to make one.`, {
      file,
    })
  }
  if (existsSync(file)) refuseSecondName(file)
  const { ownership, reason } = await claim(file, options.readOnly ?? false, options.clock)
  if (reason === 'not-writable' && !existsSync(file)) {
    throw new AppError('OUTPUT_NOT_WRITABLE', `A library can not be made in ${dirname(file)}. Choose a folder you may write to.`, { file })
  }
  try {
    return await openWith(options, file, ownership, reason)
  } catch (error) {
    ownership?.release()
    throw toPeopleError(error)
  }
}

/**
 * One file under two names has two locks and two logs: SQLite's own list of ways to corrupt a database
 * (sqlite.org/howtocorrupt.html §2.6, "Multiple links to the same file").
 */
function refuseSecondName(file: string): void {
  const stat = statSync(file)
  if (!stat.isFile() || stat.nlink <= 1) return
  throw new AppError(
    'INVALID_INPUT',
    'This library file has a second name (a hard link), and writing under two names would damage it. Make a real copy of it and open the copy.',
    { file },
  )
}

/**
 * Waits before the lock is tried again, milliseconds. Two processes that try in the same moment can each see the other's first step and both
 * fail; one that really has the library has it all the time.
 */
const CLAIM_AGAIN_MS = [3, 10, 30]

async function claim(
  file: string,
  asked: boolean,
  clock: Clock,
): Promise<{ ownership: Ownership | null; reason: LibraryStore['readOnlyReason'] }> {
  if (asked) return { ownership: null, reason: 'asked' }
  if (existsSync(file) && !mayWrite(file)) return { ownership: null, reason: 'not-writable' }
  let result = takeOwnership(file)
  for (const ms of CLAIM_AGAIN_MS) {
    if (result.kind !== 'owned') break
    // Not all of them after the same time.
    await new Promise<void>((resolve) => void clock.after(ms + (process.pid % 7), resolve))
    result = takeOwnership(file)
  }
  if (result.kind === 'owner') return { ownership: result.ownership, reason: null }
  return { ownership: null, reason: result.kind }
}

/** Asks the system without opening the file: closing a descriptor of it would drop SQLite's locks (lock.ts). */
function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))) return false
    throw error
  }
}

async function openWith(
  options: OpenOptions,
  file: string,
  ownership: Ownership | null,
  readOnlyReason: LibraryStore['readOnlyReason'],
): Promise<LibraryStore> {
  const { appDataDir, clock, threadEntry } = options
  const preparation = preparationOf(options, file, ownership !== null)
  const gate = makeGateBuffer()
  const { client, prepared } = await ThreadClient.start({ role: 'store', preparation, gate }, threadEntry)
  try {
    const state = ownership ? await StateConnection.open(file, clock, writeGate(gate), preparation.epoch) : null
    const owner: OwnerInfo | null = ownership
      ? { pid: process.pid, epoch: preparation.epoch, since: preparation.now, socket: null }
      : readOwner(appDataDir, file)
    if (ownership && owner) writeOwner(appDataDir, file, owner)
    const { epoch, backup } = preparation
    return makeLibraryStore({
      file,
      appDataDir,
      backup,
      epoch,
      clock,
      thread: client,
      prepared,
      state,
      ownership,
      readOnlyReason,
      owner,
      threadEntry,
    })
  } catch (error) {
    await client.close()
    throw error
  }
}

function preparationOf(options: OpenOptions, file: string, owned: boolean): Preparation {
  return {
    file,
    create: options.create ?? false,
    readOnly: !owned,
    appDataDir: options.appDataDir,
    backup: join(options.appDataDir, 'backups', `${createHash('sha256').update(file).digest('hex').slice(0, 16)}-${basename(file)}`),
    epoch: options.ids.token(),
    newId: options.ids.token(),
    pid: process.pid,
    now: new Date(options.clock.wall()).toISOString(),
  }
}

/** The path with every symlink followed: one library has one lock, whatever name it is reached by. */
function realFile(file: string): string {
  if (existsSync(file)) return realpathSync(file)
  const folder = dirname(file)
  if (!existsSync(folder)) {
    throw new AppError('LIBRARY_MISSING', `There is no folder ${folder}. Make it first, or choose another place for the library.`, { file })
  }
  return join(realpathSync(folder), basename(file))
}
