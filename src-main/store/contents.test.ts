import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_PAGE_BYTES } from '../contract/link.ts'
import { packItem, partsOf } from '../contract/results.ts'
import { ENGINE_VERSION, PARSER_VERSION } from '../contract/version.ts'
import type { LibraryStore } from './api.ts'
import { analysis, type Bench, bench, concept, definition, finishRun, idOf, parsed, runWith, staged, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
  const { id } = await store.documents.addRoot('/docs')
  await store.documents.applyScan(
    id,
    ['A', 'B', 'C'].map((hash) => ({ path: `${hash}.md`, size: 1, mtimeMs: 1, hash })),
    [],
  )
})
afterEach(() => at.end())

async function stageContents(...items: Parameters<LibraryStore['runs']['stage']>[2][number][]): Promise<number> {
  const run = await startRun(store)
  await store.runs.stage(run, 'extract', items)
  return run
}

describe('parsed documents', () => {
  it('live on whatever becomes of the run, and come back as they were', async () => {
    const document = { ...parsed('A', ['用語の定義', 'Second.']), title: 'A title', warnings: ['One byte was replaced.'] }
    const run = await stageContents({ type: 'content', document })
    await store.runs.transition({ runId: run, from: ['running'], to: 'failed' })
    expect(await store.contents.parsedDocument('A')).toEqual(document)
    expect(await store.contents.parsedDocument('nothing')).toBeNull()
  })

  it('tell of each document which encoding it was read in, the newest parse’s', async () => {
    await stageContents({ type: 'content', document: { ...parsed('A', ['読む。']), encoding: 'shift_jis' } })
    const decoded = async () => (await store.documents.list()).map(({ path, decoded }) => [path, decoded])
    expect(await decoded()).toContainEqual(['A.md', 'shift_jis'])
    expect(await decoded()).toContainEqual(['B.md', undefined])
  })

  it('give passages the part they lie in', async () => {
    const [first, second, third] = parsed('A', ['one', 'two', 'three']).blocks
    const blocks = [
      { ...first!, part: 'page 1' },
      { ...second!, part: 'page 1' },
      { ...third!, part: 'page 2' },
    ]
    await stageContents({ type: 'content', document: { ...parsed('A', ['one', 'two', 'three']), blocks } })
    const places = [0, 5, 9].map((start) => ({ contentHash: 'A', start, end: start + 1, line: 1, quote: 'x' }))
    expect((await store.contents.passages(places)).map(({ part }) => part)).toEqual(['page 1', 'page 1', 'page 2'])
  })

  it('give passages the words people read where the file has markup, over blocks, and leave plain ones alone', async () => {
    const decoded = 'A **pack file** holds\n[many](http://x.test/) objects.\n\nPlain words.'
    const text = 'A pack file holds many objects.'
    const map = [0, 2, 0, 2, 2, 9, 4, 9, 11, 6, 15, 6, 17, 1, 21, 1, 18, 4, 23, 4, 22, 9, 44, 9]
    const plain = { kind: 'paragraph' as const, text: 'Plain words.', map: [0, 12, 55, 12], start: 55, end: 67, line: 4 }
    const blocks = [{ kind: 'paragraph' as const, text, map, start: 0, end: 53, line: 1 }, plain]
    await stageContents({ type: 'content', document: { ...parsed('A', ['x']), decoded, blocks } })
    const passage = (start: number, end: number, contentHash = 'A') => ({
      contentHash,
      start,
      end,
      line: 1,
      quote: decoded.slice(start, end).replace(/\s+/g, ' ').trim(),
    })
    const read = await store.contents.passages([passage(0, 53), passage(2, 15), passage(55, 67), passage(0, 67), passage(0, 53, 'gone')])
    expect(read.map((one) => one.text)).toEqual([text, 'pack file', undefined, `${text} Plain words.`, undefined])
    expect(read[0]!.quote).toBe(passage(0, 53).quote)
  })

  it('give passages of a file that has changed since the document they were of, as long as it is there', async () => {
    const files = (hash: string) =>
      ['A', 'B', 'C'].map((name) => ({ path: `${name}.md`, size: 2, mtimeMs: 2, hash: name === 'A' ? hash : name }))
    const [root] = await store.documents.roots()
    await stageContents(...['A', 'A2'].map((hash) => ({ type: 'content' as const, document: parsed(hash, ['xx']) })))
    await store.documents.applyScan(root!.id, files('A2'), [])
    await store.documents.applyScan(root!.id, files('A3'), [])
    const passage = (contentHash: string) => ({ contentHash, start: 0, end: 2, line: 1, quote: 'xx' })
    const paths = async () => (await store.contents.passages(['A', 'A2', 'A3', 'other'].map(passage))).map(({ path }) => path)
    expect(await paths()).toEqual(['A.md', 'A.md', 'A.md', null])
    const [hidden] = await store.documents.list()
    await store.human.apply({
      label: 'Remove',
      changes: [{ kind: 'document-hidden', key: { document: hidden!.id }, before: null, after: true }],
    })
    expect(await paths()).toEqual([null, null, null, null])
  })

  it('give passages their document and path', async () => {
    const passage = { start: 0, end: 2, line: 1, quote: 'xx' }
    expect(
      await store.contents.passages([
        { ...passage, contentHash: 'B' },
        { ...passage, contentHash: 'gone' },
      ]),
    ).toEqual([
      { ...passage, contentHash: 'B', documentId: 2, path: 'B.md' },
      { ...passage, contentHash: 'gone', documentId: null, path: null },
    ])
  })
})

