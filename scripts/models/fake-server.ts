import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { OLLAMA_WIRE, OPENAI_WIRE, type Wire, type WireAnswer } from './fake-wire.ts'
import { faultOf, type Step } from './faults.ts'
import { Slots } from './slots.ts'

/** A model server over real HTTP: both wire formats, slots with a prefix cache, token times, faults; and it remembers all it was asked. */

export interface FakeMessage {
  readonly role: string
  readonly content: string
}

export interface FakeRequest {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
  readonly messages: readonly FakeMessage[]
  /** How it ended: answered, or closed by the client before the end (with the time of the closing). */
  outcome: 'open' | 'answered' | 'failed' | 'closed'
  /** Milliseconds of the server's process. */
  readonly arrivedAt: number
  endedAt: number
}

export interface FakeServerOptions {
  readonly port?: number
  readonly host?: string
  readonly slots?: number
  /** The answer's text. Default: an empty definition. */
  readonly answer?: (messages: readonly FakeMessage[], body: Record<string, unknown>) => string
  readonly prefillMsPerToken?: number
  readonly decodeMsPerToken?: number
  readonly models?: readonly string[]
}

/** Four UTF-16 units a token: enough for figures about shares. */
const TOKEN_UNITS = 4
const pieces = (text: string): string[] => text.match(/[\s\S]{1,4}/gu) ?? []
const sleep = (ms: number): Promise<void> => (ms <= 0 ? Promise.resolve() : new Promise((done) => setTimeout(done, ms)))

export class FakeServer {
  readonly requests: FakeRequest[] = []
  readonly slots: Slots
  inFlight = 0
  #port = 0
  maxInFlight = 0
  readonly #options: FakeServerOptions
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #perModel = new Map<string, number>()

  private constructor(options: FakeServerOptions) {
    this.#options = options
    this.slots = new Slots(options.slots ?? 4)
    this.#server = createServer((request, response) => void this.#take(request, response))
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
  }

  static async start(options: FakeServerOptions = {}): Promise<FakeServer> {
    const fake = new FakeServer(options)
    await new Promise<void>((ready, failed) => {
      fake.#server.once('error', failed)
      fake.#server.listen(options.port ?? 0, options.host ?? '127.0.0.1', ready)
    })
    fake.#port = (fake.#server.address() as AddressInfo).port
    return fake
  }

