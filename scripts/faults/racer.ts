import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { immediately, openState } from '../../src-main/store/connection.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { insertRun } from '../../src-main/store/runs.ts'

/** One of the processes that want the same library at the same moment (races.ts). Commands come over its IPC. */
const NEW_RUN = { scope: 'extract', settings: '{}', retryOf: null } as const

type Command = { readonly do: 'open' | 'insert' | 'end' | 'close'; readonly file: string; readonly home: string }
type Answer = { readonly result: 'started' | 'active' | 'not-owner' | 'done' | 'error'; readonly detail?: string }

let store: LibraryStore | null = null

async function open({ file, home }: Command): Promise<Answer> {
  store = await openLibrary({ file, appDataDir: home, clock: systemClock, ids: systemIds })
  if (store.readOnly) return { result: 'not-owner', detail: String(store.readOnlyReason) }
  const inserted = await store.runs.insertRun(NEW_RUN)
  return inserted.ok ? { result: 'started' } : { result: 'active', detail: String(inserted.activeId) }
}

/** As if the ownership lock were not there: straight to the file, with a connection and an epoch of its own. */
async function insert({ file }: Command): Promise<Answer> {
  const db = openState(file, 5000)
  try {
    const writer = { epoch: systemIds.token(), now: new Date().toISOString() }
    const result = immediately(db, () => insertRun(db, NEW_RUN, writer))
    return result.ok ? { result: 'started' } : { result: 'active', detail: String(result.activeId) }
  } finally {
    db.close()
  }
}

async function end(): Promise<Answer> {
  const run = store?.readOnly === false ? await store.runs.activeRun() : null
  if (run !== null && run !== undefined) await store!.runs.transition({ runId: run.id, from: ['pending'], to: 'interrupted' })
  await store?.close()
  store = null
  return { result: 'done' }
}

process.on('message', (command: Command) => {
  const act = command.do === 'open' ? open(command) : command.do === 'insert' ? insert(command) : end()
  act.then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ result: 'error', detail: String(error) } satisfies Answer),
  )
})
process.send?.({ result: 'done' } satisfies Answer)
