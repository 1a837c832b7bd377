import type { ChatAnswer, ChatOptions, ChatRequest, ModelClient, ModelInfo, TimeLimits } from './client.ts'
import { timeLimits } from './client.ts'
import type { Connections } from './connections.ts'
import { ModelError } from './errors.ts'
import { getJson } from './get-json.ts'
import { Exchange, serverMessage } from './http.ts'
import { batchesOf, LineSplitter, parseObject } from './lines.ts'
import { numberIn, objectIn, StreamedAnswer, textIn } from './stream-answer.ts'

/** Ollama's own API (docs/api.md of ollama/ollama): the OpenAI-compatible one can't set the context, and cuts prompts silently. */

export interface ClientOptions {
  readonly baseUrl: URL
  /** Everything goes over these. */
  readonly connections: Connections
  readonly key?: string
  /** Other time limits than those computed from the request, for tests. */
  readonly limits?: Partial<TimeLimits>
}

const KEEP_ALIVE = '10m'

export class OllamaClient implements ModelClient {
  readonly engine = 'ollama'
  readonly baseUrl: URL
  readonly #options: ClientOptions
  /** Models that said they can't think: `think` is left out for them. */
  readonly #thoughtless = new Set<string>()

  constructor(options: ClientOptions) {
    this.#options = options
    this.baseUrl = options.baseUrl
  }

  async chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    try {
      return await this.#chat(request, options)
    } catch (error) {
      const refused = error instanceof ModelError && error.kind === 'bad-request' && /does not support thinking/iu.test(error.message)
      if (!refused || this.#thoughtless.has(request.model)) throw error
      this.#thoughtless.add(request.model)
      return await this.#chat(request, options)
    }
  }

  async models(signal: AbortSignal): Promise<ModelInfo[]> {
    const tags = await this.#json('/api/tags', signal)
    const names = (Array.isArray(tags.models) ? tags.models : []).map(objectIn)
    const infos: ModelInfo[] = []
    for (const one of names) infos.push(await this.#info(one, signal))
    return infos
  }

  /** Digest of the weights the name stands for; null when Ollama has no such model. @throws ModelError */
  async digest(model: string, signal: AbortSignal): Promise<string | null> {
    const { models } = await this.#json('/api/tags', signal)
    const names = new Set([model, `${model}:latest`])
    const found = (Array.isArray(models) ? models : [])
      .map(objectIn)
      .find((one) => names.has(textIn(one.name)) || names.has(textIn(one.model)))
    return found === undefined ? null : textIn(found.digest) || textIn(found.name)
  }

  async ping(signal: AbortSignal): Promise<void> {
    await this.#json('/api/version', signal)
  }

  async #chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    const limits = { ...timeLimits(request.promptTokens, request.maxTokens), ...this.#options.limits }
    const exchange = new Exchange({
      method: 'POST',
      url: this.#url('/api/chat'),
      headers: this.#headers(),
      body: JSON.stringify(this.#body(request)),
      limits,
      signal: options.signal,
      connections: this.#options.connections,
    })
    try {
      await exchange.open((status, body) => describe(request.model, status, body))
      return await read(exchange, options)
    } finally {
      exchange.close()
    }
  }

  #body({ model, messages, answer, narrowed, maxTokens, contextTokens, thinking, seed, temperature }: ChatRequest): object {
    const level = thinking === 'off' ? 'low' : thinking
    // gpt-oss can't stop thinking and takes a level only.
    const think = /gpt-oss/iu.test(model) ? level : thinking !== 'off'
    return {
      model,
      messages,
      stream: true,
      format: narrowed ?? answer.schema,
      ...(this.#thoughtless.has(model) ? {} : { think }),
      keep_alive: KEEP_ALIVE,
      truncate: false,
      options: { num_ctx: contextTokens, num_predict: maxTokens, temperature, seed },
    }
  }

  async #info(tag: Record<string, unknown>, signal: AbortSignal): Promise<ModelInfo> {
    const name = textIn(tag.name)
    const details = objectIn(tag.details)
    const shown = await this.#json('/api/show', signal, { model: name })
    const context = Object.entries(objectIn(shown.model_info)).find(([key]) => key.endsWith('.context_length'))
    return {
      name,
      sizeBytes: numberIn(tag.size),
      parameters: textIn(details.parameter_size) || null,
      quantization: textIn(details.quantization_level) || null,
      contextTokens: context === undefined ? null : numberIn(context[1]),
      capabilities: Array.isArray(shown.capabilities) ? shown.capabilities.map(String) : [],
    }
  }

  #json(path: string, signal: AbortSignal, body?: object): Promise<Record<string, unknown>> {
    const { connections } = this.#options
    return getJson({ url: this.#url(path), headers: this.#headers(), signal, connections, ...(body === undefined ? {} : { body }) })
  }

  #headers(): Record<string, string> {
    const { key } = this.#options
    return { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) }
  }

  #url(path: string): URL {
    const url = new URL(this.baseUrl)
    url.pathname = `${url.pathname.replace(/\/+$/u, '').replace(/\/(?:v1|api)$/u, '')}${path}`
    return url
  }
}

function describe(model: string, status: number, body: string): ModelError | null {
  if (status === 404 && /model|not found/iu.test(serverMessage(body))) {
    return new ModelError('model-missing', `Ollama answers, but it has no model ${model}. Get it with: ollama pull ${model}`, { status })
  }
  return null
}

async function read(exchange: Exchange, options: ChatOptions): Promise<ChatAnswer> {
  const answer = new StreamedAnswer(exchange, options)
  for await (const batch of batchesOf(exchange.chunks(), new LineSplitter())) {
    options.signal.throwIfAborted()
    for (const line of batch) if (line.trim() !== '' && takeLine(answer, line)) exchange.ending()
  }
  return answer.whole()
}

/** True for the last part of an answer. */
function takeLine(answer: StreamedAnswer, line: string): boolean {
  const part = parseObject(line)
  if (part.error !== undefined) throw new ModelError('stream-error', `Ollama gave up in the middle of an answer (${serverMessage(line)}).`)
  const message = objectIn(part.message)
  const text = textIn(message.content)
  if (text !== '' || textIn(message.thinking) !== '') answer.piece(text)
  if (part.done !== true) return false
  answer.usage = { promptTokens: numberIn(part.prompt_eval_count) ?? 0, cachedTokens: null, outputTokens: numberIn(part.eval_count) ?? 0 }
  answer.finish(textIn(part.done_reason) || 'stop')
  return true
}
