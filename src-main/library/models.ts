import { existsSync, readFileSync } from 'node:fs'
import { AppError } from '../contract/errors.ts'
import { consentMissing, mayContact, modelUrl } from '../contract/model-address.ts'
import {
  type ModelAnswer,
  type ModelKeyState,
  type ModelQuestion,
  type ModelSample,
  type ModelTried,
  modelAnswerSchema,
  modelNewsSchema,
  type RecommendedModels,
  recommendedModelsSchema,
} from '../contract/models-api.ts'
import type { NetworkSource } from '../contract/network.ts'
import type { ModelSettings } from '../contract/run-protocol.ts'
import type { Ids, WorkerHost } from '../runs/ports.ts'
import type { Library } from './library.ts'
import type { ModelKeys } from './model-keys.ts'
import type { NetworkLog } from './network-log.ts'
import recommended from './recommended-models.json' with { type: 'json' }

/** Looking for models and trying them. Main itself never talks to a model: a process of the worker's side does, one per question. */

/** Ollama, llama.cpp, LM Studio. */
export const USUAL_PORTS = '11434,8080,1234'
const HEAP_MB = 512
/** A test may have to load a model first. */
const LONGEST_MS = 11 * 60_000

export interface ModelDeskOptions {
  /** Launches processes that run src-worker/models/discover-main.ts. */
  readonly host: WorkerHost
  readonly ids: Ids
  readonly keys: ModelKeys
  /** Told of every connection, and of those not allowed. */
  readonly network: NetworkLog
  /** Ports of this computer to look at, with commas; empty = none. */
  readonly ports?: string
  /** A list of recommended models of people's own, shown instead of the one that ships; null or no such file = none. */
  readonly ownList?: string | null
}

export interface ModelDesk {
  /** Servers and their models at these addresses, or at the usual ports of this computer. @throws AppError INVALID_INPUT without consent */
  find(urls?: readonly string[], consent?: readonly string[]): Promise<ModelAnswer>
  /** Asks a model for the definition of one real term, and measures. @throws AppError INVALID_INPUT without consent */
  test(settings: ModelSettings, library: Library | null): Promise<ModelTried>
  /** The editable list of models worth trying: people's own, else the one that ships. @throws AppError INVALID_INPUT when theirs can't be read */
  recommended(): RecommendedModels
  keyState(): Promise<ModelKeyState>
  /** @throws AppError UNAVAILABLE where no key can be kept safely */
  setKey(key: string | null): Promise<void>
}

export function createModelDesk(options: ModelDeskOptions): ModelDesk {
  const { keys, network, ports = USUAL_PORTS, ownList = null } = options
  const ask = async (question: Omit<ModelQuestion, 'key'>): Promise<ModelAnswer> => {
    const key = await keys.read()
    return askProcess(options, { ...question, ...(key === null ? {} : { key }) })
  }
  const allowed = (source: NetworkSource, url: string, consent: readonly string[]): void => {
    const parsed = modelUrl(url)
    if (mayContact(parsed, consent)) return
    network.refused(source, parsed, 'consent')
    throw consentMissing(parsed)
  }
  return {
    find: async (urls, consent = []) => {
      if (urls === undefined) return ports === '' ? NOBODY : ask({ urls: loopback(ports), test: null })
      for (const url of urls) allowed({ kind: 'probe' }, url, consent)
      return ask({ urls: [...urls], test: null })
    },
    test: async ({ endpoints, consent, model, contextTokens }, library) => {
      for (const { url } of endpoints) allowed({ kind: 'test' }, url, consent)
      const sample = library === null ? null : await sampleOf(library)
      const answer = await ask({ urls: endpoints.map(({ url }) => url), test: { model, contextTokens, sample } })
      return { ...answer, estimate: answer.test === null || library === null ? null : await estimateFor(library, answer.test.ms) }
    },
    recommended: () => recommendedFrom(ownList),
    keyState: () => keys.state(),
    setKey: (key) => keys.store(key),
  }
}

/** Name of people's own list in the data folder. */
export const OWN_LIST = 'recommended-models.json'

function recommendedFrom(file: string | null): RecommendedModels {
  if (file === null || !existsSync(file)) return recommendedModelsSchema.parse(recommended)
  try {
    return recommendedModelsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new AppError(
      'INVALID_INPUT',
      `The list of models in ${OWN_LIST} of the data folder can't be read. Write it as docs/models.md shows, or remove the file.`,
    )
  }
}

/** No port to look at. */
const NOBODY: ModelAnswer = { servers: [], problems: [], test: null }

const loopback = (ports: string): string[] => ports.split(',').flatMap((port) => [`http://127.0.0.1:${port}`, `http://[::1]:${port}`])

/** One question to a process of its own; the key travels over its port, never on a command line. */
async function askProcess({ host, ids, network }: ModelDeskOptions, question: ModelQuestion): Promise<ModelAnswer> {
  const child = host.launch({ serviceName: `models-${ids.token().slice(0, 8)}`, maxOldSpaceMb: HEAP_MB })
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const feed = network.feed({ kind: question.test === null ? 'probe' : 'test' })
  child.link.onMessage((message) => {
    const news = modelNewsSchema.safeParse(message)
    if (news.success) feed.reported(news.data.connections)
    else resolve(message)
  })
  child.onExit(() => feed.ended())
  child.onExit(() => reject(new AppError('UNAVAILABLE', 'Looking for models failed: its process ended early. Try it again.')))
  const late = setTimeout(() => reject(new AppError('UNAVAILABLE', 'The model server did not answer in time. Try it again.')), LONGEST_MS)
  promise.catch(() => undefined)
  child.link.post(question)
  try {
    return modelAnswerSchema.parse(await promise)
  } finally {
    clearTimeout(late)
    child.link.close()
    child.kill('SIGTERM')
  }
}

const LOOKED_AT = 50
const PASSAGES = 6

/** The best term of the library with a sentence that defines it, and what the documents say of it; null when there is none yet. */
export async function sampleOf(library: Pick<Library, 'allTerms'>): Promise<ModelSample | null> {
  for await (const term of library.allTerms({ view: 'glossary', sort: 'rank', preview: false }, LOOKED_AT)) {
    // The cleaned text, not the quote: a quote has the markup of its file in it.
    const quoted = term.definitions.filter(({ kind }) => kind === 'quoted')
    if (quoted.length === 0) continue
    const passages = quoted.map(({ text, sources }) => ({ from: sources[0]?.path ?? 'document', text }))
    const surfaces = term.variants.map(({ surface }) => surface)
    const language = term.language === 'en' || term.language === 'ja' ? term.language : 'other'
    return { language, headword: term.headword, surfaces: [term.headword, ...surfaces], passages: passages.slice(0, PASSAGES) }
  }
  return null
}

/** Candidates judged together, and entries reviewed together. */
const JUDGED = 16
const REVIEWED = 10

/** What a run of everything asks, one question after the other; more at once are faster. */
async function estimateFor(library: Pick<Library, 'terms' | 'settings'>, ms: number): Promise<NonNullable<ModelTried['estimate']>> {
  const { total } = await library.terms({ view: 'glossary', limit: 1 })
  const { definitionLimit } = await library.settings()
  const terms = definitionLimit > 0 ? Math.min(total, definitionLimit) : total
  const questions = terms + Math.ceil(terms / JUDGED) + Math.ceil(terms / REVIEWED)
  return { questions, ms: Math.round(questions * ms) }
}
