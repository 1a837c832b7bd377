import type http from 'node:http'
import { isLoopback } from '../../src-main/contract/model-address.ts'
import { afterAwake } from '../run/awake-timer.ts'
import type { TimeLimits } from './client.ts'
import type { Connections } from './connections.ts'
import { ModelError, type ModelErrorKind, retryAfter } from './errors.ts'

/**
 * One HTTP request whose answer is read piece by piece, over a connection that is told of. Plain node:http: it follows no redirect, uses no proxy, has no time limits but
 * ours, and closing the socket is one call.
 */

export interface Outgoing {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly limits: TimeLimits
  readonly signal: AbortSignal
  /** Over which it goes. */
  readonly connections: Connections
}

const MAX_ERROR_BYTES = 64 * 1024

/** `localhost` is this computer, whatever the name service says. */
type Found = (error: null, addresses: { address: string; family: number }[]) => void
const loopbackLookup = (_host: string, _options: unknown, found: Found): void =>
  found(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ])

/** An exchange under way. Whoever made it must call `close` in the end: after it no socket and no timer of it is left. */
export class Exchange {
  readonly #outgoing: Outgoing
  #request: http.ClientRequest
  readonly #response = Promise.withResolvers<http.IncomingMessage>()
  readonly #total: { cancel(): void }
  #waiting: NodeJS.Timeout
  #incoming: http.IncomingMessage | null = null
  #failure: unknown = null
  #done = false
  #ending = false
  #flowing = false

  constructor(outgoing: Outgoing) {
    this.#outgoing = outgoing
    outgoing.signal.throwIfAborted()
    const { limits } = outgoing
    this.#response.promise.catch(() => undefined)
    // Not asked again when it is up, so what the computer slept doesn't count; the other two are only asked again.
    this.#total = afterAwake(limits.totalMs, () => this.#fail('total-timeout', `took longer than ${seconds(limits.totalMs)} in all`))
    this.#waiting = setTimeout(
      () => this.#fail('first-token-timeout', `sent nothing for ${seconds(limits.firstTokenMs)}`),
      limits.firstTokenMs,
    )
    outgoing.signal.addEventListener('abort', this.#aborted, { once: true })
    this.#request = this.#send()
  }

