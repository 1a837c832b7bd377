import type { MessagePort } from 'node:worker_threads'
import type { Link } from '../contract/link.ts'
import { createLinkCore, type LinkCore } from '../contract/link-core.ts'

/** Links over the ports a host has (contract/link.ts). Each adapter is the port's own traps and nothing else. */

/** What a Node child process, seen from its parent, offers. Values need `serialization: 'advanced'`. */
export interface IpcProcess {
  readonly connected: boolean
  send(message: unknown, callback: (error: Error | null) => void): boolean
  disconnect(): void
  on(event: 'message', listener: (message: unknown) => void): unknown
}

/**
 * Node's process IPC. The owner of the process calls `ended` itself: the events that say so (`disconnect`, `exit`, `close`) have an
 * order only it knows.
 */
export function ipcLink(child: IpcProcess): LinkCore {
  const core = createLinkCore({
    send(value) {
      if (!child.connected) return false
      // The callback keeps an EPIPE from becoming an `error` event; `disconnect` reports the loss.
      child.send(value, () => undefined)
      return true
    },
    shut() {
      if (child.connected) child.disconnect()
    },
  })
  child.on('message', (message) => core.deliver(message))
  return core
}

/** Node's MessagePort (worker_threads); a DOM MessagePort behaves the same. */
export function messagePortLink(port: MessagePort): Link {
  const core = createLinkCore({
    send(value) {
      port.postMessage(value)
      return true
    },
    shut: () => port.close(),
  })
  port.on('message', (value) => core.deliver(value))
  port.on('close', () => core.ended())
  return core.link
}

/** Structure of Electron's MessagePortMain: events carry `{data, ports}`, nothing flows before `start`, `close` fires for either side. */
export interface ElectronPort {
  postMessage(value: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Electron's MessagePortMain. It closes itself on a value it can't clone (electron#42373): such values never reach it. */
export function electronPortLink(port: ElectronPort): Link {
  const core = createLinkCore({
    send(value) {
      if (!isPlainData(value)) return false
      port.postMessage(value)
      return true
    },
    shut: () => port.close(),
  })
  port.on('message', (event) => core.deliver(event.data))
  port.on('close', () => core.ended())
  port.start()
  return core.link
}

/**
 * True for what every port can carry: JSON values, and `undefined` as a property. Functions, symbols, class instances
 * and ArrayBuffers are refused (a transferred ArrayBuffer makes MessagePortMain drop the message without a word).
 */
export function isPlainData(value: unknown): boolean {
  if (value === null || value === undefined) return true
  if (typeof value !== 'object') return typeof value !== 'function' && typeof value !== 'symbol' && typeof value !== 'bigint'
  if (Array.isArray(value)) return value.every(isPlainData)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value).every(isPlainData)
}

/** Decides when a value posted on one end of a memory pair reaches the other. */
export type Deliver = (deliver: () => void) => void

/**
 * Two ends in one process, values copied as a real port copies them.
 * @param schedule for tests that reorder deliveries between pairs; default is the next microtask. It must keep the order within a pair.
 */
export function memoryLinkPair(schedule: Deliver = queueMicrotask): [Link, Link] {
  const cores: LinkCore[] = []
  const end = (self: 0 | 1): LinkCore => {
    const other = self === 0 ? 1 : 0
    return createLinkCore({
      send(value) {
        const copy = structuredClone(value)
        schedule(() => cores[other]?.deliver(copy))
        return true
      },
      shut: () => schedule(() => cores[other]?.ended()),
    })
  }
  cores.push(end(0), end(1))
  return [cores[0]!.link, cores[1]!.link]
}
