import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { AppError } from '../contract/errors.ts'
import { PROTOCOL_VERSION } from '../contract/version.ts'
import { StorageError } from './ports.ts'
import { Bench, microtasks, PuppetWorker } from './testing/bench.ts'
import { emptyContext } from './testing/context.ts'

/** The run manager with store, clock and workers in hand. Numbers in brackets: rows of the fault matrix (docs/reliability.md). */

const start = { scope: 'extract' } as const

describe('start', () => {
  it('answers with the stored row, the worker launched', async () => {
    const bench = new Bench()
    const row = await bench.manager.start({ scope: 'review', settings: { language: 'ja' }, retryOf: 7 })
    expect(row).toMatchObject({ id: 1, scope: 'review', status: 'pending', settings: '{"language":"ja"}', retryOf: 7 })
    expect(bench.workers).toHaveLength(1)
    expect(bench.manager.activeId()).toBe(1)
  })

  it('twice in one tick: one run, one ALREADY_ACTIVE with its id (1)', async () => {
    const bench = new Bench()
    const [first, second] = await Promise.allSettled([bench.manager.start(start), bench.manager.start(start)])
    expect(first).toMatchObject({ status: 'fulfilled', value: { id: 1 } })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'ALREADY_ACTIVE', params: { runId: 1 } } })
    expect(bench.calls.filter((call) => call === 'insertRun')).toHaveLength(1)
    expect(bench.workers).toHaveLength(1)
  })

  it('a hundred times at once: still one run', async () => {
    const bench = new Bench()
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => bench.manager.start(start)))
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(bench.store.file.rows.size).toBe(1)
  })

  it('while a run of another process is active: ALREADY_ACTIVE with that id, no worker', async () => {
    const bench = new Bench()
    await bench.store.insertRun({ scope: 'full', settings: '{}', retryOf: null })
    await bench.store.transition({ runId: 1, from: ['pending'], to: 'running' })
    await expect(bench.manager.start(start)).rejects.toMatchObject({ code: 'ALREADY_ACTIVE', params: { runId: 1 } })
    expect(bench.workers).toHaveLength(0)
    expect(bench.manager.activeId()).toBe(null)
  })

  it('waits for the process of a run whose end is stored (4)', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.done()
    await microtasks()
    let second: number | null = null
    void bench.manager.start(start).then((row) => {
      second = row.id
    })
    await microtasks()
    expect(second).toBe(null)
    await worker.exit()
    expect(second).toBe(2)
  })

  it('two starts waiting for that process: one run, one ALREADY_ACTIVE', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.done()
    await microtasks()
    const both = Promise.allSettled([bench.manager.start(start), bench.manager.start(start)])
    await worker.exit()
    const [first, second] = await both
    expect(first).toMatchObject({ status: 'fulfilled', value: { id: 2 } })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'ALREADY_ACTIVE', params: { runId: 2 } } })
  })

  it('does not wait for ever for a process that does not leave', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.done()
    await microtasks()
    const second = bench.manager.start(start)
    second.catch(() => undefined)
    await bench.clock.advance(10_000)
    await expect(second).rejects.toMatchObject({ code: 'ALREADY_ACTIVE' })
    expect(worker.signals).toEqual(['SIGTERM', 'SIGKILL'])
  })

  it('a busy file is tried again, then it starts', async () => {
    const bench = new Bench()
    bench.fail('insertRun', 3)
    const started = bench.manager.start(start)
    await bench.clock.advance(1000)
    expect((await started).id).toBe(1)
    expect(bench.store.reopened).toBe(0)
  })

  it('a file that stays busy: DB_BUSY, no row, no worker, and the next start works (40)', async () => {
    const bench = new Bench()
    bench.fail('insertRun', 100)
    const started = bench.manager.start(start)
    started.catch(() => undefined)
    await bench.clock.advance(6000)
    await expect(started).rejects.toMatchObject({ code: 'DB_BUSY' })
    expect(bench.store.file.rows.size).toBe(0)
    expect(bench.workers).toHaveLength(0)
    bench.faults.insertRun = []
    expect((await bench.manager.start(start)).id).toBe(1)
  })

  it('a second start during a failing one takes the slot over', async () => {
    const bench = new Bench()
    bench.fail('insertRun', 2, 'full')
    const first = bench.manager.start(start)
    first.catch(() => undefined)
    const second = bench.manager.start(start)
    await bench.clock.advance(1000)
    await expect(first).rejects.toMatchObject({ code: 'STORAGE' })
    expect((await second).id).toBe(1)
  })

  it('an insert whose error came after its commit leaves no active row behind (44)', async () => {
    const bench = new Bench()
    bench.fail('insertRun', 1, 'io', 'after')
    const started = bench.manager.start(start)
    await bench.clock.advance(1000)
    expect((await started).id).toBe(2)
    expect(bench.history(1)).toEqual(['pending', 'interrupted'])
    expect(bench.store.reopened).toBe(1)
  })

  it('when every answer fails, the row of the failed start is swept up later (44)', async () => {
    const bench = new Bench()
    bench.fail('insertRun', 1, 'full', 'after')
    bench.fail('insertRun', 1, 'full')
    const started = bench.manager.start(start)
    started.catch(() => undefined)
    await bench.clock.advance(70)
    await expect(started).rejects.toMatchObject({ code: 'STORAGE' })
    expect(bench.row(1).status).toBe('pending')
    await bench.clock.advance(1000)
    expect(bench.row(1).status).toBe('interrupted')
    expect(bench.clock.pending).toBe(0)
  })

  it('a library that can only be read: READ_ONLY at once', async () => {
    const bench = new Bench()
    bench.fail('insertRun', 1, 'read-only')
    await expect(bench.manager.start(start)).rejects.toMatchObject({ code: 'READ_ONLY' })
  })

  it('a launch that throws is failed(spawn) with the reason', async () => {
    const bench = new Bench({
      launch: () => {
        throw new Error('EAGAIN: too many processes')
      },
    })
    const row = await bench.manager.start(start)
    const end = await bench.manager.ended(row.id)
    expect(end).toMatchObject({ status: 'failed', failureKind: 'spawn' })
    expect(end.error).toContain('EAGAIN')
    expect((await bench.manager.start(start)).id).toBe(2)
  })

  it('a context that can not be built is failed(error) with its sentence, the process gone', async () => {
    const bench = new Bench({
      context: async () => {
        throw new AppError('NO_SUPPORTED_DOCUMENTS', 'The folder holds no document that can be read.')
      },
    })
    const { id, worker } = await bench.run('launched')
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'error', error: 'The folder holds no document that can be read.' })
    expect(worker.signals).toEqual(['SIGKILL'])
    expect(bench.history(id)).toEqual(['pending', 'failed'])
  })

  it('a worker that refuses the context is failed(protocol)', async () => {
    const bench = new Bench({
      launch: (spec) => {
        const worker = new PuppetWorker(spec)
        worker.refuses = 'Main speaks protocol 1, this worker 2.'
        return worker
      },
    })
    const { id } = await bench.run('launched')
    expect(bench.row(id)).toMatchObject({ status: 'failed', failureKind: 'protocol' })
  })
})

