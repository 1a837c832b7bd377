import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TermRow } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { LibraryStore } from './api.ts'
import { type Bench, bench, concept, definition, finishRun, idOf, problem, runWith, staged, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
})
afterEach(() => at.end())

const ref = (surface: string): ConceptRef => ({ language: 'en', key: foldKey(surface), sense: 0 })
const all = async (): Promise<readonly TermRow[]> => (await store.terms.page({ view: 'all', sort: 'alphabet' })).rows
const decide = async (surface: string, decision: 'accepted' | 'dropped' = 'accepted') => {
  const id = await idOf(store, surface)
  const result = await store.human.apply({
    label: 'Decide',
    changes: [{ kind: 'field', key: { concept: id, field: 'decision' }, before: null, after: decision }],
  })
  expect(result.ok).toBe(true)
  return id
}
const merge = async (into: string, other: string) => {
  const [a, b] = [await idOf(store, into), await idOf(store, other)]
  const result = await store.human.apply({
    label: 'Merge',
    changes: [
      { kind: 'merged-into', key: { concept: b }, before: null, after: a },
      { kind: 'link', key: { a: ref(into), b: ref(other) }, before: null, after: 'must' },
    ],
  })
  expect(result.ok).toBe(true)
  return { a, b }
}

describe('which concept a group becomes', () => {
  it('takes the concept of its headword, whatever its variants are now', async () => {
    await runWith(store, [concept('index', 1, ['staging area'])])
    const id = await idOf(store, 'index')
    await runWith(store, [concept('index', 1, ['cache'])])
    expect(await idOf(store, 'index')).toBe(id)
    expect(await idOf(store, 'cache')).toBe(id)
  })

  it('takes the concept most of its variants belong to when the headword is new', async () => {
    await runWith(store, [concept('index', 1, ['staging area', 'cache file']), concept('ref', 2)])
    const id = await idOf(store, 'index')
    await runWith(store, [concept('the index', 1, ['index', 'staging area', 'ref'])])
    expect(await idOf(store, 'the index')).toBe(id)
    expect((await all()).map((row) => row.id)).toEqual([id])
  })

  it('makes a new concept for what it has never seen, and never gives an id twice', async () => {
    await runWith(store, [concept('index', 1)])
    await runWith(store, [concept('branch', 1)])
    await runWith(store, [concept('index', 1), concept('branch', 2), concept('tag', 3)])
    expect(new Set((await all()).map((row) => row.id)).size).toBe(3)
    expect(await idOf(store, 'index')).toBe(1)
    expect(await idOf(store, 'branch')).toBe(2)
  })

  it('gives a group of its own headword the concept although another group came first by overlap', async () => {
    await runWith(store, [concept('index', 1, ['staging area'])])
    const id = await decide('index')
    await runWith(store, [concept('staging place', 1, ['staging area']), concept('index', 2, ['the index'])])
    const rows = await all()
    expect(rows.map((row) => [row.headword, row.decision])).toEqual([
      ['index', 'accepted'],
      ['staging place', 'undecided'],
    ])
    expect(rows[0]?.id).toBe(id)
    expect((await store.terms.detail(rows[1]?.id as number))?.variants.map((variant) => variant.surface)).toEqual([
      'staging place',
      'staging area',
    ])
  })

  it('keeps what people decided with the term when its headword changes to a concept nobody touched', async () => {
    await runWith(store, [concept('merge commit', 1), concept('merge commits', 2)])
    const id = await decide('merge commit')
    await runWith(store, [concept('merge commits', 1, ['merge commit'])])
    expect((await all()).map((row) => [row.id, row.headword, row.decision])).toEqual([[id, 'merge commits', 'accepted']])
  })

  it('never merges two concepts that people touched: one group becomes two rows and a proposal', async () => {
    await runWith(store, [concept('index', 1), concept('cache', 2)])
    const index = await decide('index')
    const cache = await decide('cache', 'dropped')
    await runWith(store, [concept('index', 1, ['cache', 'the cache'])])
    expect((await all()).map((row) => [row.id, row.headword, row.decision])).toEqual([
      [cache, 'cache', 'dropped'],
      [index, 'index', 'accepted'],
    ])
    expect((await store.terms.detail(index))?.variants.map((variant) => variant.surface)).toEqual(['index', 'the cache'])
    expect(await store.terms.proposals()).toEqual([{ keep: index, other: cache, headwords: ['index', 'cache'] }])
    await merge('index', 'cache')
    expect(await store.terms.proposals()).toEqual([])
  })

  it('follows a merge: the group of either headword is the one concept', async () => {
    await runWith(store, [concept('index', 1), concept('cache', 2)])
    const { a } = await merge('index', 'cache')
    expect((await all()).map((row) => row.id)).toEqual([a])
    expect((await store.terms.detail(a))?.variants.map((variant) => variant.surface)).toEqual(['index', 'cache'])
    await runWith(store, [concept('cache', 1, ['index'])])
    expect((await all()).map((row) => [row.id, row.headword])).toEqual([[a, 'cache']])
  })

  it('joins two groups of merged concepts when a run keeps them apart, and does so once', async () => {
    await runWith(store, [concept('index', 1), concept('cache', 2)])
    const { a } = await merge('index', 'cache')
    const run = await startRun(store)
    const items = [concept('index', 1, ['indexes']), concept('cache', 2, ['caches'])]
    await store.runs.stage(run, 'extract', items)
    await store.runs.stage(run, 'extract', items)
    await finishRun(store, run, [staged('extract')])
    const rows = await all()
    expect(rows.map((row) => [row.id, row.headword, row.frequency])).toEqual([[a, 'index', 38]])
    expect((await store.terms.detail(a))?.variants.map((variant) => variant.surface)).toEqual(['index', 'indexes', 'cache', 'caches'])
  })

  it('keeps apart what people split, also when a run groups it under another headword', async () => {
    await runWith(store, [concept('index', 1, ['staging area', 'cache'])])
    const index = await idOf(store, 'index')
    const [fresh] = await store.human.allocateConcepts(1)
    const split = await store.human.apply({
      label: 'Split',
      changes: [
        { kind: 'concept', key: { concept: fresh as number }, before: null, after: { language: 'en', headword: 'cache', key: 'cache' } },
        { kind: 'surface', key: ref('cache'), before: index, after: fresh as number },
        { kind: 'link', key: { a: ref('index'), b: ref('cache') }, before: null, after: 'cannot' },
      ],
    })
    expect(split).toMatchObject({ ok: true })
    expect((await store.terms.detail(index))?.variants.map((variant) => variant.surface)).toEqual(['index', 'staging area'])
    expect((await store.terms.detail(fresh as number))?.variants).toMatchObject([{ surface: 'cache', count: 8 }])
    await runWith(store, [concept('staging area', 1, ['index', 'cache'])])
    expect((await all()).map((row) => [row.id, row.headword])).toEqual([
      [fresh, 'cache'],
      [index, 'staging area'],
    ])
    expect(await store.terms.proposals()).toEqual([])
  })

  it('keeps a concept people touched and a run no longer finds, and says since when', async () => {
    await runWith(store, [concept('index', 1), concept('cache', 2), concept('ref', 3)])
    const cache = await decide('cache')
    const run = await runWith(store, [concept('index', 1)])
    const rows = await all()
    expect(rows.map((row) => [row.headword, row.notFoundSinceRun, row.glossaryRank])).toEqual([
      ['cache', run, null],
      ['index', null, 1],
    ])
    expect((await store.terms.page({ view: 'glossary' })).rows.map((row) => row.headword)).toEqual(['index', 'cache'])
    await runWith(store, [concept('cache', 1), concept('index', 2)])
    expect((await all()).map((row) => [row.id, row.notFoundSinceRun])[0]).toEqual([cache, null])
  })

  it('lets people work on a preview, and what they did holds after the run, however it ends', async () => {
    await runWith(store, [concept('index', 1)])
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('branch', 1), concept('index', 2)])
    const branch = (await all()).find((row) => row.headword === 'branch')?.id as number
    await store.human.apply({
      label: 'Accept',
      changes: [{ kind: 'field', key: { concept: branch, field: 'decision' }, before: null, after: 'accepted' }],
    })
    await store.runs.transition({ runId: run, from: ['running'], to: 'failed', fields: { failureKind: 'crash', error: 'Gone.' } })
    await runWith(store, [concept('branch', 1), concept('index', 2)])
    expect((await all()).map((row) => [row.id, row.headword, row.decision])[0]).toEqual([branch, 'branch', 'accepted'])
  })

  it('lets a run take rows of a first list back: they are gone and not counted, what people did on them stays', async () => {
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('branch', 1), concept('index', 2), concept('cache', 3, ['limb'])])
    const branch = await decide('branch')
    const retract = { type: 'retract' as const, concepts: [ref('branch'), ref('cache'), ref('never staged')] }
    for (const _again of [1, 2]) await store.runs.stage(run, 'extract', [retract])
    expect((await all()).map((row) => row.headword)).toEqual(['index'])
    // A variant of a term nobody touched may stand in another group now.
    await store.runs.stage(run, 'extract', [concept('tree', 1, ['limb']), concept('index', 2)])
    await finishRun(store, run, [staged('extract', 'digest', 2)])
    const rows = await all()
    expect(rows.map((row) => [row.headword, row.id === branch, row.notFoundSinceRun])).toEqual([
      ['branch', true, run],
      ['index', false, null],
      ['tree', false, null],
    ])
    expect(rows.find((row) => row.id === branch)?.decision).toBe('accepted')
    expect((await store.info()).terms.total).toBe(3)
  })
})

