import { createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { modelUrl } from '../../src-main/contract/model-address.ts'
import { Connections } from '../../src-worker/models/connections.ts'
import { OpenAiClient } from '../../src-worker/models/openai.ts'

/** Found with a real llama.cpp server: it closes kept connections after a while, and the next question met a dead socket. */
test('a kept connection the server has closed costs nothing: the question goes over a fresh one at once', async () => {
  const used = new Map<Socket, number>()
  const body = JSON.stringify({ object: 'list', data: [{ id: 'm' }] })
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', () => {
      const count = (used.get(socket) ?? 0) + 1
      used.set(socket, count)
      // The second question on a connection is never read.
      if (count > 1) return void socket.resetAndDestroy()
      socket.write(
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n${body}`,
      )
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const client = new OpenAiClient({
    connections: new Connections(),
    baseUrl: modelUrl(`127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`),
  })
  const signal = new AbortController().signal
  for (let i = 0; i < 4; i++) expect((await client.models(signal)).map(({ name }) => name)).toEqual(['m'])
  expect(used.size).toBe(4)
  for (const socket of used.keys()) socket.destroy()
  await new Promise((closed) => server.close(closed))
})
