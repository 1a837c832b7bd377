import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createForkHost } from '../hosts/fork-host.ts'
import type { RunManager } from './api.ts'
import type { RunLimits } from './limits.ts'
import { follow, isAlive, realManager, sleep } from './testing/real.ts'

/** Real processes: the run manager, the fork host and the real worker runtime with scripted pipelines (fault matrix, column P). */

const WORKERS = join(import.meta.dirname, '..', '..', 'src-worker', 'run', 'fixtures')
const RAW = join(import.meta.dirname, '..', 'hosts', 'fixtures')

/** What takes milliseconds here may take this long beside other work; the figures themselves are in figures.process.test.ts. */
const BUSY_MACHINE_MS = 15_000

const open: RunManager[] = []
function setUp(scenario: string, limits: Partial<RunLimits> = {}, env: Record<string, string> = {}, entry = join(WORKERS, 'scripted.ts')) {
  const host = createForkHost({ entry, env: { SCENARIO: scenario, ...env } })
  const all = realManager(host, limits)
  open.push(all.manager)
  return all
}

/** Starts a run, follows it and waits for the first line of its pipeline. */
async function running(scenario: string, limits: Partial<RunLimits> = {}, env: Record<string, string> = {}) {
  const all = setUp(scenario, limits, env)
  const row = await all.manager.start({ scope: 'extract' })
  const seen = await follow(all.manager, row.id)
  await seen.line('started')
  return { ...all, id: row.id, ...seen }
}

afterEach(async () => {
  for (const manager of open.splice(0)) await manager.close()
})

describe('a run that works', () => {
  it('completes: rows staged, pointers flipped, logs in order, one end', async () => {
    const { manager, store, id, lines, end, ends } = await running('quick')
    expect(await end).toMatchObject({ status: 'completed', error: null, unsaved: false })
    expect(lines.map((line) => line.seq)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.map((line) => line.message)).toContain('hello')
    expect(store.file.revisions[0]?.items).toHaveLength(5)
    expect(store.file.live.get('extract')).toBe(id)
    expect(await manager.get(id)).toMatchObject({ status: 'completed', lastSeq: lines.length, counts: '{"documents":5}' })
    expect(ends).toHaveLength(1)
  })

  it('gives up the slot with its process, and the next run starts at once', async () => {
    const { manager, launched, id, end } = await running('quick')
    await end
    const next = await manager.start({ scope: 'extract' })
    expect(next.id).toBe(id + 1)
    expect(isAlive(launched[0]!.pid!)).toBe(false)
    expect(await manager.ended(next.id)).toMatchObject({ status: 'completed' })
    expect(manager.activeId()).toBe(null)
  })

  it('stores pid and start time of the worker with the change to running', async () => {
    const { store, launched, id } = await running('stubborn')
    expect(store.file.rows.get(id)).toMatchObject({ status: 'running', workerPid: launched[0]!.pid, workerStart: launched[0]!.startTime() })
    expect(launched[0]!.startTime()).toMatch(/:/)
  })

  it('keeps 10 000 log lines in order, stored and live', async () => {
    const { store, id, lines, end } = await running('flood', {}, { LINES: '10000' })
    expect((await end).lastSeq).toBe(10_001)
    expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: 10_001 }, (_, n) => n + 1))
    expect(store.file.logs.get(id)!.size).toBe(10_001)
  })

  it('answers pulls page by page', async () => {
    const all = setUp('pulls')
    all.store.pages = (cursor) => (cursor === null ? { rows: [1, 2], next: 'p2' } : { rows: [3], next: null })
    const row = await all.manager.start({ scope: 'extract' })
    const { lines, end } = await follow(all.manager, row.id)
    expect(await end).toMatchObject({ status: 'completed' })
    expect(lines.map((line) => line.message)).toContain('rows [1,2,3]')
  })

  it('never has more than four result batches under way, however slow the library', async () => {
    let underway = 0
    let most = 0
    const host = createForkHost({ entry: join(WORKERS, 'scripted.ts'), env: { SCENARIO: 'credit' } })
    const all = realManager(
      host,
      {},
      {
        delay: async (method, point) => {
          if (method !== 'stage') return
          underway += point === 'before' ? 1 : -1
          most = Math.max(most, underway)
          if (point === 'before') await sleep(3)
        },
      },
    )
    open.push(all.manager)
    const row = await all.manager.start({ scope: 'extract' })
    expect(await all.manager.ended(row.id)).toMatchObject({ status: 'completed' })
    expect(all.store.file.revisions[0]!.items).toHaveLength(40)
    expect(all.store.file.revisions[0]!.items.map((item) => (item as { documentId: number }).documentId)).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    )
    expect(most).toBe(1)
  })

  it('gives the worker no variable of this process but the listed ones, and a frozen context', async () => {
    process.env.GENGLOSSARY_CANARY = 'canary'
    const { lines, end } = await running('environment')
    await end
    const names = JSON.parse(lines.find((line) => line.message.startsWith('['))!.message) as string[]
    expect(names).not.toContain('GENGLOSSARY_CANARY')
    expect(names).not.toContain('NODE_OPTIONS')
    expect(names).toContain('PATH')
    expect(lines.at(-1)!.message).toBe('frozen true true')
    delete process.env.GENGLOSSARY_CANARY
  })

  it('cuts a line of 1 MB at 8 KB and escapes its control characters', async () => {
    const { lines, end } = await running('long-line')
    await end
    const long = lines.find((line) => line.level === 'warn')!
    expect(long.message.length).toBeLessThanOrEqual(8192)
    expect(long.message.startsWith('\\u001b[31mred\\u0000')).toBe(true)
    expect(long.message.endsWith('(cut)')).toBe(true)
  })
})

