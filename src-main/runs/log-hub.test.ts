import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogLine } from '../contract/run.ts'
import type { RunEnd } from './api.ts'
import { DEFAULT_LIMITS, type RunLimits } from './limits.ts'
import { LogHub, subscribeStored } from './log-hub.ts'
import { createSanitiser } from './sanitise.ts'
import { microtasks } from './testing/bench.ts'
import { type Fault, MemoryRunStore, type StoreMethod } from './testing/memory-store.ts'
import { TestClock } from './testing/test-clock.ts'

const END: RunEnd = { runId: 1, status: 'completed', failureKind: null, error: null, lastSeq: 0, unsaved: false }

function setUp(limits: Partial<RunLimits> = {}) {
  const clock = new TestClock()
  const faults: Partial<Record<StoreMethod, Fault[]>> = {}
  const store = new MemoryRunStore({ fault: (method) => faults[method]?.shift() ?? null })
  const reports: string[] = []
  const hub = new LogHub({
    runId: 1,
    store,
    clock,
    limits: { ...DEFAULT_LIMITS, ...limits },
    sanitise: createSanitiser(),
    report: (what) => void reports.push(what),
  })
  let seq = 0
  const write = (count: number, message = 'line') => {
    const lines = Array.from({ length: count }, () => ({ seq: ++seq, time: seq, level: 'info' as const, message: `${message} ${seq}` }))
    return hub.append(lines)
  }
  const end = () => hub.end({ ...END, lastSeq: hub.lastSeq })
  return { hub, store, clock, faults, reports, write, end }
}

function collector() {
  const seqs: number[] = []
  const lines: LogLine[] = []
  const ends: RunEnd[] = []
  const subscriber = {
    logs: (some: readonly LogLine[]) => {
      lines.push(...some)
      seqs.push(...some.map((line) => line.seq))
    },
    end: (end: RunEnd) => void ends.push(end),
  }
  return { seqs, lines, ends, subscriber }
}

const upTo = (n: number, from = 1) => Array.from({ length: n - from + 1 }, (_, index) => from + index)
const stored = (store: MemoryRunStore) => [...(store.file.logs.get(1)?.keys() ?? [])].sort((a, b) => a - b)

describe('numbers', () => {
  it('must be consecutive from 1', () => {
    const { hub, write } = setUp()
    expect(write(3)).toBe(null)
    expect(hub.lastSeq).toBe(3)
    const line = (seq: number) => [{ seq, time: 0, level: 'info' as const, message: '' }]
    expect(hub.append(line(5))).toBe('log line 5 where 4 was due')
    expect(hub.append(line(3))).toBe('log line 3 where 4 was due')
    expect(hub.lastSeq).toBe(3)
  })

  it('of a batch with a gap: none of its lines counts', () => {
    const { hub } = setUp()
    const line = (seq: number) => ({ seq, time: 0, level: 'info' as const, message: '' })
    expect(hub.append([line(1), line(3)])).toContain('log line 3')
    expect(hub.lastSeq).toBe(0)
  })

  it('of main’s own lines follow the worker’s', async () => {
    const { hub, write, store } = setUp()
    write(2)
    hub.note('error', 'it ended')
    await microtasks()
    expect(hub.lastSeq).toBe(3)
    expect(store.file.logs.get(1)!.get(3)).toMatchObject({ level: 'error', message: 'it ended' })
  })
})

