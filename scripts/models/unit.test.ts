import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpointsOf } from '../../src-main/cli/model-options.ts'
import { isLoopback, mayContact, modelUrl } from '../../src-main/contract/model-address.ts'
import { timeLimits } from '../../src-worker/models/client.ts'
import { Connections } from '../../src-worker/models/connections.ts'
import { retryAfter } from '../../src-worker/models/errors.ts'
import { SurfaceMatcher } from '../../src-worker/models/evidence/matcher.ts'
import { choose, groupsOf } from '../../src-worker/models/evidence/select.ts'
import { findObject, parseAnswer } from '../../src-worker/models/json-answer.ts'
import { Limiter } from '../../src-worker/models/limiter.ts'
import { OpenAiClient } from '../../src-worker/models/openai.ts'
import { EndpointPool } from '../../src-worker/models/pool.ts'
import { request } from '../../src-worker/models/request.ts'
import { systemTime } from '../../src-worker/models/setup.ts'
import { estimateTokens } from '../../src-worker/models/tokens.ts'
import { FakeServer } from './fake-server.ts'

describe('addresses', () => {
  it.each([
    ['localhost:11434', 'http://localhost:11434/', true],
    ['http://127.1.2.3:80/v1/', 'http://127.1.2.3/v1', true],
    ['http://[::1]:8080', 'http://[::1]:8080/', true],
    ['https://api.example.com/openai/v1', 'https://api.example.com/openai/v1', false],
    ['http://127.0.0.1.evil.example', 'http://127.0.0.1.evil.example/', false],
    ['http://localhost.evil.example', 'http://localhost.evil.example/', false],
  ])('%s', (text, href, loopback) => {
    expect([modelUrl(text).href, isLoopback(modelUrl(text))]).toEqual([href, loopback])
  })
  it.each(['', 'ftp://x', 'http://user:pass@x', 'http://x?q=1', 'http://x#a', 'file:///etc'])('refused: %s', (text) => {
    expect(() => modelUrl(text)).toThrow(/http:\/\/127\.0\.0\.1:11434/)
  })
  it('consent is for one origin', () => {
    const consent = ['https://a.example']
    expect([mayContact(modelUrl('https://a.example/v1'), consent), mayContact(modelUrl('http://a.example'), consent)]).toEqual([
      true,
      false,
    ])
  })
  it('endpoints with weights', () => {
    expect(endpointsOf('http://a:1/v1*2.5, b:2')).toEqual([
      { url: 'http://a:1/v1', weight: 2.5 },
      { url: 'http://b:2', weight: 1 },
    ])
    expect(() => endpointsOf('http://a*0')).toThrow(/weight/)
  })
})

describe('answers', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['```json\n{"a":"}"}\n```', { a: '}' }],
    ['<think>{"a":0} maybe</think> so: {"a":{"b":[1]}} done', { a: { b: [1] } }],
    ['{not json} {"a":2}', { a: 2 }],
    ['{"a":', null],
    ['none', null],
    ['{"a":"\\"}"}', { a: '"}' }],
  ])('%s', (text, value) => expect(findObject(text)).toEqual(value))
  it('are validated although the server had the schema', () => {
    const schema = z.object({ n: z.array(z.int()) })
    expect(() => parseAnswer(schema, '{"n":[31e457]}')).toThrow(/n\.0/)
  })
})

it('Retry-After in seconds and as a date', () => {
  const now = Date.UTC(2026, 0, 1)
  expect([
    retryAfter('0', now),
    retryAfter('1.5', now),
    retryAfter('Thu, 01 Jan 2026 00:00:09 GMT', now),
    retryAfter('soon', now),
    retryAfter(undefined, now),
  ]).toEqual([0, 1500, 9000, undefined, undefined])
})

it('time limits grow with the prompt and with the room for the answer', () => {
  const [small, large] = [timeLimits(500, 200), timeLimits(8000, 2000)]
  expect(large.firstTokenMs).toBeGreaterThan(small.firstTokenMs)
  expect(large.totalMs).toBeGreaterThan(large.firstTokenMs + 1_000_000)
})

it('tokens: four Latin characters, one CJK character', () => {
  expect([estimateTokens('abcdefgh'), estimateTokens('量子ビット')]).toEqual([2, 5])
})

