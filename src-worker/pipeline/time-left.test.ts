import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FolderProgress } from './folder-progress.ts'
import { MemorySession, plainContext } from './memory-session.ts'
import { workOrder } from './work-order.ts'

/** The time left over recorded documents, worked off by threads that cost what was recorded: no clock is asked. */

interface Recorded {
  readonly path: string
  readonly hash: string
  readonly size: number
  /** Bytes of text in an archive. */
  readonly text: number
  readonly ms: number
}

const RECORDED: readonly Recorded[] = readFileSync(new URL('./fixtures/timings.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line, i) => {
    const [format, size, text, ms] = line.split('\t')
    return { path: `${i}.${format}`, hash: String(i), size: Number(size), text: Number(text), ms: Number(ms) }
  })
const SMALL = RECORDED.slice(0, 600)

interface Told {
  /** Share of the run. */
  readonly first: number
  /** How far off the whole length was, from a tenth of the run on: median, 90th percentile, worst; shares of it. */
  readonly median: number
  readonly ninetieth: number
  readonly worst: number
}

interface Machine {
  readonly threads?: number
  /** Factor on all times. */
  readonly slow?: number
  readonly weigh?: boolean
  /** Documents that may be under way or wait for an earlier one (gather.ts). */
  readonly ahead?: number
}

/** Documents taken in order by whichever thread is free first, merged in order. */
function replay(documents: readonly Recorded[], { threads = 3, slow = 1, weigh = true, ahead = 32 }: Machine = {}): Told {
  const work = workOrder(documents) as Recorded[]
  let now = 0
  const session = new MemorySession(plainContext([]))
  const progress = new FolderProgress(session, 'extract', work, () => now)
  const told: { at: number; eta: number }[] = []
  const report = session.progress.bind(session)
  session.progress = (one) => {
    if (one.etaMs !== undefined) told.push({ at: now, eta: one.etaMs })
    report(one)
  }
  if (weigh) for (const { hash, text } of work.filter((one) => progress.archives.includes(one.hash))) progress.weigh(hash, text)
  const free = Array<number>(threads).fill(150 * slow)
  const ends: number[] = []
  const merged: number[] = []
  const events: { at: number; rank: number; run: () => void }[] = []
  for (const [i, one] of work.entries()) {
    const thread = free.indexOf(Math.min(...free))
    const begin = Math.max(free[thread]!, merged[i - ahead] ?? 0)
    ends[i] = begin + one.ms * slow
    free[thread] = ends[i]!
    merged[i] = Math.max(ends[i]!, merged[i - 1] ?? 0)
    events.push({ at: begin, rank: 0, run: () => progress.took(one) }, { at: ends[i]!, rank: 1, run: () => progress.through(one) })
    events.push({ at: merged[i]!, rank: 2, run: () => progress.advance(one, one.ms * slow) })
  }
  events.sort((a, b) => a.at - b.at || a.rank - b.rank)
  for (const { at, run } of events) {
    now = at
    run()
  }
  const whole = now
  const errors = told
    .filter(({ at }) => at > whole * 0.1)
    .map(({ at, eta }) => Math.abs(at + eta - whole) / whole)
    .sort((a, b) => a - b)
  const share = (part: number): number => errors[Math.min(errors.length - 1, Math.floor(errors.length * part))] ?? Number.NaN
  return { first: (told[0]?.at ?? whole) / whole, median: share(0.5), ninetieth: share(0.9), worst: share(1) }
}

describe('the time left over recorded documents', () => {
  it('of usual sizes is told after a sixth of the run, and off by a tenth', () => {
    const { first, median } = replay(SMALL)
    expect(first).toBeLessThan(0.17)
    expect(median).toBeLessThan(0.1)
    expect(replay(SMALL, { threads: 1 }).median).toBeLessThan(0.05)
  })

  it.each<readonly [string, Machine]>([
    ['three threads', {}],
    ['one thread', { threads: 1 }],
    ['a machine five times as slow', { slow: 5 }],
    ['archives that could not be asked what they hold', { weigh: false }],
  ])('with nine fifty times as large among them is told after a tenth of the run, and never off by more than a third: %s', (_, machine) => {
    const { first, median, ninetieth, worst } = replay(RECORDED, machine)
    expect(first).toBeLessThan(0.1)
    expect(median).toBeLessThan(0.2)
    expect(ninetieth).toBeLessThan(0.32)
    expect(worst).toBeLessThan(0.34)
  })

  it.each(RECORDED.slice(600))('with one fifty times as large, $path, is told before a fifth of the run is over', (large) => {
    const { first, median } = replay([...SMALL, large])
    expect(first).toBeLessThan(0.2)
    expect(median).toBeLessThan(0.22)
  })
})
