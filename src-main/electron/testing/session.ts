import type Electron from 'electron'
import { FakeEvent } from './object.ts'

/** `session` (docs/api/session.md, protocol.md, web-request.md): the one way of every request of a page, and what it may be given. */

type Handler = Parameters<Electron.Protocol['handle']>[1]
type BeforeRequest = (details: { url: string }, answer: (response: { cancel?: boolean }) => void) => void
type Asks = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type Checks = Parameters<Electron.Session['setPermissionCheckHandler']>[0]
type Devices = Parameters<Electron.Session['setDevicePermissionHandler']>[0]

export class FakeSession {
  readonly #handlers = new Map<string, Handler>()
  readonly #downloads: ((event: FakeEvent) => void)[] = []
  #beforeRequest: BeforeRequest | null = null
  #asks: Asks = null
  #checks: Checks = null
  #devices: Devices = null
  /** Addresses of files a page got to store. */
  readonly downloaded: string[] = []

  readonly protocol = {
    handle: (scheme: string, handler: Handler): void => {
      if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      this.#handlers.set(scheme, handler)
    },
  } satisfies Pick<Electron.Protocol, 'handle'>

  readonly webRequest = {
    // The last listener is the one: Electron keeps no list.
    onBeforeRequest: (listener: BeforeRequest): void => {
      this.#beforeRequest = listener
    },
  }

  setPermissionRequestHandler(handler: Asks): void {
    this.#asks = handler
  }

  setPermissionCheckHandler(handler: Checks): void {
    this.#checks = handler
  }

  setDevicePermissionHandler(handler: Devices): void {
    this.#devices = handler
  }

  on(event: 'will-download', listener: (event: FakeEvent) => void): void {
    if (event === 'will-download') this.#downloads.push(listener)
  }

  /** One request of a page: first the network's own question, then the protocol. A rejection is a network error (ERR_UNEXPECTED). */
  async request(address: string, init: RequestInit = {}): Promise<Response> {
    const cancelled = await new Promise<boolean>((resolve) => {
      if (this.#beforeRequest === null) resolve(false)
      else this.#beforeRequest({ url: address }, ({ cancel }) => resolve(cancel === true))
    })
    if (cancelled) throw new TypeError(`net::ERR_BLOCKED_BY_CLIENT ${address}`)
    const handler = this.#handlers.get(new URL(address).protocol.slice(0, -1))
    if (handler === undefined) throw new TypeError(`net::ERR_UNKNOWN_URL_SCHEME ${address}`)
    const answer = await handler(new Request(address, init) as never)
    if (!(answer instanceof Response)) throw new TypeError('net::ERR_UNEXPECTED')
    return answer
  }

  /** Without a handler Electron gives every permission. */
  ask(permission: string): Promise<boolean> {
    const asks = this.#asks as ((contents: unknown, permission: string, answer: (given: boolean) => void, details: unknown) => void) | null
    return new Promise((resolve) => (asks === null ? resolve(true) : asks(null, permission, resolve, {})))
  }

  check(permission: string): boolean {
    const checks = this.#checks as ((contents: unknown, permission: string, origin: string, details: unknown) => boolean) | null
    return checks === null ? true : checks(null, permission, 'app://genglossary', {})
  }

  device(kind: 'hid' | 'serial' | 'usb'): boolean {
    const devices = this.#devices as ((details: unknown) => boolean) | null
    return devices === null ? true : devices({ deviceType: kind, origin: 'app://genglossary', device: {} })
  }

  /** Without a listener that prevents it Electron asks where to, and stores. */
  download(address: string): void {
    const event = new FakeEvent()
    for (const listener of this.#downloads) listener(event)
    if (!event.defaultPrevented) this.downloaded.push(address)
  }
}