describe('the limiter', () => {
  /** A server of `slots` slots that answers in 100 ms; as many questions as the limiter lets through. */
  async function settle(slots: number, start: number): Promise<number> {
    let now = 0
    const limiter = new Limiter({ start, fixed: false, max: 64, now: () => now })
    for (let round = 0; round < 400; round++) {
      const batch = limiter.limit
      for (let i = 0; i < batch; i++) await limiter.enter()
      now += 100 * Math.ceil(batch / slots)
      for (let i = 0; i < batch; i++) limiter.done(true)
    }
    return limiter.limit
  }
  it.each([
    [1, 1, 1],
    [4, 1, 4],
    [4, 4, 4],
    [16, 4, 16],
    [64, 8, 64],
  ])('a server with %i slots, begun at %i: %i in flight', async (slots, start, found) => {
    expect(await settle(slots, start)).toBe(found)
  })
  it('keeps what people asked for', async () => {
    const limiter = new Limiter({ start: 3, fixed: true, max: 64, now: () => 0 })
    for (let i = 0; i < 500; i++) {
      await limiter.enter()
      limiter.done(true)
    }
    expect(limiter.limit).toBe(3)
  })
  it('lets no more in than the limit', async () => {
    const limiter = new Limiter({ start: 2, fixed: true, max: 64, now: () => 0 })
    await limiter.enter()
    await limiter.enter()
    let third = false
    const waiting = limiter.enter().then(() => {
      third = true
    })
    await new Promise((next) => setImmediate(next))
    expect(third).toBe(false)
    limiter.done(true)
    await waiting
    expect(third).toBe(true)
  })
})

describe('surfaces in a text', () => {
  const matcher = new SurfaceMatcher()
  for (const [owner, surface] of ['lease', 'job runner', '量子ビット', '量子', 'API'].entries()) matcher.add(surface, owner)
  it.each([
    ['A Lease and a job runner.', [0, 1]],
    ['Released leases please.', []],
    ['量子ビットの数', [2]],
    ['量子の量子ビット', [3, 2]],
    ['このAPIは', [4]],
    ['APIs rapid', []],
  ])('%s', (text, owners) => expect([...matcher.find(text).keys()]).toEqual(owners))
})

describe('passages for a prompt', () => {
  const evidence = (path: string, n: number) => ({
    source: { contentHash: path, start: n, end: n + 1, line: 1, quote: 'q' },
    text: `${path} sentence ${n} ${'x'.repeat(200)}`,
    heading: '',
    path,
    score: 1 / (n + 1),
  })
  it('groups by document, shares within bounds, shows no passage twice', () => {
    const lists = Array.from({ length: 50 }, (_, i) => Array.from({ length: 10 }, (_, j) => evidence(`d${i % 5}.md`, i * 10 + j)))
    const groups = groupsOf(50, (i) => lists[i]!)
    expect(groups.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    for (const { members, shared } of groups) {
      expect(shared.reduce((sum, { text }) => sum + estimateTokens(text), 0)).toBeLessThanOrEqual(1450)
      for (const member of members) {
        const { passages } = choose(lists[member]!, shared)
        expect(passages.length).toBeGreaterThan(0)
        expect(passages.length).toBeLessThanOrEqual(8)
        expect(new Set(passages.map(({ evidence: one }) => one.text)).size).toBe(passages.length)
      }
    }
  })
})

describe('a request that can be tried again', () => {
  const ask = async (model: string, patienceMs = 3000) => {
    const server = await FakeServer.start({ answer: () => '{}' })
    const { signal } = new AbortController()
    const client = new OpenAiClient({
      connections: new Connections(),
      baseUrl: modelUrl(server.url),
      limits: { firstTokenMs: 300, idleMs: 300 },
    })
    const pool = new EndpointPool({ endpoints: [{ client, weight: 1 }], time: systemTime, signal, patienceMs, log: () => undefined })
    const wanted = {
      model,
      messages: [],
      answer: { name: 'x', schema: {} },
      maxTokens: 10,
      contextTokens: 2048,
      thinking: 'off',
      seed: 1,
      temperature: 0,
      promptTokens: 1,
    } as const
    try {
      const text = await request({ pool, time: systemTime, signal }, wanted).then(
        (answer) => answer.text,
        (error: { kind?: string }) => error.kind,
      )
      return [text, server.chats.length, server.chats.at(-1)?.body.max_tokens]
    } finally {
      await server.stop()
    }
  }
  it.each([
    ['fault:cut*2', '{}', 3],
    ['fault:no-finish*1', '{}', 2],
    ['fault:rate-limit-0*3', '{}', 4],
    ['fault:rate-limit-1*1', '{}', 2],
    ['fault:busy*1', '{}', 2],
    ['fault:loading*2', '{}', 3],
    ['fault:stall*1', '{}', 2],
    ['fault:html*2', '{}', 3],
    ['fault:cut', 'cut', 3],
    ['fault:malformed', 'malformed', 3],
    ['fault:bad-request', 'bad-request', 1],
    ['fault:unauthorised', 'unauthorised', 1],
    ['fault:redirect', 'redirect', 1],
  ])('%s: %s after %i', async (model, outcome, requests) => {
    expect((await ask(model)).slice(0, 2)).toEqual([outcome, requests])
  })
  it('gets more room once when it was cut off', async () => {
    expect(await ask('fault:length')).toEqual(['truncated', 2, 20])
  })
})
