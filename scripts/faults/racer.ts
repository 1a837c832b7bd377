import { toAppError } from '../../src-main/contract/errors.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { openReader, openState } from '../../src-main/store/connection.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { insertRun } from '../../src-main/store/runs.ts'
import { StateConnection } from '../../src-main/store/state-connection.ts'
import { makeGateBuffer, writeGate } from '../../src-main/store/thread/gate.ts'
import { fileOf } from './store-life.ts'

/**
 * One of several processes that want to start a run on the same library at the same moment: `racer.ts <folder> owned|unowned`. Told `go`
 * it tries and answers with what it got; told `stop` it lets go. `unowned` is the seam without the ownership lock: every racer takes itself
 * for the owner. In odd rounds they all act under the epoch of the one who opened the library, so nothing but the transaction and the unique
 * index is between them; in even rounds each takes the library over first, as an opening without the lock would.
 */

export type RacerAnswer = { readonly got: 'run'; readonly id: number } | { readonly got: 'refused'; readonly why: string }

const [folder = '', kind = 'owned'] = process.argv.slice(2)
const run = { scope: 'full', settings: '{}', retryOf: null } as const
const BUSY_WAIT_MS = 10_000
let round = 0
let open: { close(): Promise<void> } | null = null

async function tryOwned(): Promise<RacerAnswer> {
  const store: LibraryStore = await openLibrary({
    file: fileOf(folder),
    create: true,
    appDataDir: folder,
    clock: systemClock,
    ids: systemIds,
  })
  open = store
  if (store.readOnly) return { got: 'refused', why: store.readOnlyReason === 'owned' ? 'NOT_OWNER' : String(store.readOnlyReason) }
  const result = await store.runs.insertRun(run)
  return result.ok ? { got: 'run', id: result.run.id } : { got: 'refused', why: `ACTIVE ${result.activeId}` }
}

async function tryUnowned(): Promise<RacerAnswer> {
  const epoch = round % 2 === 1 ? ownerOf(folder) : takeOver(folder)
  const state = await StateConnection.open(fileOf(folder), systemClock, writeGate(makeGateBuffer()), epoch)
  open = state
  const result = await state.write((db) => insertRun(db, run, { epoch, now: new Date().toISOString() }))
  return result.ok ? { got: 'run', id: result.run.id } : { got: 'refused', why: `ACTIVE ${result.activeId}` }
}

/** Epoch of the opening that owns the library. */
function ownerOf(folder: string): string {
  const db = openReader(fileOf(folder), BUSY_WAIT_MS)
  try {
    return db.prepare('SELECT epoch FROM owner').pluck().get() as string
  } finally {
    db.close()
  }
}

/** What an opening does after it got the lock, without the lock. */
function takeOver(folder: string): string {
  const epoch = systemIds.token()
  const db = openState(fileOf(folder), BUSY_WAIT_MS)
  try {
    db.prepare('UPDATE owner SET epoch=?, pid=?').run(epoch, process.pid)
    return epoch
  } finally {
    db.close()
  }
}

/** What stands behind the sentence: somebody will have to find out why. */
function causesOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  if (!(cause instanceof Error)) return ''
  return ` ← ${cause.name}${'code' in cause ? ` ${String(cause.code)}` : ''}: ${cause.message}${causesOf(cause)}`
}

process.on('message', async (word: 'go' | 'stop') => {
  if (word === 'stop') {
    await open?.close()
    open = null
    process.send?.('stopped')
    return
  }
  round += 1
  try {
    process.send?.(await (kind === 'owned' ? tryOwned() : tryUnowned()))
  } catch (error) {
    const { code, message } = toAppError(error)
    process.send?.({ got: 'refused', why: `ERROR ${code} ${message}${causesOf(error)}` })
  }
})
process.send?.('ready')
