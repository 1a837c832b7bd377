import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { toAppError } from '../contract/errors.ts'
import type { Host } from '../host/host.ts'
import { builtPages, PLAIN, SAFE_HEADERS } from '../host/page.ts'
import type { HostClient } from '../host/shell.ts'

/**
 * The window's pages and the host API on 127.0.0.1. Whoever has the one-time token gets a session cookie; without it nothing is served.
 * Host and Origin must be exactly ours (DNS rebinding, other pages), and no CORS header is ever sent.
 */

export interface PreviewOptions {
  readonly host: Host
  /** Folder of the built pages, absolute. */
  readonly pages: string
  /** 0 = any free one. */
  readonly port: number
  /** An unguessable word, ≥ 128 bits. */
  readonly newToken: () => string
}

export interface Preview {
  /** The address to open, with its one-time token. */
  readonly url: string
  /** A further one-time address for another tab or window. */
  newUrl(): string
  close(): Promise<void>
}

const COOKIE = 'genglossary-session'
const MAX_MESSAGE = 16 * 1024 * 1024

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function cookieOf(request: IncomingMessage): string {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim())
  return cookies.find((part) => part.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1) ?? ''
}

/** @throws when the pages have not been built */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const server = new PreviewServer(options)
  await server.listen()
  return server
}

class PreviewServer implements Preview {
  readonly #options: PreviewOptions
  readonly #server: Server
  readonly #sockets: WebSocketServer
  readonly #session: string
  readonly #tokens = new Set<string>()
  readonly #page: ReturnType<typeof builtPages>
  #port = 0
  readonly url: string = ''

  constructor(options: PreviewOptions) {
    this.#options = options
    this.#session = options.newToken()
    this.#page = builtPages(options.pages)
    this.#server = createServer((request, response) => this.#serve(request, response))
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE })
    this.#server.on('upgrade', (request, socket, head) => {
      if (!this.#trusted(request) || request.headers.origin !== this.#origin || request.url !== '/host') {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
        return
      }
      this.#sockets.handleUpgrade(request, socket, head, (client) => this.#talk(client))
    })
  }

  get #origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#options.port, '127.0.0.1', resolve)
    })
    this.#port = (this.#server.address() as AddressInfo).port
    Object.assign(this, { url: this.newUrl() })
  }

  newUrl(): string {
    const token = this.#options.newToken()
    this.#tokens.add(token)
    return `${this.#origin}/?token=${token}`
  }

  /** Our own name in Host, and the session's cookie. */
  #trusted(request: IncomingMessage): boolean {
    return request.headers.host === `127.0.0.1:${this.#port}` && same(cookieOf(request), this.#session)
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const refuse = (status: number, text: string) => response.writeHead(status, { ...SAFE_HEADERS, 'Content-Type': PLAIN }).end(text)
    if (request.headers.host !== `127.0.0.1:${this.#port}`) return void refuse(403, 'Open the address GenGlossary printed.')
    if (request.method !== 'GET' && request.method !== 'HEAD') return void refuse(405, 'Not allowed.')
    // The path is compared as it was written: nothing is decoded, joined or normalised.
    const [path = '/', query = ''] = (request.url ?? '/').split('?')
    const token = new URLSearchParams(query).get('token')
    if (token !== null) return void this.#enter(token, response, refuse)
    if (!this.#trusted(request)) return void refuse(403, this.#openedBefore())
    const { status, headers, body } = this.#page(path, `ws://127.0.0.1:${this.#port}`)
    response.writeHead(status, headers).end(body)
  }

  #openedBefore(): string {
    const here = `http://127.0.0.1:${this.#port}/`
    return `The address from the terminal works once. In the browser that opened it, go to ${here} – for another browser, end GenGlossary in the terminal (Ctrl-C) and start it again.`
  }

  /** A token works once: it is exchanged for the session's cookie. */
  #enter(token: string, response: ServerResponse, refuse: (status: number, text: string) => unknown): void {
    if (!this.#tokens.delete(token)) return void refuse(403, this.#openedBefore())
    const cookie = `${COOKIE}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`
    response.writeHead(303, { ...SAFE_HEADERS, Location: '/', 'Set-Cookie': cookie }).end()
  }

  #talk(socket: WebSocket): void {
    const { host } = this.#options
    const client: HostClient = {
      send: (event, payload) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ event, payload }))
      },
    }
    host.attach(client)
    socket.on('close', () => host.detach(client))
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => {
      void answer(host, client, String(data)).then((text) => {
        if (text === null) socket.close(1003, 'not a call')
        else if (socket.readyState === socket.OPEN) socket.send(text)
      })
    })
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate()
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }
}

/** The text that answers a message; null when the message is no call at all. */
async function answer(host: Host, client: HostClient, text: string): Promise<string | null> {
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null || !('id' in message) || typeof message.id !== 'number') return null
  const { id, name, args } = message as { id: number; name?: unknown; args?: unknown }
  const reply = await host.handle(client, name, args)
  try {
    return JSON.stringify({ id, reply })
  } catch (error) {
    // Without an answer the page would wait for ever.
    return JSON.stringify({ id, reply: { ok: false, error: toAppError(error).toJSON() } })
  }
}
