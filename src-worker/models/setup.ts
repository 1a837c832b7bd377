import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { consentMissing, isLoopback, mayContact, modelUrl } from '../../src-main/contract/model-address.ts'
import type { ModelSettings } from '../../src-main/contract/run-protocol.ts'
import { redactor } from '../../src-main/contract/text/secret-shapes.ts'
import type { RunSession } from '../session.ts'
import type { AnswerKeeper } from './answers.ts'
import { Asker } from './asker.ts'
import type { ModelClient } from './client.ts'
import { Connections } from './connections.ts'
import { ModelError } from './errors.ts'
import { Limiter } from './limiter.ts'
import { ModelLog } from './log.ts'
import { OllamaClient } from './ollama.ts'
import { OpenAiClient } from './openai.ts'
import { EndpointPool, type PoolTime } from './pool.ts'

/** A run's model, from its settings: servers, limits, kept answers. */

/** How long a run waits for servers that went away before it fails; what was answered is kept for the next one. */
const PATIENCE_MS = 5 * 60_000
const MOST_IN_FLIGHT = 64
/** Slots a server usually has: Ollama's NUM_PARALLEL is 1, llama.cpp and LM Studio have 4; cloud servers and vLLM batch more. */
const START = { ollama: 1, local: 4, remote: 8 } as const

export const systemTime: PoolTime = {
  now: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      await wait(Math.max(0, ms), undefined, { signal })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    }
  },
}

/**
 * @param connections over which the clients talk; an address without consent is told to them as refused
 * @throws AppError INVALID_INPUT for an address that is none, or that people did not agree to
 */
export function clientsOf(
  settings: ModelSettings,
  key: string | undefined,
  connections: Connections,
): { readonly client: ModelClient; readonly weight: number }[] {
  return settings.endpoints.map(({ url, weight }) => {
    const baseUrl = modelUrl(url)
    if (!mayContact(baseUrl, settings.consent)) {
      connections.refuse(baseUrl, 'consent')
      throw consentMissing(baseUrl)
    }
    const options = { baseUrl, connections, ...(key === undefined ? {} : { key }) }
    return { client: settings.engine === 'ollama' ? new OllamaClient(options) : new OpenAiClient(options), weight }
  })
}

const startOf = (settings: ModelSettings, clients: readonly { readonly client: ModelClient }[]): number => {
  const each =
    settings.engine === 'ollama' ? START.ollama : clients.every(({ client }) => isLoopback(client.baseUrl)) ? START.local : START.remote
  return Math.min(MOST_IN_FLIGHT, each * clients.length)
}

/** Answers kept in the library, over the port. */
function keeperOf(session: RunSession): AnswerKeeper {
  return {
    async get(keys) {
      const found = new Map<string, string>()
      for await (const row of session.pull({ source: 'cached-answers', keys: [...keys] })) {
        const { key, value } = row as { key?: unknown; value?: unknown }
        if (typeof key === 'string' && typeof value === 'string') found.set(key, value)
      }
      return found
    },
    async put(key, value) {
      await session.emit('generate', [{ type: 'answer', key, value }])
      await session.flush()
    },
  }
}

/** Ollama says which weights a name stands for; elsewhere the name has to do. */
async function digestOf(settings: ModelSettings, client: ModelClient, signal: AbortSignal): Promise<string> {
  if (!(client instanceof OllamaClient)) return settings.model
  const digest = await client.digest(settings.model, signal)
  if (digest !== null) return digest
  throw new ModelError('model-missing', `Ollama answers, but it has no model ${settings.model}. Get it with: ollama pull ${settings.model}`)
}

/** Takes the key out of whatever is kept or shown. */
export const redactorOf = ({ secrets }: RunSession['context']): ((text: string) => string) =>
  redactor(secrets?.modelKey === undefined ? [] : [secrets.modelKey])

export interface RunModel {
  readonly asker: Asker
  readonly limiter: Limiter
  readonly pool: EndpointPool
  readonly settings: ModelSettings
  /** Closed when the stage is over. */
  readonly connections: Connections
}

/**
 * The model of this run.
 * @param signal ends everything that is under way
 * @throws AppError for settings that can't be used; ModelError when Ollama lacks the model
 */
export async function openModel(session: RunSession, settings: ModelSettings, signal: AbortSignal): Promise<RunModel> {
  const connections = new Connections((reports) => session.connected(reports))
  try {
    return await modelOver(connections, session, settings, signal)
  } catch (error) {
    connections.close()
    throw error
  }
}

async function modelOver(connections: Connections, session: RunSession, settings: ModelSettings, signal: AbortSignal): Promise<RunModel> {
  const { context } = session
  const redact = redactorOf(context)
  const clients = clientsOf(settings, context.secrets?.modelKey, connections)
  const pool = new EndpointPool({
    endpoints: clients,
    time: systemTime,
    signal,
    patienceMs: PATIENCE_MS,
    log: (level, message) => session.log(level, redact(message)),
  })
  const fixed = settings.concurrency !== undefined
  const start = settings.concurrency ?? startOf(settings, clients)
  const limiter = new Limiter({ start, fixed, max: MOST_IN_FLIGHT, now: () => performance.now() })
  const asker = new Asker({
    pool,
    limiter,
    keeper: keeperOf(session),
    time: systemTime,
    signal,
    model: settings.model,
    digest: await digestOf(settings, clients[0]!.client, signal),
    contextTokens: settings.contextTokens,
    thinking: settings.thinking,
    attempt: context.selection?.attempt ?? 0,
    redact,
    log: context.modelLog === undefined ? null : new ModelLog(context.modelLog, redact, (message) => session.log('warn', message)),
    nonce: createHash('sha256').update(`nonce ${context.token}`).digest('hex').slice(0, 12),
  })
  return { asker, limiter, pool, settings, connections }
}
