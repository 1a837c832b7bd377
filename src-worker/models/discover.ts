import { modelUrl } from '../../src-main/contract/model-address.ts'
import type { ModelAnswer, ModelQuestion, ModelSample, ModelTest } from '../../src-main/contract/models-api.ts'
import { engineFor } from '../language/engines.ts'
import type { ModelClient, ModelInfo } from './client.ts'
import { Connections, type TellConnections } from './connections.ts'
import { type DefineInput, defineQuestion } from './define-prompt.ts'
import { ModelError } from './errors.ts'
import { problemsOf } from './grounding/check.ts'
import { parseAnswer } from './json-answer.ts'
import { OllamaClient } from './ollama.ts'
import { OpenAiClient } from './openai.ts'
import { layout, withNonce } from './prompt.ts'
import { estimateTokens } from './tokens.ts'

/** Which servers answer, which models they have, and how one of them does with a real term. Asks only the addresses it is given. */

interface Server {
  readonly url: string
  readonly client: ModelClient
  readonly models: readonly ModelInfo[]
}
type Looked = { readonly server: Server } | { readonly url: string; readonly message: string }

const PROBE_MS = 4000
const TEST_MS = 10 * 60_000

/** Ollama answers its own API; everything else is taken for an OpenAI-compatible server. */
async function look(url: string, key: string | undefined, connections: Connections): Promise<Looked> {
  try {
    const options = { baseUrl: modelUrl(url), connections, ...(key === undefined ? {} : { key }) }
    const signal = AbortSignal.timeout(PROBE_MS)
    const ollama = new OllamaClient(options)
    const isOllama = await ollama.ping(signal).then(
      () => true,
      () => false,
    )
    const client = isOllama ? ollama : new OpenAiClient(options)
    return { server: { url, client, models: await client.models(signal) } }
  } catch (error) {
    return { url, message: sentenceOf(error, url) }
  }
}

const sentenceOf = (error: unknown, url: string): string =>
  error instanceof DOMException && error.name === 'TimeoutError'
    ? `${url} did not answer within ${PROBE_MS / 1000} s. Is the server busy or is it another program?`
    : error instanceof Error
      ? error.message
      : String(error)

/** What is asked where no library is open. */
const LIGHTHOUSE: ModelSample = {
  language: 'en',
  headword: 'lighthouse',
  surfaces: ['lighthouse'],
  passages: [
    {
      from: 'sample',
      text: 'A lighthouse is a tower with a bright lamp that guides ships at night. The keeper of a lighthouse cleans the lamp every morning.',
    },
  ],
}

/** One real question, as a run asks it. @throws ModelError */
async function measure({ url, client }: Server, model: string, contextTokens: number, sample: ModelSample): Promise<ModelTest> {
  const { language, headword, surfaces } = sample
  const own = sample.passages.map(({ from, text }, index) => ({ id: `p${index + 1}`, from, text }))
  const input: DefineInput = { language, headword, surfaces, shared: [], own, pointed: [] }
  const { prompt, schema, maxTokens, answer } = defineQuestion(input)
  const messages = withNonce(layout(prompt, answer), 'sample')
  const promptTokens = messages.reduce((sum, { content }) => sum + estimateTokens(content), 0)
  const got = await client.chat(
    { model, messages, answer, maxTokens, contextTokens, thinking: 'off', seed: 7, temperature: 0, promptTokens },
    { signal: AbortSignal.timeout(TEST_MS) },
  )
  const { sentences } = parseAnswer(schema, got.text)
  const subject = { headword, surfaces, language }
  const passages = new Map(own.map(({ id, text }) => [id, { text, heading: '' }]))
  const engine = await engineFor(language)
  const seconds = Math.max(0.001, (got.totalMs - got.firstTokenMs) / 1000)
  return {
    model,
    url,
    term: headword,
    ms: got.totalMs,
    firstTokenMs: got.firstTokenMs,
    tokensPerSecond: got.usage.outputTokens / seconds,
    supported:
      sentences.length > 0 &&
      sentences.every((sentence, index) => problemsOf(sentence, passages, subject, index === 0, engine).length === 0),
    text: sentences.map(({ text }) => text).join(language === 'ja' ? '' : ' '),
  }
}

/**
 * The answer to a question; never throws for what a server does.
 * @param tell of every connection it takes
 */
export async function discover(question: ModelQuestion, tell: TellConnections): Promise<ModelAnswer> {
  const connections = new Connections(tell)
  try {
    return await answerTo(question, connections)
  } finally {
    connections.close()
  }
}

async function answerTo({ urls, key, test }: ModelQuestion, connections: Connections): Promise<ModelAnswer> {
  const looked = await Promise.all(urls.map((url) => look(url, key, connections)))
  const servers = looked.flatMap((one) => ('server' in one ? [one.server] : []))
  const problems = looked.flatMap((one) => ('server' in one ? [] : [one]))
  const found: ModelAnswer = {
    servers: servers.map(({ url, client, models }) => ({
      url,
      engine: client.engine,
      models: models.map((one) => ({ ...one, capabilities: [...one.capabilities] })),
    })),
    problems,
    test: null,
  }
  const server = test === null ? undefined : (servers.find(({ models }) => models.some(({ name }) => name === test.model)) ?? servers[0])
  if (test === null || server === undefined) return found
  try {
    return { ...found, test: await measure(server, test.model, test.contextTokens, test.sample ?? LIGHTHOUSE) }
  } catch (error) {
    const message = error instanceof ModelError || error instanceof Error ? error.message : String(error)
    return { ...found, problems: [...problems, { url: server.url, message }] }
  }
}
