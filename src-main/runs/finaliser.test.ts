import { describe, expect, it } from 'vitest'
import { Bench, microtasks } from './testing/bench.ts'

/** Storing an outcome against every kind of trouble: it may come late, it never comes out different (seed 5; rows 39–45, 102). */

type Ending = 'done' | 'cancelled' | 'error' | 'exit'
const outcomes: readonly (readonly [Ending, string, string | null])[] = [
  ['done', 'completed', null],
  ['cancelled', 'cancelled', null],
  ['error', 'failed', 'error'],
  ['exit', 'failed', 'crash'],
]

async function ended(bench: Bench, ending: Ending) {
  const run = await bench.run()
  if (ending === 'cancelled') await bench.manager.cancel(run.id)
  await microtasks()
  return {
    ...run,
    async end() {
      if (ending === 'done') run.worker.done()
      if (ending === 'cancelled') run.worker.cancelled()
      if (ending === 'error') run.worker.error()
      await run.worker.exit({ code: 1 })
      await microtasks()
    },
  }
}

describe.each(outcomes)('an outcome by %s', (ending, status, kind) => {
  const method = ending === 'done' ? 'complete' : 'transition'

  it.each(['busy', 'full', 'io', 'read-only', 'closed', 'other'] as const)(
    'comes out right after a write that failed with %s',
    async (fault) => {
      const bench = new Bench()
      const { id, end } = await ended(bench, ending)
      bench.fail(method, 1, fault)
      await end()
      await bench.clock.advance(100)
      expect(bench.row(id)).toMatchObject({ status, failureKind: kind })
    },
  )

  it.each([1, 2, 5, 20])('survives %i failing writes in a row', async (times) => {
    const bench = new Bench()
    const { id, end, ends, savings } = await ended(bench, ending)
    bench.fail(method, times)
    await end()
    await bench.clock.advance(59_000)
    if (times < 16) expect(bench.row(id)).toMatchObject({ status, failureKind: kind })
    await bench.clock.advance(60_000)
    expect(bench.row(id)).toMatchObject({ status, failureKind: kind })
    expect(ends).toHaveLength(1)
    expect(ends[0]).toMatchObject({ status, failureKind: kind })
    expect(savings).toContain(status)
    expect(bench.decisions).toHaveLength(1)
    expect(bench.clock.pending).toBe(0)
  })

  it('whose commit took effect before its error is not written twice', async () => {
    const bench = new Bench()
    const { id, end } = await ended(bench, ending)
    bench.fail(method, 1, 'io', 'after')
    await end()
    await bench.clock.advance(1000)
    expect(bench.row(id)).toMatchObject({ status, failureKind: kind })
    expect(bench.history(id).filter((one) => one === status)).toHaveLength(1)
    expect(bench.calls.filter((one) => one === method).length).toBeLessThanOrEqual(3)
  })

  it('is stored by a fresh connection after an I/O error, by the same one after busy (43)', async () => {
    const bench = new Bench()
    const { end } = await ended(bench, ending)
    bench.fail(method, 2)
    bench.fail(method, 1, 'io')
    await end()
    await bench.clock.advance(1000)
    expect(bench.store.reopened).toBe(1)
  })

  it('goes on record beside the library after a minute, and off it once it is stored', async () => {
    const bench = new Bench()
    const { id, end, ends } = await ended(bench, ending)
    bench.fail(method, 18, 'full')
    await end()
    await bench.clock.advance(59_900)
    expect(bench.sidecar.records.size).toBe(0)
    expect(ends).toHaveLength(0)
    await bench.clock.advance(200)
    expect(bench.sidecar.records.get(id)).toMatchObject({ outcome: status, epoch: 'epoch-1' })
    expect(ends).toEqual([expect.objectContaining({ status, unsaved: true })])
    await bench.clock.advance(60_000)
    expect(bench.row(id)).toMatchObject({ status, failureKind: kind })
    expect(bench.sidecar.records.size).toBe(0)
    expect(ends).toHaveLength(1)
  })
})

