import type { ModelEngine } from '../../src-main/contract/run-protocol.ts'

/** The one interface behind which every server stands. Implementations: ollama.ts, openai.ts. */

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** JSON schema of the answer, closed (`additionalProperties: false`, every key required). */
export interface AnswerSchema {
  readonly name: string
  readonly schema: Readonly<Record<string, unknown>>
}

export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly answer: AnswerSchema
  /**
   * The same schema with the ids that were shown in place of any id, for a decoder that is held to it. Only for servers that keep it out of the prompt: where the schema is
   * put before the first message, one of its own for every question would cost the prefix cache (docs/decisions/0014-ids-in-the-schema.md).
   */
  readonly narrowed?: AnswerSchema['schema']
  /** Tokens the answer may have at most. */
  readonly maxTokens: number
  /** Tokens of context to ask the server for (Ollama's num_ctx); the same for all requests of a run, or the server loads the model again. */
  readonly contextTokens: number
  readonly thinking: 'off' | 'low' | 'medium' | 'high'
  readonly seed: number
  /** 0 = the likeliest answer. */
  readonly temperature: number
  /** About how many tokens the messages have: what the time limits scale with. */
  readonly promptTokens: number
}

export interface Usage {
  readonly promptTokens: number
  /** Of these, taken from the server's prefix cache; null where the server doesn't say. */
  readonly cachedTokens: number | null
  readonly outputTokens: number
}

export interface ChatAnswer {
  readonly text: string
  readonly usage: Usage
  readonly firstTokenMs: number
  readonly totalMs: number
}

export interface ModelInfo {
  readonly name: string
  readonly sizeBytes: number | null
  /** Parameters as the server names them: `8B`. */
  readonly parameters: string | null
  readonly quantization: string | null
  readonly contextTokens: number | null
  readonly capabilities: readonly string[]
}

export interface ChatOptions {
  readonly signal: AbortSignal
  /** Called for every piece of the answer as it comes (also for thinking, with an empty text). */
  readonly onText?: (text: string) => void
}

export interface ModelClient {
  readonly engine: ModelEngine
  readonly baseUrl: URL
  /**
   * Asks and waits for the whole answer; always streams. An abort closes the socket at once.
   * @throws ModelError; the signal's reason when aborted
   */
  chat(request: ChatRequest, options: ChatOptions): Promise<ChatAnswer>
  /** Models the server offers. @throws ModelError */
  models(signal: AbortSignal): Promise<ModelInfo[]>
  /** Resolves when the server answers. @throws ModelError */
  ping(signal: AbortSignal): Promise<void>
}

/** Limits of one request in milliseconds. */
export interface TimeLimits {
  /** Until the first piece of the answer. */
  readonly firstTokenMs: number
  /** Between two pieces. */
  readonly idleMs: number
  readonly totalMs: number
}

/** A server may have to load the model first. */
const LOAD_MS = 120_000
/** The slowest prefill worth waiting for: 25 tokens a second (measured on 4 CPU cores with a 0.75 B model: 160). */
const PREFILL_MS_PER_TOKEN = 40
const IDLE_MS = 60_000
/** One token a second is as slow as anyone waits for. */
const DECODE_MS_PER_TOKEN = 1000

/** Time limits that grow with the prompt and with the room for the answer (models.md §5). */
export function timeLimits(promptTokens: number, maxTokens: number): TimeLimits {
  const firstTokenMs = LOAD_MS + promptTokens * PREFILL_MS_PER_TOKEN
  return { firstTokenMs, idleMs: IDLE_MS, totalMs: firstTokenMs + Math.max(IDLE_MS, maxTokens * DECODE_MS_PER_TOKEN) }
}
