import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type App, createApp } from '../../src-main/app.ts'
import { createForkHost } from '../../src-main/hosts/fork-host.ts'
import { sourceWorkerEntry } from '../../src-main/hosts/worker-entry.ts'
import type { RunManager } from '../../src-main/runs/api.ts'
import { createRunManager } from '../../src-main/runs/run-manager.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { emptyContext } from '../../src-main/runs/testing/context.ts'
import { follow, sleep } from '../../src-main/runs/testing/real.ts'
import type { LibraryStore } from '../../src-main/store/api.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { fillLibrary, holdLock } from './big-library.ts'

/** What the run engine has to reach, measured on the real store and real processes (runs.ts prints it). */

export interface Figure {
  readonly name: string
  readonly goal: string
  /** Samples in `unit`; a single measurement is one sample. */
  readonly samples: readonly number[]
  readonly unit: 'ms' | 'lines/s' | 'lines'
  /** Which of the samples the goal is about. */
  readonly holds: (median: number, p99: number) => boolean
}

const SCRIPTED = join(import.meta.dirname, '..', '..', 'src-worker', 'run', 'fixtures', 'scripted.ts')
const RESOLUTION_MS = 1
type Delay = ReturnType<typeof monitorEventLoopDelay>

/** A folder of this measurement's own. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-runs-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Engine {
  readonly store: LibraryStore
  readonly manager: RunManager
  close(): Promise<void>
}

/** A real library with a run manager whose workers do as `scenario` says. */
async function engine(folder: string, scenario: string, env: Record<string, string> = {}): Promise<Engine> {
  const [home, file] = [join(folder, 'home'), join(folder, 'bench.glossary')]
  const store = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids: systemIds })
  const manager = createRunManager({
    store: store.runs,
    sidecar: store.sidecar,
    host: createForkHost({ entry: SCRIPTED, env: { SCENARIO: scenario, ...env } }),
    clock: systemClock,
    ids: systemIds,
    context: async () => emptyContext(),
  })
  const close = async () => {
    await manager.close()
    await store.close()
  }
  return { store, manager, close }
}

/** Longest turns of this event loop while `work` goes on, milliseconds beyond the timer's own step. */
async function turns(work: () => Promise<unknown>): Promise<Delay> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  // What was garbage before is not this work's doing.
  globalThis.gc?.()
  await sleep(100)
  delay.enable()
  await work()
  delay.disable()
  return delay
}

const longest = (delay: Delay): number => Math.max(0, delay.max / 1e6 - RESOLUTION_MS)

// ---- start -------------------------------------------------------------------------------------------------------------------

const openApp = (folder: string): App =>
  createApp({ home: join(folder, 'home'), workerHost: createForkHost({ entry: sourceWorkerEntry() }) })

/** The whole app and the real worker: from asking for a run to its first log line. */
export const startFigure = (rounds: number): Promise<Figure> =>
  inFolder(async (folder) => {
    mkdirSync(join(folder, 'docs'))
    writeFileSync(join(folder, 'docs', 'a.md'), '# Job runner\n\nA job runner is a process that executes jobs.\n')
    const app = openApp(folder)
    const library = await app.open(join(folder, 'lib.glossary'), { create: true })
    await library.addFolder(join(folder, 'docs'))
    const samples: number[] = []
    for (let n = 0; n < rounds; n += 1) {
      const asked = performance.now()
      const { id } = await library.runs.start('full')
      const first = Promise.withResolvers<void>()
      await library.runs.subscribe(id, { logs: () => first.resolve() })
      await first.promise
      samples.push(performance.now() - asked)
      await library.runs.ended(id)
    }
    await app.close()
    return { name: 'start: call → first log line', goal: 'p50 ≤ 150 ms', samples, unit: 'ms', holds: (median) => median <= 150 }
  })

// ---- cancel ------------------------------------------------------------------------------------------------------------------

/** From asking for a cancel to the row that says so, on the disk. */
export const cancelFigure = (rounds: number): Promise<Figure> =>
  inFolder(async (folder) => {
    const { store, manager, close } = await engine(folder, 'cooperative')
    const samples: number[] = []
    for (let n = 0; n < rounds; n += 1) {
      const { id } = await manager.start({ scope: 'extract' })
      const { line, end } = await follow(manager, id)
      await line('working')
      await sleep((n * 7) % 40)
      const asked = performance.now()
      await manager.cancel(id)
      if ((await end).unsaved || (await store.runs.getRun(id))?.status !== 'cancelled')
        throw new Error(`run ${id} was not stored as cancelled`)
      samples.push(performance.now() - asked)
    }
    await close()
    return { name: 'cancel of a working run → stored', goal: 'p99 ≤ 100 ms', samples, unit: 'ms', holds: (_, p99) => p99 <= 100 }
  })

/** A CPU loop, and a worker that ignores SIGTERM: until the process is gone and the row is stored. */
export const stubbornFigure = (scenario: 'cpu' | 'ignores-sigterm', rounds: number): Promise<Figure> =>
  inFolder(async (folder) => {
    const { manager, close } = await engine(folder, scenario)
    const samples: number[] = []
    for (let n = 0; n < rounds; n += 1) {
      const { id } = await manager.start({ scope: 'extract' })
      const { line, end } = await follow(manager, id)
      await line(scenario === 'cpu' ? 'started' : 'working')
      await sleep(150)
      const asked = performance.now()
      await manager.cancel(id)
      await end
      samples.push(performance.now() - asked)
    }
    await close()
    const name = scenario === 'cpu' ? 'cancel of a CPU loop → stored, process gone' : 'cancel of a worker that ignores SIGTERM'
    return { name, goal: 'p99 ≤ 3 000 ms', samples, unit: 'ms', holds: (_, p99) => p99 <= 3_000 }
  })

