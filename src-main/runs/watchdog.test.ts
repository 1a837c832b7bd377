import { describe, expect, it } from 'vitest'
import { secretShapes } from '../contract/text/secret-shapes.ts'
import { Bench, microtasks, type PuppetWorker } from './testing/bench.ts'
import { emptyContext } from './testing/context.ts'

/** Silence, memory, lateness (rows 24, 25, 50, 51). */

describe('ready', () => {
  it('must come within 30 s of the context', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run('launched')
    await bench.clock.advance(29_000)
    expect(bench.row(id).status).toBe('pending')
    await bench.clock.advance(2000)
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'spawn' })
    expect(worker.signals).toEqual(['SIGKILL'])
  })

  it('has its time from when the context is handed over', async () => {
    const built = Promise.withResolvers<void>()
    const bench = new Bench({
      context: async () => {
        await built.promise
        return { ...(await import('./testing/context.ts')).emptyContext() }
      },
    })
    const { id, worker } = await bench.run('launched')
    await bench.clock.advance(20_000)
    built.resolve()
    await bench.clock.advance(20_000)
    expect(bench.row(id).status).toBe('pending')
    worker.ready()
    await microtasks()
    expect(bench.row(id).status).toBe('running')
  })
})

describe('a silent worker', () => {
  it('is stalled after 60 s, killed, and failed', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.clock.advance(59_000)
    expect(bench.row(id).status).toBe('running')
    await bench.clock.advance(6000)
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'stalled' })
    expect(worker.signals).toEqual(['SIGKILL'])
  })

  it.each([
    ['heartbeat', (worker: PuppetWorker) => worker.say({ type: 'heartbeat', rssBytes: 1 })],
    ['log line', (worker: PuppetWorker) => worker.log('x')],
    ['progress', (worker: PuppetWorker) => worker.say({ type: 'progress', progress: { stage: 'extract', step: 's', done: 1, total: 1 } })],
  ])('any %s counts as a sign of life', async (_name, sign) => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    for (let n = 0; n < 10; n += 1) {
      await bench.clock.advance(50_000)
      sign(worker)
    }
    expect(bench.row(id).status).toBe('running')
  })

  it('a message of another run does not', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    for (let n = 0; n < 7; n += 1) {
      await bench.clock.advance(10_000)
      worker.say({ type: 'heartbeat', rssBytes: 1, token: 'the token of somebody else' })
    }
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'stalled' })
  })

  it('is not stalled by a computer that slept eight hours (51)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.clock.advance(30_000)
    bench.clock.sleep(8 * 3600 * 1000)
    await bench.clock.advance(10_000)
    expect(bench.row(id).status).toBe('running')
    worker.say({ type: 'heartbeat', rssBytes: 1 })
    await bench.clock.advance(30_000)
    expect(bench.row(id).status).toBe('running')
    // After that it gets its full time, and no more.
    await bench.clock.advance(40_000)
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'stalled' })
  })

  it.each([
    ['back seven months', -7 * 30 * 24 * 3600 * 1000],
    ['on by a year', 365 * 24 * 3600 * 1000],
  ])('is not stalled by a clock set %s (50)', async (_name, ms) => {
    const bench = new Bench()
    const { id } = await bench.run()
    bench.clock.jump(ms)
    await bench.clock.advance(50_000)
    expect(bench.row(id).status).toBe('running')
  })

  it('while paused must still breathe', async () => {
    const bench = new Bench()
    const { id } = await bench.run()
    await bench.manager.pause(id)
    await bench.clock.advance(70_000)
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'stalled' })
  })
})

describe('memory', () => {
  it('over the cap by the system’s figure is failed(oom)', async () => {
    const bench = new Bench({ limits: { rssBytes: 1_000_000 } })
    const { id, worker } = await bench.run()
    worker.rss = 1_000_001
    await bench.clock.advance(5000)
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'oom' })
    expect(worker.signals).toEqual(['SIGKILL'])
  })

  it('over the cap by its own figure is failed(oom), where the system has none', async () => {
    const bench = new Bench({ limits: { rssBytes: 1_000_000 } })
    const { id, worker } = await bench.run()
    worker.rss = null
    worker.say({ type: 'heartbeat', rssBytes: 2_000_000 })
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'oom' })
  })

  it('up to the cap is fine', async () => {
    const bench = new Bench({ limits: { rssBytes: 1_000_000 } })
    const { id, worker } = await bench.run()
    worker.rss = 1_000_000
    worker.say({ type: 'heartbeat', rssBytes: 1_000_000 })
    await bench.clock.advance(10_000)
    expect(bench.row(id).status).toBe('running')
  })

  it('the heap cap is handed to the host', async () => {
    const bench = new Bench({ limits: { maxOldSpaceMb: 77 } })
    const { worker } = await bench.run()
    expect(worker.spec.maxOldSpaceMb).toBe(77)
  })
})

