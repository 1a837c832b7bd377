import { toAppError } from '../../src-main/contract/errors.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { insertRun } from '../../src-main/store/runs.ts'
import { StateConnection } from '../../src-main/store/state-connection.ts'
import { makeGateBuffer, writeGate } from '../../src-main/store/thread/gate.ts'
import { fileOf } from './store-life.ts'

/**
 * One of several processes that want to start a run on the same library at the same moment: `racer.ts <folder> owned|unowned`. Told `go`
 * it tries and answers with what it got; told `stop` it lets go. `unowned` is the seam without the ownership lock: straight to the row.
 */

export type RacerAnswer = { readonly got: 'run'; readonly id: number } | { readonly got: 'refused'; readonly why: string }

const [folder = '', kind = 'owned'] = process.argv.slice(2)
const run = { scope: 'full', settings: '{}', retryOf: null } as const
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
  const state = await StateConnection.open(fileOf(folder), systemClock, writeGate(makeGateBuffer()))
  open = state
  const epoch = systemIds.token()
  const result = await state.write((db) => insertRun(db, run, { epoch, now: new Date().toISOString() }))
  return result.ok ? { got: 'run', id: result.run.id } : { got: 'refused', why: `ACTIVE ${result.activeId}` }
}

process.on('message', async (word: 'go' | 'stop') => {
  if (word === 'stop') {
    await open?.close()
    open = null
    process.send?.('stopped')
    return
  }
  try {
    process.send?.(await (kind === 'owned' ? tryOwned() : tryUnowned()))
  } catch (error) {
    const { code, message } = toAppError(error)
    process.send?.({ got: 'refused', why: `ERROR ${code} ${message}` })
  }
})
process.send?.('ready')
