import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { modelUrl } from '../../src-main/contract/model-address.ts'
import type { ConnectionReport } from '../../src-main/contract/network.ts'
import { Connections } from '../../src-worker/models/connections.ts'
import { discover } from '../../src-worker/models/discover.ts'
import { OpenAiClient } from '../../src-worker/models/openai.ts'
import { MemorySession, plainContext } from '../../src-worker/pipeline/memory-session.ts'
import { withModel } from '../../src-worker/pipeline/model/work.ts'
import { FakeServer } from './fake-server.ts'

/** What is told of connections, over real sockets: all of them, as they were, and nothing of what was said. */

let server: FakeServer
let told: ConnectionReport[]
const tell = (reports: readonly ConnectionReport[]): void => void told.push(...reports)
beforeEach(async () => {
  server = await FakeServer.start({ models: ['scripted'] })
  told = []
})
afterEach(() => server.stop())

const signal = new AbortController().signal
/** The last word on each connection, in the order they were opened. */
const ends = (): ConnectionReport[] => [...new Map(told.map((one) => [one.n, one])).values()]

test('a connection is told when it opens, counts its requests and its bytes, and ends', async () => {
  const connections = new Connections(tell)
  const client = new OpenAiClient({ baseUrl: modelUrl(server.url), connections, key: 'sk-very-secret-key' })
  await client.models(signal)
  expect(told[0]).toMatchObject({ state: 'open', host: '127.0.0.1', port: server.port, local: true, requests: 0, sent: 0 })
  await client.models(signal)
  connections.close()
  const [one, ...others] = ends()
  expect(others).toEqual([])
  expect(one).toMatchObject({ state: 'closed', ip: '127.0.0.1', requests: 2, refused: null, code: null, secure: false })
  expect(one!.sent).toBeGreaterThan(200)
  expect(one!.received).toBeGreaterThan(100)
  expect(connections.totals()).toEqual([
    expect.objectContaining({ origin: server.url, connections: 1, requests: 2, sent: one!.sent, received: one!.received, local: true }),
  ])
  expect(JSON.stringify(told)).not.toMatch(/secret|v1|models|scripted/u)
})

test('connections at the same time are told one by one', async () => {
  const connections = new Connections(tell)
  const client = new OpenAiClient({ baseUrl: modelUrl(server.url), connections })
  await Promise.all(Array.from({ length: 5 }, () => client.models(signal)))
  connections.close()
  expect(ends().reduce((sum, { requests }) => sum + requests, 0)).toBe(5)
  expect(ends().map(({ state }) => state)).toEqual(Array(ends().length).fill('closed'))
  expect(server.requests).toHaveLength(5)
})

test('nobody there: a failed connection over which nothing was sent', async () => {
  const { port } = server
  await server.stop()
  const connections = new Connections(tell)
  await expect(new OpenAiClient({ baseUrl: modelUrl(`127.0.0.1:${port}`), connections }).models(signal)).rejects.toThrow(/Nothing answers/u)
  connections.close()
  expect(ends()).toEqual([expect.objectContaining({ state: 'failed', code: 'ECONNREFUSED', ip: null, sent: 0, received: 0, port })])
  server = await FakeServer.start({})
})

test('a redirect is refused and told with its target; nothing connects there', async () => {
  let asked = 0
  const target = createServer(() => asked++)
  await new Promise<void>((ready) => target.listen(0, '127.0.0.1', ready))
  const { port } = target.address() as AddressInfo
  const from = createServer((_request, response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/secret?key=1` }).end())
  await new Promise<void>((ready) => from.listen(0, '127.0.0.1', ready))
  const connections = new Connections(tell)
  const client = new OpenAiClient({ baseUrl: modelUrl(`127.0.0.1:${(from.address() as AddressInfo).port}`), connections })
  await expect(client.models(signal)).rejects.toThrow(/elsewhere/u)
  connections.close()
  expect(ends()).toEqual([
    expect.objectContaining({ state: 'closed', requests: 1 }),
    expect.objectContaining({ state: 'refused', refused: 'redirect', port, requests: 0, sent: 0, ip: null }),
  ])
  expect(asked).toBe(0)
  expect(JSON.stringify(told)).not.toContain('secret')
  for (const one of [target, from]) await new Promise((closed) => one.close(closed))
})

test('a run without consent opens nothing, and says what it was refused', async () => {
  const session = new MemorySession(plainContext([]))
  const model = { engine: 'openai' as const, model: 'm', endpoints: [{ url: 'http://192.0.2.1:8080', weight: 1 }], consent: [] }
  const settings = { ...model, thinking: 'off' as const, contextTokens: 8192, log: false }
  await expect(withModel(session, settings, async () => expect.unreachable('it must not open'))).rejects.toThrow(/Agree to that first/u)
  expect(session.connections).toEqual([
    expect.objectContaining({ state: 'refused', refused: 'consent', host: '192.0.2.1', port: 8080, local: false }),
  ])
})

test('looking for models tells every address it tries', async () => {
  const { port } = server
  const urls = [`http://127.0.0.1:${port}`, `http://[::1]:${port}`]
  const { servers } = await discover({ urls, test: null }, tell)
  expect(servers).toHaveLength(1)
  expect(new Set(ends().map(({ host }) => host))).toEqual(new Set(['127.0.0.1', '::1']))
  expect(ends().every(({ state, local }) => local && (state === 'closed' || state === 'failed'))).toBe(true)
  await expect.poll(() => server.sockets).toBe(0)
})
