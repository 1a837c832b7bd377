import { type ChildProcess, fork } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryStore } from './api.ts'
import { openBulk, openReader } from './connection.ts'
import { BUSY_BOUND_MS } from './state-connection.ts'
import { type Bench, bench, concept, longestGap, runWith, staged, startRun } from './testing.ts'

/** What only a second process shows: POSIX locks say nothing within one. */

let at: Bench
const children: ChildProcess[] = []
beforeEach(() => {
  at = bench()
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await at.end()
})

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** Runs a script in another Node; gives its messages one by one. */
function other(script: string): { next(): Promise<Record<string, unknown>>; child: ChildProcess } {
  const file = join(at.folder, `child-${children.length}.ts`)
  writeFileSync(file, script)
  const child = fork(file, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  children.push(child)
  const queue: Record<string, unknown>[] = []
  const waiting: ((message: Record<string, unknown>) => void)[] = []
  child.on('message', (message: Record<string, unknown>) => {
    const taker = waiting.shift()
    if (taker) taker(message)
    else queue.push(message)
  })
  const next = (): Promise<Record<string, unknown>> => {
    const message = queue.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => waiting.push(resolve))
  }
  return { next, child }
}

const opening = (): string => `
  import { openLibrary } from ${JSON.stringify(here('./open.ts'))}
  import { countingIds, systemClock } from ${JSON.stringify(here('./testing.ts'))}
  const store = await openLibrary({ file: ${JSON.stringify(at.file)}, create: true, appDataDir: ${JSON.stringify(at.home)}, clock: systemClock, ids: countingIds() })
  process.send({ readOnly: store.readOnly, reason: store.readOnlyReason, owner: store.owner?.pid, total: (await store.terms.page({ view: 'all' })).total })
`

/** Holds the write lock of the library for that long, then says so. */
const holding = (ms: number): string => `
  import { createRequire } from 'node:module'
  const Database = createRequire(${JSON.stringify(here('./open.ts'))})('better-sqlite3')
  const db = new Database(${JSON.stringify(at.file)})
  db.exec('BEGIN IMMEDIATE')
  process.send({ holding: true })
  setTimeout(() => { db.exec('COMMIT'); db.close(); process.send({ released: true }) }, ${ms})
`

describe('two processes', () => {
  it('the second opens for reading, sees what is committed, and says who owns the library', async () => {
    const store = await at.open()
    await runWith(store, [concept('index', 1)])
    const second = other(`${opening()}\nawait store.close(); process.exit(0)`)
    expect(await second.next()).toEqual({ readOnly: true, reason: 'owned', owner: process.pid, total: 1 })
    await runWith(store, [concept('index', 1), concept('branch', 2)])
    expect((await store.terms.page({ view: 'all' })).total).toBe(2)
  })

  it('the next becomes owner when the first is killed, and ends its run', async () => {
    const first = other(`${opening()}
      const run = await store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })
      await store.runs.transition({ runId: run.run.id, from: ['pending'], to: 'running' })
      process.send({ started: run.run.id })`)
    expect(await first.next()).toMatchObject({ readOnly: false })
    const { started } = await first.next()
    const gone = new Promise((resolve) => first.child.once('exit', resolve))
    first.child.kill('SIGKILL')
    await gone
    const store = await at.open()
    expect(store.readOnly).toBe(false)
    expect(store.recovery.orphans).toEqual([{ runId: started, became: 'interrupted' }])
  })
})

