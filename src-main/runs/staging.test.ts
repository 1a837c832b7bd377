import { describe, expect, it } from 'vitest'
import { packItem } from '../contract/results.ts'
import { Bench, microtasks } from './testing/bench.ts'

/** Result batches: order, credit, retries while the worker waits, and giving up (design §4). */

describe('result batches', () => {
  it('are acknowledged one by one, after their commit, in order', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    for (let n = 1; n <= 4; n += 1) worker.batch(n)
    await microtasks()
    expect(worker.heard).toEqual([1, 2, 3, 4].map((batch) => ({ type: 'ack', batch })))
    expect(bench.store.file.revisions[0]!.items.map((item) => (item as { documentId: number }).documentId)).toEqual([1, 2, 3, 4])
  })

  it('a fifth without credit is a breach', async () => {
    const bench = new Bench()
    bench.fail('stage', 100)
    const { id, worker } = await bench.run()
    for (let n = 1; n <= 5; n += 1) worker.batch(n)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
    expect(worker.signals).toEqual(['SIGKILL'])
  })

  it.each([[0], [2], [7]])('number %i first is a breach', async (number) => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.batch(number)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
  })

  it('the same twice is a breach (63)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.batch(1)
    worker.batch(1)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
  })

  it('a write that fails is tried again while the worker waits', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('stage', 5, 'full')
    worker.batch(1)
    await bench.clock.advance(3000)
    expect(worker.heard).toEqual([{ type: 'ack', batch: 1 }])
    worker.done(1)
    await microtasks()
    expect(bench.row(id).status).toBe('completed')
  })

  it('are not tried for long in a library another process has taken over: the run ends here, the worker is killed (31)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    const ended = bench.manager.ended(id)
    bench.store.file.owner = 'another epoch'
    worker.batch(1)
    await microtasks()
    expect(worker.signals).toEqual(['SIGKILL'])
    await bench.clock.advance(5_000)
    expect(await ended).toMatchObject({ status: 'interrupted', unsaved: true })
    // Whoever has it now ends the row; nothing of this process is written into it.
    expect(bench.row(id).status).toBe('running')
    expect(bench.store.file.revisions).toEqual([])
  })

  it('a write whose error came after its commit stores its rows once (44)', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    bench.fail('stage', 1, 'io', 'after')
    worker.batch(1)
    await bench.clock.advance(1000)
    expect(worker.heard).toEqual([{ type: 'ack', batch: 1 }])
    expect(bench.store.file.revisions[0]!.items).toHaveLength(1)
  })

  it('a packed item is stored as what it holds', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.batch(1, [packItem({ type: 'document', documentId: 9, status: 'ok' })])
    await microtasks()
    expect(bench.store.file.revisions[0]!.items).toEqual([{ type: 'document', documentId: 9, status: 'ok' }])
  })

  it.each(['{"type":"document"}', '{"type":"packed","json":"{}"}', 'no JSON', '[]'])(
    'a packed item that is none (%s) is a breach, at once',
    async (json) => {
      const bench = new Bench()
      const { id, worker } = await bench.run()
      worker.batch(1, [{ type: 'packed', json }])
      await microtasks()
      expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
      expect(bench.calls.filter((call) => call === 'stage')).toHaveLength(1)
      await worker.exit()
      expect(bench.clock.pending).toBe(0)
    },
  )

  it('that can not be written for a minute end the run as failed(storage)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('stage', 1000, 'full')
    worker.batch(1)
    for (let second = 0; second < 59; second += 1) {
      await bench.clock.advance(1000)
      worker.say({ type: 'heartbeat', rssBytes: 1 })
    }
    expect(bench.row(id).status).toBe('running')
    await bench.clock.advance(9000)
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'storage' })
    expect(worker.signals).toEqual(['SIGKILL'])
    await worker.exit()
    expect(bench.clock.pending).toBe(0)
  })

  it('that failed before the computer slept are tried for their whole minute afterwards: the drive may come back later than we do', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('stage', 12, 'io')
    worker.batch(1)
    await bench.clock.advance(1000)
    bench.clock.sleep(8 * 3600 * 1000)
    await bench.clock.advance(1)
    expect(bench.row(id).status).toBe('running')
    for (let second = 0; second < 35; second += 1) {
      await bench.clock.advance(1000)
      worker.say({ type: 'heartbeat', rssBytes: 1 })
    }
    expect(worker.heard).toEqual([{ type: 'ack', batch: 1 }])
    bench.fail('stage', 1000, 'io')
    worker.batch(2)
    for (let second = 0; second < 70; second += 1) {
      await bench.clock.advance(1000)
      worker.say({ type: 'heartbeat', rssBytes: 1 })
    }
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'storage' })
  })

  it('cancelled meanwhile: cancelled, not failed', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('stage', 1000, 'full')
    worker.batch(1)
    await bench.manager.cancel(id)
    worker.cancelled()
    await bench.clock.advance(70_000)
    expect(bench.row(id).status).toBe('cancelled')
  })

  it('nothing is acknowledged after the outcome', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('stage', 1, 'busy')
    worker.batch(1)
    await microtasks()
    worker.error()
    await bench.clock.advance(5000)
    expect(worker.heard.map((one) => one.type)).toEqual(['bye'])
    expect(bench.row(id).status).toBe('failed')
  })

  it('done before they are all stored is a breach', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('stage', 1, 'busy')
    worker.batch(1)
    worker.done(1)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
  })

  it.each([[0], [2]])('done that counts %i where one was sent is a breach', async (counted) => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.batch(1)
    await microtasks()
    worker.done(counted)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
  })

  it('an unfinished run never becomes what people see (5)', async () => {
    for (const end of ['error', 'cancel', 'exit'] as const) {
      const bench = new Bench()
      const { id, worker } = await bench.run()
      worker.batch(1)
      await microtasks()
      if (end === 'error') worker.error()
      if (end === 'cancel') await bench.manager.cancel(id)
      await worker.exit()
      expect(bench.store.file.live.size).toBe(0)
      // What was finished stays, staged, for "Keep the finished".
      expect(bench.store.file.revisions[0]!.items).toHaveLength(1)
    }
  })
})