describe('rows of the later stages', () => {
  it('belong to the concept of the run’s own extract, and are replaced when sent again', async () => {
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('index', 1)])
    await store.runs.stage(run, 'generate', [definition('index', 'One.'), definition('index', 'Other.', { ordinal: 1 })])
    await store.runs.stage(run, 'generate', [definition('index', 'Two.')])
    await store.runs.stage(run, 'review', [problem(['index']), problem(['index'])])
    await finishRun(store, run, [staged('extract'), staged('generate'), staged('review')])
    const detail = await store.terms.detail(await idOf(store, 'index'))
    expect(detail?.definitions.map((entry) => entry.text)).toEqual(['Two.', 'Other.'])
    expect(detail?.problemList).toHaveLength(1)
    expect(detail?.problems).toBe(1)
    expect((await store.terms.page({ view: 'problems' })).total).toBe(1)
  })

  it('are refused whole when they speak of a concept no run ever found', async () => {
    const run = await startRun(store)
    await expect(store.runs.stage(run, 'generate', [definition('ghost', 'Boo.')])).rejects.toMatchObject({ kind: 'constraint' })
  })

  it('show a refinement before the definition it improves', async () => {
    await runWith(store, [concept('index', 1)], [definition('index', 'Rough.')])
    const run = await startRun(store)
    await store.runs.stage(run, 'refine', [{ type: 'refinement', concept: ref('index'), text: 'Smooth.', sources: [], state: 'ok' }])
    await finishRun(store, run, [staged('refine')])
    expect(await store.terms.row(await idOf(store, 'index'))).toMatchObject({ definition: 'Smooth.', definitionKind: 'written' })
  })

  it('offer the machine’s definition beside the one a person pinned', async () => {
    await runWith(store, [concept('index', 1)], [definition('index', 'Machine.')])
    const id = await idOf(store, 'index')
    await store.human.apply({
      label: 'Edit',
      changes: [{ kind: 'field', key: { concept: id, field: 'definition' }, before: null, after: 'Mine.' }],
    })
    await runWith(store, [concept('index', 1)], [definition('index', 'Newer machine.')])
    const detail = await store.terms.detail(id)
    expect(detail?.definition).toBe('Mine.')
    expect(detail?.definitionKind).toBe('human')
    expect(detail?.proposal?.text).toBe('Newer machine.')
  })
})
