import { afterEach, beforeEach, expect, it } from 'vitest'
import type { LibraryStore } from './api.ts'
import { analysis, type Bench, bench, concept, finishRun, idOf, parsed, runWith, staged, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
})
afterEach(() => at.end())

it('deletes revisions older than the previous one, whole, and keeps what can be reverted to', async () => {
  for (let i = 0; i < 4; i++) {
    await runWith(
      store,
      Array.from({ length: 300 }, (_, n) => concept(`term ${i} ${n}`, n + 1, [`terms ${i} ${n}`])),
    )
  }
  await store.evict()
  expect((await store.revisions.list()).map((revision) => revision.state)).toEqual(['live', 'previous'])
  const live = await store.revisions.live('extract')
  const reverted = await store.human.apply({
    label: 'Revert',
    changes: [
      { kind: 'live', key: { stage: 'extract' }, before: live, after: { revisionId: live?.previousId as number, previousId: null } },
    ],
  })
  expect(reverted.ok).toBe(true)
  expect((await store.terms.page({ view: 'all', limit: 1 })).rows[0]?.headword).toBe('term 2 0')
  expect(await store.verifyRest()).toEqual([])
})

it('keeps the logs of the last runs only', async () => {
  for (let i = 0; i < 5; i++) {
    const run = await startRun(store)
    await store.runs.appendLogs(
      run,
      Array.from({ length: 300 }, (_, n) => ({ seq: n + 1, time: n, level: 'info' as const, message: 'm' })),
    )
    await finishRun(store, run, [])
  }
  expect((await store.evict({ logRuns: 2 })).logLines).toBe(900)
  expect(await Promise.all([1, 2, 3, 4, 5].map(async (run) => (await store.runs.readLogs(run, 0, 1000)).length))).toEqual([
    0, 0, 0, 300, 300,
  ])
})

it('drops the cache entries used longest ago, down to the limit', async () => {
  const entry = (key: string) => ({ key, value: 'x'.repeat(100) })
  await store.caches.put('answers', [entry('a'), entry('b'), entry('c')])
  expect(await store.caches.get('answers', ['a', 'none'])).toEqual(['x'.repeat(100), null])
  expect((await store.evict({ cacheBytes: 250 })).cacheEntries).toBe(1)
  expect((await store.caches.get('answers', ['a', 'b', 'c'])).map((value) => value !== null)).toEqual([true, false, true])
})

it('compacts: text, index and analyses of documents that were removed for good go, what runs need stays', async () => {
  const { id } = await store.documents.addRoot('/docs')
  await store.documents.applyScan(
    id,
    [
      { path: 'a.md', size: 1, mtimeMs: 1, hash: 'A' },
      { path: 'b.md', size: 1, mtimeMs: 1, hash: 'B' },
    ],
    [],
  )
  const run = await startRun(store)
  await store.runs.stage(run, 'extract', [
    { type: 'content', document: parsed('A', ['alpha text']) },
    { type: 'content', document: parsed('B', ['beta text']) },
    analysis('A', 'alpha', [0, 5, 1]),
    analysis('B', 'beta', [0, 4, 1]),
    concept('alpha', 1),
    concept('beta', 2),
  ])
  await finishRun(store, run, [staged('extract')])
  await store.human.apply({ label: 'Remove', changes: [{ kind: 'document-hidden', key: { document: 1 }, before: null, after: true }] })
  expect(await store.compact()).toMatchObject({ documents: 1, contents: 1 })
  expect(await store.contents.parsedDocument('A')).toBeNull()
  expect((await store.search({ text: 'text' })).hits.map((hit) => hit.path)).toEqual(['b.md'])
  expect((await store.contents.occurrences(await idOf(store, 'alpha'))).total).toBe(0)
  expect((await store.contents.occurrences(await idOf(store, 'beta'))).total).toBe(1)
  expect(await store.human.undo(1)).toMatchObject({ ok: false, reason: expect.stringMatching(/gone for good/u) })
  expect(await store.human.undo()).toMatchObject({ ok: false, reason: 'There is nothing to undo.' })
  expect(await store.human.commands(5)).toMatchObject([{ label: 'Remove', undone: false }])
  expect(await store.verifyRest()).toEqual([])
})

it('deletes analyses of engines nothing was made from any more, keeps the newest two and what is live', async () => {
  const { id } = await store.documents.addRoot('/docs')
  await store.documents.applyScan(id, [{ path: 'a.md', size: 1, mtimeMs: 1, hash: 'A' }], [])
  const analysed = async (engineVersion: string) => {
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [{ ...analysis('A', 'alpha', [0, 5, 1]), engineVersion }, concept('alpha', 1)])
    return run
  }
  await finishRun(store, await analysed('live'), [staged('extract')])
  for (const engine of ['old', 'older', 'new', 'newest']) {
    await store.runs.transition({ runId: await analysed(engine), from: ['running'], to: 'cancelled' })
  }
  await store.evict()
  const left = async (engineVersion: string) =>
    (await store.runs.pull(1, { source: 'analyses', engineVersion, contentHashes: ['A'] }, null)).rows.length
  expect(await Promise.all(['live', 'old', 'older', 'new', 'newest'].map(left))).toEqual([1, 0, 0, 1, 1])
  expect((await store.contents.occurrences(await idOf(store, 'alpha'))).total).toBe(1)
})

it('deletes what an older parser made of a content once the newer one has read it', async () => {
  const { id } = await store.documents.addRoot('/docs')
  await store.documents.applyScan(
    id,
    [
      { path: 'a.md', size: 1, mtimeMs: 1, hash: 'A' },
      { path: 'b.md', size: 1, mtimeMs: 1, hash: 'B' },
    ],
    [],
  )
  const run = await startRun(store)
  await store.runs.stage(run, 'extract', [
    { type: 'content', document: { ...parsed('A', ['old reading']), parserVersion: 'p0' } },
    { type: 'content', document: { ...parsed('B', ['old reading of b']), parserVersion: 'p0' } },
    { type: 'content', document: parsed('A', ['new reading']) },
  ])
  expect((await store.search({ text: 'old' })).total).toBe(1)
  expect((await store.evict()).contents).toBe(1)
  expect((await store.contents.parsedDocument('A'))?.decoded).toBe('new reading\n')
  expect((await store.contents.parsedDocument('B'))?.parserVersion).toBe('p0')
  expect((await store.search({ text: 'reading' })).total).toBe(2)
})