// ---- logs --------------------------------------------------------------------------------------------------------------------

/** A flood of log lines: none lost on the disk or on the way to a follower, and how fast they came. */
export const floodFigures = (lines: number): Promise<Figure[]> =>
  inFolder(async (folder) => {
    const { store, manager, close } = await engine(folder, 'flood', { LINES: String(lines) })
    const { id } = await manager.start({ scope: 'extract' })
    const followed = await follow(manager, id)
    await followed.line('started')
    const began = performance.now()
    const delay = await turns(() => followed.end)
    const seconds = (performance.now() - began) / 1000
    const row = await store.runs.getRun(id)
    await manager.close()
    let stored = 0
    for (let after = 0; ; ) {
      const page = await store.runs.readLogs(id, after, 10_000)
      stored += page.filter((line, index) => line.seq === after + index + 1).length
      if (page.length === 0) break
      after = page.at(-1)!.seq
    }
    await close()
    const lost = (row?.lastSeq ?? 0) - stored + ((row?.lastSeq ?? 0) - followed.lines.length)
    return [
      { name: `${lines.toLocaleString('en')} log lines: lost`, goal: '0', samples: [lost], unit: 'lines', holds: (median) => median === 0 },
      {
        name: 'the same, live',
        goal: '≥ 10 000 lines/s',
        samples: [lines / seconds],
        unit: 'lines/s',
        holds: (median) => median >= 10_000,
      },
      { name: 'longest turn of main meanwhile', goal: '≤ 50 ms', samples: [longest(delay)], unit: 'ms', holds: (_, p99) => p99 <= 50 },
    ]
  })

// ---- a large library -----------------------------------------------------------------------------------------------------------

/** Documents of a real run: `files` of `kilobytes` each, every one of its own words. */
function documents(folder: string, files: number, kilobytes: number): string {
  const docs = join(folder, 'docs')
  mkdirSync(docs)
  for (let n = 0; n < files; n += 1) {
    const sentence = (i: number) =>
      `The batch scheduler ${n} is a component that assigns work unit ${i} to the worker node ${n * 7 + i} of the render farm.\n\n`
    let text = ''
    for (let i = 0; text.length < kilobytes * 1000; i += 1) text += sentence(i)
    writeFileSync(join(docs, `part-${n}.md`), text)
  }
  return docs
}

/** Longest turn of main in real runs on a library of `megabytes`: alone, beside somebody who holds the write lock, and with a huge document. */
export const largeLibraryFigures = (megabytes: number, rounds: number): Promise<Figure[]> =>
  inFolder(async (folder) => {
    const app = openApp(folder)
    const file = join(folder, 'lib.glossary')
    const prepared = await openLibrary({ file, create: true, appDataDir: join(folder, 'home'), clock: systemClock, ids: systemIds })
    const size = await fillLibrary(prepared, megabytes, 20_000)
    await prepared.close()
    const library = await app.open(file)
    await library.addFolder(documents(folder, 60, 40))
    const oneRun = async () => {
      const { id } = await library.runs.start('full')
      const end = await library.runs.ended(id)
      if (end.status !== 'completed') throw new Error(`run ${id}: ${end.status} ${end.error}`)
    }
    const alone: number[] = []
    const locked: number[] = []
    for (let n = 0; n < rounds; n += 1) {
      // Something changed, so that the run has work to do and a revision to make live.
      writeFileSync(join(folder, 'docs', 'part-0.md'), `# Round ${n}\n\nA round ${n} is a repetition of the same.\n`)
      await library.rescan()
      alone.push(longest(await turns(oneRun)))
      writeFileSync(join(folder, 'docs', 'part-1.md'), `# Turn ${n}\n\nA turn ${n} is a moment of the event loop.\n`)
      await library.rescan()
      const holder = await holdLock(file)
      locked.push(longest(await turns(oneRun)))
      holder.stop()
    }
    const huge = await hugeDocument(folder, library.rescan.bind(library), oneRun)
    await app.close()
    const goal = { goal: '≤ 50 ms', unit: 'ms', holds: (_: number, p99: number) => p99 <= 50 } as const
    const of = `longest turn of main, a run on a library of ${Math.round(size)} MB`
    return [
      { name: of, samples: alone, ...goal },
      { name: 'the same, somebody else holding the lock 300 of every 500 ms', samples: locked, ...goal },
      { name: 'the same, with a document of 20 MB', samples: [huge], ...goal },
    ]
  })

async function hugeDocument(folder: string, rescan: () => Promise<unknown>, run: () => Promise<void>): Promise<number> {
  let text = '# Huge\n\n'
  for (let i = 0; text.length < 20e6; i += 1) text += `The ledger ${i % 999} is a book that holds entry ${i} of shard ${i % 77}.\n\n`
  writeFileSync(join(folder, 'docs', 'huge.md'), text)
  await rescan()
  return longest(await turns(run))
}
