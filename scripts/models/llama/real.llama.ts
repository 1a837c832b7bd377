import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { modelUrl } from '../../../src-main/contract/model-address.ts'
import { Connections } from '../../../src-worker/models/connections.ts'
import { OpenAiClient } from '../../../src-worker/models/openai.ts'
import { folderOf, modelSettings, runWithModel } from '../memory-run.ts'
import { type Endpoint, type Fixture, type Fixtures, startRecorder, writeFixtures } from './fixtures.ts'
import { type LlamaServer, startLlama } from './server.ts'
import { KEY, llamaSuite } from './suite.ts'
import { tinyGguf } from './tiny-gguf.ts'

/** The suite on a real server: started by `npm run test:llama` (main.ts), which builds it and says why when it can't. */

const binary = process.env.GENGLOSSARY_LLAMA_SERVER
if (binary === undefined) throw new Error('Run this with npm run test:llama.')
const RECORD = process.env.GENGLOSSARY_LLAMA_RECORD

const kept = new Map<string, Fixture[]>()
let folder: string
let server: LlamaServer
let locked: LlamaServer
let recorders: Endpoint[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gg-llama-'))
  const model = join(folder, 'tiny.gguf')
  writeFileSync(model, tinyGguf())
  server = await startLlama({ binary, model })
  locked = await startLlama({ binary, model, slots: 1, apiKey: KEY })
  if (RECORD !== undefined) recorders = await Promise.all([server, locked].map(({ url }) => startRecorder(url, kept)))
}, 90_000)
afterAll(async () => {
  await Promise.all([server, locked].map((one) => one?.stop()))
  await Promise.all(recorders.map((one) => one.stop()))
  rmSync(folder, { recursive: true })
  if (RECORD === undefined) return
  const answers = [...kept.values()].flat()
  const found: Fixtures = {
    server: process.env.GENGLOSSARY_LLAMA_NAME ?? 'llama.cpp',
    date: new Date().toISOString().slice(0, 10),
    answers,
  }
  writeFileSync(RECORD, writeFixtures(found))
})

llamaSuite('a real llama.cpp server', { url: () => recorders[0]?.url ?? server.url, lockedUrl: () => recorders[1]?.url ?? locked.url })

it('an abort in the middle of an answer frees the slot', async () => {
  const client = new OpenAiClient({ connections: new Connections(), baseUrl: modelUrl(server.url) })
  const stop = new AbortController()
  const schema = {
    type: 'object',
    properties: { text: { type: 'string', minLength: 800 } },
    required: ['text'],
    additionalProperties: false,
  }
  const asked = client.chat(
    {
      model: 'tiny',
      messages: [{ role: 'user', content: 'go on' }],
      answer: { name: 'long', schema },
      maxTokens: 3900,
      contextTokens: 4096,
      thinking: 'off',
      seed: 7,
      temperature: 0,
      promptTokens: 20,
    },
    { signal: stop.signal, onText: () => stop.abort(new Error('enough')) },
  )
  await expect(asked).rejects.toThrow('enough')
  for (let i = 0; i < 100 && (await server.busy()) > 0; i++) await new Promise((next) => setTimeout(next, 50))
  expect(await server.busy()).toBe(0)
})

it('a whole run over documents: every item has a state, and a second run asks nothing', async () => {
  const documents = folderOf({
    'runner.md': '# Job runner\n\nA job runner is a process that executes jobs from a job spool. The job runner reports every exit code.\n',
    'ja.md': '# 量子ビット\n\n量子ビットとは、量子計算における情報の最小単位である。量子回路は量子ビットを並べたものである。\n',
  })
  try {
    const settings = modelSettings(server.url, { model: 'tiny', contextTokens: 4096 })
    const changes = { scope: 'full' as const }
    const first = await runWithModel(documents.documents, settings, { changes })
    expect(first.result.counts['model.requests']).toBeGreaterThan(5)
    for (const { state, kind, text } of first.session.definitions) {
      // Random weights say nothing the documents say: whatever they wrote is marked.
      if (kind === 'written' && text !== '') expect(state).not.toBe('ok')
    }
    const live = Object.fromEntries(first.result.stages.map(({ stage, inputDigest }) => [stage, inputDigest.replace(/\+\d+$/u, '')]))
    const second = await runWithModel(documents.documents, settings, {
      changes: { ...changes, liveDigests: live },
      session: { caches: first.session.caches },
    })
    const failed = (first.result.counts['definitions.failed'] ?? 0) + (first.result.counts['review.notChecked'] ?? 0)
    if (failed === 0) expect(second.result.counts['model.requests'] ?? 0).toBe(0)
  } finally {
    documents.dispose()
  }
}, 120_000)

it('two real servers of the same model share the work, one of them behind a key', async () => {
  const documents = folderOf({
    'runner.md': '# Job runner\n\nA job runner is a process that executes jobs from a job spool. The job runner reports every exit code.\n',
    'spool.md':
      '# Job spool\n\nThe job spool is a queue of jobs on disk. Every job runner reads the job spool. The spool limit is a number of jobs.\n',
  })
  const counting = await Promise.all(
    [server, locked].map(async ({ url }) => {
      const kept = new Map<string, Fixture[]>()
      const endpoint = await startRecorder(url, kept)
      return {
        ...endpoint,
        count: () => [...kept.values()].flat().filter(({ path }) => path.endsWith('/completions')).length,
      }
    }),
  )
  try {
    const endpoints = counting.map(({ url }, index) => ({ url, weight: index === 0 ? 3 : 1 }))
    const settings = modelSettings(server.url, { model: 'tiny', contextTokens: 4096, endpoints, concurrency: 4 })
    const { result } = await runWithModel(documents.documents, settings, { changes: { scope: 'full', secrets: { modelKey: KEY } } })
    expect(result.stages.map(({ stage }) => stage)).toEqual(['extract', 'generate', 'review', 'refine'])
    for (const { count } of counting) expect(count()).toBeGreaterThan(2)
  } finally {
    await Promise.all(counting.map(({ stop }) => stop()))
    documents.dispose()
  }
}, 120_000)