describe('search', () => {
  const find = async (text: string) => (await store.search({ text })).hits.map((hit) => [hit.path, hit.block])

  beforeEach(async () => {
    await stageContents(
      { type: 'content', document: parsed('A', ['用語の抽出について述べる。', '索引を更新する。', '木']) },
      {
        type: 'content',
        document: parsed('B', ['The Index (staging area) holds the next commit.', 'Merge commits join histories.', 'APIの設計と実装']),
      },
    )
  })

  it.each([
    ['木', [['A.md', 2]]],
    ['用', [['A.md', 0]]],
    ['語', [['A.md', 0]]],
    [
      'る',
      [
        ['A.md', 1],
        ['A.md', 0],
      ],
    ],
    ['用語', [['A.md', 0]]],
    ['抽出', [['A.md', 0]]],
    ['用語の抽出', [['A.md', 0]]],
    ['語抽', []],
    ['索引 更新', [['A.md', 1]]],
    ['API設計', []],
    ['APIの設計', [['B.md', 2]]],
    ['ＡＰＩ', [['B.md', 2]]],
    ['index', [['B.md', 0]]],
    [
      'commit',
      [
        ['B.md', 1],
        ['B.md', 0],
      ],
    ],
    ['merge commit', [['B.md', 1]]],
    ['"staging" OR', []],
    ['***', []],
  ])('%s', async (query, hits) => {
    expect((await find(query)).sort()).toEqual([...hits].sort())
  })

  it('says where, in which line, in units of the block', async () => {
    const { total, hits } = await store.search({ text: '索引' })
    expect(total).toBe(1)
    expect(hits[0]).toMatchObject({ text: '索引を更新する。', line: 2, documentId: 1, contentHash: 'A', matches: [[0, 2]] })
  })

  it('indexes a content once, also when a run is cut off and its batch sent again', async () => {
    await store.runs.stage(1, 'extract', [
      { type: 'content', document: parsed('A', ['用語の抽出について述べる。', '索引を更新する。', '木']) },
    ])
    expect((await store.search({ text: '用語' })).total).toBe(1)
  })

  it('forgets documents that are hidden, and finds them again', async () => {
    const change = { kind: 'document-hidden', key: { document: 1 }, before: null, after: true } as const
    await store.human.apply({ label: 'Remove', changes: [change] })
    expect(await find('用語')).toEqual([])
    await store.human.undo()
    expect(await find('用語')).toEqual([['A.md', 0]])
  })
})