describe('the execution context', () => {
  it('is built for this run, from its row, and frozen all the way down', async () => {
    const given = emptyContext()
    const bench = new Bench({
      context: async (row) => ({ ...given, documents: [{ id: 1, file: '/docs/a.md', path: `run-${row.id}.md`, hash: 'h', size: 1 }] }),
    })
    const { worker } = await bench.run()
    expect(worker.context).toMatchObject({ runId: 1, scope: 'extract', protocol: PROTOCOL_VERSION, documents: [{ path: 'run-1.md' }] })
    // The builder's own objects stay its own.
    expect(Object.isFrozen(given)).toBe(false)
    expect(Object.isFrozen(given.constraints)).toBe(false)
  })

  it('two runs never share a token or a service name', async () => {
    const bench = new Bench()
    const first = await bench.run()
    first.worker.done()
    await first.worker.exit()
    const second = await bench.run()
    expect(second.worker.context!.token).not.toBe(first.worker.context!.token)
    expect(second.worker.spec.serviceName).not.toBe(first.worker.spec.serviceName)
    expect(second.worker.context!.runId).toBe(2)
  })

  it('a run may bring a builder of its own', async () => {
    const bench = new Bench()
    await bench.manager.start({ ...start, context: async () => ({ ...emptyContext(), liveDigests: { extract: 'mine' } }) })
    await microtasks()
    expect(bench.workers[0]!.context!.liveDigests).toEqual({ extract: 'mine' })
  })
})