describe('while an outcome is not stored', () => {
  it('people see "finished, saving", never another status (T14)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('complete', 4)
    worker.done()
    await microtasks()
    expect(await bench.manager.get(id)).toMatchObject({ status: 'running', saving: 'completed' })
    await bench.clock.advance(2000)
    expect(await bench.manager.get(id)).toMatchObject({ status: 'completed', saving: null })
  })

  it('no other run starts', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('complete', 4)
    worker.done()
    await worker.exit()
    await expect(bench.manager.start({ scope: 'extract' })).rejects.toMatchObject({ code: 'ALREADY_ACTIVE', params: { runId: id } })
  })

  it('a record that can not be written either is tried again, and reported', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('complete', 1000, 'full')
    bench.sidecar.fail = true
    worker.done()
    await bench.clock.advance(69_000)
    expect(bench.reports.filter((one) => one.includes('could not be kept'))).toHaveLength(2)
    bench.sidecar.fail = false
    await bench.clock.advance(5000)
    expect(bench.sidecar.records.has(id)).toBe(true)
  })

  it('waits double, from 50 ms to 5 s', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    bench.fail('complete', 1000)
    worker.done()
    await microtasks()
    const at: number[] = []
    for (let ms = 0; ms < 30_000; ms += 25) {
      const before = bench.calls.filter((one) => one === 'complete').length
      await bench.clock.advance(25)
      if (bench.calls.filter((one) => one === 'complete').length > before) at.push(ms + 25)
    }
    const waits = at.map((time, index) => time - (at[index - 1] ?? 0))
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000, 5000])
  })

  it('reports the trouble once, not at every try', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    bench.fail('complete', 10)
    worker.done()
    await bench.clock.advance(40_000)
    expect(bench.reports.filter((one) => one.includes('could not be written'))).toHaveLength(1)
  })
})

describe('steps whose write failed', () => {
  it('running is made up for before completed (T2, T6)', async () => {
    const bench = new Bench()
    bench.fail('transition', 1)
    const { id, worker } = await bench.run()
    worker.done()
    await bench.clock.advance(1000)
    expect(bench.history(id)).toEqual(['pending', 'running', 'completed'])
    expect(bench.row(id)).toMatchObject({ workerPid: 4711 })
  })

  it('a busy file during the run changes nothing but the time of the write', async () => {
    const bench = new Bench()
    bench.fail('transition', 5)
    const { id, worker } = await bench.run()
    await bench.clock.advance(5000)
    expect(bench.row(id).status).toBe('running')
    worker.done()
    await microtasks()
    expect(bench.history(id)).toEqual(['pending', 'running', 'completed'])
  })

  it('running whose commit took effect before its error is not written twice', async () => {
    const bench = new Bench()
    bench.fail('transition', 1, 'io', 'after')
    const { id } = await bench.run()
    await bench.clock.advance(1000)
    expect(bench.history(id)).toEqual(['pending', 'running'])
  })
})

describe('a row that became somebody else’s', () => {
  it('ended by another process: the worker is stopped, the end says what the row says (31)', async () => {
    const bench = new Bench()
    const { id, worker, ends } = await bench.run()
    const row = bench.row(id)
    bench.store.file.rows.set(id, { ...row, epoch: 'another', status: 'interrupted', error: 'found at start-up', finishedAt: 'now' })
    worker.done()
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'interrupted', epoch: 'another' })
    expect(ends).toEqual([expect.objectContaining({ status: 'interrupted', error: 'found at start-up', unsaved: false })])
  })

  it('noticed while it runs: worker killed, interrupted', async () => {
    const bench = new Bench()
    const { id, worker, ends } = await bench.run()
    bench.store.file.rows.set(id, { ...bench.row(id), epoch: 'another', status: 'interrupted', finishedAt: 'now' })
    await bench.manager.cancel(id)
    await microtasks()
    expect(worker.signals).toEqual(['SIGKILL'])
    expect(ends[0]).toMatchObject({ status: 'interrupted' })
    expect(bench.decisions).toEqual([expect.objectContaining({ ending: 'lost', status: 'interrupted' })])
  })

  it('removed: the run ends here, and the library can go on', async () => {
    const bench = new Bench()
    const { id, worker, ends } = await bench.run()
    bench.store.file.rows.delete(id)
    worker.done()
    await worker.exit()
    expect(ends[0]).toMatchObject({ status: 'completed', unsaved: true })
    expect((await bench.manager.start({ scope: 'extract' })).id).toBe(2)
  })
})
