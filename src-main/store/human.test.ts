import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HumanChange, LibraryStore } from './api.ts'
import { type Bench, bench, concept, finishRun, idOf, longestBlock, problem, runWith, staged, startRun } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
})
afterEach(() => at.end())

const field = (
  id: number,
  before: string | null,
  after: string | null,
  name: 'definition' | 'decision' | 'reading' | 'headword' = 'definition',
) => ({ kind: 'field', key: { concept: id, field: name }, before, after }) satisfies HumanChange

describe('a command', () => {
  it('is refused whole when one value is not what it was, and changes nothing', async () => {
    await runWith(store, [concept('index', 1), concept('ref', 2)])
    const [a, b] = [await idOf(store, 'index'), await idOf(store, 'ref')]
    const before = await store.human.snapshot()
    const result = await store.human.apply({ label: 'Two', changes: [field(a, null, 'A.'), field(b, 'Not there.', 'B.')] })
    expect(result).toMatchObject({ ok: false, change: { key: { concept: b } } })
    expect(result.ok === false && result.reason).toMatch(/changed in the meantime/u)
    expect(await store.human.snapshot()).toEqual(before)
    expect((await store.human.commands(10)).length).toBe(0)
  })

  it.each([
    ['a term that does not exist', field(99, null, 'x')],
    ['a decision there is not', field(1, null, 'perhaps', 'decision')],
    ['a merge in a circle', { kind: 'merged-into', key: { concept: 2 }, before: null, after: 1 } satisfies HumanChange],
    [
      'results that are gone',
      { kind: 'live', key: { stage: 'generate' }, before: null, after: { revisionId: 77, previousId: null } } satisfies HumanChange,
    ],
    ['an unknown document', { kind: 'document-hidden', key: { document: 5 }, before: null, after: true } satisfies HumanChange],
  ])('is refused with a sentence for %s', async (_name, change) => {
    await runWith(store, [concept('index', 1), concept('ref', 2)])
    await store.human.apply({ label: 'Merge', changes: [{ kind: 'merged-into', key: { concept: 1 }, before: null, after: 2 }] })
    const result = await store.human.apply({ label: 'No', changes: [change] })
    expect(result.ok).toBe(false)
    expect(result.ok === false && result.reason).toMatch(/\.$/u)
  })

  it('continues the one before when both have the same merge key, and one undo takes both back', async () => {
    await runWith(store, [concept('index', 1)])
    const id = await idOf(store, 'index')
    const type = (before: string | null, after: string) =>
      store.human.apply({ label: 'Edit definition', mergeKey: 'typing', changes: [field(id, before, after)] })
    await type(null, 'A')
    await type('A', 'A s')
    await type('A s', 'A staging area.')
    expect(await store.human.commands(10)).toHaveLength(1)
    expect((await store.human.undo()).ok).toBe(true)
    expect(await store.human.fields([id])).toMatchObject([{ definition: null }])
    expect((await store.human.redo()).ok).toBe(true)
    expect(await store.human.fields([id])).toMatchObject([{ definition: 'A staging area.' }])
  })

  it('is undone after a restart, and a new one ends what could be redone', async () => {
    await runWith(store, [concept('index', 1)])
    const id = await idOf(store, 'index')
    await store.human.apply({ label: 'One', changes: [field(id, null, '1')] })
    await store.human.apply({ label: 'Two', changes: [field(id, '1', '2')] })
    await store.close()
    const again = await at.open()
    expect(await again.human.undo()).toMatchObject({ ok: true, entry: { label: 'Two', undone: true } })
    expect((await again.human.undoState()).redo?.label).toBe('Two')
    await again.human.apply({ label: 'Three', changes: [field(id, '1', '3')] })
    expect((await again.human.undoState()).redo).toBeNull()
    expect(await again.human.undo()).toMatchObject({ ok: true, entry: { label: 'Three' } })
    expect(await again.human.redo()).toMatchObject({ ok: true, entry: { label: 'Three' } })
    await again.human.undo()
    await again.human.undo()
    expect(await again.human.undo()).toEqual({ ok: false, reason: 'There is nothing to undo.' })
  })

  it('that can no longer be undone says why and changes nothing', async () => {
    await runWith(store, [concept('index', 1)])
    const id = await idOf(store, 'index')
    const first = await store.human.apply({ label: 'One', changes: [field(id, null, '1')] })
    await store.human.apply({ label: 'Two', changes: [field(id, '1', '2')] })
    const undone = await store.human.undo(first.ok ? first.entry.id : 0)
    expect(undone).toMatchObject({ ok: false, reason: expect.stringMatching(/changed in the meantime/u) })
    expect(await store.human.fields([id])).toMatchObject([{ definition: '2' }])
  })

  it('of thousands of changes is one command too, and main goes on meanwhile', async () => {
    await runWith(
      store,
      Array.from({ length: 2000 }, (_, i) => concept(`term ${i}`, i + 1)),
    )
    const rows = [
      ...(await store.terms.page({ view: 'all', limit: 1000 })).rows,
      ...(await store.terms.page({ view: 'all', limit: 1000, offset: 1000 })).rows,
    ]
    const steps = [
      () => store.human.apply({ label: 'Drop 2000', changes: rows.map((row) => field(row.id, null, 'dropped', 'decision')) }),
      () => store.human.undo(),
      () => store.human.redo(),
    ]
    const block = await longestBlock(async (attempt) => expect((await steps[attempt]?.())?.ok).toBe(true))
    expect(block).toBeLessThan(50)
    expect((await store.info()).terms).toMatchObject({ total: 2000, dropped: 2000, undecided: 0 })
    await store.human.undo()
    expect((await store.info()).terms).toMatchObject({ dropped: 0, undecided: 2000 })
  })
})

