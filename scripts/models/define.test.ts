import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { FAILED_ORDINAL, resultItemSchema } from '../../src-main/contract/results.ts'
import { foldQuote } from '../../src-main/contract/text/fold.ts'
import { FakeServer } from './fake-server.ts'
import { type Folder, folderOf, modelSettings, runWithModel } from './memory-run.ts'
import { PERSONALITIES, type Personality, scriptedAnswer } from './scripted-model.ts'

const FILES = {
  'runner.md':
    '# Job runner\n\nA job runner is a process that executes jobs from a job spool. The job runner reports every exit code.\n\nEach job runner holds one lease. A lease is a lock that expires after 30 seconds.\n',
  'spool.md':
    '# Job spool\n\nThe job spool is a queue of jobs on disk. Every job runner reads the job spool.\n\nA full job spool refuses new jobs.\n',
  'ja.md':
    '# 量子ビット\n\n量子ビットとは、量子計算における情報の最小単位である。量子ビットは重ね合わせの状態をとる。\n\n量子回路は量子ビットを並べたものである。量子回路の深さを測る。\n',
}

let folder: Folder
let server: FakeServer | null = null
beforeAll(() => {
  folder = folderOf(FILES)
})
afterAll(() => folder.dispose())
afterEach(async () => {
  await server?.stop()
  server = null
})

async function run(personality: Personality, options: Parameters<typeof runWithModel>[2] = {}, over = {}) {
  server ??= await FakeServer.start({ answer: (messages) => scriptedAnswer(personality, messages) })
  return runWithModel(folder.documents, modelSettings(server.url, over), options)
}

const GENERATE = { changes: { scope: 'full' as const } }

