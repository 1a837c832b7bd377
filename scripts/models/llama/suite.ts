import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { modelUrl } from '../../../src-main/contract/model-address.ts'
import type { ChatRequest } from '../../../src-worker/models/client.ts'
import { Connections } from '../../../src-worker/models/connections.ts'
import { ModelError, type ModelErrorKind } from '../../../src-worker/models/errors.ts'
import { OpenAiClient } from '../../../src-worker/models/openai.ts'

/** What our client must get right with llama.cpp's server, whatever the weights: run on a real server and on what one was recorded saying. */

export interface Target {
  readonly url: () => string
  /** The same server behind a key; a wrong key is refused. */
  readonly lockedUrl: () => string
}

export const KEY = 'key-of-the-suite'
const SCHEMA = z.object({ ids: z.array(z.string().max(4)).max(3), sure: z.boolean(), text: z.string().max(40) })
const { $schema: _, ...schema } = z.toJSONSchema(SCHEMA)
const SHARED = `Shared: ${'passages of a document about quays and cranes. 岸壁とクレーンの文書。'.repeat(8)}`

const request = (own: string, over: Partial<ChatRequest> = {}): ChatRequest => ({
  model: 'tiny',
  messages: [
    { role: 'system', content: 'Answer with JSON.' },
    { role: 'user', content: SHARED },
    { role: 'assistant', content: 'Understood.' },
    { role: 'user', content: own },
  ],
  answer: { name: 'suite', schema },
  maxTokens: 300,
  contextTokens: 4096,
  thinking: 'off',
  seed: 7,
  temperature: 0,
  promptTokens: 400,
  ...over,
})

async function kindOf(work: Promise<unknown>): Promise<ModelErrorKind> {
  try {
    await work
  } catch (error) {
    if (error instanceof ModelError) return error.kind
    throw error
  }
  throw new Error('Nothing was thrown.')
}

export function llamaSuite(name: string, target: Target): void {
  const client = (key?: string) =>
    new OpenAiClient({
      connections: new Connections(),
      baseUrl: modelUrl(key === undefined ? target.url() : target.lockedUrl()),
      ...(key === undefined ? {} : { key }),
    })
  const signal = new AbortController().signal
  const chat = (own: string, over: Partial<ChatRequest> = {}) => client().chat(request(own, over), { signal })

  describe(name, () => {
    it('lists its model with size, parameters and context', async () => {
      await client().ping(signal)
      const [model, ...others] = await client().models(signal)
      expect(others).toEqual([])
      expect(model).toMatchObject({ contextTokens: 4096, parameters: '0.0B' })
      expect(model!.sizeBytes).toBeGreaterThan(100_000)
    })

    it('answers in the schema, counts tokens, and the same question gets the same answer out of the prefix cache', async () => {
      const first = await chat('term: 岸壁 quay')
      const second = await chat('term: 岸壁 quay')
      SCHEMA.parse(JSON.parse(first.text))
      expect(second.text).toBe(first.text)
      expect(first.usage.promptTokens).toBeGreaterThan(200)
      expect(first.usage.outputTokens).toBeGreaterThan(5)
      expect(second.usage.cachedTokens).toBeGreaterThan(first.usage.promptTokens / 2)
    })

    it('computes what is shared once: another term behind the same passages', async () => {
      await chat('term: crane')
      const other = await chat('term: bollard')
      expect(other.usage.cachedTokens).toBeGreaterThan(other.usage.promptTokens / 2)
    })

    it('tells an answer that was cut off, a prompt too long, a schema that is none', async () => {
      expect(await kindOf(chat('term: cut', { maxTokens: 3 }))).toBe('truncated')
      expect(await kindOf(chat('x '.repeat(6000)))).toBe('context-too-long')
      expect(await kindOf(chat('term: bad', { answer: { name: 'bad', schema: { type: 'string', minLength: 3000 } } }))).toBe('bad-request')
    })

    it('gives the key it has, and says so when it is the wrong one', async () => {
      const { text } = await client(KEY).chat(request('term: locked'), { signal })
      SCHEMA.parse(JSON.parse(text))
      expect(await kindOf(client('wrong').chat(request('term: locked'), { signal }))).toBe('unauthorised')
    })
  })
}