  get port(): number {
    return this.#port
  }
  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }
  /** Connections open at this moment. */
  get sockets(): number {
    return this.#sockets.size
  }
  /** Requests for answers, without lists and health. */
  get chats(): FakeRequest[] {
    return this.requests.filter(({ path }) => path.endsWith('/chat') || path.endsWith('/completions'))
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((closed) => this.#server.close(() => closed()))
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const chunk of request) parts.push(chunk as Buffer)
    const text = Buffer.concat(parts).toString('utf8')
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
    const path = request.url ?? ''
    const messages = (body.messages ?? []) as FakeMessage[]
    const record: FakeRequest = {
      path,
      headers: request.headers,
      body,
      messages,
      outcome: 'open',
      arrivedAt: performance.now(),
      endedAt: 0,
    }
    this.requests.push(record)
    const abort = new AbortController()
    response.once('close', () => {
      record.endedAt = performance.now()
      if (record.outcome === 'open') record.outcome = response.writableFinished ? 'answered' : 'closed'
      abort.abort()
    })
    if (path.endsWith('/api/chat')) await this.#chat(OLLAMA_WIRE, record, response, abort.signal)
    else if (path.endsWith('/chat/completions')) await this.#chat(OPENAI_WIRE, record, response, abort.signal)
    else this.#list(path, body, response)
  }

  #list(path: string, body: Record<string, unknown>, response: ServerResponse): void {
    const models = this.#options.models ?? ['fake']
    const answers: Record<string, object> = {
      '/api/version': { version: '0.33.0' },
      '/api/tags': {
        models: models.map((name) => ({ name, size: 4_700_000_000, details: { parameter_size: '8B', quantization_level: 'Q4_K_M' } })),
      },
      '/api/show': { model: body.model, model_info: { 'llama.context_length': 65_536 }, capabilities: ['completion'] },
      '/v1/models': { data: models.map((id) => ({ id, object: 'model', meta: { n_ctx: 8192, n_params: 8e9, size: 4_700_000_000 } })) },
    }
    const answer = answers[path]
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { error: { message: 'File Not Found', type: 'not_found_error', code: 404 } }))
  }

  async #chat(wire: Wire, record: FakeRequest, response: ServerResponse, signal: AbortSignal): Promise<void> {
    this.inFlight++
    this.maxInFlight = Math.max(this.maxInFlight, this.inFlight)
    try {
      const model = String(record.body.model)
      const earlier = this.#perModel.get(model) ?? 0
      this.#perModel.set(model, earlier + 1)
      const fault = faultOf(model, earlier)
      const prompt = record.messages.map(({ role, content }) => `<${role}>${content}`).join('')
      if (fault === null) return await this.#serve(wire, record, response, prompt, signal)
      const steps = fault(wire, this.#answer(record, prompt, 0))
      if (steps.some((step) => step.do === 'head' && step.status !== 200)) record.outcome = 'failed'
      await play(steps, response, signal)
    } finally {
      this.inFlight--
    }
  }

  #answer(record: FakeRequest, prompt: string, cached: number): WireAnswer {
    const text = (this.#options.answer ?? (() => '{}'))(record.messages, record.body)
    const tokens = (units: number): number => Math.ceil(units / TOKEN_UNITS)
    return {
      model: String(record.body.model),
      pieces: pieces(text),
      finish: 'stop',
      promptTokens: tokens(prompt.length),
      cachedTokens: tokens(cached),
    }
  }

  async #serve(wire: Wire, record: FakeRequest, response: ServerResponse, prompt: string, signal: AbortSignal): Promise<void> {
    const taken = await this.slots.take(prompt, signal).catch(() => null)
    if (taken === null) return
    try {
      const answer = this.#answer(record, prompt, taken.cached)
      const computed = answer.promptTokens - answer.cachedTokens
      this.slots.figures.servedTokens += answer.promptTokens
      this.slots.figures.computedTokens += computed
      const { prefillMsPerToken = 0, decodeMsPerToken = 0 } = this.#options
      await sleep(computed * prefillMsPerToken)
      const chunks = wire.chunks(answer)
      response.writeHead(200, { 'content-type': wire.type })
      if (decodeMsPerToken === 0) response.write(chunks.join(''))
      else await this.#decode(chunks, decodeMsPerToken, response, signal)
      if (!signal.aborted) response.end()
    } finally {
      this.slots.give(taken.slot)
    }
  }

  /** Tokens at their times; several that fall due together go together, as timers are no finer than a millisecond. */
  async #decode(chunks: readonly string[], msPerToken: number, response: ServerResponse, signal: AbortSignal): Promise<void> {
    const began = performance.now()
    for (let sent = 0; sent < chunks.length && !signal.aborted; ) {
      const due = Math.min(chunks.length, Math.floor((performance.now() - began) / msPerToken))
      if (due > sent) response.write(chunks.slice(sent, due).join(''))
      sent = Math.max(sent, due)
      await sleep(Math.max(1, Math.min(50, msPerToken * (sent + 1) - (performance.now() - began))))
    }
  }
}

async function play(steps: readonly Step[], response: ServerResponse, signal: AbortSignal): Promise<void> {
  for (const step of steps) {
    if (signal.aborted) return
    if (step.do === 'head') response.writeHead(step.status, step.headers)
    else if (step.do === 'write') {
      response.write(step.bytes)
      await new Promise((next) => setImmediate(next))
    } else if (step.do === 'end') response.end()
    else if (step.do === 'destroy') response.destroy()
    else await new Promise<void>((gone) => signal.addEventListener('abort', () => gone(), { once: true }))
  }
}
