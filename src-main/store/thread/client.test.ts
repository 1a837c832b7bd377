import { expect, it } from 'vitest'
import type { Preparation } from '../prepare.ts'
import { ThreadClient } from './client.ts'
import { makeGateBuffer } from './gate.ts'

const role = { role: 'store', preparation: {} as Preparation, gate: makeGateBuffer() } as const
const thread = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const READY = `import { parentPort } from 'node:worker_threads'; parentPort.postMessage({ seq: 0, ok: true, value: null });`

it('says so when the thread ends before it is ready, and when it can not even start', async () => {
  await expect(ThreadClient.start(role, thread('process.exit(0)'))).rejects.toMatchObject({ name: 'StorageError', kind: 'closed' })
  await expect(ThreadClient.start(role, thread('throw new Error("no such module")'))).rejects.toThrow('no such module')
})

it('rejects every call under way, and every later one, when the thread dies', async () => {
  const { client } = await ThreadClient.start(role, thread(`${READY} parentPort.on('message', () => process.exit(3))`))
  const calls = [client.read('counts'), client.read('roots'), client.write('evict', {})]
  for (const result of await Promise.allSettled(calls)) expect(result).toMatchObject({ status: 'rejected', reason: { kind: 'closed' } })
  await expect(client.read('counts')).rejects.toMatchObject({ kind: 'closed' })
  await client.close()
})

it('gives each call its own answer, in whatever order they come', async () => {
  const answering = `${READY} const waiting = []; parentPort.on('message', (request) => {
    if (request.method === 'close') { parentPort.postMessage({ seq: request.seq, ok: true }); parentPort.close(); return }
    waiting.push(request); if (waiting.length === 3) for (const { seq, method } of waiting.reverse())
      parentPort.postMessage(method === 'roots' ? { seq, ok: false, error: { type: 'storage', kind: 'busy', message: 'later' } } : { seq, ok: true, value: method }) })`
  const { client } = await ThreadClient.start(role, thread(answering))
  const [counts, roots, live] = await Promise.allSettled([client.read('counts'), client.read('roots'), client.read('liveDigests')])
  expect(counts).toMatchObject({ value: 'counts' })
  expect(live).toMatchObject({ value: 'liveDigests' })
  expect(roots).toMatchObject({ status: 'rejected', reason: { name: 'StorageError', kind: 'busy' } })
  await client.close()
})
