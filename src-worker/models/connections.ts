import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { isLoopback } from '../../src-main/contract/model-address.ts'
import { type ConnectionReport, isLocalIp, type NetworkTotal, type Refusal, targetOf } from '../../src-main/contract/network.ts'
import { NetworkTotals } from '../../src-main/contract/network-totals.ts'

/**
 * The one place that opens sockets: agents that keep connections for the next request, and tell of every one what became of it
 * (scripts/socket-openers.test.ts finds any other place).
 */

const SOCKETS = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 256 }
/** Changes within this time are told together. */
const GATHER_MS = 250

/** Told of connections that are new or changed. */
export type TellConnections = (reports: readonly ConnectionReport[]) => void

interface Watched {
  report: ConnectionReport
  /** Null once it is over. */
  socket: Socket | null
  told: boolean
}

let last = 0

type Create = (options: object, done?: (error: Error | null, socket: Socket) => void) => Socket

/** Connections of one user of models. `close` must be called in the end: idle ones stay open until then. */
export class Connections {
  readonly #tell: TellConnections
  readonly #agents: { readonly 'http:': http.Agent; readonly 'https:': https.Agent }
  readonly #watched = new Map<Socket, Watched>()
  readonly #totals = new NetworkTotals()
  #waiting: Watched[] = []
  #timer: NodeJS.Timeout | null = null

  /** @param tell gets each connection at once when it is opened, and again when it has changed */
  constructor(tell: TellConnections = () => undefined) {
    this.#tell = tell
    this.#agents = { 'http:': this.#watching(new http.Agent(SOCKETS)), 'https:': this.#watching(new https.Agent(SOCKETS)) }
  }

  /** Begins a request over a kept connection, or a new one. */
  request(url: URL, options: http.RequestOptions): http.ClientRequest {
    const secure = url.protocol === 'https:'
    const request = (secure ? https : http).request(url, { ...options, agent: this.#agents[secure ? 'https:' : 'http:'] })
    request.once('socket', (socket) => {
      const watched = this.#watched.get(socket)
      if (watched !== undefined) this.#change(watched, { requests: watched.report.requests + 1 })
    })
    return request
  }

  /** An attempt that was not made. */
  refuse(url: URL, why: Refusal): void {
    const report = { ...this.#begun(url), state: 'refused' as const, refused: why }
    this.#totals.note(null, report)
    this.#waiting.push({ report, socket: null, told: false })
    this.#flush()
  }

  /** Sums by address of all connections so far, those that are over included. */
  totals(): readonly NetworkTotal[] {
    for (const watched of this.#watched.values()) this.#count(watched)
    return this.#totals.list()
  }

  /** Closes every connection; what is still under way breaks off. */
  close(): void {
    for (const watched of this.#watched.values()) this.#over(watched)
    this.#watched.clear()
    this.#agents['http:'].destroy()
    this.#agents['https:'].destroy()
    this.#flush()
  }

  #begun(url: URL): ConnectionReport {
    last++
    const nothing = { ip: null, refused: null, code: null, requests: 0, sent: 0, received: 0 }
    return { n: last, at: Date.now(), ...targetOf(url), local: isLoopback(url), state: 'open', ...nothing }
  }

  /** The agent calls this for every connection it opens, and for no other reason (https://nodejs.org/api/http.html#agentcreateconnectionoptions-callback). */
  #watching<A extends http.Agent>(agent: A): A {
    const opener = agent as unknown as { createConnection: Create }
    const create = opener.createConnection.bind(agent)
    const secure = agent instanceof https.Agent
    opener.createConnection = (options, done) => {
      const { host = '', port = 0 } = options as { host?: string; port?: number | string }
      const socket = create(options, done)
      this.#watch(socket, new URL(`${secure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`))
      return socket
    }
    return agent
  }

  #watch(socket: Socket, url: URL): void {
    const watched: Watched = { report: this.#begun(url), socket, told: false }
    this.#watched.set(socket, watched)
    this.#totals.note(null, watched.report)
    this.#waiting.push(watched)
    // Told before the first byte leaves.
    this.#flush()
    socket.once('connect', () => {
      const ip = socket.remoteAddress ?? null
      this.#change(watched, { ip, ...(ip === null ? {} : { local: isLocalIp(ip) }) })
    })
    socket.once('error', (error: NodeJS.ErrnoException) => this.#change(watched, { code: codeOf(error) }))
    socket.once('close', () => {
      if (!this.#watched.delete(socket)) return
      this.#over(watched)
      this.#flush()
    })
  }

  #change(watched: Watched, change: Partial<ConnectionReport>): void {
    const before = watched.report
    watched.report = { ...before, ...change }
    this.#totals.note(before, watched.report)
    if (watched.told) this.#waiting.push(watched)
    watched.told = false
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS).unref()
  }

  #over(watched: Watched): void {
    this.#count(watched)
    watched.socket = null
    const { code, ip } = watched.report
    this.#change(watched, { state: code !== null || ip === null ? 'failed' : 'closed' })
  }

  /** A socket that never connected counts what waits in it as written: nothing of that was sent. */
  #count(watched: Watched): void {
    const { socket, report } = watched
    if (socket === null || report.ip === null) return
    const { bytesWritten: sent, bytesRead: received } = socket
    if (sent !== report.sent || received !== report.received) this.#change(watched, { sent, received })
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    for (const watched of this.#watched.values()) this.#count(watched)
    const reports = this.#waiting.map(({ report }) => report)
    for (const watched of this.#waiting) watched.told = true
    this.#waiting = []
    if (this.#timer !== null) clearTimeout(this.#timer)
    // Bytes go over open connections without an event of their own.
    this.#timer = this.#watched.size > 0 ? setTimeout(() => this.#flush(), GATHER_MS).unref() : null
    if (reports.length > 0) this.#tell(reports)
  }
}

/** The system's word for an error, never its text: that may hold what a server said. */
function codeOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? (error as { errors?: NodeJS.ErrnoException[] }).errors?.[0]?.code ?? ''
  return /^[A-Z][A-Z0-9_]{1,39}$/u.test(code) ? code : 'ERROR'
}