describe('the life of a run', () => {
  it('pending → running → completed, each stored when it happened', async () => {
    const bench = new Bench()
    const { id, worker, statuses, ends } = await bench.run('launched')
    expect(bench.row(id).status).toBe('pending')
    worker.ready()
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'running', workerPid: 4711, workerStart: 'boot:42' })
    await bench.clock.advance(1234)
    worker.batch(1)
    await microtasks()
    worker.done(1)
    await microtasks()
    expect(bench.row(id)).toMatchObject({ status: 'completed', durationMs: 1234, counts: '{"batches":1}' })
    expect(ends).toEqual([{ runId: id, status: 'completed', failureKind: null, error: null, lastSeq: 0, unsaved: false }])
    expect(statuses).toEqual(['running', 'completed'])
    expect(worker.heard.map((one) => one.type)).toEqual(['ack', 'bye'])
  })

  it('nothing is left when it is over (U14)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.log('one')
    worker.done()
    await worker.exit()
    expect(bench.manager.activeId()).toBe(null)
    expect(bench.clock.pending).toBe(0)
    expect(worker.signals).toEqual([])
    expect(await bench.manager.get(id)).toMatchObject({ status: 'completed', progress: null, paused: false, saving: null })
  })

  it('no run stays in memory when it is over (U14)', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const bench = new Bench()
    const refs: WeakRef<PuppetWorker>[] = []
    for (let n = 0; n < 20; n += 1) {
      const { worker } = await bench.run()
      worker.done()
      await worker.exit()
      refs.push(new WeakRef(worker))
      bench.workers.length = 0
    }
    // A worker is held by its run: the last few may still be on the stack.
    await expect
      .poll(() => {
        collect()
        return refs.filter((ref) => ref.deref() !== undefined).length
      })
      .toBeLessThan(4)
  })

  it('durations come from the monotonic clock (50)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.clock.jump(-7 * 30 * 24 * 3600 * 1000)
    await bench.clock.advance(500)
    worker.done()
    await microtasks()
    expect(bench.row(id).durationMs).toBe(500)
  })

  it('what a worker says after its outcome changes nothing', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.done()
    worker.error()
    worker.cancelled()
    worker.log('late')
    await worker.exit({ code: 1 })
    expect(bench.row(id)).toMatchObject({ status: 'completed', lastSeq: 0 })
    expect(bench.decisions).toHaveLength(1)
  })

  it('done and exit in one go is completed (21)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.done()
    await worker.exit({ code: 0 })
    expect(bench.row(id).status).toBe('completed')
  })

  it('progress and paused are seen while it runs, and gone afterwards', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.say({ type: 'progress', progress: { stage: 'extract', step: 'parse', done: 1, total: 3 } })
    expect(await bench.manager.get(id)).toMatchObject({ progress: { done: 1 } })
    expect((await bench.manager.list(10))[0]).toMatchObject({ progress: { done: 1 } })
  })

  it('an error is stored as one sanitised sentence (U13)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.error("EACCES: permission denied, open '/root/secret plans/x.md' token=abcdefgh")
    await microtasks()
    expect(bench.row(id).error).toBe("EACCES: permission denied, open '…/x.md' token=[hidden]")
  })
})

