import { z } from 'zod'
import { modelUrl } from '../../src-main/contract/model-address.ts'
import type { ModelClient, ModelInfo } from './client.ts'
import { type DefineInput, defineQuestion } from './define-prompt.ts'
import { problemsOf } from './grounding/check.ts'
import { parseAnswer } from './json-answer.ts'
import { OllamaClient } from './ollama.ts'
import { OpenAiClient } from './openai.ts'
import { layout, withNonce } from './prompt.ts'

/**
 * The program behind the terminal's `models`: a question as JSON on standard input, the answer as JSON on standard output. It asks only
 * the addresses it is given; whether they may be asked was decided before.
 */
const questionSchema = z.object({ urls: z.array(z.string()), key: z.string().optional(), test: z.string().nullable() })

interface Server {
  readonly url: string
  readonly client: ModelClient
  readonly models: readonly ModelInfo[]
}
type Looked = { readonly server: Server } | { readonly url: string; readonly message: string }

const PROBE_MS = 4000

/** Ollama answers its own API; everything else is taken for an OpenAI-compatible server. */
async function look(url: string, key: string | undefined): Promise<Looked> {
  const options = { baseUrl: modelUrl(url), ...(key === undefined ? {} : { key }) }
  const signal = AbortSignal.timeout(PROBE_MS)
  const ollama = new OllamaClient(options)
  try {
    await ollama.ping(signal)
    return { server: { url, client: ollama, models: await ollama.models(signal) } }
  } catch (first) {
    try {
      const client = new OpenAiClient(options)
      return { server: { url, client, models: await client.models(signal) } }
    } catch (error) {
      // The second answer says more, unless nothing answered at all.
      const said = error instanceof Error ? error : first
      return { url, message: said instanceof Error ? said.message : String(said) }
    }
  }
}

const SAMPLE =
  'A lighthouse is a tower with a bright lamp that guides ships at night. The keeper of a lighthouse cleans the lamp every morning.'

/** One real question, as a run asks it. */
async function measure({ url, client }: Server, model: string) {
  const input: DefineInput = {
    language: 'en',
    headword: 'lighthouse',
    surfaces: ['lighthouse'],
    shared: [],
    own: [{ id: 'p1', from: 'sample', text: SAMPLE }],
    pointed: [],
  }
  const question = defineQuestion(input)
  const messages = withNonce(layout(question.prompt, question.answer), 'sample')
  const { maxTokens, answer } = question
  const got = await client.chat(
    { model, messages, answer, maxTokens, contextTokens: 8192, thinking: 'off', seed: 7, temperature: 0, promptTokens: 600 },
    { signal: AbortSignal.timeout(10 * 60_000) },
  )
  const { sentences } = parseAnswer(question.schema, got.text)
  const subject = { headword: 'lighthouse', surfaces: ['lighthouse'], language: 'en' as const }
  const passages = new Map([['p1', { text: SAMPLE, heading: '' }]])
  const seconds = Math.max(0.001, (got.totalMs - got.firstTokenMs) / 1000)
  return {
    model,
    url,
    ms: got.totalMs,
    firstTokenMs: got.firstTokenMs,
    tokensPerSecond: got.usage.outputTokens / seconds,
    supported:
      sentences.length > 0 && sentences.every((sentence, index) => problemsOf(sentence, passages, subject, index === 0).length === 0),
    text: sentences.map(({ text }) => text).join(' '),
  }
}

let input = ''
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk
const { urls, key, test } = questionSchema.parse(JSON.parse(input))
const looked = await Promise.all(urls.map((url) => look(url, key)))
const servers = looked.flatMap((one) => ('server' in one ? [one.server] : []))
const problems = looked.flatMap((one) => ('server' in one ? [] : [one]))
const tested = test === null ? undefined : (servers.find(({ models }) => models.some(({ name }) => name === test)) ?? servers[0])
let result: Awaited<ReturnType<typeof measure>> | null = null
if (tested !== undefined && test !== null) {
  try {
    result = await measure(tested, test)
  } catch (error) {
    problems.push({ url: tested.url, message: error instanceof Error ? error.message : String(error) })
  }
}
const list = servers.map(({ url, client, models }) => ({ url, engine: client.engine, models }))
process.stdout.write(JSON.stringify({ servers: list, problems, test: result }))
