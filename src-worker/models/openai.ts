import { isLoopback } from '../../src-main/contract/model-address.ts'
import {
  type AnswerSchema,
  type ChatAnswer,
  type ChatOptions,
  type ChatRequest,
  type ModelClient,
  type ModelInfo,
  timeLimits,
} from './client.ts'
import { ModelError } from './errors.ts'
import { getJson } from './get-json.ts'
import { Exchange, serverMessage } from './http.ts'
import { batchesOf, EventSplitter, parseObject } from './lines.ts'
import type { ClientOptions } from './ollama.ts'
import { numberIn, objectIn, StreamedAnswer, textIn } from './stream-answer.ts'

/** Servers that speak OpenAI's chat completions with server-sent events: llama.cpp, LM Studio, vLLM, Azure, OpenAI. */

/** Parameters a server may refuse; once it did, they are left out or spelt otherwise for it. */
interface Dialect {
  completionTokens: boolean
  temperature: boolean
  schema: 'json_schema' | 'json_object' | 'none'
  usage: boolean
}

/**
 * The schema a server is sent: held to the ids of the question on this computer (llama.cpp, LM Studio make a grammar of it), the same for all questions elsewhere, where it
 * may stand before the first message (OpenAI) and one of its own for each question would cost the prefix cache.
 */
export const schemaFor = (
  url: URL,
  { answer, narrowed }: { answer: AnswerSchema; narrowed?: AnswerSchema['schema'] | undefined },
): AnswerSchema['schema'] => (isLoopback(url) ? (narrowed ?? answer.schema) : answer.schema)

export class OpenAiClient implements ModelClient {
  readonly engine = 'openai'
  readonly baseUrl: URL
  readonly #options: ClientOptions
  readonly #dialect: Dialect = { completionTokens: false, temperature: true, schema: 'json_schema', usage: true }

  constructor(options: ClientOptions) {
    this.#options = options
    this.baseUrl = options.baseUrl
  }

  async chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    for (;;) {
      try {
        return await this.#chat(request, options)
      } catch (error) {
        if (!(error instanceof ModelError) || error.kind !== 'bad-request' || !this.#adapt(error.message)) throw error
      }
    }
  }

  async models(signal: AbortSignal): Promise<ModelInfo[]> {
    const { data } = await this.#list(signal)
    return (Array.isArray(data) ? data : []).map(objectIn).map((one): ModelInfo => {
      const meta = objectIn(one.meta)
      return {
        name: textIn(one.id),
        sizeBytes: numberIn(meta.size),
        parameters: numberIn(meta.n_params) === null ? null : `${(Number(meta.n_params) / 1e9).toFixed(1)}B`,
        quantization: textIn(one.quantization) || null,
        contextTokens:
          numberIn(meta.n_ctx) ?? numberIn(one.max_model_len) ?? numberIn(one.max_context_length) ?? numberIn(meta.n_ctx_train),
        capabilities: [],
      }
    })
  }

  async ping(signal: AbortSignal): Promise<void> {
    await this.#list(signal)
  }

  #list(signal: AbortSignal): Promise<Record<string, unknown>> {
    return getJson({ url: this.#url('/models'), headers: this.#headers(), signal, connections: this.#options.connections })
  }

  /** True when the refusal was about a parameter we can do without, and had not given up yet. */
  #adapt(message: string): boolean {
    const dialect = this.#dialect
    if (/max_completion_tokens/iu.test(message) && !dialect.completionTokens) dialect.completionTokens = true
    else if (/temperature/iu.test(message) && dialect.temperature) dialect.temperature = false
    else if (/stream_options|include_usage/iu.test(message) && dialect.usage) dialect.usage = false
    else if (/response_format|json_schema|json schema/iu.test(message) && dialect.schema === 'json_schema') dialect.schema = 'json_object'
    else if (/response_format|json_object/iu.test(message) && dialect.schema === 'json_object') dialect.schema = 'none'
    else return false
    return true
  }