describe('the define stage', () => {
  it('writes definitions with the passages they come from', async () => {
    const { session, result } = await run('good', GENERATE)
    for (const { item } of session.items) resultItemSchema.parse(item)
    const best = session.definitions.filter(({ ordinal }) => ordinal === 0)
    const runner = best.find(({ concept }) => concept.key === 'job runner')
    expect(runner).toMatchObject({ kind: 'written', state: 'ok', text: 'A job runner is a process that executes jobs from a job spool.' })
    expect(best.find(({ concept }) => concept.key === '量子ビット')).toMatchObject({ kind: 'written', state: 'ok' })
    for (const { sources } of best.filter(({ kind }) => kind === 'written')) {
      expect(sources.length).toBeGreaterThan(0)
      for (const source of sources) {
        const { decoded } = session.caches.parsed.get(source.contentHash)!
        expect(foldQuote(decoded.slice(source.start, source.end))).toBe(source.quote)
      }
    }
    // The sentences quoted by rules stay as alternatives.
    expect(
      session.definitions.some(({ concept, ordinal, kind }) => concept.key === 'job runner' && ordinal === 1 && kind === 'quoted'),
    ).toBe(true)
    expect(result.counts['definitions.written']).toBeGreaterThan(3)
    expect(result.counts['model.requests']).toBe(server!.chats.length)
    expect(session.progresses.some(({ stage, total }) => stage === 'generate' && total > 3)).toBe(true)
  })

  it('lays every prompt out alike: rules, shared passages, acknowledgement, term', async () => {
    await run('good', { changes: { scope: 'full', token: 'the-token-of-this-run-0000000000' } })
    const asked = server!.chats.filter(
      ({ messages }) => messages[3]!.content.includes('<term ') && messages[1]!.content.startsWith('Shared'),
    )
    expect(asked.length).toBeGreaterThan(3)
    for (const { messages } of asked) {
      expect(messages.slice(0, 4).map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
      // Document text never stands in the system message.
      for (const text of Object.values(FILES))
        for (const line of text.split('\n')) if (line.length > 20) expect(messages[0]!.content).not.toContain(line)
      expect(JSON.stringify(messages)).not.toContain('the-token-of-this-run')
    }
    // What is shared is byte-identical: one group of small documents, one language each.
    const prefixes = new Set(asked.map(({ messages }) => messages[0]!.content.slice(0, 40) + messages[1]!.content))
    expect(prefixes.size).toBeLessThanOrEqual(4)
  })

  it('asks nothing twice: a second run has every answer already', async () => {
    const first = await run('good', GENERATE)
    const asked = server!.chats.length
    const second = await run('good', { ...GENERATE, session: { caches: first.session.caches } })
    expect(server!.chats.length).toBe(asked)
    expect(second.result.counts['model.requests']).toBe(0)
    expect(JSON.stringify(sorted(second.session.definitions))).toBe(JSON.stringify(sorted(first.session.definitions)))
    // Another nonce, the same keys.
    await run('good', { changes: { scope: 'full', token: 'f'.repeat(32) }, session: { caches: first.session.caches } })
    expect(server!.chats.length).toBe(asked)
  })

  it.each(PERSONALITIES)('%s: nothing unsupported is shown as supported, whatever the model says', async (personality) => {
    const { session, result } = await run(personality, GENERATE)
    expect(result.stages.find(({ stage }) => stage === 'generate')?.result).toBe('staged')
    const best = session.definitions.filter(({ ordinal }) => ordinal === 0)
    expect(best.length).toBeGreaterThan(3)
    for (const { text, state, kind, reason } of best) {
      expect(text).not.toMatch(/Acme|アクメ|1987|dragon|竜|何かをする|does something/u)
      if (state !== 'ok') expect(reason).toBeTruthy()
      if (kind === 'written') expect(text).not.toMatch(/unverified|未確認/u)
    }
    for (const { text, kind, state, ordinal } of session.definitions) {
      if (/Acme|アクメ|dragon|竜/u.test(text))
        expect([kind, state, ordinal > 0, /^(?:\[unverified\]|［未確認］)/u.test(text)]).toEqual(['written', 'unverified', true, true])
    }
  })

  it('an answer that never fits the schema fails its item, and the next run asks again', async () => {
    const first = await run('malformed', GENERATE)
    expect(first.result.counts['definitions.failed']).toBeGreaterThan(3)
    const runner = first.session.definitions.filter(({ concept }) => concept.key === 'job runner')
    expect(runner[0]).toMatchObject({ kind: 'quoted', state: 'ok', ordinal: 0 })
    expect(runner.at(-1)).toMatchObject({
      ordinal: FAILED_ORDINAL,
      state: 'failed',
      text: '',
      reason: expect.stringContaining('no usable answer'),
    })
    const generate = first.result.stages.find(({ stage }) => stage === 'generate')!.inputDigest
    const asked = server!.chats.length
    await run('malformed', { changes: { scope: 'full', liveDigests: { generate } }, session: { caches: first.session.caches } })
    expect(server!.chats.length).toBeGreaterThan(asked)
  })

  it('keeps what was answered when the run is cancelled, and goes on from there', async () => {
    const abort = new AbortController()
    let answers = 0
    server = await FakeServer.start({
      answer: (messages) => {
        answers++
        if (answers === 4) abort.abort(new Error('cancelled'))
        return scriptedAnswer('good', messages)
      },
      decodeMsPerToken: 1,
    })
    const caches = (await runWithModel(folder.documents, modelSettings(server.url), { changes: { scope: 'extract' } })).session.caches
    await expect(run('good', { ...GENERATE, session: { caches, signal: abort.signal } }, { concurrency: 2 })).rejects.toThrow('cancelled')
    const kept = caches.answers.size
    expect(kept).toBeGreaterThan(0)
    const cut = server.chats.length
    const { result } = await run('good', { ...GENERATE, session: { caches } }, { concurrency: 2 })
    const total = result.counts['model.kept']! + result.counts['model.requests']!
    expect(server.chats.length - cut).toBe(total - kept)
    expect(server.sockets).toBeLessThanOrEqual(4)
  })

  it('a server that does not have the model ends the stage with a sentence', async () => {
    server = await FakeServer.start({ models: ['other'] })
    await expect(run('good', GENERATE, { engine: 'ollama', model: 'qwen' })).rejects.toThrow('ollama pull qwen')
  })

  it('a server outside this computer is not asked without consent', async () => {
    await expect(run('good', GENERATE, { endpoints: [{ url: 'http://192.0.2.7:8080', weight: 1 }] })).rejects.toThrow(
      /not on this computer/,
    )
  })
})

const sorted = <T extends { concept: { key: string }; ordinal: number }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.concept.key < b.concept.key ? -1 : a.concept.key > b.concept.key ? 1 : a.ordinal - b.ordinal))