describe('storing', () => {
  it('takes every line, sanitised', async () => {
    const { hub, store } = setUp()
    hub.append([{ seq: 1, time: 5, level: 'warn', message: 'open /root/a/b.md\u0007' }])
    await microtasks()
    expect(store.file.logs.get(1)!.get(1)).toEqual({ seq: 1, time: 5, level: 'warn', message: 'open …/b.md\\u0007' })
  })

  it('is in batches of at most 500', async () => {
    const { store, write } = setUp()
    let most = 0
    const append = store.appendLogs.bind(store)
    store.appendLogs = (runId, lines) => {
      most = Math.max(most, lines.length)
      return append(runId, lines)
    }
    write(1234)
    await microtasks()
    expect(stored(store)).toEqual(upTo(1234))
    expect(most).toBe(500)
  })

  it('that fails is tried again, and nothing is lost or doubled', async () => {
    const { store, clock, faults, write } = setUp()
    faults.appendLogs = [
      { when: 'before', kind: 'busy' },
      { when: 'after', kind: 'io' },
    ]
    write(700)
    await clock.advance(1000)
    expect(stored(store)).toEqual(upTo(700))
  })

  it('that fails for long drops the oldest waiting lines and says how many (42)', async () => {
    const { hub, store, clock, faults, write } = setUp({ logRing: 10, logBacklog: 100 })
    faults.appendLogs = Array.from({ length: 5 }, () => ({ when: 'before' as const, kind: 'full' as const }))
    const before = collector()
    hub.subscribe(before.subscriber, 0)
    for (let n = 0; n < 12; n += 1) {
      write(10)
      await microtasks()
    }
    await clock.advance(5000)
    // A follower that kept up has every line.
    expect(before.seqs).toEqual(upTo(120))
    const marker = [...store.file.logs.get(1)!.values()].find((line) => line.message.includes('dropped'))!
    expect(marker.message).toBe('50 log lines were dropped because they could not be stored')
    expect(stored(store)).toEqual(upTo(120, marker.seq))
    // One that comes later gets the line that says so, then the rest.
    const late = collector()
    hub.subscribe(late.subscriber, 0)
    await microtasks()
    expect(late.seqs).toEqual(upTo(120, marker.seq))
    expect(late.lines[0]!.message).toContain('dropped')
  })

  it('that is slower than a flood of 100 000 lines drops none of them', async () => {
    const { hub, store, clock, faults, write } = setUp()
    faults.appendLogs = [{ when: 'before', kind: 'busy' }]
    for (let n = 0; n < 100; n += 1) write(1_000, 'a line of an ordinary length, with some words in it')
    await clock.advance(1_000)
    await hub.flush(1_000)
    expect(stored(store)).toEqual(upTo(100_000))
  })

  it('that fails for long keeps no more than its share of memory, however few the lines are', async () => {
    const { hub, store, clock, faults, write } = setUp({ logRing: 4, logBacklogCharacters: 10_000 })
    faults.appendLogs = Array.from({ length: 5 }, () => ({ when: 'before' as const, kind: 'full' as const }))
    for (let n = 0; n < 30; n += 1) {
      write(1, 'x'.repeat(1_000))
      await microtasks()
    }
    await clock.advance(5_000)
    await hub.flush(1_000)
    const lines = [...store.file.logs.get(1)!.values()].sort((a, b) => a.seq - b.seq)
    expect(lines[0]!.message).toMatch(/^\d+ log lines were dropped/u)
    expect(lines.map((line) => line.seq)).toEqual(upTo(30, lines[0]!.seq))
    // Ten lines of a thousand characters fit; half of them had to go more than once.
    expect(lines.length).toBeLessThan(12)
  })

  it('given up at the end is reported with the number of lines', async () => {
    const { hub, clock, faults, reports, write } = setUp()
    faults.appendLogs = Array.from({ length: 50 }, () => ({ when: 'before' as const, kind: 'full' as const }))
    write(7)
    await clock.advance(100)
    hub.stop()
    await microtasks()
    expect(reports).toEqual(['7 log lines of run 1 were not stored'])
    expect(clock.pending).toBe(0)
  })

  it('flush waits for it, but not longer than it may', async () => {
    const { hub, clock, faults, write } = setUp()
    faults.appendLogs = Array.from({ length: 50 }, () => ({ when: 'before' as const, kind: 'full' as const }))
    write(1)
    let flushed = false
    void hub.flush(1000).then(() => {
      flushed = true
    })
    await clock.advance(999)
    expect(flushed).toBe(false)
    await clock.advance(1)
    expect(flushed).toBe(true)
  })
})