describe('pulls', () => {
  const pull = { source: 'concepts' } as const

  it('are answered page by page', async () => {
    const bench = new Bench()
    bench.store.pages = (cursor) => (cursor === null ? { rows: ['a'], next: 'p2' } : { rows: ['b'], next: null })
    const { worker } = await bench.run()
    worker.say({ type: 'pull', requestId: 1, pull, cursor: null })
    worker.say({ type: 'pull', requestId: 2, pull, cursor: 'p2' })
    await microtasks()
    expect(worker.heard).toEqual([
      { type: 'page', requestId: 1, rows: ['a'], next: 'p2' },
      { type: 'page', requestId: 2, rows: ['b'], next: null },
    ])
  })

  it('of a busy library are tried again', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    bench.fail('pull', 3)
    worker.say({ type: 'pull', requestId: 1, pull, cursor: null })
    await bench.clock.advance(1000)
    expect(worker.heard).toEqual([{ type: 'page', requestId: 1, rows: [], next: null }])
  })

  it.each(['io', 'corrupt', 'closed'] as const)('of a library that fails with %s are answered with an error', async (kind) => {
    const bench = new Bench()
    const { worker } = await bench.run()
    bench.fail('pull', 1, kind)
    worker.say({ type: 'pull', requestId: 1, pull, cursor: null })
    await microtasks()
    expect(worker.heard[0]).toMatchObject({
      type: 'page',
      requestId: 1,
      rows: [],
      next: null,
      error: expect.stringContaining('could not be read'),
    })
  })

  it('of a library that stays busy end with an error too', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    bench.fail('pull', 100)
    worker.say({ type: 'pull', requestId: 1, pull, cursor: null })
    await bench.clock.advance(30_000)
    expect(worker.heard[0]).toMatchObject({ type: 'page', error: expect.anything() })
  })

  it('more than 64 at once are a breach', async () => {
    const bench = new Bench()
    bench.fail('pull', 1000)
    const { id, worker } = await bench.run()
    for (let n = 0; n < 65; n += 1) worker.say({ type: 'pull', requestId: n, pull, cursor: null })
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
    await worker.exit()
    expect(bench.clock.pending).toBe(0)
  })
})
