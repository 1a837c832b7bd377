import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunStatus } from '../contract/run.ts'
import type { LibraryStore } from './api.ts'
import { openState } from './connection.ts'
import { recover } from './recovery.ts'
import { type Bench, bench, concept, runWith, staged, startRun } from './testing.ts'

let at: Bench
beforeEach(() => {
  at = bench()
})
afterEach(() => at.end())

/** A library whose owner died while run 2 was in that status. Gives the library's id and the dead owner's epoch. */
async function orphaned(status: RunStatus): Promise<{ id: string; epoch: string; run: number }> {
  const store = await at.open()
  await runWith(store, [concept('index', 1)])
  const { id, epoch } = store
  let run = 0
  if (status === 'pending') {
    const result = await store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })
    run = result.ok ? result.run.id : 0
  } else {
    run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('branch', 1), concept('tag', 2)])
    if (status === 'cancelling') await store.runs.transition({ runId: run, from: ['running'], to: 'cancelling' })
  }
  await store.close()
  return { id, epoch, run }
}

const headwords = async (store: LibraryStore) => (await store.terms.page({ view: 'all' })).rows.map((row) => row.headword)

describe('runs of a dead owner', () => {
  it.each([
    ['pending', 'interrupted'],
    ['running', 'interrupted'],
    ['cancelling', 'cancelled'],
  ] as const)('%s becomes %s, and a new run can start at once', async (status, became) => {
    const { run } = await orphaned(status)
    const store = await at.open()
    expect(store.recovery.orphans).toEqual([{ runId: run, became }])
    expect((await store.runs.getRun(run))?.status).toBe(became)
    expect(await headwords(store)).toEqual(['index'])
    await startRun(store)
  })

  // How long it takes: `npm run test:faults`, suite orphan.
  it('are found among 10 000 past runs', async () => {
    const { id, run } = await orphaned('running')
    const db = openState(at.file)
    const insert = db.prepare(
      `INSERT INTO runs(scope, epoch, status, created_at, started_at, finished_at, result_rev, settings) VALUES('full', 'old', 'completed', 'c', 's', 'f', 0, '{}')`,
    )
    db.transaction(() => {
      for (let i = 0; i < 10_000; i++) insert.run()
    })()
    const report = recover(db, at.home, id, { epoch: 'new', pid: 1, now: '2026-01-01T00:00:00.000Z' })
    db.close()
    expect(report.orphans).toEqual([{ runId: run, became: 'interrupted' }])
    const store = await at.open()
    expect((await store.runs.listRuns(100)).length).toBe(100)
    await startRun(store)
  })

  it('write nothing any more: their epoch is not the owner’s', async () => {
    const { run, epoch } = await orphaned('running')
    const store = await at.open()
    const db = new Database(at.file)
    db.exec('DROP TRIGGER runs_legal')
    db.prepare(`UPDATE runs SET status='running', finished_at=NULL WHERE id=?`).run(run)
    db.close()
    expect(epoch).not.toBe(store.epoch)
    expect(await store.runs.transition({ runId: run, from: ['running'], to: 'failed' })).toBe('foreign-epoch')
    expect(await store.runs.complete({ runId: run, lastSeq: 1, durationMs: 1, stages: [staged('extract')], counts: '{}' })).toBe(
      'foreign-epoch',
    )
    await expect(store.runs.stage(run, 'extract', [concept('late', 1)])).rejects.toThrow(/takes no more rows/u)
    expect(await headwords(store)).toEqual(['index'])
  })
})

describe('a library that was taken over by another opening', () => {
  /** Every row people or runs can see. */
  const contents = (): unknown => {
    const db = new Database(at.file, { readonly: true })
    const tables = db.prepare(`SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name`).pluck().all()
    const rows = tables.map((table) => [table, db.prepare(`SELECT * FROM "${String(table)}"`).all()])
    db.close()
    return rows
  }

  it.each<[string, (store: LibraryStore, run: number) => Promise<unknown>]>([
    ['a new run', (store) => store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })],
    ['staged rows', (store, run) => store.runs.stage(run, 'extract', [concept('late', 1)])],
    ['log lines', (store, run) => store.runs.appendLogs(run, [{ seq: 1, time: 0, level: 'info', message: 'late' }])],
    [
      'a decision',
      (store) =>
        store.human.apply({
          label: 'Drop',
          changes: [{ kind: 'field', key: { concept: 1, field: 'decision' }, before: null, after: 'drop' }],
        }),
    ],
    ['a folder', (store) => store.documents.addRoot('/elsewhere')],
    ['settings', (store) => store.saveSettings({ language: 'auto' } as never)],
    ['evictions', (store) => store.evict({ keepRuns: 0 } as never)],
    ['cached answers', (store) => store.caches.put('answers', [{ key: 'k', value: 'v' }])],
  ])('takes nothing of the one before: %s (17)', async (_what, write) => {
    const store = await at.open()
    await runWith(store, [concept('index', 1)])
    const run = await startRun(store)
    // What the first run left to tidy up is done before.
    await store.evict()
    const db = new Database(at.file)
    db.exec(`UPDATE owner SET epoch='newer'`)
    db.close()
    const before = contents()
    await expect(write(store, run)).rejects.toMatchObject({ code: 'NOT_OWNER' })
    expect(contents()).toEqual(before)
  })

  it('answers the run engine that its runs are another’s now (31)', async () => {
    const store = await at.open()
    const run = await startRun(store)
    const db = new Database(at.file)
    db.exec(`UPDATE owner SET epoch='newer'`)
    db.close()
    const before = contents()
    expect(await store.runs.transition({ runId: run, from: ['running'], to: 'failed' })).toBe('foreign-epoch')
    expect(await store.runs.complete({ runId: run, lastSeq: 1, durationMs: 1, stages: [], counts: '{}' })).toBe('foreign-epoch')
    expect(contents()).toEqual(before)
  })
})

