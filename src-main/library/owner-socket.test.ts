import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LogLine } from '../contract/run.ts'
import type { RunSubscriber } from '../runs/api.ts'
import { cancelThroughOwner, followThroughOwner } from './owner-client.ts'
import { type OwnerRuns, type OwnerSocket, openOwnerSocket } from './owner-socket.ts'

const FILE = '/somewhere/project.glossary'
let home: string
let socket: OwnerSocket | null = null
let cancelled: unknown[]
let subscribers: RunSubscriber[]

const runs: OwnerRuns = {
  cancel: async (id) => {
    cancelled.push(id)
    return id === 7 ? { answer: 'accepted' } : { answer: 'too-late', status: 'completed' }
  },
  subscribe: async (id, subscriber) => {
    if (id === 404) throw new Error('There is no run 404.')
    subscribers.push(subscriber)
    return { unsubscribe: () => subscribers.splice(subscribers.indexOf(subscriber), 1) }
  },
}
const line = (seq: number): LogLine => ({ seq, time: 0, level: 'info', message: `line ${seq} 行` })

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gg-owner-'))
  cancelled = []
  subscribers = []
})
afterEach(async () => {
  await socket?.close()
  socket = null
  rmSync(home, { recursive: true })
})

test('another process cancels a run of the owner by id', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  expect(await cancelThroughOwner(socket, 7)).toBe('accepted')
  expect(await cancelThroughOwner(socket, 8)).toBe('too-late')
  expect(cancelled).toEqual([7, 8])
})

test('following gives every line in order, then the end', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  const seen: number[] = []
  const end = followThroughOwner(socket, 7, 0, { log: ({ seq }) => seen.push(seq) })
  while (subscribers.length === 0) await new Promise((done) => setTimeout(done, 5))
  await subscribers[0]?.logs?.(Array.from({ length: 5000 }, (_, index) => line(index + 1)))
  subscribers[0]?.end?.({ runId: 7, status: 'completed', failureKind: null, error: null, lastSeq: 5000, unsaved: false })
  expect(await end).toEqual({ status: 'completed', unsaved: false })
  expect(seen).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1))
})

test('an outcome that is not saved yet is told as such, once, and so is the end', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  const told: string[] = []
  const end = followThroughOwner(socket, 7, 0, { log: () => undefined, saving: (status) => told.push(status) })
  while (subscribers.length === 0) await new Promise((done) => setTimeout(done, 5))
  const [subscriber] = subscribers
  subscriber?.status?.('running', { paused: false, saving: null })
  subscriber?.status?.('running', { paused: false, saving: 'completed' })
  subscriber?.status?.('running', { paused: false, saving: 'completed' })
  subscriber?.end?.({ runId: 7, status: 'completed', failureKind: null, error: null, lastSeq: 0, unsaved: true })
  expect(await end).toEqual({ status: 'completed', unsaved: true })
  expect(told).toEqual(['completed'])
})

test('without the token nothing happens', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  const answer = await new Promise<string>((resolve) => {
    const stranger = connect(socket?.path ?? '')
    let text = ''
    stranger.on('data', (chunk) => {
      text += chunk
    })
    stranger.on('close', () => resolve(text))
    stranger.write(`${JSON.stringify({ token: 'guess', command: 'cancel', run: 7 })}\n`)
  })
  expect(answer).toContain('Not allowed')
  expect(cancelled).toEqual([])
})

test('a request that never ends is cut off', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  await new Promise<void>((resolve) => {
    const stranger = connect(socket?.path ?? '')
    stranger.on('error', () => undefined)
    stranger.on('close', () => resolve())
    stranger.write('x'.repeat(100_000))
  })
  expect(cancelled).toEqual([])
})

test('an unknown run ends the conversation with no status', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  expect(await followThroughOwner(socket, 404, 0, { log: () => undefined })).toBeNull()
})

test.skipIf(process.platform === 'win32')('the folder is closed to other users, also when it was open before', async () => {
  mkdirSync(join(home, 'owners'), { mode: 0o755 })
  socket = await openOwnerSocket(home, FILE, runs)
  expect(statSync(join(home, 'owners')).mode & 0o777).toBe(0o700)
})

test('after closing nobody answers; a new owner takes over the socket a dead one left', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  const old = { path: socket.path, token: socket.token }
  await socket.close()
  await expect(cancelThroughOwner(old, 7)).rejects.toMatchObject({ code: 'NOT_OWNER' })
  await expect(cancelThroughOwner(null, 7)).rejects.toMatchObject({ code: 'NOT_OWNER' })
  writeFileSync(old.path, '')
  socket = await openOwnerSocket(home, FILE, runs)
  expect(await cancelThroughOwner(socket, 7)).toBe('accepted')
})

test.skipIf(process.platform === 'win32')('a data folder that takes no socket gets one elsewhere', async () => {
  socket = await openOwnerSocket(home, FILE, runs)
  const place = socket.path
  await socket.close()
  mkdirSync(join(place, 'in-the-way'), { recursive: true })
  socket = await openOwnerSocket(home, FILE, runs)
  expect(socket.path).not.toBe(place)
  expect(await cancelThroughOwner(socket, 7)).toBe('accepted')
})

test.skipIf(process.platform === 'win32')('a home too long for a socket address gets one in the system’s temporary folder', async () => {
  const deep = join(home, 'x'.repeat(90))
  socket = await openOwnerSocket(deep, FILE, runs)
  expect(socket.path.startsWith(deep)).toBe(false)
  expect(await cancelThroughOwner(socket, 7)).toBe('accepted')
})