describe('occurrences', () => {
  it('lists every place of all variants by path and start, page after page', async () => {
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [
      analysis('B', 'indexes', [40, 47, 3, 90, 97, 5]),
      analysis('A', 'index', [7, 12, 1]),
      analysis('B', 'index', [0, 5, 1]),
      concept('index', 1, ['indexes']),
    ])
    await finishRun(store, run, [staged('extract')])
    const id = await idOf(store, 'index')
    const all = await store.contents.occurrences(id)
    expect(all.total).toBe(4)
    expect(all.rows.map((row) => [row.path, row.start, row.surface, row.line])).toEqual([
      ['A.md', 7, 'index', 1],
      ['B.md', 0, 'index', 1],
      ['B.md', 40, 'indexes', 3],
      ['B.md', 90, 'indexes', 5],
    ])
    const first = await store.contents.occurrences(id, { limit: 3 })
    expect(first.next).not.toBeNull()
    expect((await store.contents.occurrences(id, { after: first.next, limit: 3 })).rows).toEqual(all.rows.slice(3))
  })

  it('come from the analyses the live terms were made from, whatever other analyses there are', async () => {
    const starts = async () => (await store.contents.occurrences(await idOf(store, 'index'))).rows.map((row) => row.start)
    const runWithAnalysis = async (engineVersion: string, start: number) => {
      const run = await startRun(store)
      await store.runs.pull(run, { source: 'analyses', engineVersion, contentHashes: ['A'] }, null)
      await store.runs.stage(run, 'extract', [{ ...analysis('A', 'index', [start, start + 5, 1]), engineVersion }, concept('index', 1)])
      return run
    }
    await finishRun(store, await runWithAnalysis('e1+auto', 10), [staged('extract')])
    expect(await starts()).toEqual([10])
    await store.runs.transition({ runId: await runWithAnalysis('e1+ja', 20), from: ['running'], to: 'cancelled' })
    expect(await starts()).toEqual([10])
    await finishRun(store, await runWithAnalysis('e1+ja', 20), [staged('extract')])
    expect(await starts()).toEqual([20])
    const back = await startRun(store)
    await store.runs.pull(back, { source: 'analyses', engineVersion: 'e1+auto', contentHashes: ['A'] }, null)
    await finishRun(store, back, [{ stage: 'extract', result: 'unchanged', inputDigest: 'digest of extract', items: 0 }])
    expect(await starts()).toEqual([10])
  })
})

describe('items packed as text', () => {
  it('are stored as if they had come open, and a text that is none is refused', async () => {
    const changes: string[] = []
    store.onChange(({ areas }) => changes.push(...areas))
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [
      packItem({ type: 'content', document: parsed('A', ['Packed text.']) }),
      packItem({ ...analysis('A', 'index', [3, 8, 1]), engineVersion: 'packed' }),
      packItem({ ...analysis('A', 'index', [4, 9, 1]), engineVersion: 'newer' }),
      packItem({ type: 'document', documentId: 1, status: 'ok' }),
      packItem(concept('index', 1)),
    ])
    await finishRun(store, run, [staged('extract')])
    expect((await store.contents.parsedDocument('A'))?.decoded).toBe('Packed text.\n')
    expect((await store.contents.occurrences(await idOf(store, 'index'))).rows.map((row) => row.start)).toEqual([3])
    expect(changes).toContain('documents')
    const next = await startRun(store)
    for (const json of ['{"type":"conc', '{"type":"concept"}']) {
      await expect(store.runs.stage(next, 'extract', [{ type: 'packed', json }])).rejects.toMatchObject({ kind: 'constraint' })
    }
  })
})

