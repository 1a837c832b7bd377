import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resultItemSchema } from '../../src-main/contract/results.ts'
import type { ContextDocument, ExecutionContext } from '../../src-main/contract/run-protocol.ts'
import { foldQuote } from '../../src-main/contract/text/fold.ts'
import { runPipeline } from './index.ts'
import { MemorySession, plainContext, unpacked } from './memory-session.ts'

const FILES: Record<string, string> = {
  'span.md': [
    '# Tracing',
    '',
    '## Span',
    '',
    'A span is a unit of work that a service does for one request. Every span has a *span context*.',
    '',
    'A distributed trace is the set of all spans of one request. The `core.trace` option names the tracer provider.',
  ].join('\n'),
  'api.md':
    'The application programming interface (API) creates spans. The API is small.\n\nAn API key is a secret that a service sends.\n',
  'ja.md':
    '# スパン\n\nスパンとは、サービスが一つのリクエストのために行う処理の単位である。スパンは属性（アトリビュート）を持つ。属性は大切だ。\n',
  'twin.md':
    'The application programming interface (API) creates spans. The API is small.\n\nAn API key is a secret that a service sends.\n',
  'empty.md': '',
}

let folder: string
let documents: ContextDocument[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genglossary-pipeline-'))
  documents = Object.entries(FILES).map(([path, text], i) => {
    writeFileSync(join(folder, path), text)
    return {
      id: i + 1,
      file: join(folder, path),
      path,
      hash: createHash('sha256').update(text).digest('hex'),
      size: Buffer.byteLength(text),
    }
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(changes: Partial<ExecutionContext> = {}, options: ConstructorParameters<typeof MemorySession>[1] = {}) {
  const session = new MemorySession(plainContext(documents, changes), options)
  const result = await runPipeline(session)
  return { session, result }
}

const digests = (result: Awaited<ReturnType<typeof runPipeline>>) =>
  Object.fromEntries(result.stages.map((one) => [one.stage, one.inputDigest]))

describe('runPipeline', () => {
  it('turns documents into concepts, quoted definitions and problems, all of them valid items', async () => {
    const { session, result } = await run()
    for (const { item } of session.items) resultItemSchema.parse(item)
    expect(result.stages.map((one) => [one.stage, one.result])).toEqual([
      ['extract', 'staged'],
      ['generate', 'staged'],
      ['review', 'staged'],
      ['refine', 'nothing'],
    ])
    expect(result.counts).toMatchObject({ 'documents.parsed': 3, 'documents.cached': 1, 'documents.skipped': 1, 'documents.failed': 0 })
    const span = session.concepts.find((concept) => concept.key === 'span')
    expect(span?.variants.map((variant) => variant.surface)).toContain('spans')
    const definition = session.definitions.find(
      (item) => item.concept.key === 'span' && item.concept.language === 'en' && item.ordinal === 0,
    )
    expect(definition).toMatchObject({ kind: 'quoted', text: 'A span is a unit of work that a service does for one request.' })
    expect(session.definitions.find((item) => item.concept.key === 'スパン')?.text).toBe(
      'スパンとは、サービスが一つのリクエストのために行う処理の単位である。',
    )
  })

  it('quotes exactly what stands in the file', async () => {
    const { session } = await run()
    const sources = session.definitions.flatMap((item) => item.sources)
    expect(sources.length).toBeGreaterThan(5)
    for (const source of sources) {
      const decoded = session.caches.parsed.get(source.contentHash)!.decoded
      expect(foldQuote(decoded.slice(source.start, source.end))).toBe(source.quote)
      expect(decoded.slice(0, source.start).split('\n').length).toBe(source.line)
    }
    for (const analysis of session.analyses) {
      const { decoded } = session.caches.parsed.get(analysis.contentHash)!
      for (const { surface, positions } of analysis.occurrences) {
        for (let i = 0; i < positions.length; i += 3) expect(foldQuote(decoded.slice(positions[i], positions[i + 1]))).toBe(surface)
      }
    }
  })

  it('takes no identifier for a term', async () => {
    const { session } = await run()
    for (const concept of session.concepts) expect(concept.headword).not.toMatch(/core\.trace|xx/u)
  })

  it('gives the same bytes whatever the order of the documents', async () => {
    const forward = await run()
    const backward = await run({ documents: [...documents].reverse() })
    const staged = (session: MemorySession) => session.items.filter(({ item }) => item.type !== 'document')
    expect(JSON.stringify(staged(backward.session))).toBe(JSON.stringify(staged(forward.session)))
    expect(digests(backward.result)).toEqual(digests(forward.result))
  })

  it('does nothing when nothing changed, and parses only what did', async () => {
    const first = await run()
    const again = await run({ liveDigests: digests(first.result) }, { caches: first.session.caches })
    expect(again.result.stages.slice(0, 2).map((one) => one.result)).toEqual(['unchanged', 'unchanged'])
    expect(again.result.counts['documents.parsed']).toBe(0)
    expect(again.session.items.filter(({ stage }) => stage !== 'review')).toEqual([])
    const changed = documents.map((document) => {
      if (document.path !== 'span.md') return document
      const text = `${FILES['span.md']}\n\nA span link is a pointer from one span to another.\n`
      const file = join(folder, 'span2.md')
      writeFileSync(file, text)
      return { ...document, file, hash: createHash('sha256').update(text).digest('hex') }
    })
    const third = await run({ documents: changed, liveDigests: digests(first.result) }, { caches: first.session.caches })
    expect(third.result.counts).toMatchObject({ 'documents.parsed': 1, 'documents.cached': 3 })
    expect(third.session.concepts.map((concept) => concept.key)).toContain('span link')
    const fresh = await run({ documents: changed })
    expect(JSON.stringify(third.session.concepts)).toBe(JSON.stringify(fresh.session.concepts))
    expect(JSON.stringify(third.session.definitions)).toBe(JSON.stringify(fresh.session.definitions))
  })

  it('loses only the file that fails', async () => {
    const missing = { id: 99, file: join(folder, 'gone.md'), path: 'gone.md', hash: 'f'.repeat(64), size: 10 }
    const { session, result } = await run({ documents: [...documents, missing] })
    const item = session.items.find((one) => one.item.type === 'document' && one.item.documentId === 99)?.item
    expect(item).toMatchObject({ status: expect.stringMatching(/skipped|failed/), reason: expect.stringMatching(/\.$/) })
    expect(result.counts['documents.parsed']).toBe(3)
  })

  it('obeys what people decided', async () => {
    const term = (surface: string) => ({ language: 'en' as const, surface, key: surface })
    const ref = (key: string) => ({ language: 'en' as const, key, sense: 0 })
    const { session } = await run({
      constraints: {
        required: [term('secret'), term('never written')],
        excluded: [term('api key')],
        mustLink: [[ref('span'), ref('tracing')]],
        cannotLink: [[ref('application programming interface'), ref('api')]],
        forbidden: [{ concept: ref('span'), key: 'tracing', surface: 'Tracing' }],
      },
    })
    const keys = session.concepts.map((concept) => concept.key)
    expect(session.concepts.find((concept) => concept.key === 'secret')?.accepted).toBe(true)
    expect(session.concepts.find((concept) => concept.key === 'never written')).toMatchObject({ frequency: 1, accepted: true })
    expect(keys).not.toContain('api key')
    expect(session.concepts.find((concept) => concept.variants.some((variant) => variant.rule === 'human'))?.key).toBe('span')
    expect(session.concepts.filter((concept) => /^(?:api|application programming interface)$/.test(concept.key))).toHaveLength(2)
    const problems = session.items.flatMap(({ item }) => (item.type === 'problem' ? [item.kind] : []))
    expect(problems).toContain('forbidden-form')
  })

  it('misses a definition only of what the glossary lists and the documents use more than once', async () => {
    const { session } = await run()
    const missed = session.items.flatMap(({ item }) => (item.type === 'problem' && item.kind === 'missing-definition' ? item.concepts : []))
    const found = missed.map(({ key }) => session.concepts.find((concept) => concept.key === key))
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter((concept) => !concept?.accepted || concept.frequency < 2)).toEqual([])
    // There are terms without a definition that are left alone.
    const defined = new Set(session.definitions.filter(({ kind }) => kind !== 'context').map(({ concept }) => concept.key))
    expect(session.concepts.some(({ key, accepted }) => !accepted && !defined.has(key))).toBe(true)
  })

  it('runs one stage alone', async () => {
    const first = await run()
    const session = new MemorySession(plainContext(documents, { scope: 'generate', liveDigests: {} }), { caches: first.session.caches })
    session.items.push(...first.session.items.filter(({ stage }) => stage === 'extract'))
    const result = await runPipeline(session)
    expect(result.stages.map((one) => one.stage)).toEqual(['generate'])
    expect(JSON.stringify(session.definitions)).toBe(JSON.stringify(first.session.definitions))
  })

  it('tries documents that failed again, and those that are skipped not', async () => {
    class Failing extends MemorySession {
      override async emit(...[stage, items]: Parameters<MemorySession['emit']>): Promise<void> {
        if (items.map(unpacked).some((item) => item.type === 'content' && item.document.contentHash === documents[0]!.hash))
          throw new Error('no')
        await super.emit(stage, items)
      }
    }
    const of = async (Session: typeof MemorySession, liveDigests: ExecutionContext['liveDigests']) => {
      const { stages, counts } = await runPipeline(new Session(plainContext(documents, { scope: 'extract', liveDigests })))
      return { stage: stages[0]!, counts }
    }
    const failing = await of(Failing, {})
    expect(failing.counts).toMatchObject({ 'documents.failed': 1, 'documents.skipped': 1 })
    const again = await of(MemorySession, { extract: failing.stage.inputDigest })
    expect(again).toMatchObject({ stage: { result: 'staged' }, counts: { 'documents.failed': 0, 'documents.skipped': 1 } })
    expect((await of(MemorySession, { extract: again.stage.inputDigest })).stage.result).toBe('unchanged')
  })

  it('stops when cancelled', async () => {
    const abort = new AbortController()
    abort.abort(new Error('cancelled'))
    await expect(run({}, { signal: abort.signal })).rejects.toThrow('cancelled')
  })

  it('reports progress that only grows', async () => {
    const { session } = await run()
    const extract = session.progresses.filter((one) => one.stage === 'extract' && one.step === 'analyse')
    expect(extract.at(-1)).toMatchObject({ done: 4, total: 4 })
    for (let i = 1; i < extract.length; i++) expect(extract[i]!.done).toBeGreaterThanOrEqual(extract[i - 1]!.done)
  })
})
