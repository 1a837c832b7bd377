import type { z } from 'zod'
import { type AnswerKeeper, AnswerLookup, answerKey } from './answers.ts'
import type { AnswerSchema, ChatAnswer, ChatMessage, ChatRequest } from './client.ts'
import { ModelError } from './errors.ts'
import { parseAnswer } from './json-answer.ts'
import type { Limiter } from './limiter.ts'
import type { ModelLog } from './log.ts'
import type { EndpointPool, PoolTime } from './pool.ts'
import { layout, type Prompt, withNonce } from './prompt.ts'
import { request } from './request.ts'
import { estimateTokens } from './tokens.ts'

/** One question to the model, put so that its answer can be kept: looked up first, asked once, validated, repaired once, kept. */

export interface AskerOptions {
  readonly pool: EndpointPool
  readonly limiter: Limiter
  readonly keeper: AnswerKeeper
  readonly time: PoolTime
  readonly signal: AbortSignal
  readonly model: string
  /** Identifies the weights where the server says so; else the name. */
  readonly digest: string
  readonly contextTokens: number
  readonly thinking: ChatRequest['thinking']
  /** 0 = the answer kept counts; another number asks anew, and the same number gives the same answer. */
  readonly attempt: number
  /** What must never be kept: a server that sends the key back finds it replaced. */
  readonly redact: (text: string) => string
  /** Where every request is noted; null unless people switched it on. */
  readonly log: ModelLog | null
  /** Random per run, unknown to whoever wrote the documents. */
  readonly nonce: string
}

export interface Question<T> {
  /** Raise it when the wording or the checks of the answer change. */
  readonly version: string
  readonly prompt: Prompt
  readonly answer: AnswerSchema
  /** `answer.schema` held to the ids of this question; never part of a message or of the key. */
  readonly narrowed?: AnswerSchema['schema']
  readonly schema: z.ZodType<T>
  readonly maxTokens: number
}

export interface Answered<T> {
  readonly value: T
  /** The raw answer, to be shown to the model again when it has to do better. */
  readonly text: string
  readonly cached: boolean
}

export interface AskFigures {
  requests: number
  failed: number
  cached: number
  promptTokens: number
  cachedTokens: number
  outputTokens: number
  /** Milliseconds of all answers together; with several in flight more than passed. */
  busyMs: number
}

const SEED = 7
/** Asked anew, a question must be able to get another answer than before. */
const WARM = 0.6

/** System, shared passages, acknowledgement: the same for many questions. */
const SHARED_MESSAGES = 3
const MOST_KNOWN = 200

interface Prepared {
  readonly message: ChatMessage
  readonly tokens: number
}

export class Asker {
  readonly figures: AskFigures = { requests: 0, failed: 0, cached: 0, promptTokens: 0, cachedTokens: 0, outputTokens: 0, busyMs: 0 }
  readonly #options: AskerOptions
  readonly #lookup: AnswerLookup
  readonly #known = new Map<string, Prepared>()

  constructor(options: AskerOptions) {
    this.#options = options
    this.#lookup = new AnswerLookup(options.keeper)
  }

  /**
   * The validated answer.
   * @param again what was wrong with an earlier answer: the model sees both
   * @throws ModelError when it can't be had; the signal's reason
   */
  async ask<T>(question: Question<T>, again?: { readonly text: string; readonly wrong: string }): Promise<Answered<T>> {
    const messages = layout(question.prompt, question.answer)
    if (again !== undefined) messages.push({ role: 'assistant', content: again.text }, { role: 'user', content: again.wrong })
    const { attempt } = this.#options
    const key = this.#key(question, messages, attempt)
    const kept = await this.#lookup.get(key)
    if (kept !== null) {
      this.figures.cached++
      return { value: parseAnswer(question.schema, kept), text: kept, cached: true }
    }
    const text = await this.#valid(question, messages)
    await this.#options.keeper.put(key, text)
    // The newest answer is the one later runs of the whole stage take up.
    if (attempt > 0) await this.#options.keeper.put(this.#key(question, messages, 0), text)
    return { value: parseAnswer(question.schema, text), text, cached: false }
  }

