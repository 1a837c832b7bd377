import { expect, test } from 'vitest'
import type { ConnectionReport } from '../contract/network.ts'
import { createNetworkLog } from './network-log.ts'

const report = (n: number, change: Partial<ConnectionReport> = {}): ConnectionReport => ({
  n,
  at: 1000 + n,
  secure: false,
  host: '127.0.0.1',
  port: 11_434,
  ip: '127.0.0.1',
  local: true,
  state: 'open',
  refused: null,
  code: null,
  requests: 0,
  sent: 0,
  received: 0,
  ...change,
})
const log = () => createNetworkLog(() => 7)
const run = { kind: 'run', library: 'a', run: 3, scope: 'full' } as const

test('nothing happened: nothing was sent anywhere', () => {
  expect(log().state()).toEqual({ since: 7, entries: [], total: 0, totals: [], verdict: 'none' })
})

test('a connection told again is the same row, its sums counted once', () => {
  const network = log()
  const feed = network.feed(run)
  feed.reported([report(1)])
  feed.reported([report(1, { requests: 2, sent: 100, received: 50 })])
  feed.reported([report(1, { requests: 3, sent: 150, received: 70, state: 'closed' })])
  const { entries, totals, verdict, total } = network.state()
  expect([total, verdict]).toEqual([1, 'local'])
  expect(entries).toEqual([expect.objectContaining({ id: 1, source: run, state: 'closed', requests: 3 })])
  expect(totals).toEqual([
    { origin: 'http://127.0.0.1:11434', local: true, connections: 1, refused: 0, requests: 3, sent: 150, received: 70 },
  ])
})

test('two processes number for themselves', () => {
  const network = log()
  network.feed(run).reported([report(1)])
  network.feed({ kind: 'probe' }).reported([report(1)])
  expect(network.state().entries.map(({ id, source }) => [id, source.kind])).toEqual([
    [2, 'probe'],
    [1, 'run'],
  ])
})

test('a process that is gone leaves no connection open', () => {
  const network = log()
  const feed = network.feed(run)
  feed.reported([report(1), report(2, { state: 'closed' })])
  feed.ended()
  expect(network.state().entries.map(({ state }) => state)).toEqual(['closed', 'lost'])
})

test('what left this computer says so, what was refused did not leave', () => {
  const network = log()
  network.refused({ kind: 'test' }, new URL('https://example.org/v1?key=secret'), 'consent')
  expect(network.state()).toMatchObject({
    verdict: 'none',
    entries: [{ state: 'refused', refused: 'consent', host: 'example.org', port: 443, secure: true, source: { kind: 'test' } }],
  })
  expect(JSON.stringify(network.state())).not.toContain('secret')
  network.feed({ kind: 'probe' }).reported([report(1, { state: 'failed', code: 'ECONNREFUSED', ip: null })])
  expect(network.state().verdict).toBe('none')
  network.feed(run).reported([report(1, { host: '192.0.2.1', ip: null, local: false, state: 'failed' })])
  expect(network.state().verdict).toBe('none')
  network.feed(run).reported([report(1, { host: '192.0.2.1', ip: '192.0.2.1', local: false, sent: 5 })])
  expect(network.state().verdict).toBe('remote')
})

test('a thousand connections and a thousand addresses stay small; the sums stay whole', () => {
  const network = log()
  const feed = network.feed(run)
  for (let n = 1; n <= 2000; n++) feed.reported([report(n, { state: 'closed', requests: 1, sent: 10 })])
  // The oldest has left the list; what is told of one still open is counted all the same.
  feed.reported([report(3000)])
  for (let n = 4001; n <= 4600; n++) feed.reported([report(n, { state: 'closed' })])
  feed.reported([report(3000, { requests: 5, sent: 5, state: 'closed' })])
  for (let n = 0; n < 1000; n++) network.refused({ kind: 'window' }, new URL(`https://host${n}.example.org/`), 'page')
  const { entries, total, totals } = network.state()
  expect([entries.length, total]).toEqual([500, 3601])
  expect(totals[0]).toMatchObject({ connections: 2601, requests: 2005, sent: 20_005 })
  expect(totals.length).toBeLessThanOrEqual(201)
  expect(totals.reduce((sum, { refused }) => sum + refused, 0)).toBe(1000)
})

test('listeners hear of every change until they stop', () => {
  const network = log()
  let heard = 0
  const stop = network.onChange(() => heard++)
  const feed = network.feed(run)
  feed.reported([report(1)])
  feed.ended()
  feed.ended()
  stop()
  network.refused({ kind: 'window' }, new URL('http://a.example/'), 'page')
  expect(heard).toBe(2)
})