describe('cancel', () => {
  it('before ready: cancelled at once, the process killed (6)', async () => {
    const bench = new Bench()
    const { id, worker, ends } = await bench.run('launched')
    expect(await bench.manager.cancel(id)).toEqual({ answer: 'accepted' })
    await microtasks()
    expect(bench.history(id)).toEqual(['pending', 'cancelled'])
    expect(worker.signals).toEqual(['SIGKILL'])
    expect(ends[0]).toMatchObject({ status: 'cancelled' })
  })

  it('before the process has a pid: killed when it has one (7)', async () => {
    const bench = new Bench({
      launch: (spec) => {
        const worker = new PuppetWorker(spec)
        worker.pid = undefined
        return worker
      },
    })
    const { id, worker } = await bench.run('launched')
    await bench.manager.cancel(id)
    expect(worker.signals).toEqual([])
    worker.spawn()
    expect(worker.signals).toEqual(['SIGKILL'])
  })

  it('while running: message at once, SIGTERM after 0.5 s, SIGKILL after 2.5 s', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    await microtasks()
    expect(worker.calls).toEqual(['start', 'cancel'])
    expect(bench.row(id).status).toBe('cancelling')
    await bench.clock.advance(499)
    expect(worker.signals).toEqual([])
    await bench.clock.advance(1)
    expect(worker.signals).toEqual(['SIGTERM'])
    await bench.clock.advance(1999)
    expect(worker.signals).toEqual(['SIGTERM'])
    await bench.clock.advance(1)
    expect(worker.signals).toEqual(['SIGTERM', 'SIGKILL'])
    await worker.exit({ code: null, signal: 'SIGKILL', reason: 'killed' })
    expect(bench.row(id).status).toBe('cancelled')
    expect(bench.clock.pending).toBe(0)
  })

  it('while the computer sleeps: the worker has its time afterwards', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    await microtasks()
    bench.clock.sleep(8 * 3600 * 1000)
    await bench.clock.advance(0)
    expect(worker.signals).toEqual(['SIGTERM'])
    await bench.clock.advance(1999)
    expect(worker.signals).toEqual(['SIGTERM'])
    worker.cancelled()
    await worker.exit()
    await bench.clock.advance(10_000)
    expect(worker.signals).toEqual(['SIGTERM'])
    expect(bench.row(id).status).toBe('cancelled')
    expect(bench.clock.pending).toBe(0)
  })

  it('the slot stays taken until the process is gone (U4)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    await expect(bench.manager.start(start)).rejects.toMatchObject({ code: 'ALREADY_ACTIVE', params: { runId: id } })
    worker.cancelled()
    await microtasks()
    let next: number | null = null
    void bench.manager.start(start).then((row) => {
      next = row.id
    })
    await microtasks()
    expect(next).toBe(null)
    await worker.exit()
    expect(next).toBe(2)
  })

  it('a process that not even SIGKILL ends is cancelled all the same; its slot stays taken', async () => {
    const bench = new Bench()
    const { id } = await bench.run()
    await bench.manager.cancel(id)
    await bench.clock.advance(4500)
    expect(bench.row(id).status).toBe('cancelled')
    const second = bench.manager.start(start)
    second.catch(() => undefined)
    await bench.clock.advance(20_000)
    await expect(second).rejects.toMatchObject({ code: 'ALREADY_ACTIVE' })
  })

  it('a hundred times: one message, one ladder (16)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    const answers = await Promise.all(Array.from({ length: 100 }, () => bench.manager.cancel(id)))
    expect(answers[0]).toEqual({ answer: 'accepted' })
    expect(answers.slice(1).every((one) => one.answer === 'already')).toBe(true)
    await bench.clock.advance(600)
    expect(worker.calls.filter((call) => call === 'cancel')).toHaveLength(1)
    expect(worker.signals).toEqual(['SIGTERM'])
  })

  it.each([[0], [-1], [1.5], ['1'], [null], [undefined], [{}], [Number.NaN], [999]])('of %s: unknown, nothing happens (17)', async (id) => {
    const bench = new Bench()
    const { worker } = await bench.run()
    expect(await bench.manager.cancel(id)).toEqual({ answer: 'unknown' })
    expect(await bench.manager.pause(id)).toEqual({ answer: 'unknown' })
    expect(worker.calls).toEqual(['start'])
    expect(bench.history(1)).toEqual(['pending', 'running'])
  })

  it('of a finished run: too late, and the run that is active now is not touched (14)', async () => {
    const bench = new Bench()
    const first = await bench.run()
    first.worker.done()
    await first.worker.exit()
    const second = await bench.run()
    expect(await bench.manager.cancel(first.id)).toEqual({ answer: 'too-late', status: 'completed' })
    await bench.clock.advance(5000)
    expect(second.worker.calls).toEqual(['start'])
    expect(second.worker.signals).toEqual([])
    expect(bench.row(second.id).status).toBe('running')
  })

  it('of new and old run in turn: each only its own (15)', async () => {
    const bench = new Bench()
    const first = await bench.run()
    first.worker.done()
    await first.worker.exit()
    const second = await bench.run()
    const answers = await Promise.all([bench.manager.cancel(second.id), bench.manager.cancel(first.id), bench.manager.cancel(second.id)])
    expect(answers.map((one) => one.answer)).toEqual(['accepted', 'too-late', 'already'])
  })

  it('of an active row that is not ours: not-ours', async () => {
    const bench = new Bench()
    await bench.store.insertRun({ scope: 'full', settings: '{}', retryOf: null })
    expect(await bench.manager.cancel(1)).toEqual({ answer: 'not-ours' })
    expect(bench.row(1).status).toBe('pending')
  })

  it('after the worker finished, before it is stored: too late, results kept (11)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('complete', 3)
    worker.done()
    await microtasks()
    expect(await bench.manager.cancel(id)).toEqual({ answer: 'too-late', status: 'completed' })
    await bench.clock.advance(5000)
    expect(bench.row(id).status).toBe('completed')
  })

  it('while `done` is under way: completed (12, T7)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    worker.done()
    await microtasks()
    expect(bench.history(id)).toEqual(['pending', 'running', 'cancelling', 'completed'])
  })

  it('`cancelled` and `error` racing: cancelled either way (13)', async () => {
    for (const first of ['cancelled', 'error'] as const) {
      const bench = new Bench()
      const { id, worker } = await bench.run()
      await bench.manager.cancel(id)
      worker[first]()
      worker[first === 'error' ? 'cancelled' : 'error']()
      await microtasks()
      expect(bench.row(id)).toMatchObject({ status: 'cancelled', failureKind: null, error: null })
    }
  })

  it('when the row can not be written the worker is stopped all the same, and both steps are stored later (102)', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    bench.fail('transition', 4)
    await bench.manager.cancel(id)
    expect(worker.calls).toContain('cancel')
    worker.cancelled()
    await bench.clock.advance(3000)
    expect(bench.history(id)).toEqual(['pending', 'running', 'cancelling', 'cancelled'])
  })

  it('a row still pending because its write failed is cancelled over running', async () => {
    const bench = new Bench()
    bench.fail('transition', 2)
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    worker.cancelled()
    await bench.clock.advance(3000)
    expect(bench.row(id).status).toBe('cancelled')
  })

  it('in another library does not reach this one (3)', async () => {
    const [a, b] = [new Bench(), new Bench()]
    const inA = await a.run()
    const inB = await b.run()
    expect(inA.id).toBe(inB.id)
    await a.manager.cancel(inA.id)
    await b.clock.advance(5000)
    expect(inB.worker.calls).toEqual(['start'])
    expect(b.row(inB.id).status).toBe('running')
  })
})

