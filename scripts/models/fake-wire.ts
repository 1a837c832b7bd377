/** The two wire formats a fake server speaks, byte for byte as llama-server and Ollama write them. */

export interface WireAnswer {
  readonly model: string
  readonly pieces: readonly string[]
  readonly thinking?: string
  readonly finish: string
  readonly promptTokens: number
  readonly cachedTokens: number
}

export interface Wire {
  readonly type: string
  /** Chunks of the body: one per piece of text, then the end of the answer. */
  chunks(answer: WireAnswer): string[]
  /** The chunks that say that the answer is finished are the last ones; this many. */
  readonly endChunks: number
  error(message: string): string
  errorBody(status: number, message: string, type: string): string
}

const openaiChunk = (model: string, delta: object, finish: string | null): string =>
  `data: ${JSON.stringify({
    choices: [{ finish_reason: finish, index: 0, delta }],
    created: 1_763_000_000,
    id: 'chatcmpl-fake',
    model,
    object: 'chat.completion.chunk',
  })}\n\n`

export const OPENAI_WIRE: Wire = {
  type: 'text/event-stream',
  endChunks: 3,
  chunks: ({ model, pieces, thinking, finish, promptTokens, cachedTokens }) => [
    ...(thinking === undefined ? [] : [openaiChunk(model, { reasoning_content: thinking }, null)]),
    ...pieces.map((content, index) => openaiChunk(model, index === 0 ? { role: 'assistant', content } : { content }, null)),
    openaiChunk(model, {}, finish),
    `data: ${JSON.stringify({
      choices: [],
      model,
      object: 'chat.completion.chunk',
      usage: {
        completion_tokens: pieces.length,
        prompt_tokens: promptTokens,
        total_tokens: promptTokens + pieces.length,
        prompt_tokens_details: { cached_tokens: cachedTokens },
      },
    })}\n\n`,
    'data: [DONE]\n\n',
  ],
  error: (message) => `data: ${JSON.stringify({ error: { code: 500, message, type: 'server_error' } })}\n\n`,
  errorBody: (status, message, type) => JSON.stringify({ error: { code: status, message, type } }),
}

const ollamaLine = (model: string, message: object, rest: object): string =>
  `${JSON.stringify({ model, created_at: '2026-11-21T00:00:00.0Z', message: { role: 'assistant', ...message }, ...rest })}\n`

export const OLLAMA_WIRE: Wire = {
  type: 'application/x-ndjson',
  endChunks: 1,
  chunks: ({ model, pieces, thinking, finish, promptTokens }) => [
    ...(thinking === undefined ? [] : [ollamaLine(model, { content: '', thinking }, { done: false })]),
    ...pieces.map((content) => ollamaLine(model, { content }, { done: false })),
    ollamaLine(
      model,
      { content: '' },
      {
        done: true,
        done_reason: finish,
        total_duration: 1_000_000,
        load_duration: 1000,
        prompt_eval_count: promptTokens,
        prompt_eval_duration: 1000,
        eval_count: pieces.length,
        eval_duration: 1000,
      },
    ),
  ],
  error: (message) => `${JSON.stringify({ error: message })}\n`,
  errorBody: (_status, message) => JSON.stringify({ error: message }),
}
