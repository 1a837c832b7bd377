import { describe, expect, it } from 'vitest'
import { FolderProgress } from './folder-progress.ts'
import { MemorySession, plainContext } from './memory-session.ts'
import { SpeedModel } from './speed.ts'
import { workOrder } from './work-order.ts'

const document = (path: string, size: number) => ({ path, size, hash: path })

describe('the order of work', () => {
  it('is small files and text first, one per content, however the documents are listed', () => {
    const documents = [
      document('big.md', 900_000),
      document('small.pdf', 100_000),
      document('small.md', 1000),
      { ...document('twin.md', 1000), hash: 'small.md' },
      document('big.docx', 900_000),
      document('notes.txt', 120_000),
    ]
    const order = ['small.md', 'notes.txt', 'small.pdf', 'big.md', 'big.docx']
    expect(workOrder(documents).map(({ path }) => path)).toEqual(order)
    expect(workOrder([...documents].reverse()).map(({ path }) => path)).toEqual(order)
  })
})

describe('what a document costs', () => {
  it('is learned per format, with a part for the file and one for its bytes', () => {
    const speed = new SpeedModel()
    for (const bytes of [1000, 5000, 20_000, 80_000, 300_000]) {
      for (let i = 0; i < 20; i++) {
        speed.learn('markdown', bytes, 3 + bytes * 0.0005)
        speed.learn('pdf', bytes, 20 + bytes * 0.004)
      }
    }
    expect(speed.cost('markdown', 1e6) / 503).toBeCloseTo(1, 1)
    expect(speed.cost('pdf', 1e6) / 4020).toBeCloseTo(1, 1)
    expect(speed.cost('pdf', 0, 100) / 2000).toBeCloseTo(1, 0)
  })

  it('is never negative, whatever was measured', () => {
    const speed = new SpeedModel()
    for (const [bytes, ms] of [
      [1000, 500],
      [900_000, 1],
      [5, 0],
      [0, 0],
    ] as const)
      speed.learn('text', bytes, ms)
    for (const bytes of [0, 1, 1e3, 1e9]) expect(speed.cost('text', bytes)).toBeGreaterThanOrEqual(0)
  })
})

describe('the time left', () => {
  /** A folder worked off by threads at fixed speeds; gives what was told against what was true, from a share of the time on. */
  async function told(pauseAt = -1): Promise<{ at: number; eta: number; left: number; bytesDone: number }[]> {
    const perByte: Record<string, number> = { md: 0.0007, pdf: 0.002, docx: 0.004 }
    const cost = (path: string, size: number) => 4 + size * perByte[path.split('.')[1]!]!
    const work = workOrder([
      ...Array.from({ length: 300 }, (_, i) => document(`a${i}.md`, 2000 + i * 150)),
      ...Array.from({ length: 60 }, (_, i) => document(`b${i}.pdf`, 30_000 + i * 9000)),
      ...Array.from({ length: 60 }, (_, i) => document(`c${i}.docx`, 10_000 + i * 2000)),
    ])
    const threads = 3
    let now = 0
    let paused = 0
    const session = new MemorySession(plainContext([]))
    const progress = new FolderProgress(session, 'extract', work, () => now)
    const whole = work.reduce((sum, { path, size }) => sum + cost(path, size), 0) / threads
    const seen = []
    for (const [i, item] of work.entries()) {
      await progress.apart(async () => {
        if (i !== pauseAt) return
        now += 100_000
        paused = 100_000
      })
      now += cost(item.path, item.size) / threads
      progress.advance(item, cost(item.path, item.size))
      const { etaMs, bytesDone } = session.progresses.at(-1)!
      if (etaMs !== undefined)
        seen.push({ at: (now - paused) / whole, eta: etaMs, left: whole - (now - paused), bytesDone: bytesDone ?? 0 })
    }
    return seen
  }

  it('is true to a fifth from a seventh of the time on, though a byte of PDF costs three times one of text', async () => {
    const seen = await told()
    const late = seen.filter(({ at, left }) => at > 0.15 && left > 500)
    expect(late.length).toBeGreaterThan(50)
    for (const { eta, left } of late) expect(Math.abs(eta / left - 1)).toBeLessThan(0.2)
    // Before the first PDF and the first Word file were read, nothing was promised about the others.
    for (const { at, eta, left } of seen) if (at < 0.1) expect(eta / left).toBeGreaterThan(0.3)
    expect(seen.at(-1)!.eta).toBe(0)
  })

  it('does not count a pause', async () => {
    const late = (await told(200)).filter(({ at, left }) => at > 0.15 && left > 500)
    for (const { eta, left } of late) expect(Math.abs(eta / left - 1)).toBeLessThan(0.2)
  })

  it('is not told while most of what is left is far larger than anything that was read', () => {
    const work = [
      ...Array.from({ length: 40 }, (_, i) => document(`a${i}.docx`, 2000 + i)),
      document('b.docx', 90_000),
      document('c.docx', 100_000),
    ]
    const session = new MemorySession(plainContext([]))
    let now = 0
    const progress = new FolderProgress(session, 'extract', work, () => now)
    const told = work.map((item, i) => {
      now += i < 40 ? 100 : 9000
      progress.advance(item, i < 40 ? 100 : 9000)
      return session.progresses.at(-1)!.etaMs
    })
    expect(told.slice(0, 40).every((eta) => eta === undefined)).toBe(true)
    expect(told[40]! / 9000).toBeGreaterThan(0.7)
    expect(told[40]! / 9000).toBeLessThan(1.3)
  })

  it('tells bytes besides files', async () => {
    const session = new MemorySession(plainContext([]))
    const progress = new FolderProgress(session, 'extract', [document('a.md', 10), document('b.md', 30)], () => 0)
    progress.advance(document('a.md', 10), 1)
    progress.advance(document('b.md', 30), 1)
    expect(session.progresses.at(-1)).toMatchObject({ done: 2, total: 2, bytesDone: 40, bytesTotal: 40 })
  })
})