  /** An answer that fits its schema; the model gets one chance to mend it. */
  async #valid<T>(question: Question<T>, messages: readonly ChatMessage[]): Promise<string> {
    const { text } = await this.#send(question, messages)
    try {
      parseAnswer(question.schema, text)
      return text
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      const mend: ChatMessage = { role: 'user', content: `${error.message} Answer again with one JSON object that fits the schema.` }
      const repaired = await this.#send(question, [...messages, { role: 'assistant', content: text.slice(0, 4000) }, mend])
      parseAnswer(question.schema, repaired.text)
      return repaired.text
    }
  }

  async #send<T>(question: Question<T>, messages: readonly ChatMessage[]): Promise<ChatAnswer> {
    const { pool, signal, time, limiter, model, contextTokens, thinking, nonce, attempt } = this.#options
    const prepared = messages.map((message, index) => this.#prepared(message, nonce, index < SHARED_MESSAGES))
    const sent = prepared.map(({ message }) => message)
    const promptTokens = prepared.reduce((sum, { tokens }) => sum + tokens + 4, 0)
    const wanted: ChatRequest = {
      model,
      messages: sent,
      answer: question.answer,
      ...(question.narrowed === undefined ? {} : { narrowed: question.narrowed }),
      maxTokens: question.maxTokens,
      contextTokens,
      thinking,
      seed: SEED + attempt,
      temperature: attempt === 0 ? 0 : WARM,
      promptTokens,
    }
    const lane = question.prompt.shared
    await limiter.enter(lane)
    let answered = false
    try {
      const answer = await request(
        { pool, time, signal, sent: (one, error, server) => this.#sent(wanted, question.answer.name, one, error, server) },
        wanted,
      )
      answered = true
      return { ...answer, text: this.#options.redact(answer.text) }
    } catch (error) {
      // A server's own words become a reason people read and a library keeps.
      if (error instanceof Error) error.message = this.#options.redact(error.message)
      throw error
    } finally {
      limiter.done(answered, lane)
    }
  }

  /** A message as sent, and about how many tokens it has. What many questions share is made once: thousands of copies are work for the memory. */
  #prepared(message: ChatMessage, nonce: string, shared: boolean): Prepared {
    const known = shared ? this.#known.get(message.content) : undefined
    if (known !== undefined) return known
    const [sent] = withNonce([message], nonce)
    const prepared: Prepared = { message: sent!, tokens: estimateTokens(sent!.content) }
    if (shared) {
      if (this.#known.size >= MOST_KNOWN) this.#known.clear()
      this.#known.set(message.content, prepared)
    }
    return prepared
  }

  #key<T>(question: Question<T>, messages: readonly ChatMessage[], attempt: number): string {
    const { digest, contextTokens, thinking } = this.#options
    return answerKey([digest, question.version, { contextTokens, thinking, seed: SEED + attempt, maxTokens: question.maxTokens }, messages])
  }

  #sent(wanted: ChatRequest, stage: string, answer: ChatAnswer | null, error: unknown, server: URL): void {
    this.#count(answer)
    this.#options.log?.add({
      time: new Date().toISOString(),
      stage,
      server: server.origin,
      messages: [...wanted.messages],
      answer: answer?.text ?? null,
      error: answer === null ? (error instanceof Error ? error.message : String(error)) : null,
      ms: Math.round(answer?.totalMs ?? 0),
      promptTokens: answer?.usage.promptTokens ?? wanted.promptTokens,
      outputTokens: answer?.usage.outputTokens ?? 0,
    })
  }

  /** Resolves when the model log holds everything sent so far. */
  flushLog(): Promise<void> {
    return this.#options.log?.flush() ?? Promise.resolve()
  }

  #count(answer: ChatAnswer | null): void {
    this.figures.requests++
    if (answer === null) {
      this.figures.failed++
      return
    }
    this.figures.promptTokens += answer.usage.promptTokens
    this.figures.cachedTokens += answer.usage.cachedTokens ?? 0
    this.figures.outputTokens += answer.usage.outputTokens
    this.figures.busyMs += answer.totalMs
  }
}