describe('a library other processes open and close at the same moment', () => {
  /** Holds a lock that `sql` takes on `file` for that long: what an opening or closing connection does for a moment. */
  const locking = (file: string, sql: string, ms: number): string => `
    import { createRequire } from 'node:module'
    const Database = createRequire(${JSON.stringify(here('./open.ts'))})('better-sqlite3')
    const db = new Database(${JSON.stringify(file)})
    db.exec(${JSON.stringify(sql)})
    process.send({ locked: true })
    setTimeout(() => { db.close(); process.exit(0) }, ${ms})
  `
  const ALONE = 'PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; COMMIT'

  it.each([
    ['the writing connection of the thread', openBulk],
    ['the reading one', openReader],
  ])('%s waits for the moment somebody has the file alone', async (_what, open) => {
    await (await at.open()).close()
    const holder = other(locking(at.file, ALONE, 500))
    await holder.next()
    // Without the wait it is what it was: busy, told to a person who wanted to start a run.
    expect(() => open(at.file, 0)).toThrow(/locked/u)
    const db = open(at.file, 5_000)
    expect(db.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(0)
    db.close()
  })

  it('the writing connection does not wait in a transaction: who writes tries again', async () => {
    const store = await at.open()
    const holder = other(holding(700))
    await holder.next()
    const db = openBulk(at.file, 5_000)
    expect(() => db.exec('BEGIN IMMEDIATE')).toThrow(/locked/u)
    db.close()
    await holder.next()
    await store.close()
  })

  it('two that try for the lock in the same moment do not both give it up', async () => {
    await (await at.open()).close()
    // What the first step of another process's try looks like: it reads the lock file, and lets go.
    const holder = other(locking(`${at.file}.lock`, 'BEGIN; SELECT * FROM sqlite_master', 25))
    await holder.next()
    expect((await at.open()).readOnly).toBe(false)
  })
})

describe('while another process holds the write lock', () => {
  async function ready(): Promise<{ store: LibraryStore; run: number }> {
    const store = await at.open()
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('index', 1)])
    return { store, run }
  }

  it('a run completes later with the same outcome, staging waits, and waiting never blocks main for 50 ms', async () => {
    const store = await at.open()
    const gaps: number[] = []
    for (const tag of ['tag 0', 'tag 1', 'tag 2']) {
      const run = await startRun(store)
      const holder = other(holding(400))
      await holder.next()
      const finished = store.runs
        .stage(run, 'extract', [concept('branch', 1), concept(tag, 2)])
        .then(() => store.runs.complete({ runId: run, lastSeq: 1, durationMs: 1, stages: [staged('extract')], counts: '{}' }))
      const asked = store.runs.transition({ runId: run, from: ['running'], to: 'cancelling' })
      gaps.push(await longestGap(() => holder.next()))
      expect(await asked).toBe('updated')
      expect(await finished).toBe('updated')
      expect((await store.terms.page({ view: 'all' })).rows.map((row) => row.headword)).toEqual(['branch', tag])
    }
    // A call that waited for the lock would block for the 400 ms it is held, each time; a busy machine holds main up now and then.
    expect(Math.min(...gaps)).toBeLessThan(50)
  })

  it('writes go on in the order they were asked for', async () => {
    const { store, run } = await ready()
    const holder = other(holding(300))
    await holder.next()
    const asked = store.runs.transition({ runId: run, from: ['running'], to: 'cancelling' })
    const ended = store.runs.transition({ runId: run, from: ['cancelling'], to: 'cancelled' })
    expect(await Promise.all([asked, ended])).toEqual(['updated', 'updated'])
  })

  it(`answers busy after ${BUSY_BOUND_MS} ms, nothing half done, and works again afterwards`, async () => {
    const { store, run } = await ready()
    const holder = other(holding(BUSY_BOUND_MS + 2_000))
    await holder.next()
    const change = { runId: run, from: ['running'], to: 'cancelling' } as const
    await expect(store.runs.transition(change)).rejects.toMatchObject({ name: 'StorageError', kind: 'busy' })
    expect((await store.runs.getRun(run))?.status).toBe('running')
    await holder.next()
    expect(await store.runs.transition(change)).toBe('updated')
  })

  it('reads are answered meanwhile', async () => {
    const { store } = await ready()
    const holder = other(holding(10_000))
    await holder.next()
    let released = false
    void holder.next().then(() => {
      released = true
    })
    expect((await store.info()).activeRun).not.toBeNull()
    await store.runs.activeRun()
    expect(released).toBe(false)
  })
})