describe('a follower', () => {
  it('from the start gets every line once, in order, then exactly one end', async () => {
    const { hub, write, end } = setUp()
    const seen = collector()
    hub.subscribe(seen.subscriber, 0)
    write(10)
    await microtasks()
    write(10)
    end()
    end()
    await microtasks()
    expect(seen.seqs).toEqual(upTo(20))
    expect(seen.ends).toHaveLength(1)
  })

  it('that comes late gets the stored lines, then the live ones, without a seam', async () => {
    const { hub, write, end } = setUp({ logRing: 5 })
    write(3000)
    await microtasks()
    const seen = collector()
    hub.subscribe(seen.subscriber, 0)
    write(50)
    await microtasks()
    write(50)
    end()
    await microtasks()
    expect(seen.seqs).toEqual(upTo(3100))
    expect(seen.ends).toHaveLength(1)
  })

  it.each([0, 1, 7, 99, 100])('after line %i gets the rest', async (after) => {
    const { hub, write, end } = setUp()
    write(100)
    const seen = collector()
    hub.subscribe(seen.subscriber, after)
    end()
    await microtasks()
    expect(seen.seqs).toEqual(upTo(100, after + 1))
    expect(seen.ends).toHaveLength(1)
  })

  it('after a line that does not exist yet gets what comes after it', async () => {
    const { hub, write, end } = setUp()
    write(3)
    const seen = collector()
    hub.subscribe(seen.subscriber, 5)
    write(5)
    end()
    await microtasks()
    expect(seen.seqs).toEqual([6, 7, 8])
    expect(seen.ends).toHaveLength(1)
  })

  it('that comes exactly at the end gets exactly one end (57)', async () => {
    const { hub, write, end } = setUp()
    write(3)
    const [before, after] = [collector(), collector()]
    hub.subscribe(before.subscriber, 0)
    end()
    hub.subscribe(after.subscriber, 0)
    await microtasks()
    expect([before.seqs, after.seqs]).toEqual([upTo(3), upTo(3)])
    expect([before.ends.length, after.ends.length]).toEqual([1, 1])
  })

  it('that throws is dropped and told; the others and the run go on (58)', async () => {
    const { hub, write, end, reports } = setUp()
    const good = collector()
    hub.subscribe(
      {
        logs: () => {
          throw new Error('broken view')
        },
      },
      0,
    )
    hub.subscribe(good.subscriber, 0)
    write(5)
    await microtasks()
    write(5)
    end()
    await microtasks()
    expect(good.seqs).toEqual(upTo(10))
    expect(reports).toEqual(['a follower of run 1 failed and was dropped'])
    expect(hub.subscribers).toBe(0)
  })

  it.each(['progress', 'status', 'end'] as const)('that throws in %s is dropped too', async (callback) => {
    const { hub, end, reports } = setUp()
    hub.subscribe(
      {
        [callback]: () => {
          throw new Error('broken view')
        },
      },
      0,
    )
    hub.progress({ stage: 'extract', step: 'parse', done: 1, total: 2 })
    hub.status('running', { paused: false, saving: null })
    end()
    await microtasks()
    expect(reports).toHaveLength(1)
    expect(hub.subscribers).toBe(0)
  })

  it('that rejects is dropped', async () => {
    const { hub, write, reports } = setUp()
    hub.subscribe({ logs: () => Promise.reject(new Error('socket closed')) }, 0)
    write(1)
    await microtasks()
    expect(reports).toHaveLength(1)
  })

  it('that unsubscribes inside its callback hears nothing more (58)', async () => {
    const { hub, write, end } = setUp()
    const seen = collector()
    const subscription = hub.subscribe(
      {
        ...seen.subscriber,
        logs: (lines) => {
          seen.subscriber.logs(lines)
          subscription.unsubscribe()
        },
      },
      0,
    )
    await microtasks()
    write(5)
    await microtasks()
    write(5)
    end()
    await microtasks()
    expect(seen.seqs).toEqual(upTo(5))
    expect(seen.ends).toEqual([])
    expect(hub.subscribers).toBe(0)
  })

  it('that is slow loses nothing and holds nobody up (54)', async () => {
    const { hub, write, end } = setUp({ logRing: 10 })
    const [fast, slow] = [collector(), collector()]
    let go = Promise.withResolvers<void>()
    hub.subscribe(fast.subscriber, 0)
    hub.subscribe(
      {
        ...slow.subscriber,
        logs: (lines) => {
          slow.subscriber.logs(lines)
          return go.promise
        },
      },
      0,
    )
    for (let n = 0; n < 10; n += 1) {
      write(100)
      await microtasks()
    }
    end()
    await microtasks()
    expect(fast.seqs).toEqual(upTo(1000))
    expect(fast.ends).toHaveLength(1)
    expect(slow.seqs.length).toBeLessThan(600)
    for (let n = 0; n < 10; n += 1) {
      go.resolve()
      go = Promise.withResolvers<void>()
      await microtasks()
    }
    expect(slow.seqs).toEqual(upTo(1000))
    expect(slow.ends).toHaveLength(1)
  })

  it('that never comes back does not keep the run', async () => {
    const { hub, write, end, store } = setUp()
    hub.subscribe({ logs: () => new Promise(() => undefined) }, 0)
    write(100)
    end()
    await microtasks()
    expect(stored(store)).toEqual(upTo(100))
  })

  it('waits while the library can not be read, and misses nothing', async () => {
    const { hub, write, end, faults, clock } = setUp({ logRing: 5 })
    write(3000)
    await microtasks()
    faults.readLogs = Array.from({ length: 3 }, () => ({ when: 'before' as const, kind: 'busy' as const }))
    const seen = collector()
    hub.subscribe(seen.subscriber, 0)
    end()
    await clock.advance(2000)
    expect(seen.seqs).toEqual(upTo(3000))
    expect(seen.ends).toHaveLength(1)
  })

  it('gets progress and status as they come', () => {
    const { hub } = setUp()
    const heard: unknown[] = []
    hub.subscribe({ progress: (progress) => void heard.push(progress.done), status: (status) => void heard.push(status) }, 0)
    hub.status('running', { paused: false, saving: null })
    hub.progress({ stage: 'extract', step: 'parse', done: 1, total: 2 })
    expect(heard).toEqual(['running', 1])
  })

  it('sees the same whatever the order of lines, storing, following and ending', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), n: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ do: fc.constant('follow' as const), n: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ do: fc.constant('turn' as const), n: fc.constant(1) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.integer({ min: 1, max: 20 }), async (steps, logRing) => {
        const { hub, write, end } = setUp({ logRing })
        const followers: { after: number; seen: ReturnType<typeof collector> }[] = []
        for (const one of steps) {
          if (one.do === 'write') write(one.n)
          if (one.do === 'turn') await microtasks()
          if (one.do !== 'follow') continue
          const seen = collector()
          followers.push({ after: one.n, seen })
          hub.subscribe(seen.subscriber, one.n)
        }
        end()
        await microtasks()
        for (const { after, seen } of followers) {
          expect(seen.seqs).toEqual(hub.lastSeq > after ? upTo(hub.lastSeq, after + 1) : [])
          expect(seen.ends).toHaveLength(1)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a run that ended long ago', () => {
  it('is told whole, with one end (56)', async () => {
    const { store, clock, write } = setUp()
    write(1700)
    await microtasks()
    const seen = collector()
    const options = { runId: 1, store, clock, limits: DEFAULT_LIMITS, report: () => undefined }
    subscribeStored(options, { ...END, lastSeq: 1700 }, seen.subscriber, 0)
    await microtasks()
    expect(seen.seqs).toEqual(upTo(1700))
    expect(seen.ends).toEqual([{ ...END, lastSeq: 1700 }])
  })

  it('whose last lines were lost still gets its end', async () => {
    const { store, clock, write } = setUp()
    write(3)
    await microtasks()
    const seen = collector()
    const options = { runId: 1, store, clock, limits: DEFAULT_LIMITS, report: () => undefined }
    subscribeStored(options, { ...END, lastSeq: 9 }, seen.subscriber, 0)
    await microtasks()
    expect(seen.seqs).toEqual([1, 2, 3])
    expect(seen.ends).toHaveLength(1)
  })
})
