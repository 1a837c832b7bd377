import type { ChatAnswer, ChatOptions, Usage } from './client.ts'
import { ModelError } from './errors.ts'
import type { Exchange } from './http.ts'

/** What the two wire formats share: an answer put together from pieces, complete only when the server said why it stopped. */
export class StreamedAnswer {
  readonly #exchange: Exchange
  readonly #options: ChatOptions
  readonly #began = performance.now()
  #first: number | null = null
  #text = ''
  #finish: string | null = null
  usage: Usage = { promptTokens: 0, cachedTokens: null, outputTokens: 0 }

  constructor(exchange: Exchange, options: ChatOptions) {
    this.#exchange = exchange
    this.#options = options
  }

  /** A piece of text, or a sign of thinking (empty text). */
  piece(text: string): void {
    this.#first ??= performance.now() - this.#began
    this.#exchange.alive()
    this.#text += text
    this.#options.onText?.(text)
  }

  finish(reason: string): void {
    this.#finish = reason
  }

  get finished(): boolean {
    return this.#finish !== null
  }

  /**
   * The answer, now that the stream has ended.
   * @throws ModelError `no-finish`, `truncated`, `filtered`, `empty`; the signal's reason when aborted
   */
  whole(): ChatAnswer {
    this.#options.signal.throwIfAborted()
    if (this.#finish === null) throw new ModelError('no-finish', 'The answer ended without saying that it was finished.')
    if (this.#finish === 'length') throw new ModelError('truncated', 'The answer was longer than the room it was given.')
    if (this.#finish === 'content_filter') throw new ModelError('filtered', "The server's content filter refused the answer.")
    if (this.#text.trim() === '') throw new ModelError('empty', 'The model answered with nothing.')
    return { text: this.#text, usage: this.usage, firstTokenMs: this.#first ?? 0, totalMs: performance.now() - this.#began }
  }
}

export const numberIn = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)
export const objectIn = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')
