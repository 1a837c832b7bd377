import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RUN_STATUSES, type RunStatus } from '../contract/run.ts'
import { ENGINE_VERSION, PARSER_VERSION } from '../contract/version.ts'
import type { LibraryStore } from './api.ts'
import { type Db, immediately } from './connection.ts'
import { insertRun, transition } from './runs.ts'
import { LEGAL_TRANSITIONS, SCHEMA_V1 } from './schema.ts'
import { type Bench, bench, concept, finishRun, idOf, problem, runWith, staged, startRun } from './testing.ts'

const WRITER = { epoch: 'mine', now: '2026-01-02T03:04:05.000Z' }

describe('the table of runs', () => {
  let db: Db
  beforeEach(() => {
    db = new Database(':memory:')
    db.exec(SCHEMA_V1)
    db.exec(`INSERT INTO owner(one, epoch, pid, since) VALUES(1, 'mine', 1, '')`)
  })
  afterEach(() => db.close())

  /** A run in that status, by the SQL that is allowed to make one. */
  function runIn(status: RunStatus): number {
    const terminal = !['pending', 'running', 'cancelling'].includes(status)
    const result = db
      .prepare(
        `INSERT INTO runs(scope, epoch, status, created_at, started_at, finished_at, result_rev, settings) VALUES('full', 'mine', ?, 'c', 's', ?, ?, '{}')`,
      )
      .run(status, terminal ? 'f' : null, status === 'completed' ? 0 : null)
    return Number(result.lastInsertRowid)
  }

  const pairs = RUN_STATUSES.flatMap((from) => RUN_STATUSES.filter((to) => to !== from).map((to) => [from, to] as const))

  it('allows ten of the 42 ordered pairs', () => {
    expect(pairs).toHaveLength(42)
    expect(LEGAL_TRANSITIONS).toHaveLength(10)
  })

  it.each(pairs)('%s → %s by plain SQL is as the table says', (from, to) => {
    const id = runIn(from)
    const legal = LEGAL_TRANSITIONS.some(([a, b]) => a === from && b === to)
    const terminal = !['pending', 'running', 'cancelling'].includes(to)
    const change = () =>
      db
        .prepare('UPDATE runs SET status=?, finished_at=?, result_rev=? WHERE id=?')
        .run(to, terminal ? 'f' : null, to === 'completed' ? 0 : null, id)
    if (legal) expect(change().changes).toBe(1)
    else expect(change).toThrow('illegal transition')
    expect(db.prepare('SELECT status FROM runs WHERE id=?').pluck().get(id)).toBe(legal ? to : from)
  })

  it('holds one active run at most, by the index alone', () => {
    runIn('running')
    expect(() => runIn('pending')).toThrow(/UNIQUE/u)
    runIn('completed')
  })

  it('makes up for a step whose write had failed: running → cancelled goes over cancelling', () => {
    const id = runIn('running')
    const result = immediately(db, () => transition(db, { runId: id, from: ['running', 'cancelling'], to: 'cancelled' }, WRITER))
    expect(result).toBe('updated')
    const row = db.prepare('SELECT status, cancel_requested_at AS asked, finished_at AS finished FROM runs WHERE id=?').get(id)
    expect(row).toEqual({ status: 'cancelled', asked: WRITER.now, finished: WRITER.now })
  })

  it.each([
    ['unknown-run', 99, 'mine'],
    ['foreign-epoch', 1, 'other'],
    ['wrong-status', 1, 'mine'],
  ] as const)('answers %s and changes nothing', (answer, runId, epoch) => {
    runIn('running')
    const before = db.prepare('SELECT * FROM runs').all()
    expect(transition(db, { runId, from: ['pending'], to: 'cancelled' }, { ...WRITER, epoch })).toBe(answer)
    expect(db.prepare('SELECT * FROM runs').all()).toEqual(before)
  })

  it('changes nothing for an owner that lost the library, although the run is its own', () => {
    const id = runIn('running')
    db.exec(`UPDATE owner SET epoch='newer'`)
    expect(transition(db, { runId: id, from: ['running'], to: 'failed' }, WRITER)).toBe('foreign-epoch')
  })

  it.each([
    ['an epoch that never owned it', 'mine', 'other'],
    ['the owner before', 'newer', 'mine'],
  ])('takes no new run of %s', (_who, owner, epoch) => {
    db.prepare('UPDATE owner SET epoch=?').run(owner)
    const run = { scope: 'full', settings: '{}', retryOf: null } as const
    expect(() => immediately(db, () => insertRun(db, run, { ...WRITER, epoch }))).toThrow(
      expect.objectContaining({ code: 'NOT_OWNER' }) as Error,
    )
    expect(db.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(0)
  })

  it('never gives an id twice', () => {
    const id = runIn('completed')
    db.prepare('DELETE FROM runs').run()
    const result = insertRun(db, { scope: 'full', settings: '{}', retryOf: null }, WRITER)
    expect(result.ok && result.run.id).toBe(id + 1)
  })
})

describe('RunStore over a real library', () => {
  let at: Bench
  let store: LibraryStore
  beforeEach(async () => {
    at = bench()
    store = await at.open()
  })
  afterEach(() => at.end())

  it('starts one of many at the same moment', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => store.runs.insertRun({ scope: 'extract', settings: '{}', retryOf: null })),
    )
    const started = results.filter((result) => result.ok)
    expect(started).toHaveLength(1)
    const active = (await store.runs.activeRun())?.id
    for (const result of results) if (!result.ok) expect(result.activeId).toBe(active)
  })

  it('completes in one step: pointers, status, counts and last sequence together', async () => {
    const first = await runWith(store, [concept('index', 1)])
    const second = await startRun(store)
    await store.runs.stage(second, 'extract', [concept('branch', 1)])
    expect((await store.terms.page({ view: 'all', preview: false })).rows.map((row) => row.headword)).toEqual(['index'])
    expect((await store.terms.page({ view: 'all' })).rows.map((row) => [row.headword, row.preview])).toEqual([['branch', true]])
    expect(
      await store.runs.complete({ runId: second, lastSeq: 7, durationMs: 12, stages: [staged('extract', 'd2')], counts: '{"x":1}' }),
    ).toBe('updated')
    const run = await store.runs.getRun(second)
    expect(run).toMatchObject({ status: 'completed', lastSeq: 7, durationMs: 12, counts: '{"x":1}' })
    expect((await store.terms.page({ view: 'all' })).rows.map((row) => [row.headword, row.preview])).toEqual([['branch', false]])
    expect(await store.liveDigests()).toEqual({ extract: 'd2' })
    expect((await store.runs.listRuns(10)).map((row) => row.id)).toEqual([second, first])
    expect(await store.runs.complete({ runId: second, lastSeq: 7, durationMs: 12, stages: [], counts: '{}' })).toBe('wrong-status')
  })

  it('keeps the live revision of a stage that was unchanged or had nothing to do', async () => {
    await runWith(store, [concept('index', 1)])
    const live = await store.revisions.live('extract')
    const run = await startRun(store)
    await finishRun(store, run, [
      { stage: 'extract', result: 'unchanged', inputDigest: 'digest of extract', items: 0 },
      { stage: 'refine', result: 'nothing', inputDigest: '', items: 0 },
    ])
    expect(await store.revisions.live('extract')).toEqual(live)
    expect(await store.revisions.live('refine')).toBeNull()
    expect((await store.runs.getRun(run))?.status).toBe('completed')
  })

  it('makes an empty revision live when a stage found nothing: the problems of before are gone', async () => {
    await runWith(store, [concept('index', 1)])
    const review = await startRun(store)
    await store.runs.stage(review, 'review', [problem(['index'])])
    await finishRun(store, review, [staged('review')])
    expect((await store.problems.page()).total).toBe(1)
    const again = await startRun(store)
    await finishRun(store, again, [staged('review', 'd3', 0)])
    expect((await store.problems.page()).total).toBe(0)
  })

  it.each(['cancelled', 'failed', 'interrupted'] as const)(
    'leaves everything as it was when a run ends %s, and keeps what it finished',
    async (to) => {
      await runWith(store, [concept('index', 1)])
      const run = await startRun(store)
      await store.runs.stage(run, 'extract', [concept('branch', 1), concept('tag', 2)])
      expect(await store.runs.transition({ runId: run, from: ['running', 'cancelling'], to })).toBe('updated')
      expect((await store.terms.page({ view: 'all' })).rows.map((row) => row.headword)).toEqual(['index'])
      const unfinished = (await store.revisions.list()).find((revision) => revision.runId === run)
      expect(unfinished).toMatchObject({ state: 'unfinished', items: 2 })
      await expect(store.runs.stage(run, 'extract', [concept('late', 3)])).rejects.toThrow(/takes no more rows/u)
      await runWith(store, [concept('tree', 1)])
      const still = (await store.revisions.list()).find((revision) => revision.id === unfinished?.id)
      expect(['discarded', undefined]).toContain(still?.state)
    },
  )

  it('keeps what an unfinished run finished when people ask for it, and takes that back', async () => {
    await runWith(store, [concept('index', 1)])
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('branch', 1)])
    await store.runs.transition({ runId: run, from: ['running'], to: 'interrupted' })
    const before = await store.revisions.live('extract')
    const revisionId = (await store.revisions.list()).find((revision) => revision.runId === run)?.id as number
    const after = { revisionId, previousId: before?.revisionId ?? null }
    const kept = await store.human.apply({
      label: 'Keep the finished',
      changes: [{ kind: 'live', key: { stage: 'extract' }, before, after }],
    })
    expect(kept.ok).toBe(true)
    expect((await store.terms.page({ view: 'all', sort: 'alphabet' })).rows.map((row) => row.headword)).toEqual(['branch', 'index'])
    expect((await store.human.undo()).ok).toBe(true)
    expect((await store.terms.page({ view: 'all' })).rows.map((row) => row.headword)).toEqual(['index'])
  })

  it('writes a log line once, whatever is sent again, and reads on from any line', async () => {
    const run = await startRun(store)
    const line = (seq: number) => ({ seq, time: seq, level: 'info' as const, message: `line ${seq}` })
    await store.runs.appendLogs(run, [line(1), line(2)])
    await store.runs.appendLogs(run, [{ ...line(2), message: 'another' }, line(3)])
    expect((await store.runs.readLogs(run, 0, 10)).map((entry) => entry.message)).toEqual(['line 1', 'line 2', 'line 3'])
    expect((await store.runs.readLogs(run, 2, 10)).map((entry) => entry.seq)).toEqual([3])
  })

  it('does not flip a partial revision whose base is no longer live', async () => {
    await runWith(store, [concept('index', 1), concept('branch', 2)])
    const base = await store.revisions.live('extract')
    const run = await startRun(store)
    await store.revisions.copyBase(run, 'extract', [await idOf(store, 'branch')])
    expect((await store.terms.page({ view: 'all' })).rows.map((row) => row.headword)).toEqual(['index'])
    const older = { revisionId: base?.previousId as number, previousId: null }
    await store.human.apply({ label: 'Revert', changes: [{ kind: 'live', key: { stage: 'extract' }, before: base, after: older }] })
    expect(await finishRun(store, run, [staged('extract')])).toBe('updated')
    expect((await store.revisions.live('extract'))?.revisionId).toBe(older.revisionId)
    expect((await store.revisions.list()).find((revision) => revision.runId === run)?.state).toBe('unfinished')
  })

  it('flips a partial revision with the rest of its base in it', async () => {
    await runWith(store, [concept('index', 1, ['indexes']), concept('branch', 2)])
    const run = await startRun(store)
    await store.revisions.copyBase(run, 'extract', [await idOf(store, 'branch')])
    await store.runs.stage(run, 'extract', [concept('branch', 5, ['branches'])])
    await finishRun(store, run, [staged('extract')])
    const rows = (await store.terms.page({ view: 'all' })).rows
    expect(rows.map((row) => [row.headword, row.glossaryRank])).toEqual([
      ['index', 1],
      ['branch', 5],
    ])
    expect((await store.terms.detail(rows[0]?.id as number))?.variants.map((variant) => variant.surface)).toEqual(['index', 'indexes'])
  })

  it('tells outdated stages: after a changed document extract, after another extract what was made from it', async () => {
    const root = await store.documents.addRoot('/docs')
    await runWith(store, [concept('index', 1)])
    const review = await startRun(store)
    expect((await store.info()).reviewed).toBe(false)
    await finishRun(store, review, [staged('review', 'r', 0)])
    expect(await store.info()).toMatchObject({ outdated: [], reviewed: true })
    await store.documents.applyScan(root.id, [{ path: 'a.md', size: 1, mtimeMs: 1, hash: 'A' }], [])
    expect((await store.info()).outdated).toEqual(['extract'])
    await runWith(store, [concept('index', 1)])
    expect((await store.info()).outdated).toEqual(['review'])
  })

  it('tells that the terms are those of an older version of the app', async () => {
    const asking = async (engineVersion: string) => {
      const run = await startRun(store)
      await store.runs.pull(run, { source: 'analyses', engineVersion, contentHashes: ['A'] }, null)
      await store.runs.stage(run, 'extract', [concept('index', 1)])
      await finishRun(store, run, [staged('extract')])
    }
    await asking(`e1+${PARSER_VERSION}+auto`)
    expect((await store.info()).outdated).toEqual(['extract'])
    await asking(`${ENGINE_VERSION}+p1+auto`)
    expect((await store.info()).outdated).toEqual(['extract'])
    await asking(`${ENGINE_VERSION}+${PARSER_VERSION}+auto`)
    expect((await store.info()).outdated).toEqual([])
  })

  it('goes on with fresh connections after an I/O error, also in the middle of a batch', async () => {
    const run = await startRun(store)
    const staging = store.runs.stage(
      run,
      'extract',
      Array.from({ length: 500 }, (_, i) => concept(`term ${i}`, i + 1)),
    )
    await store.runs.reopen()
    await staging
    expect(await finishRun(store, run, [staged('extract')])).toBe('updated')
    expect((await store.terms.page({ view: 'all' })).total).toBe(500)
  })
})