describe('what a worker pulls', () => {
  async function pulled(run: number, pull: Parameters<LibraryStore['runs']['pull']>[1]): Promise<{ pages: number; rows: unknown[] }> {
    const rows: unknown[] = []
    let pages = 0
    let pieces = ''
    for (let cursor: string | null = null; pages === 0 || cursor !== null; pages++) {
      const page = await store.runs.pull(run, pull, cursor)
      expect(JSON.stringify(page.rows).length * 2).toBeLessThanOrEqual(MAX_PAGE_BYTES * 1.2)
      if (page.partial) pieces += page.rows[0]
      else {
        // Big rows come as text.
        rows.push(...page.rows.map((row) => (typeof row === 'string' ? JSON.parse(pieces + row) : row)))
        pieces = ''
      }
      cursor = page.next
    }
    return { pages, rows }
  }

  /** A document of about that many characters. */
  const large = (hash: string, characters: number) =>
    parsed(
      hash,
      Array.from({ length: Math.ceil(characters / 100) }, (_, n) => `${hash} ${n} `.padEnd(99, '文')),
    )

  it('goes in pieces where a row is bigger than a page, two such rows in turn, small ones between', async () => {
    const documents = [large('A', 400_000), parsed('B', ['Small.']), large('C', 300_000)]
    const run = await stageContents(...documents.map((document) => packItem({ type: 'content' as const, document })))
    const pull = { source: 'parsed' as const, parserVersion: PARSER_VERSION, contentHashes: ['A', 'B', 'C'] }
    const [one, other] = await Promise.all([pulled(run, pull), pulled(run, { ...pull, contentHashes: ['C', 'A'] })])
    expect(one.rows).toEqual(documents)
    expect(other.rows).toEqual([documents[2], documents[0]])
    // About four pieces for A and three for C, as JSON; a page of its own for B.
    expect(one.pages).toBeGreaterThan(6)
    const wanted = store.runs.pull(run, { ...pull, contentHashes: ['none'] }, '0:1000')
    await expect(wanted).rejects.toMatchObject({ name: 'StorageError', message: expect.stringContaining('removed') })
  })

  it('and is stored when it came in pieces, each a batch that may come twice; a lost piece breaks the protocol', async () => {
    const document = large('A', 400_000)
    const run = await startRun(store)
    const batches = partsOf({ type: 'content', document })
    expect(batches.length).toBeGreaterThan(3)
    for (const [index, part] of batches.entries()) {
      await store.runs.stage(run, 'extract', [part], 2 * index + 1)
      // Its commit was unclear, and a fresh connection took over.
      if (index === 1) await store.runs.reopen()
      if (index === 1 || index === batches.length - 1) await store.runs.stage(run, 'extract', [part], 2 * index + 1)
    }
    expect(await store.contents.parsedDocument('A')).toEqual(document)
    await expect(store.runs.stage(run, 'extract', [{ ...batches[2]!, index: 99, of: 100 }])).rejects.toMatchObject({ kind: 'constraint' })
  })

  it('comes in the order asked for, without what is missing, in pages', async () => {
    const big = 'x'.repeat(50_000)
    const run = await stageContents(...['A', 'B', 'C'].map((hash) => ({ ...analysis(hash, big, [0, 1, 1]) })), {
      type: 'content',
      document: parsed('B', ['Text.']),
    })
    const { pages, rows } = await pulled(run, { source: 'analyses', engineVersion: ENGINE_VERSION, contentHashes: ['C', 'none', 'A', 'B'] })
    expect(pages).toBe(2)
    expect(rows.map((row) => (row as { contentHash: string }).contentHash)).toEqual(['C', 'A', 'B'])
    const documents = await pulled(run, { source: 'parsed', parserVersion: PARSER_VERSION, contentHashes: ['A', 'B'] })
    expect(documents.rows).toEqual([parsed('B', ['Text.'])])
    expect((await pulled(run, { source: 'parsed', parserVersion: 'p0', contentHashes: ['B'] })).rows).toEqual([])
  })

  it('is the concepts the run itself staged, in glossary order, as they were sent', async () => {
    await runWith(store, [concept('old', 1)])
    const run = await startRun(store)
    const items = Array.from({ length: 1200 }, (_, i) => concept(`term ${i}`, i + 1, [`terms ${i}`]))
    await store.runs.stage(run, 'extract', items)
    expect((await pulled(run, { source: 'concepts' })).rows).toEqual(items)
    await store.runs.transition({ runId: run, from: ['running'], to: 'failed' })
    const next = await startRun(store)
    expect((await pulled(next, { source: 'concepts' })).rows).toMatchObject([{ headword: 'old' }])
  })

  it('is the definitions as people see them: their own text first, none of dropped terms', async () => {
    await runWith(
      store,
      [concept('index', 1), concept('ref', 2), concept('tag', 3)],
      [definition('index', 'Machine.'), definition('ref', 'A name.'), definition('tag', 'A label.')],
    )
    const change = async (word: string, field: 'definition' | 'decision', after: string) =>
      store.human.apply({ label: 'x', changes: [{ kind: 'field', key: { concept: await idOf(store, word), field }, before: null, after }] })
    await change('index', 'definition', 'Mine.')
    await change('tag', 'decision', 'dropped')
    const run = await startRun(store)
    expect((await pulled(run, { source: 'definitions' })).rows).toEqual([
      { concept: { language: 'en', key: 'index', sense: 0 }, headword: 'index', text: 'Mine.', kind: 'human', pinned: true, sources: [] },
      {
        concept: { language: 'en', key: 'ref', sense: 0 },
        headword: 'ref',
        text: 'A name.',
        kind: 'quoted',
        pinned: false,
        sources: expect.any(Array),
      },
    ])
  })
})
