import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { modelUrl } from '../../src-main/contract/model-address.ts'
import type { ChatAnswer, ChatRequest, ModelClient, TimeLimits } from '../../src-worker/models/client.ts'
import { Connections } from '../../src-worker/models/connections.ts'
import { ModelError, type ModelErrorKind } from '../../src-worker/models/errors.ts'
import { OllamaClient } from '../../src-worker/models/ollama.ts'
import { OpenAiClient, schemaFor } from '../../src-worker/models/openai.ts'
import { FakeServer } from './fake-server.ts'

/** One suite for both wire formats, over real sockets: every fault of research models.md §2.4 and §4. */

const TEXT = '{"evidence":["p1"],"sentences":[{"text":"量子ビットは情報の最小単位である。🍵","ids":["p1"]}]}'
const QUICK: TimeLimits = { firstTokenMs: 200, idleMs: 200, totalMs: 5000 }

let server: FakeServer
beforeEach(async () => {
  server = await FakeServer.start({ answer: () => TEXT })
})
afterEach(() => server.stop())

const request = (model = 'fake', over: Partial<ChatRequest> = {}): ChatRequest => ({
  model,
  messages: [
    { role: 'system', content: 'rules' },
    { role: 'user', content: 'passages' },
    { role: 'assistant', content: 'ok' },
    { role: 'user', content: 'term' },
  ],
  answer: { name: 'definition', schema: { type: 'object', properties: {}, required: [], additionalProperties: false } },
  maxTokens: 500,
  contextTokens: 8192,
  thinking: 'off',
  seed: 7,
  temperature: 0,
  promptTokens: 100,
  ...over,
})

async function failure(work: Promise<unknown>): Promise<ModelError> {
  try {
    await work
  } catch (error) {
    if (error instanceof ModelError) return error
    throw error
  }
  throw new Error('it was answered')
}

const until = async (done: () => boolean): Promise<void> => {
  await expect.poll(done, { interval: 5 }).toBe(true)
}

const CLIENTS: readonly (readonly [string, (limits?: Partial<TimeLimits>, key?: string) => ModelClient])[] = [
  [
    'ollama',
    (limits, key) =>
      new OllamaClient({
        connections: new Connections(),
        baseUrl: modelUrl(server.url),
        ...(limits ? { limits } : {}),
        ...(key ? { key } : {}),
      }),
  ],
  [
    'openai',
    (limits, key) =>
      new OpenAiClient({
        connections: new Connections(),
        baseUrl: modelUrl(`${server.url}/v1`),
        ...(limits ? { limits } : {}),
        ...(key ? { key } : {}),
      }),
  ],
]

const FAULTS: readonly (readonly [string, ModelErrorKind, string])[] = [
  ['rate-limit-0', 'rate-limited', 'later'],
  ['rate-limit-1', 'rate-limited', 'later'],
  ['busy', 'overloaded', 'later'],
  ['loading', 'loading', 'later'],
  ['bad-request', 'bad-request', 'never'],
  ['unauthorised', 'unauthorised', 'never'],
  ['missing', 'model-missing', 'never'],
  ['context', 'context-too-long', 'never'],
  ['error-500', 'server', 'again'],
  ['html', 'server', 'again'],
  ['redirect', 'redirect', 'never'],
  ['reset', 'cut', 'again'],
  ['silent', 'first-token-timeout', 'again'],
  ['cut', 'cut', 'again'],
  ['no-finish', 'no-finish', 'again'],
  ['stall', 'idle-timeout', 'again'],
  ['malformed', 'malformed', 'again'],
  ['error-event', 'stream-error', 'again'],
  ['length', 'truncated', 'longer'],
  ['filter', 'filtered', 'never'],
  ['empty', 'empty', 'again'],
]

