import type { Endpoint } from 'comlink'
import type { Frame, Link } from './link.ts'

/** A worker's link split by frame tag: comlink's endpoint on one side, run messages on the other. */
export interface Channel {
  /** For comlink's `wrap` or `expose`. A call whose answer can no longer come is answered with comlink's own throw reply. */
  readonly rpc: Endpoint
  postRun(body: unknown): boolean
  onRun(receive: (body: unknown) => void): void
  /** A value that is no frame at all: main treats it as a breach of protocol. */
  onGarbage(receive: (value: unknown) => void): void
}

const REQUESTS = new Set(['GET', 'SET', 'APPLY', 'CONSTRUCT', 'ENDPOINT', 'RELEASE'])

type Listener = (event: MessageEvent) => void
interface RpcMessage {
  readonly id?: unknown
  readonly type?: unknown
}

const isFrame = (value: unknown): value is Frame => {
  if (typeof value !== 'object' || value === null) return false
  const tag = (value as { tag?: unknown }).tag
  return (tag === 'rpc' || tag === 'run') && 'body' in value
}

/** Comlink's wire form of a thrown error (comlink.ts, throwTransferHandler): the caller's promise rejects with it. */
const throwReply = (id: string) => ({
  id,
  type: 'HANDLER',
  name: 'throw',
  value: { isError: true, value: { name: 'LinkClosedError', message: 'The other process is gone.', stack: '' } },
})

/** Comlink ends of one link: which requests wait for an answer, and who listens. */
class RpcEnd {
  readonly #link: Link
  readonly #pending = new Set<string>()
  readonly #listeners = new Set<Listener>()

  constructor(link: Link) {
    this.#link = link
  }

  post(message: RpcMessage): void {
    const asks = typeof message.id === 'string' && REQUESTS.has(String(message.type))
    if (asks) this.#pending.add(message.id as string)
    const posted = this.#link.post({ tag: 'rpc', body: message } satisfies Frame)
    if (!posted && asks) this.deliver(throwReply(message.id as string))
  }

  deliver(body: unknown): void {
    const id = (body as RpcMessage | null)?.id
    if (typeof id === 'string') this.#pending.delete(id)
    for (const listener of [...this.#listeners]) listener({ data: body } as MessageEvent)
  }

  listen(listener: Listener, on: boolean): void {
    if (on) this.#listeners.add(listener)
    else this.#listeners.delete(listener)
  }

  close(): void {
    for (const id of [...this.#pending]) this.deliver(throwReply(id))
  }

  /**
   * What comlink gets. Its registry of proxies holds endpoints for as long as their proxies live; the weak reference keeps it from holding
   * the link, and with it everything that listens there, among it the proxy itself.
   */
  endpoint(): Endpoint {
    const self = new WeakRef(this)
    return {
      postMessage: (message: RpcMessage) => self.deref()?.post(message),
      // Comlink only ever passes functions; the DOM type also allows objects.
      addEventListener: (_type: string, listener: unknown) => self.deref()?.listen(listener as Listener, true),
      removeEventListener: (_type: string, listener: unknown) => self.deref()?.listen(listener as Listener, false),
    }
  }
}

/**
 * Takes over the link's receiver and close event.
 * @param onClosed called once when the link closed, after pending comlink calls were answered.
 */
export function openChannel(link: Link, onClosed: () => void): Channel {
  const rpc = new RpcEnd(link)
  let run: (body: unknown) => void = () => undefined
  let garbage: (value: unknown) => void = () => undefined
  link.onClose(() => {
    rpc.close()
    onClosed()
  })
  let listening = false
  // The link queues until it has a receiver: it gets one with the first run receiver, so that no early message is lost.
  const listen = () => {
    if (listening) return
    listening = true
    link.onMessage((value) => {
      if (!isFrame(value)) garbage(value)
      else if (value.tag === 'rpc') rpc.deliver(value.body)
      else run(value.body)
    })
  }
  return {
    rpc: rpc.endpoint(),
    postRun: (body) => link.post({ tag: 'run', body } satisfies Frame),
    onRun(receive) {
      run = receive
      listen()
    },
    onGarbage(receive) {
      garbage = receive
    },
  }
}
