import { AppError } from '../../src-main/contract/errors.ts'
import type { HostApi, Reply } from '../../src-main/contract/host-api.ts'
import { unwrap } from './bridge.ts'
import { Hub } from './events.ts'

/** What of a WebSocket the client uses; tests hand in a fake. */
export interface SocketLike {
  readonly readyState: number
  send(text: string): void
  close(): void
  addEventListener(type: 'open' | 'close' | 'message', listener: (event: { data?: unknown }) => void): void
}

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

type Incoming = { readonly id: number; readonly reply: Reply<unknown> } | { readonly event: string; readonly payload: unknown }

const OPEN = 1
const RETRY_MS = 1000

const lost = () =>
  new AppError('UNAVAILABLE', 'The connection to GenGlossary was lost. Start it again with "npm run preview", then reload this page.')

/**
 * The host API over a WebSocket: one JSON message per call, answered by number. Calls made before the socket opens wait for it; when it
 * closes every pending call rejects and the client connects again once a second.
 * @param connect makes a new socket
 * @param retry runs a callback later; injected for tests
 */
export function socketHost(connect: () => SocketLike, retry: (run: () => void) => void = (run) => void setTimeout(run, RETRY_MS)): HostApi {
  const hub = new Hub()
  const pending = new Map<number, Pending>()
  let queue: string[] = []
  let nextId = 1
  let socket = open()

  function open(): SocketLike {
    const made = connect()
    made.addEventListener('open', () => {
      for (const text of queue) made.send(text)
      queue = []
      hub.emit('connection', { open: true })
    })
    made.addEventListener('message', (event) => receive(String(event.data)))
    made.addEventListener('close', () => {
      queue = []
      for (const call of pending.values()) call.reject(lost())
      pending.clear()
      hub.emit('connection', { open: false })
      retry(() => {
        socket = open()
      })
    })
    return made
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as Incoming
    if ('event' in message) {
      hub.emit(message.event, message.payload)
      return
    }
    const call = pending.get(message.id)
    pending.delete(message.id)
    if (!call) return
    try {
      call.resolve(unwrap(message.reply))
    } catch (error) {
      call.reject(error as Error)
    }
  }

  function call(name: string, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = nextId++
      const text = JSON.stringify({ id, name, args })
      if (socket.readyState > OPEN) return reject(lost())
      pending.set(id, { resolve, reject })
      if (socket.readyState === OPEN) socket.send(text)
      else queue.push(text)
    })
  }

  const host = {
    call,
    on: (name: string, listener: (payload: never) => void) => hub.on(name, listener),
    // A browser never learns absolute paths: names are matched against the folders the preview was started with.
    resolveDropped: (files: readonly File[]) => call('folders.match', { names: files.map((file) => file.name) }),
  }
  return host as HostApi
}
