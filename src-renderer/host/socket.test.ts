import { describe, expect, it } from 'vitest'
import { type SocketLike, socketHost } from './socket.ts'

class FakeSocket implements SocketLike {
  readyState = 0
  readonly sent: { id: number; name: string }[] = []
  private readonly listeners = new Map<string, ((event: { data?: unknown }) => void)[]>()
  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }
  close(): void {
    this.readyState = 3
    this.fire('close', {})
  }
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  }
  fire(type: string, event: { data?: unknown }): void {
    for (const listener of this.listeners.get(type) ?? []) listener(event)
  }
  up(): void {
    this.readyState = 1
    this.fire('open', {})
  }
}

function make() {
  const sockets: FakeSocket[] = []
  const retries: (() => void)[] = []
  const host = socketHost(
    () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    (run) => void retries.push(run),
  )
  return { host, sockets, retries }
}

describe('host over a socket', () => {
  it('sends calls made before it opened, in order, and answers each by its number', async () => {
    const { host, sockets } = make()
    const first = host.call('app.info', {})
    const second = host.call('libraries.recent', {})
    const socket = sockets[0]!
    expect(socket.sent).toEqual([])
    socket.up()
    expect(socket.sent.map((message) => message.name)).toEqual(['app.info', 'libraries.recent'])
    socket.fire('message', { data: JSON.stringify({ id: socket.sent[1]!.id, reply: { ok: true, value: [] } }) })
    socket.fire('message', { data: JSON.stringify({ id: socket.sent[0]!.id, reply: { ok: true, value: { version: '1' } } }) })
    expect(await second).toEqual([])
    expect(await first).toEqual({ version: '1' })
  })

  it('never does afterwards what was refused: a call that waited when the connection died is not sent by the next one', async () => {
    const { host, sockets, retries } = make()
    const waiting = host.call('commands.undo', { library: 'a' })
    sockets[0]!.close()
    await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    retries[0]!()
    sockets[1]!.up()
    expect(sockets[1]!.sent).toEqual([])
  })

  it('turns an error reply into a typed error', async () => {
    const { host, sockets } = make()
    const call = host.call('libraries.open', { file: 'x' })
    sockets[0]!.up()
    sockets[0]!.fire('message', {
      data: JSON.stringify({ id: 1, reply: { ok: false, error: { code: 'LIBRARY_MISSING', message: 'gone', params: { file: 'x' } } } }),
    })
    await expect(call).rejects.toMatchObject({ code: 'LIBRARY_MISSING', params: { file: 'x' } })
  })

  it('rejects every pending call when the connection dies, queued ones too, and works again after it is back', async () => {
    const { host, sockets, retries } = make()
    const waiting = host.call('app.info', {})
    sockets[0]!.up()
    const sent = host.call('app.info', {})
    sockets[0]!.close()
    await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(sent).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(host.call('app.info', {})).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    retries[0]!()
    sockets[1]!.up()
    const again = host.call('app.info', {})
    sockets[1]!.fire('message', { data: JSON.stringify({ id: sockets[1]!.sent[0]!.id, reply: { ok: true, value: 1 } }) })
    expect(await again).toBe(1)
  })

  it('hands events to every listener although one throws', () => {
    const { host, sockets } = make()
    const heard: unknown[] = []
    const off = host.on('app.command', (payload) => heard.push(payload.command))
    sockets[0]!.fire('message', { data: JSON.stringify({ event: 'app.command', payload: { command: 'undo' } }) })
    off()
    sockets[0]!.fire('message', { data: JSON.stringify({ event: 'app.command', payload: { command: 'redo' } }) })
    expect(heard).toEqual(['undo'])
  })
})