describe('cancel', () => {
  it('ends a cooperative run as cancelled, at once', async () => {
    const { manager, id, end, statuses } = await running('cooperative')
    const asked = performance.now()
    expect(await manager.cancel(id)).toEqual({ answer: 'accepted' })
    expect(await end).toMatchObject({ status: 'cancelled', error: null, failureKind: null })
    expect(performance.now() - asked).toBeLessThan(BUSY_MACHINE_MS)
    expect(statuses).toContain('cancelling')
    expect(statuses.at(-1)).toBe('cancelled')
  })

  it('ends a CPU loop within 3 s', async () => {
    const { manager, id, end, launched } = await running('cpu')
    await sleep(100)
    const asked = performance.now()
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled' })
    expect(performance.now() - asked).toBeLessThan(3000 + BUSY_MACHINE_MS)
    await expect.poll(() => isAlive(launched[0]!.pid!), { timeout: 10_000 }).toBe(false)
  })

  it('ends a worker that hears the cancel and does not care', async () => {
    const { manager, id, end } = await running('stubborn')
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled' })
  })

  it('kills a worker that ignores SIGTERM within 3 s', async () => {
    const { manager, id, end, line, launched } = await running('ignores-sigterm')
    await line('working')
    const asked = performance.now()
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled' })
    expect(performance.now() - asked).toBeGreaterThan(2000)
    expect(performance.now() - asked).toBeLessThan(3000 + BUSY_MACHINE_MS)
    await expect.poll(() => isAlive(launched[0]!.pid!), { timeout: 10_000 }).toBe(false)
  })

  it('before the worker is ready ends cancelled, the process gone, no results', async () => {
    const { manager, launched, store } = setUp('quick')
    const row = await manager.start({ scope: 'extract' })
    expect(await manager.cancel(row.id)).toEqual({ answer: 'accepted' })
    expect(await manager.ended(row.id)).toMatchObject({ status: 'cancelled' })
    expect(store.file.history.map((one) => one.to)).toEqual(['pending', 'cancelled'])
    await manager.start({ scope: 'extract' })
    expect(isAlive(launched[0]!.pid!)).toBe(false)
    expect(store.file.revisions.filter((one) => one.runId === row.id)).toEqual([])
  })

  it('reaches a hung HTTP read', async () => {
    const server = createServer(() => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { manager, id, end, line } = await running('hung-http', {}, { PORT: String((server.address() as AddressInfo).port) })
    await line('asking')
    const asked = performance.now()
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled' })
    expect(performance.now() - asked).toBeLessThan(BUSY_MACHINE_MS)
    server.closeAllConnections()
    server.close()
  })

  it('is preferred over the error it provokes', async () => {
    const { manager, id, end } = await running('error-while-cancelled')
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled', failureKind: null, error: null })
  })

  it('loses against finished work', async () => {
    const { manager, id, end, line, store } = await running('done-despite-cancel')
    await line('working')
    expect(await manager.cancel(id)).toEqual({ answer: 'accepted' })
    expect(await end).toMatchObject({ status: 'completed' })
    expect(store.file.history.map((one) => one.to)).toEqual(['pending', 'running', 'cancelling', 'completed'])
    expect(await manager.cancel(id)).toEqual({ answer: 'too-late', status: 'completed' })
  })

  it('works while paused', async () => {
    const { manager, id, end } = await running('pausing')
    await manager.pause(id)
    await sleep(50)
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled' })
  })

  it('SIGINT to the worker does nothing', async () => {
    const { manager, id, end, launched } = await running('cooperative')
    process.kill(launched[0]!.pid!, 'SIGINT')
    await sleep(100)
    expect(isAlive(launched[0]!.pid!)).toBe(true)
    await manager.cancel(id)
    expect(await end).toMatchObject({ status: 'cancelled' })
  })
})

describe('pause and resume', () => {
  it('stops the counting and goes on with it', async () => {
    const { manager, id, progress } = await running('pausing')
    while (progress.length < 2) await sleep(20)
    expect(await manager.pause(id)).toEqual({ answer: 'accepted' })
    expect(await manager.pause(id)).toEqual({ answer: 'already' })
    expect(await manager.get(id)).toMatchObject({ status: 'running', paused: true })
    // What was on its way when it was paused comes in; then nothing more does. Without a pause this has no end.
    let stoodAt = -1
    while (stoodAt !== progress.at(-1)!.done) {
      stoodAt = progress.at(-1)!.done
      await sleep(250)
    }
    expect(await manager.resume(id)).toEqual({ answer: 'accepted' })
    await expect.poll(() => progress.at(-1)!.done).toBeGreaterThan(stoodAt)
  })
})

describe('a worker that fails', () => {
  const failing: readonly (readonly [string, string, string | RegExp])[] = [
    ['error', 'error', /^ENOENT: no such file, open …\/plan\.md with https:\/\/\[hidden\]@host\/ \[hidden\]$/],
    ['rejection', 'error', 'nobody caught this'],
    ['exception', 'error', 'thrown from a timer'],
    ['exit0', 'crash', /exit code 0/],
    ['exit1', 'crash', /exit code 1/],
    ['segv', 'crash', /signal SIGSEGV/],
    ['abrt', 'crash', /signal SIGABRT/],
    ['bad-shape', 'protocol', /progress/],
    ['no-frame', 'protocol', /without a tag/],
    ['repeated-batch', 'protocol', /batch 1 after batch 1/],
    ['log-gap', 'protocol', /log line 7 where 2 was due/],
    ['uninvited-cancelled', 'protocol', /nobody had asked/],
    ['huge', 'protocol', /lines/],
  ]
  it.each(failing)('%s is failed(%s)', async (scenario, kind, message) => {
    const { end, launched, manager } = await running(scenario)
    const ended = await end
    expect(ended).toMatchObject({ status: 'failed', failureKind: kind })
    expect(ended.error).toMatch(message)
    await manager.start({ scope: 'extract' })
    expect(isAlive(launched[0]!.pid!)).toBe(false)
  })

  it('out of heap is failed(oom)', async () => {
    const { end } = await running('oom', { maxOldSpaceMb: 40 })
    expect(await end).toMatchObject({ status: 'failed', failureKind: 'oom' })
  })

  it('out of memory outside the heap is failed(oom)', async () => {
    const { end } = await running('buffers', { rssBytes: 400 * 1024 * 1024, watchMs: 50 })
    expect(await end).toMatchObject({ status: 'failed', failureKind: 'oom' })
  })

  it('a stopped process is failed(stalled), and killed', async () => {
    const { end, launched } = await running('sigstop', { silenceMs: 1200, watchMs: 100 })
    expect(await end).toMatchObject({ status: 'failed', failureKind: 'stalled' })
    await expect.poll(() => isAlive(launched[0]!.pid!), { timeout: 10_000 }).toBe(false)
  })

  it('keeps what the worker said last', async () => {
    const { end, lines } = await running('exit1')
    await end
    expect(lines.at(-1)!.message).toContain('last words')
  })

  it('exit before ready is failed(spawn)', async () => {
    const { manager } = setUp('', {}, {}, join(RAW, 'exits-at-once.ts'))
    const row = await manager.start({ scope: 'extract' })
    expect(await manager.ended(row.id)).toMatchObject({ status: 'failed', failureKind: 'spawn' })
  })

  it('no sign of life at all is failed(spawn)', async () => {
    const { manager } = setUp('', { readyMs: 300, watchMs: 50 }, {}, join(RAW, 'deaf.ts'))
    const row = await manager.start({ scope: 'extract' })
    expect(await manager.ended(row.id)).toMatchObject({ status: 'failed', failureKind: 'spawn' })
  })

  it('a Node that is not there is failed(spawn)', async () => {
    const host = createForkHost({ entry: join(WORKERS, 'scripted.ts'), execPath: '/nowhere/node' })
    const { manager } = realManager(host)
    open.push(manager)
    const row = await manager.start({ scope: 'extract' })
    expect(await manager.ended(row.id)).toMatchObject({ status: 'failed', failureKind: 'spawn' })
  })
})

describe('messages of others', () => {
  it('with another token or run are dropped and told', async () => {
    const { end, reports } = await running('wrong-token')
    expect(await end).toMatchObject({ status: 'completed' })
    expect(reports.filter((one) => one.includes('another run'))).toHaveLength(1)
  })
})

describe('done and gone', () => {
  it('a worker that leaves right after its outcome has completed', async () => {
    for (let n = 0; n < 10; n += 1) {
      const { end } = await running('done-then-exit')
      expect(await end).toMatchObject({ status: 'completed' })
    }
  })
})

describe('close', () => {
  it('ends the active run as interrupted, its process gone, within 3 s', async () => {
    const { manager, store, id, launched } = await running('stubborn')
    const asked = performance.now()
    await manager.close()
    expect(performance.now() - asked).toBeLessThan(3000 + BUSY_MACHINE_MS)
    expect(store.file.rows.get(id)).toMatchObject({ status: 'interrupted' })
    expect(isAlive(launched[0]!.pid!)).toBe(false)
    await expect(manager.start({ scope: 'extract' })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })
})
