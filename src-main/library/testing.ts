import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConceptItem, DefinitionItem, ResultItem, Variant, VariantRule } from '../contract/results.ts'
import type { RunRow, Stage } from '../contract/run.ts'
import { foldKey, hasCjk } from '../contract/text/fold.ts'
import type { Clock, Ids } from '../runs/ports.ts'
import type { LibraryStore } from '../store/api.ts'
import { openLibrary } from '../store/open.ts'
import type { ScanFolder } from './documents.ts'
import { Library } from './library.ts'

/** What the tests of the use-cases share: a library on a real store, and runs simulated by staging their results through it. */

export interface TestLibrary {
  readonly folder: string
  readonly library: Library
  readonly store: LibraryStore
  /** Closes and opens again, as a restart of the app does. */
  reopen(): Promise<void>
  dispose(): Promise<void>
}

/** Time that only moves when told to; timers run on the real clock. */
export function testClock(): Clock & { advance(ms: number): void } {
  let now = Date.UTC(2026, 0, 2, 3, 4, 5)
  return {
    wall: () => now,
    monotonic: () => now,
    after(ms, callback) {
      const timer = setTimeout(callback, ms)
      return { cancel: () => clearTimeout(timer) }
    },
    advance: (ms) => {
      now += ms
    },
  }
}

export function testIds(): Ids {
  let count = 0
  return { token: () => (++count).toString(16).padStart(64, '0') }
}

const scanNothing: ScanFolder = () => Promise.reject(new Error('this test scans nothing'))

/** @param scan the folder walk of this test */
export async function openTestLibrary(clock = testClock(), scan: ScanFolder = scanNothing): Promise<TestLibrary> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gg-library-')))
  mkdirSync(join(folder, 'home'))
  const ids = testIds()
  const open = () => openLibrary({ file: join(folder, 'test.glossary'), create: true, appDataDir: join(folder, 'home'), clock, ids })
  let store = await open()
  let library = new Library({ store, runs: null, scan, clock, ids })
  return {
    folder,
    get library() {
      return library
    },
    get store() {
      return store
    },
    async reopen() {
      await library.close()
      store = await open()
      library = new Library({ store, runs: null, scan, clock, ids })
    },
    async dispose() {
      await library.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const languageOf = (surface: string): 'en' | 'ja' => (hasCjk(surface) ? 'ja' : 'en')

/** A concept as a worker would find it: the headword and its other forms. */
export function conceptItem(surfaces: readonly string[], rank: number, over: Partial<ConceptItem> = {}): ConceptItem {
  const headword = surfaces[0]!
  const variants = surfaces.map((surface, index): Variant => {
    const rule: VariantRule = index === 0 ? 'headword' : 'spelling'
    return { surface, key: foldKey(surface), rule, count: 3 }
  })
  return {
    type: 'concept',
    language: languageOf(headword),
    headword,
    key: foldKey(headword),
    sense: 0,
    category: 'term',
    variants,
    frequency: 3 * surfaces.length,
    documents: 2,
    glossaryRank: rank,
    termhoodRank: rank,
    glossaryScore: 1 / rank,
    termhoodScore: 1 / rank,
    accepted: true,
    features: {},
    related: [],
    fromGlossary: false,
    ...over,
  }
}

export const definitionItem = (headword: string, text: string): DefinitionItem => ({
  type: 'definition',
  concept: { language: languageOf(headword), key: foldKey(headword), sense: 0 },
  ordinal: 0,
  kind: 'quoted',
  text,
  sources: [],
  score: 1,
  state: 'ok',
})

/** A run by the book: inserted, running, staged, then completed or left unfinished. */
export async function simulateRun(
  store: LibraryStore,
  staged: Partial<Record<Stage, readonly ResultItem[]>>,
  outcome: 'completed' | 'cancelled' = 'completed',
): Promise<RunRow> {
  const inserted = await store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })
  if (!inserted.ok) throw new Error(`run ${inserted.activeId} is still active`)
  const runId = inserted.run.id
  await store.runs.transition({ runId, from: ['pending'], to: 'running' })
  const stages = Object.entries(staged) as [Stage, readonly ResultItem[]][]
  for (const [stage, items] of stages) await store.runs.stage(runId, stage, items)
  if (outcome === 'completed') {
    const results = stages.map(([stage, items]) => ({
      stage,
      result: 'staged' as const,
      inputDigest: `digest-${runId}`,
      items: items.length,
    }))
    const done = await store.runs.complete({ runId, lastSeq: 0, durationMs: 1, stages: results, counts: '{}' })
    if (done !== 'updated') throw new Error(`completing answered ${done}`)
  } else {
    await store.runs.transition({ runId, from: ['running'], to: 'cancelling' })
    await store.runs.transition({ runId, from: ['cancelling'], to: 'cancelled', fields: { durationMs: 1 } })
  }
  return (await store.runs.getRun(runId))!
}