describe('the human layer on the rows', () => {
  it('orders and filters by what people said', async () => {
    await runWith(store, [
      concept('用語', 1, [], { reading: 'ようご', readingSure: false }),
      concept('索引', 2),
      concept('ref', 3, [], { accepted: false }),
    ])
    const [term, index, ref] = [await idOf(store, '用語'), await idOf(store, '索引'), await idOf(store, 'ref')]
    await store.human.apply({ label: 'Reading', changes: [field(index, null, 'さくいん', 'reading')] })
    await store.human.apply({ label: 'Accept', changes: [field(ref, null, 'accepted', 'decision')] })
    await store.human.apply({ label: 'Drop', changes: [field(term, null, 'dropped', 'decision')] })
    const heads = async (view: 'all' | 'glossary' | 'dropped', sort: 'alphabet' | 'decision' = 'alphabet') =>
      (await store.terms.page({ view, sort })).rows.map((row) => row.headword)
    expect(await heads('all')).toEqual(['ref', '索引', '用語'])
    expect(await heads('glossary')).toEqual(['ref', '索引'])
    expect(await heads('dropped')).toEqual(['用語'])
    expect(await heads('all', 'decision')).toEqual(['索引', 'ref', '用語'])
    expect(await store.terms.row(index)).toMatchObject({ reading: 'さくいん', readingSure: true })
    await store.human.apply({ label: 'Name', changes: [field(ref, null, 'zz reference', 'headword')] })
    expect((await store.terms.row(ref))?.headword).toBe('zz reference')
  })

  it('takes required and excluded surfaces into every row they name', async () => {
    await runWith(store, [concept('index', 1, ['staging area']), concept('noise', 2), concept('weak', 3, [], { accepted: false })])
    const list = (name: 'required' | 'excluded', key: string) =>
      ({ kind: 'listed', key: { list: name, language: 'en', key }, before: null, after: key }) satisfies HumanChange
    await store.human.apply({ label: 'Lists', changes: [list('excluded', 'noise'), list('required', 'weak')] })
    expect((await store.terms.page({ view: 'glossary' })).rows.map((row) => row.headword)).toEqual(['index', 'weak'])
    expect((await store.terms.page({ view: 'required' })).rows.map((row) => row.headword)).toEqual(['weak'])
    expect(await store.constraints()).toMatchObject({ required: [{ key: 'weak' }], excluded: [{ key: 'noise' }] })
    await store.human.undo()
    expect((await store.terms.page({ view: 'glossary' })).rows.map((row) => row.headword)).toEqual(['index', 'noise'])
  })

  it('shows a term a person added before any run, and the run finds the same concept', async () => {
    const [id] = await store.human.allocateConcepts(1)
    const added = await store.human.apply({
      label: 'Add',
      changes: [
        {
          kind: 'concept',
          key: { concept: id as number },
          before: null,
          after: { language: 'en', headword: 'Detached HEAD', key: 'detached head' },
        },
        { kind: 'surface', key: { language: 'en', key: 'detached head', sense: 0 }, before: null, after: id as number },
        { kind: 'field', key: { concept: id as number, field: 'decision' }, before: null, after: 'accepted' },
      ],
    })
    expect(added.ok).toBe(true)
    expect((await store.terms.page({ view: 'glossary' })).rows).toMatchObject([{ id, headword: 'Detached HEAD', notFoundSinceRun: null }])
    expect((await store.terms.detail(id as number))?.variants).toMatchObject([{ surface: 'Detached HEAD', count: 0 }])
    await runWith(store, [concept('detached HEAD', 1)])
    expect((await store.terms.page({ view: 'all' })).rows).toMatchObject([
      { id, headword: 'detached HEAD', decision: 'accepted', frequency: 10 },
    ])
    const undone = await store.human.undo()
    expect(undone).toMatchObject({ ok: false, reason: expect.stringMatching(/Drop it instead/u) })
  })

  it('takes an added term back completely while nothing builds on it, and never gives its id again', async () => {
    const [id] = await store.human.allocateConcepts(1)
    await store.human.apply({
      label: 'Add',
      changes: [{ kind: 'concept', key: { concept: id as number }, before: null, after: { language: 'en', headword: 'x', key: 'x' } }],
    })
    await store.human.undo()
    expect((await store.terms.page({ view: 'all' })).total).toBe(0)
    await runWith(store, [concept('y', 1)])
    expect(await idOf(store, 'y')).toBeGreaterThan(id as number)
    expect((await store.human.allocateConcepts(2)).every((fresh) => fresh > (id as number) + 1)).toBe(true)
  })

  it('puts a problem aside for good: also the same problem of a later run', async () => {
    for (let i = 0; i < 2; i++) {
      const run = await startRun(store)
      await store.runs.stage(run, 'extract', [concept('index', 1)])
      await store.runs.stage(run, 'review', [problem(['index'], { message: `Found in run ${run}.` })])
      await finishRun(store, run, [staged('extract'), staged('review')])
      const { rows } = await store.problems.page({ includeIgnored: true })
      expect(rows).toHaveLength(1)
      expect(rows[0]?.ignored).toBe(i === 1)
      if (i === 1) continue
      const fingerprint = rows[0]?.fingerprint as string
      await store.human.apply({ label: 'Ignore', changes: [{ kind: 'ignored-problem', key: { fingerprint }, before: null, after: true }] })
    }
    expect((await store.problems.page()).total).toBe(0)
    expect((await store.info()).problems).toBe(0)
  })

  it('sends forbidden forms to the runs', async () => {
    await runWith(store, [concept('index', 1, ['cache'])])
    const id = await idOf(store, 'index')
    await store.human.apply({
      label: 'Forbid',
      changes: [{ kind: 'usage', key: { concept: id, surface: 'Cache' }, before: null, after: 'forbidden' }],
    })
    expect((await store.constraints()).forbidden).toEqual([
      { concept: { language: 'en', key: 'index', sense: 0 }, key: 'cache', surface: 'Cache' },
    ])
  })
})