  async #chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer> {
    const limits = { ...timeLimits(request.promptTokens, request.maxTokens), ...this.#options.limits }
    const exchange = new Exchange({
      method: 'POST',
      url: this.#url('/chat/completions'),
      headers: { ...this.#headers(), accept: 'text/event-stream' },
      body: JSON.stringify(this.#body(request)),
      limits,
      signal: options.signal,
      connections: this.#options.connections,
    })
    try {
      await exchange.open((status, body) => describe(request.model, this.baseUrl, status, body))
      return await read(exchange, options)
    } finally {
      exchange.close()
    }
  }

  #body({ model, messages, answer, narrowed, maxTokens, thinking, seed, temperature: warmth }: ChatRequest): object {
    const { completionTokens, temperature, schema, usage } = this.#dialect
    const held = { name: answer.name, schema: schemaFor(this.baseUrl, { answer, narrowed }) }
    const format = schema === 'json_schema' ? { type: schema, json_schema: { ...held, strict: true } } : { type: schema }
    return {
      model,
      messages,
      stream: true,
      ...(usage ? { stream_options: { include_usage: true } } : {}),
      ...(schema === 'none' ? {} : { response_format: format }),
      [completionTokens ? 'max_completion_tokens' : 'max_tokens']: maxTokens,
      ...(temperature ? { temperature: warmth, seed } : {}),
      ...(thinking === 'off' ? {} : { reasoning_effort: thinking }),
    }
  }

  #headers(): Record<string, string> {
    const { key } = this.#options
    const azure = /\.azure\.com$/iu.test(this.baseUrl.hostname)
    const auth: Record<string, string> = key === undefined ? {} : azure ? { 'api-key': key } : { authorization: `Bearer ${key}` }
    return { 'content-type': 'application/json', ...auth }
  }

  /** `http://127.0.0.1:8080` and `http://127.0.0.1:8080/v1` mean the same server. */
  #url(path: string): URL {
    const url = new URL(this.baseUrl)
    const base = url.pathname.replace(/\/+$/u, '').replace(/\/chat\/completions$/u, '')
    url.pathname = `${base === '' ? '/v1' : base}${path}`
    return url
  }
}

function describe(model: string, url: URL, status: number, body: string): ModelError | null {
  const said = serverMessage(body)
  if (status === 404 && /model|deployment/iu.test(said)) {
    return new ModelError(
      'model-missing',
      `The model server ${url.origin} answers, but it has no model ${model}. genglossary models lists what it has.`,
      {
        status,
      },
    )
  }
  // llama.cpp answers a body it can't use with 500.
  if (status === 500 && /parse error|invalid|unsupported/iu.test(said))
    return new ModelError('bad-request', `The model server ${url.origin} does not accept the request (${said}).`, { status })
  return null
}

async function read(exchange: Exchange, options: ChatOptions): Promise<ChatAnswer> {
  const answer = new StreamedAnswer(exchange, options)
  let done = false
  for await (const batch of batchesOf(exchange.chunks(), new EventSplitter())) {
    options.signal.throwIfAborted()
    for (const data of batch) {
      if (done) continue
      if (data.trim() === '[DONE]') {
        done = true
        exchange.ending()
      } else takeEvent(answer, data)
    }
  }
  return answer.whole()
}

function takeEvent(answer: StreamedAnswer, data: string): void {
  const event = parseObject(data)
  if (event.error !== undefined)
    throw new ModelError('stream-error', `The server gave up in the middle of an answer (${serverMessage(data)}).`)
  takeChoice(answer, event)
  takeUsage(answer, event)
}

function takeChoice(answer: StreamedAnswer, event: Record<string, unknown>): void {
  const choice = objectIn(Array.isArray(event.choices) ? event.choices[0] : undefined)
  const delta = objectIn(choice.delta)
  const text = textIn(delta.content)
  if (text !== '' || textIn(delta.reasoning_content) !== '' || textIn(delta.reasoning) !== '') answer.piece(text)
  if (textIn(delta.refusal) !== '') answer.finish('content_filter')
  else if (typeof choice.finish_reason === 'string') answer.finish(choice.finish_reason)
}

function takeUsage(answer: StreamedAnswer, event: Record<string, unknown>): void {
  if (typeof event.usage !== 'object' || event.usage === null) return
  const usage = objectIn(event.usage)
  answer.usage = {
    promptTokens: numberIn(usage.prompt_tokens) ?? 0,
    cachedTokens: numberIn(objectIn(usage.prompt_tokens_details).cached_tokens) ?? numberIn(objectIn(event.timings).cache_n),
    outputTokens: numberIn(usage.completion_tokens) ?? 0,
  }
}