describe('messages that break the protocol (63)', () => {
  const address = (worker: PuppetWorker) => ({ runId: worker.context!.runId, token: worker.context!.token })
  const breaches: readonly (readonly [string, (worker: PuppetWorker) => void])[] = [
    ['no frame', (worker) => worker.send('text')],
    ['null', (worker) => worker.send(null)],
    ['an array', (worker) => worker.send([1, 2])],
    ['an unknown tag', (worker) => worker.send({ tag: 'other', body: {} })],
    ['a body that is no object', (worker) => worker.send({ tag: 'run', body: 7 })],
    ['no address', (worker) => worker.send({ tag: 'run', body: { type: 'heartbeat', rssBytes: 1 } })],
    ['an unknown type', (worker) => worker.say({ type: 'pwned' })],
    ['a missing field', (worker) => worker.say({ type: 'heartbeat' })],
    ['a field of the wrong type', (worker) => worker.say({ type: 'heartbeat', rssBytes: 'big' })],
    ['no log lines', (worker) => worker.say({ type: 'logs', lines: [] })],
    ['a log line 0', (worker) => worker.say({ type: 'logs', lines: [{ seq: 0, time: 0, level: 'info', message: '' }] })],
    ['ready twice', (worker) => worker.ready()],
    ['done with a line too many', (worker) => worker.say({ type: 'done', lastSeq: 5, batches: 0, stages: [], counts: {} })],
    ['an item of an unknown kind', (worker) => worker.batch(1, [{ type: 'script', code: 'x' }])],
    [
      'a prototype',
      (worker) => worker.send(JSON.parse(`{"tag":"run","body":{"__proto__":{"type":"done"},${JSON.stringify(address(worker)).slice(1)}}`)),
    ],
  ]
  it.each(breaches)('%s', async (_name, send) => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    send(worker)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
    expect(worker.signals).toEqual(['SIGKILL'])
  })

  it.each(['logs', 'progress', 'heartbeat', 'pull', 'batch', 'done', 'cancelled', 'error'] as const)('%s before ready', async (type) => {
    const bench = new Bench()
    const { id, worker } = await bench.run('launched')
    const bodies = {
      logs: { lines: [{ seq: 1, time: 0, level: 'info', message: '' }] },
      progress: { progress: { stage: 'extract', step: 's', done: 1, total: 1 } },
      heartbeat: { rssBytes: 1 },
      pull: { requestId: 1, pull: { source: 'concepts' }, cursor: null },
      batch: { batch: 1, stage: 'extract', items: [] },
      done: { lastSeq: 0, batches: 0, stages: [], counts: {} },
      cancelled: { lastSeq: 0 },
      error: { lastSeq: 0, message: 'x' },
    }
    worker.say({ type, ...bodies[type] })
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
  })

  it.each([
    ['another run', { runId: 99 }],
    ['another token', { token: 'the token of somebody else' }],
  ])('%s: dropped, told once, the run goes on (30, 64)', async (_name, address) => {
    const bench = new Bench()
    const { id, worker, lines } = await bench.run()
    for (let n = 0; n < 5; n += 1) worker.say({ type: 'done', lastSeq: 0, batches: 0, stages: [], counts: {}, ...address })
    worker.say({ type: 'logs', lines: [{ seq: 1, time: 0, level: 'info', message: 'not mine' }], ...address })
    await microtasks()
    expect(bench.row(id).status).toBe('running')
    expect(lines).toEqual([])
    expect(bench.reports.filter((one) => one.includes('another run'))).toHaveLength(1)
  })
})

describe('a worker that does not leave after its outcome', () => {
  it('gets SIGTERM after 2 s and SIGKILL after 4 s', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.done()
    await bench.clock.advance(1999)
    expect(worker.signals).toEqual([])
    await bench.clock.advance(1)
    expect(worker.signals).toEqual(['SIGTERM'])
    await bench.clock.advance(2000)
    expect(worker.signals).toEqual(['SIGTERM', 'SIGKILL'])
    await worker.exit()
    expect(bench.clock.pending).toBe(0)
  })

  it('has two seconds more after the computer slept', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.done()
    await microtasks()
    bench.clock.sleep(8 * 3600 * 1000)
    await bench.clock.advance(1999)
    expect(worker.signals).toEqual(['SIGTERM'])
    await bench.clock.advance(1)
    expect(worker.signals).toEqual(['SIGTERM', 'SIGKILL'])
  })

  it('no signal reaches a pid after its process is gone', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    await worker.exit()
    await bench.clock.advance(10_000)
    expect(worker.signals).toEqual([])
  })
})

const KEY = 'sk-secret/of+this=test_0123456789'

describe('a worker that fails', () => {
  it('leaves its last output in the log, sanitised', async () => {
    const bench = new Bench()
    const { worker, lines } = await bench.run()
    worker.tail = 'FATAL at /root/app/x.ts:1\n'
    await worker.exit({ code: 1 })
    expect(lines.map((line) => line.level)).toEqual(['error', 'error'])
    expect(lines[1]!.message).toBe("The worker's last output:\nFATAL at …/x.ts:1")
  })

  it.each([
    ['a crash', (worker: { exit(exit: object): Promise<void> }) => worker.exit({ code: 1 })],
    [
      'an error of its own',
      async (worker: { error(message: string): void }) => worker.error(`Uncaught: ${KEY} ${encodeURIComponent(KEY)}`),
    ],
  ])('with the key of a model server in its mouth, by %s: it is in no line and no stored error', async (_how, end) => {
    const bench = new Bench({ context: async () => ({ ...emptyContext(), secrets: { modelKey: KEY } }) })
    const { id, worker, lines } = await bench.run()
    worker.log(`asking with ${KEY}`)
    worker.tail = `Error: Bearer ${KEY}\n    at fetch (https://x.example/?key=${encodeURIComponent(KEY)})\n${JSON.stringify({ KEY })}\n${btoa(KEY)}\n`
    await end(worker)
    await microtasks()
    const told = JSON.stringify([lines, bench.row(id), bench.reports])
    expect(lines.length).toBeGreaterThan(0)
    expect(bench.row(id)).toMatchObject({ status: 'failed' })
    for (const shape of secretShapes(KEY)) expect(told).not.toContain(shape)
  })
})
