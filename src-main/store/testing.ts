import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ParsedDocument } from '../contract/blocks.ts'
import type { ConceptItem, DefinitionItem, ProblemItem, VariantRule } from '../contract/results.ts'
import type { Stage } from '../contract/run.ts'
import type { StageResult } from '../contract/run-protocol.ts'
import { foldKey } from '../contract/text/fold.ts'
import { ENGINE_VERSION, PARSER_VERSION } from '../contract/version.ts'
import type { Clock, Ids } from '../runs/ports.ts'
import type { LibraryStore, OpenOptions } from './api.ts'
import { openLibrary } from './open.ts'

/** Fixtures of the store's tests: real files in a temporary folder, real time, made-up items. */

export const systemClock: Clock = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return { cancel: () => clearTimeout(timer) }
  },
}

export function countingIds(): Ids {
  let n = 0
  return {
    token: () => {
      n++
      return `${process.pid.toString(16)}${n.toString(16)}`.padStart(32, '0')
    },
  }
}

export interface Bench {
  readonly folder: string
  readonly file: string
  readonly home: string
  open(options?: Partial<OpenOptions>): Promise<LibraryStore>
  /** Closes what is open and removes the folder. */
  end(): Promise<void>
}

const ids = countingIds()

export function bench(): Bench {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'genglossary-store-')))
  const home = join(folder, 'home')
  mkdirSync(home)
  const opened: LibraryStore[] = []
  const file = join(folder, 'test.glossary')
  return {
    folder,
    file,
    home,
    open: async (options = {}) => {
      const store = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids, ...options })
      opened.push(store)
      return store
    },
    end: async () => {
      for (const store of opened) await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A concept item; `variants` are further spellings, `rank` its place in both rankings. */
export function concept(headword: string, rank: number, variants: readonly string[] = [], more: Partial<ConceptItem> = {}): ConceptItem {
  const language = /^[ -~]*$/u.test(headword) ? 'en' : 'ja'
  const all = [headword, ...variants].map((surface, index) => ({
    surface,
    key: foldKey(surface),
    rule: (index === 0 ? 'headword' : 'spelling') as VariantRule,
    count: 10 - Math.min(index, 9),
  }))
  return {
    type: 'concept',
    language,
    headword,
    key: foldKey(headword),
    sense: 0,
    category: 'term',
    variants: all,
    frequency: all.reduce((sum, variant) => sum + variant.count, 0),
    documents: 2,
    glossaryRank: rank,
    termhoodRank: rank,
    glossaryScore: 1 / rank,
    termhoodScore: 1 / rank,
    accepted: true,
    features: { cValue: [2, 0.5, 0.25] },
    related: [],
    fromGlossary: false,
    ...more,
  }
}

export const definition = (headword: string, text: string, more: Partial<DefinitionItem> = {}): DefinitionItem => ({
  type: 'definition',
  concept: { language: /^[ -~]*$/u.test(headword) ? 'en' : 'ja', key: foldKey(headword), sense: 0 },
  ordinal: 0,
  kind: 'quoted',
  text,
  sources: [],
  score: 1,
  state: 'ok',
  ...more,
})

export const problem = (headwords: readonly string[], more: Partial<ProblemItem> = {}): ProblemItem => ({
  type: 'problem',
  kind: 'missing-definition',
  severity: 'warning',
  concepts: headwords.map((headword) => ({ language: 'en', key: foldKey(headword), sense: 0 })),
  message: `No definition: ${headwords.join(', ')}.`,
  evidence: [],
  action: 'edit-definition',
  ...more,
})

/** A document of paragraphs, one a line. */
export function parsed(contentHash: string, lines: readonly string[]): ParsedDocument {
  let start = 0
  const blocks = lines.map((text, index) => {
    const block = {
      kind: 'paragraph' as const,
      text,
      map: [0, text.length, start, text.length],
      start,
      end: start + text.length,
      line: index + 1,
    }
    start += text.length + 1
    return block
  })
  return {
    contentHash,
    parserVersion: PARSER_VERSION,
    encoding: 'utf-8',
    language: 'en',
    tag: 'en',
    decoded: `${lines.join('\n')}\n`,
    blocks,
    warnings: [],
  }
}

export const analysis = (contentHash: string, surface: string, positions: readonly number[]) => ({
  type: 'analysis' as const,
  contentHash,
  engineVersion: ENGINE_VERSION,
  payload: JSON.stringify({ tokens: surface }),
  occurrences: [{ language: 'en' as const, key: foldKey(surface), surface, positions: [...positions] }],
})

export const staged = (stage: Stage, inputDigest = `digest of ${stage}`, items = 1): StageResult => ({
  stage,
  result: 'staged',
  inputDigest,
  items,
})

/** Starts a run of scope full and brings it to `running`. Gives its id. */
export async function startRun(store: LibraryStore): Promise<number> {
  const result = await store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })
  if (!result.ok) throw new Error(`Run ${result.activeId} is active.`)
  const { id } = result.run
  await store.runs.transition({ runId: id, from: ['pending'], to: 'running', fields: { workerPid: 1, workerStart: '1' } })
  return id
}

/** Completes a run with these stages. */
export const finishRun = (store: LibraryStore, runId: number, stages: readonly StageResult[]) =>
  store.runs.complete({ runId, lastSeq: 0, durationMs: 5, stages, counts: '{"terms":1}' })

/** A whole run that finds these concepts. */
export async function runWith(
  store: LibraryStore,
  concepts: readonly ConceptItem[],
  definitions: readonly DefinitionItem[] = [],
): Promise<number> {
  const runId = await startRun(store)
  await store.runs.stage(runId, 'extract', concepts)
  if (definitions.length > 0) await store.runs.stage(runId, 'generate', definitions)
  const stages = [staged('extract'), ...(definitions.length > 0 ? [staged('generate')] : [])]
  const result = await finishRun(store, runId, stages)
  if (result !== 'updated') throw new Error(result)
  return runId
}

/** The id of the concept with this surface. */
export async function idOf(store: LibraryStore, surface: string): Promise<number> {
  const [id] = await store.terms.find([surface])
  if (id === null || id === undefined) throw new Error(`No concept for ${surface}.`)
  return id
}

/** Longest gap between two turns of this event loop while `work` goes on, milliseconds. */
export async function longestGap(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(look, 1)
  await work()
  look()
  clearInterval(timer)
  return longest
}

/**
 * How long `work` blocks this event loop at the most, milliseconds, beyond what the machine does to an idle process at the same time; the
 * smallest of three tries. A busy machine holds every process up now and then; a call that waits on a lock does so every time.
 */
export async function longestBlock(work: (attempt: number) => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 3; attempt++) {
    const idle = await longestGap(() => new Promise((resolve) => setTimeout(resolve, 200)))
    const busy = await longestGap(() => work(attempt))
    best = Math.min(best, Math.max(0, busy - idle))
  }
  return best
}