  #send(): http.ClientRequest {
    const { url, headers, method, body, connections } = this.#outgoing
    const request = connections.request(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      ...(url.hostname === 'localhost' ? { lookup: loopbackLookup as never } : {}),
    })
    request.once('response', (response) => {
      this.#incoming = response
      this.#response.resolve(response)
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      // A kept socket the server had closed meanwhile (llama.cpp does so after five seconds or some requests): nobody has read the question.
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')
      if (stale && this.#incoming === null && this.#failure === null && !this.#done) this.#request = this.#send()
      else this.#response.reject(this.#failure ?? this.#networkError(error))
    })
    request.end(body)
    return request
  }

  /** Status 200, or a throw with what the server said. */
  async open(describe: (status: number, body: string) => ModelError | null): Promise<void> {
    const response = await this.#response.promise
    const status = response.statusCode ?? 0
    if (status === 200) return
    if (status >= 300 && status < 400) throw this.#redirected(status, response.headers.location)
    const body = await this.#errorBody(response)
    throw describe(status, body) ?? defaultError(this.#name, status, body, retryAfter(response.headers['retry-after'], Date.now()))
  }

  /** The body as it comes. Ends, or throws ModelError or the signal's reason; never just stops. */
  async *chunks(): AsyncGenerator<Buffer> {
    const response = await this.#response.promise
    try {
      for await (const chunk of response) {
        if (this.#failure !== null) throw this.#failure
        yield chunk as Buffer
      }
    } catch (error) {
      if (this.#failure !== null) throw this.#failure
      if (this.#ending) return
      throw error instanceof ModelError ? error : this.#cut(error)
    }
    if (this.#failure !== null) throw this.#failure
    this.#outgoing.signal.throwIfAborted()
    if (!response.complete && !this.#ending) throw this.#cut()
  }

  /** A piece of the answer came: from now on the idle limit counts. */
  alive(): void {
    if (this.#flowing) return void this.#waiting.refresh()
    this.#flowing = true
    clearTimeout(this.#waiting)
    const { idleMs } = this.#outgoing.limits
    this.#waiting = setTimeout(() => this.#fail('idle-timeout', `stopped in the middle of an answer for ${seconds(idleMs)}`), idleMs)
  }

  /** The answer is whole: only the end of the stream is waited for, and not for long, so that the socket can be used again. */
  ending(): void {
    this.#ending = true
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => this.#incoming?.destroy(), 250)
  }

  /** Lets go of everything. A response read to its end leaves its socket to the next request; any other one's is closed. */
  close(): void {
    this.#done = true
    this.#total.cancel()
    clearTimeout(this.#waiting)
    this.#outgoing.signal.removeEventListener('abort', this.#aborted)
    this.#response.promise.then(
      (response) => {
        if (!response.readableEnded) response.destroy()
      },
      () => this.#request.destroy(),
    )
    if (this.#incoming === null) this.#request.destroy()
  }

  #redirected(status: number, to: string | undefined): ModelError {
    const { url, connections } = this.#outgoing
    const elsewhere = to === undefined ? null : URL.parse(to, url.href)
    if (elsewhere !== null && /^https?:$/u.test(elsewhere.protocol)) connections.refuse(elsewhere, 'redirect')
    return new ModelError('redirect', `${this.#name} wants to send the request elsewhere, which is refused. Give its final address.`, {
      status,
    })
  }

  get #name(): string {
    return `The model server ${this.#outgoing.url.origin}`
  }

  readonly #aborted = (): void => {
    this.#failure = this.#outgoing.signal.reason
    this.#destroy()
  }

  #fail(kind: ModelErrorKind, what: string): void {
    if (this.#done) return
    this.#failure = new ModelError(kind, `${this.#name} ${what}.`)
    this.#destroy()
  }

  #destroy(): void {
    const error = this.#failure instanceof Error ? this.#failure : new Error('aborted')
    this.#response.reject(this.#failure)
    this.#incoming?.destroy(error)
    this.#request.destroy(error)
  }

  #cut(cause?: unknown): ModelError {
    return new ModelError('cut', `${this.#name} closed the connection in the middle of an answer.`, {}, { cause })
  }

  #networkError(error: NodeJS.ErrnoException): ModelError {
    const code = error.code ?? (error as { errors?: NodeJS.ErrnoException[] }).errors?.[0]?.code ?? error.message
    if (code === 'ECONNRESET' || code === 'EPIPE') return this.#cut(error)
    const advice = isLoopback(this.#outgoing.url) ? 'Is the server started?' : 'Check the address and the network.'
    return new ModelError('unreachable', `Nothing answers at ${this.#outgoing.url.origin} (${code}). ${advice}`, {}, { cause: error })
  }

  async #errorBody(response: http.IncomingMessage): Promise<string> {
    const parts: Buffer[] = []
    let bytes = 0
    try {
      for await (const chunk of response) {
        parts.push(chunk as Buffer)
        bytes += (chunk as Buffer).length
        if (bytes > MAX_ERROR_BYTES) break
      }
    } catch (error) {
      if (this.#failure !== null) throw this.#failure
      if (parts.length === 0) throw this.#cut(error)
    }
    return Buffer.concat(parts).toString('utf8')
  }
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`)

/** What a server said of an error, on one line and short: `{"error":{"message":…}}`, `{"error":"…"}`; HTML says nothing. */
export function serverMessage(body: string): string {
  if (/^\s*</u.test(body)) return ''
  let text = body
  try {
    const parsed = JSON.parse(body) as { error?: unknown; message?: unknown; detail?: unknown }
    const error = parsed.error as { message?: unknown } | string | undefined
    text = String((typeof error === 'object' ? error?.message : error) ?? parsed.message ?? parsed.detail ?? '')
  } catch {
    // Not JSON: the text itself is the message.
    text = body
  }
  return text.replace(/\s+/gu, ' ').trim().slice(0, 200)
}

function defaultError(name: string, status: number, body: string, retryAfterMs: number | undefined): ModelError {
  const said = serverMessage(body)
  const why = said === '' ? `status ${status}` : `status ${status}: ${said}`
  const details = { status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
  if (status === 401 || status === 403)
    return new ModelError(
      'unauthorised',
      `${name} refuses the key (${why}). Check GENGLOSSARY_API_KEY or the key in the settings.`,
      details,
    )
  if (status === 429) return new ModelError('rate-limited', `${name} asks to wait (${why}).`, details)
  if (status === 503 && /loading/iu.test(said)) return new ModelError('loading', `${name} is still loading the model.`, details)
  if (status === 503) return new ModelError('overloaded', `${name} is busy (${why}).`, details)
  if (status >= 500) return new ModelError('server', `${name} failed (${why}).`, details)
  if (/context (?:length|size|window)|exceed_context|maximum context|too many tokens/iu.test(body))
    return new ModelError(
      'context-too-long',
      `The passages do not fit into the model's context (${why}). Give it more context or fewer passages.`,
      details,
    )
  return new ModelError('bad-request', `${name} does not accept the request (${why}).`, details)
}