describe.each(CLIENTS)('%s', (engine, client) => {
  const chat = (model?: string, limits?: Partial<TimeLimits>, signal = new AbortController().signal): Promise<ChatAnswer> =>
    client(limits).chat(request(model), { signal })

  it('puts an answer together and counts its tokens', async () => {
    const pieces: string[] = []
    const answer = await client().chat(request(), { signal: new AbortController().signal, onText: (text) => pieces.push(text) })
    expect(answer.text).toBe(TEXT)
    expect(pieces.join('')).toBe(TEXT)
    expect(answer.usage.outputTokens).toBe(Math.ceil([...TEXT].length / 4))
    expect(answer.usage.promptTokens).toBeGreaterThan(0)
    expect(answer.usage.cachedTokens).toBe(engine === 'ollama' ? null : 0)
    expect(answer.totalMs).toBeGreaterThanOrEqual(answer.firstTokenMs)
  })

  it.each(['bytes', 'crlf', 'thinking', 'kept-open'])('is not disturbed by: %s', async (name) => {
    expect((await chat(`fault:${name}`)).text).toBe(TEXT)
  })

  it.each(FAULTS)('%s becomes %s, to be tried: %s', async (name, kind, retry) => {
    const error = await failure(chat(`fault:${name}`, QUICK))
    expect([error.kind, error.retry]).toEqual([kind, retry])
    expect(error.message).toMatch(/^[A-Z].*\.$|ollama pull/u)
    expect(error.message).not.toMatch(/sk-secret|<html/u)
    await until(() => server.inFlight === 0)
  })

  it('passes on how long a server asks to wait', async () => {
    expect((await failure(chat('fault:rate-limit-0'))).retryAfterMs).toBe(0)
    expect((await failure(chat('fault:rate-limit-1'))).retryAfterMs).toBe(1000)
  })

  it('says that nothing answers', async () => {
    const { port } = server
    await server.stop()
    const error = await failure(chat())
    expect(error.kind).toBe('unreachable')
    expect(error.message).toContain(`127.0.0.1:${port}`)
    server = await FakeServer.start()
  })

  it('a limit on the whole answer holds although pieces keep coming', async () => {
    await server.stop()
    server = await FakeServer.start({ answer: () => TEXT.repeat(20), decodeMsPerToken: 10 })
    expect((await failure(chat('fake', { totalMs: 150 }))).kind).toBe('total-timeout')
  })

  // How soon, with 64 requests in flight: `npm run bench:models`.
  it.each(['silent', 'stall'])('an abort closes the socket of a server that would keep it open: %s', async (name) => {
    const abort = new AbortController()
    const asked = chat(`fault:${name}`, {}, abort.signal)
    await until(() => server.inFlight === 1)
    await new Promise((next) => setTimeout(next, 30))
    abort.abort(new Error('cancelled by me'))
    await expect(asked).rejects.toThrow('cancelled by me')
    await until(() => server.chats[0]!.outcome === 'closed')
  })

  it('an abort that came before asks nothing', async () => {
    await expect(chat('fake', {}, AbortSignal.abort(new Error('before')))).rejects.toThrow('before')
    expect(server.chats).toHaveLength(0)
  })

  it('an abort in the last piece is not taken for an answer', async () => {
    const abort = new AbortController()
    const asked = client().chat(request(), { signal: abort.signal, onText: () => abort.abort(new Error('now')) })
    await expect(asked).rejects.toThrow('now')
  })

  it('sends key and messages as they are, and uses a connection again', async () => {
    const one = client({}, 'a-secret-key')
    for (let i = 0; i < 3; i++) await one.chat(request(), { signal: new AbortController().signal })
    const [asked] = server.chats
    expect(asked!.headers.authorization).toBe('Bearer a-secret-key')
    expect(asked!.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(asked!.body.stream).toBe(true)
    expect(server.sockets).toBeLessThanOrEqual(1)
  })

  it('lists models with size and context', async () => {
    const models = await client().models(new AbortController().signal)
    expect(models[0]).toMatchObject({ name: 'fake', sizeBytes: 4_700_000_000, parameters: expect.stringContaining('8') })
    expect(models[0]!.contextTokens).toBeGreaterThan(4000)
  })
})

it('Ollama is told the context, and never to cut or to think', async () => {
  await CLIENTS[0]![1]().chat(request(), { signal: new AbortController().signal })
  expect(server.chats[0]!.path).toBe('/api/chat')
  expect(server.chats[0]!.body).toMatchObject({
    truncate: false,
    think: false,
    keep_alive: '10m',
    format: { additionalProperties: false },
    options: { num_ctx: 8192, num_predict: 500, temperature: 0, seed: 7 },
  })
})

it('an OpenAI-compatible server gets the schema, strict, and is asked for usage', async () => {
  await CLIENTS[1]![1]().chat(request(), { signal: new AbortController().signal })
  expect(server.chats[0]!.path).toBe('/v1/chat/completions')
  expect(server.chats[0]!.body).toMatchObject({
    stream_options: { include_usage: true },
    max_tokens: 500,
    temperature: 0,
    response_format: { type: 'json_schema', json_schema: { name: 'definition', strict: true, schema: { type: 'object' } } },
  })
})

describe('an answer held to the ids that were shown', () => {
  const narrowed = { type: 'object', properties: { id: { enum: ['p1', 'p2'] } }, required: ['id'], additionalProperties: false }
  const answer = {
    name: 'definition',
    schema: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false },
  }

  it('goes to the decoder of a server on this computer, and the messages stay as they are', async () => {
    for (const [, make] of CLIENTS) {
      await make().chat(request('fake', { answer, narrowed }), { signal: new AbortController().signal })
      await make().chat(request('fake', { answer }), { signal: new AbortController().signal })
    }
    const [ollama, , openai] = server.chats
    expect(ollama!.body.format).toEqual(narrowed)
    expect(openai!.body).toMatchObject({ response_format: { json_schema: { schema: narrowed } } })
    expect(new Set(server.chats.map(({ messages }) => JSON.stringify(messages))).size).toBe(1)
  })

  it('elsewhere every question has the same schema: it may stand before the first message', () => {
    expect(schemaFor(modelUrl('https://api.example.com/v1'), { answer, narrowed })).toBe(answer.schema)
    expect(schemaFor(modelUrl('127.0.0.1:8080'), { answer, narrowed })).toBe(narrowed)
  })
})

it('localhost is this computer', async () => {
  const client = new OpenAiClient({ connections: new Connections(), baseUrl: modelUrl(`localhost:${server.port}`) })
  expect((await client.chat(request(), { signal: new AbortController().signal })).text).toBe(TEXT)
})

describe('beside openai@6, an independent reader of the same bytes', () => {
  const oracle = async (model: string): Promise<string> => {
    const { default: OpenAI } = await import('openai')
    const api = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: 'x', maxRetries: 0 })
    const stream = await api.chat.completions.create({ model, stream: true, messages: [{ role: 'user', content: 'x' }] })
    let text = ''
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    return text
  }
  it.each(['fake', 'fault:bytes', 'fault:crlf', 'fault:thinking'])('%s', async (model) => {
    const mine = await CLIENTS[1]![1]().chat(request(model), { signal: new AbortController().signal })
    expect(mine.text).toBe(await oracle(model))
  })
  it.each(['fault:error-event', 'fault:malformed', 'fault:cut'])('both refuse %s', async (model) => {
    await expect(oracle(model)).rejects.toThrow()
    await failure(CLIENTS[1]![1]().chat(request(model), { signal: new AbortController().signal }))
  })
})