describe('pause', () => {
  it('is a message; the status stays', async () => {
    const bench = new Bench()
    const { id, worker, statuses } = await bench.run()
    expect(await bench.manager.pause(id)).toEqual({ answer: 'accepted' })
    expect(await bench.manager.pause(id)).toEqual({ answer: 'already' })
    expect(await bench.manager.resume(id)).toEqual({ answer: 'accepted' })
    expect(await bench.manager.resume(id)).toEqual({ answer: 'already' })
    expect(worker.calls).toEqual(['start', 'pause', 'resume'])
    expect(statuses.every((status) => status === 'running')).toBe(true)
    expect(bench.row(id).status).toBe('running')
  })

  it('before ready it is told as soon as the worker is', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run('launched')
    await bench.manager.pause(id)
    expect(worker.calls).toEqual(['start'])
    worker.ready()
    expect(worker.calls).toEqual(['start', 'pause'])
  })

  it('of a finished run is too late', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.done()
    await worker.exit()
    expect(await bench.manager.pause(id)).toEqual({ answer: 'too-late', status: 'completed' })
  })
})

describe('close', () => {
  it('with a running worker: asked to stop, interrupted, slot free', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    const closed = bench.manager.close()
    await microtasks()
    expect(worker.calls).toContain('cancel')
    worker.cancelled()
    await worker.exit()
    await closed
    expect(bench.history(id)).toEqual(['pending', 'running', 'interrupted'])
    expect(bench.clock.pending).toBe(0)
  })

  it('of a run that was being cancelled: cancelled', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    await bench.manager.cancel(id)
    const closed = bench.manager.close()
    await worker.exit({ code: null, signal: 'SIGTERM', reason: 'killed' })
    await closed
    expect(bench.row(id).status).toBe('cancelled')
  })

  it('of a run that finishes just then: completed', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    const closed = bench.manager.close()
    worker.done()
    await worker.exit()
    await closed
    expect(bench.row(id).status).toBe('completed')
  })

  it('before ready: interrupted, killed', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run('launched')
    const closed = bench.manager.close()
    await microtasks()
    expect(worker.signals).toEqual(['SIGKILL'])
    await worker.exit({ code: null, signal: 'SIGKILL', reason: 'killed' })
    await closed
    expect(bench.history(id)).toEqual(['pending', 'interrupted'])
  })

  it('while the row of a start is being written: no worker is launched', async () => {
    const bench = new Bench()
    const started = bench.manager.start(start)
    const closed = bench.manager.close()
    await closed
    expect((await started).id).toBe(1)
    expect(bench.workers).toHaveLength(0)
    expect(bench.row(1).status).toBe('interrupted')
  })

  it('with a library that can not be written: ends in time, the outcome on record beside it (T14)', async () => {
    const bench = new Bench()
    const { id, worker, ends } = await bench.run()
    bench.fail('complete', 1000, 'full')
    worker.done()
    await worker.exit()
    const closed = bench.manager.close()
    await bench.clock.advance(5000)
    await closed
    expect(bench.row(id).status).toBe('running')
    expect(bench.sidecar.records.get(id)).toMatchObject({ outcome: 'completed', runId: id, completion: { runId: id } })
    expect(ends).toEqual([expect.objectContaining({ status: 'completed', unsaved: true })])
    expect(bench.clock.pending).toBe(0)
  })

  it('waits for a process that stays after its outcome, and makes it leave', async () => {
    const bench = new Bench()
    const { id, worker } = await bench.run()
    worker.done()
    await microtasks()
    expect(bench.row(id).status).toBe('completed')
    let closed = false
    const closing = bench.manager.close().then(() => {
      closed = true
    })
    await bench.clock.advance(1_999)
    expect([closed, worker.signals]).toEqual([false, []])
    await bench.clock.advance(1)
    expect(worker.signals).toEqual(['SIGTERM'])
    await worker.exit({ code: null, signal: 'SIGTERM', reason: 'killed' })
    await closing
    expect(bench.clock.pending).toBe(0)
  })

  it('does not wait for ever for a process nothing can end', async () => {
    const bench = new Bench()
    const { worker } = await bench.run()
    worker.done()
    await microtasks()
    const closing = bench.manager.close()
    await bench.clock.advance(5_000)
    await closing
    expect(worker.signals).toEqual(['SIGTERM', 'SIGKILL'])
  })

  it('twice is once; nothing starts afterwards', async () => {
    const bench = new Bench()
    await Promise.all([bench.manager.close(), bench.manager.close()])
    await expect(bench.manager.start(start)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})

describe('reading', () => {
  it('lists newest first, page by page', async () => {
    const bench = new Bench()
    for (let n = 0; n < 5; n += 1) {
      const { worker } = await bench.run()
      worker.done()
      await worker.exit()
    }
    expect((await bench.manager.list(2)).map((row) => row.id)).toEqual([5, 4])
    expect((await bench.manager.list(2, 4)).map((row) => row.id)).toEqual([3, 2])
    expect(await bench.manager.get(99)).toBe(null)
  })

  it('subscribe to a run there is not: RUN_UNKNOWN', async () => {
    const bench = new Bench()
    await expect(bench.manager.subscribe(9, {})).rejects.toMatchObject({ code: 'RUN_UNKNOWN' })
    await expect(bench.manager.ended(9)).rejects.toMatchObject({ code: 'RUN_UNKNOWN' })
  })

  it('a library that can not be read says so in a sentence', async () => {
    const bench = new Bench()
    bench.fail('getRun', 1, 'corrupt')
    await expect(bench.manager.get(1)).rejects.toMatchObject({ code: 'LIBRARY_DAMAGED' })
    bench.fail('listRuns', 1)
    const failed = await bench.manager.list(1).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(AppError)
    expect((failed as AppError).cause).toBeInstanceOf(StorageError)
  })
})