describe('outcomes put aside', () => {
  const completion = (runId: number) => ({ runId, lastSeq: 9, durationMs: 3, stages: [staged('extract', 'd', 2)], counts: '{"a":1}' })

  it('are applied at the next opening, before orphans are ended, once', async () => {
    const first = await at.open()
    await runWith(first, [concept('index', 1)])
    const run = await startRun(first)
    await first.runs.stage(run, 'extract', [concept('branch', 1)])
    await first.sidecar.write({ runId: run, epoch: first.epoch, outcome: 'completed', completion: completion(run), lastSeq: 9 })
    await first.close()
    const store = await at.open()
    expect(store.recovery).toMatchObject({ orphans: [], sidecars: [{ runId: run, outcome: 'completed', applied: true }] })
    expect(await store.runs.getRun(run)).toMatchObject({ status: 'completed', lastSeq: 9, counts: '{"a":1}' })
    expect(await headwords(store)).toEqual(['branch'])
    expect(readdirSync(at.home).filter((name) => name.startsWith('outcome-'))).toEqual([])
    await store.close()
    expect((await at.open()).recovery).toMatchObject({ orphans: [], sidecars: [] })
  })

  it.each(['failed', 'cancelled', 'interrupted'] as const)(
    '%s ends the run as it says, a run asked to stop as cancelled',
    async (outcome) => {
      const { id, epoch, run } = await orphaned('cancelling')
      writeFileSync(
        join(at.home, `outcome-${id}-${run}.json`),
        JSON.stringify({ runId: run, epoch, outcome, failureKind: 'crash', lastSeq: 4 }),
      )
      const store = await at.open()
      expect(await store.runs.getRun(run)).toMatchObject({ status: 'cancelled', lastSeq: 4 })
    },
  )

  it('of another epoch, of an unknown run or already written change nothing, and go', async () => {
    const { id, epoch, run } = await orphaned('running')
    const record = { runId: run, epoch: 'other', outcome: 'completed', completion: completion(run), lastSeq: 9 }
    writeFileSync(join(at.home, `outcome-${id}-${run}.json`), JSON.stringify(record))
    writeFileSync(join(at.home, `outcome-${id}-999.json`), JSON.stringify({ ...record, runId: 999, epoch }))
    writeFileSync(join(at.home, `outcome-${id}-1.json`), JSON.stringify({ ...record, runId: 1, epoch, outcome: 'failed' }))
    const store = await at.open()
    expect(store.recovery.sidecars.map((sidecar) => sidecar.applied)).toEqual([false, false, false])
    expect((await store.runs.getRun(run))?.status).toBe('interrupted')
    expect((await store.runs.getRun(1))?.status).toBe('completed')
    expect(readdirSync(at.home).filter((name) => name.startsWith('outcome-'))).toEqual([])
  })

  it('do not make half a glossary live when a power cut took staged rows', async () => {
    const { id, epoch, run } = await orphaned('running')
    const record = { runId: run, epoch, outcome: 'completed', completion: completion(run), lastSeq: 9, staged: { extract: 3 } }
    writeFileSync(join(at.home, `outcome-${id}-${run}.json`), JSON.stringify(record))
    const store = await at.open()
    expect((await store.runs.getRun(run))?.status).toBe('interrupted')
    expect(await headwords(store)).toEqual(['index'])
  })

  it('that can not be understood are left where they are and mentioned', async () => {
    const { id, run } = await orphaned('running')
    const file = join(at.home, `outcome-${id}-${run}.json`)
    writeFileSync(file, '{"runId": 2, "epo')
    const store = await at.open()
    expect(store.recovery.sidecars).toEqual([{ runId: run, outcome: 'unreadable', applied: false }])
    expect(existsSync(file)).toBe(true)
  })

  it('are not applied twice when the app dies between the commit and the end of the file', async () => {
    const { id, epoch, run } = await orphaned('running')
    const file = join(at.home, `outcome-${id}-${run}.json`)
    const record = JSON.stringify({ runId: run, epoch, outcome: 'completed', completion: completion(run), lastSeq: 9 })
    writeFileSync(file, record)
    const first = await at.open()
    const row = await first.runs.getRun(run)
    const revisions = await first.revisions.list()
    await first.close()
    writeFileSync(file, record)
    const second = await at.open()
    expect(second.recovery.sidecars).toEqual([{ runId: run, outcome: 'completed', applied: false }])
    expect(await second.runs.getRun(run)).toEqual(row)
    expect(await second.revisions.list()).toEqual(revisions)
  })

  it('of another library are none of this one’s business', async () => {
    const { run } = await orphaned('running')
    const file = join(at.home, `outcome-${'f'.repeat(32)}-${run}.json`)
    writeFileSync(file, '{}')
    await at.open()
    expect(existsSync(file)).toBe(true)
  })
})
