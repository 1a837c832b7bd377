import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TERM_SORTS, type TermQuery } from '../contract/library-api.ts'
import type { LibraryStore } from './api.ts'
import { nest, partsOf } from './nesting.ts'
import { type Bench, bench, concept, idOf, runWith, startRun } from './testing.ts'

describe('parts of a term', () => {
  it('begin and end at words, and anywhere in Japanese', () => {
    expect(partsOf('safe working load')).toEqual(['safe', 'safe working', 'working', 'working load', 'load'])
    expect(partsOf('蔵置日数')).toEqual(['蔵置', '蔵置日', '置日', '置日数', '日数'])
    expect(partsOf('wi-fi 接続')).toEqual(['wi-fi', 'wi-fi 接', '接続'])
    expect(partsOf('term')).toEqual([])
  })

  it('of a sentence are not looked for', () => expect(partsOf('a '.repeat(30).trim())).toEqual([]))
})

describe('nesting', () => {
  const term = (id: number, key: string, frequency: number) => ({ concept: id, language: 'en', key, frequency })

  it('folds what is used mostly inside the longer term; what stands for itself stays', () => {
    const nested = nest([term(1, 'duty manager', 18), term(2, 'reefer container', 50), term(3, 'duty', 18), term(4, 'container', 84)])
    expect([...nested]).toEqual([[3, 1]])
  })

  it('never folds a better ranked term, nor one of another language', () => {
    expect(nest([term(1, 'berth', 5), term(2, 'berth window', 5)]).size).toBe(0)
    expect(nest([term(1, 'berth window', 5), { ...term(2, 'berth', 5), language: 'ja' }]).size).toBe(0)
  })

  it('has two levels: what is inside an inner term is under the outermost', () => {
    const nested = nest([term(1, 'equipment interchange receipt', 8), term(2, 'interchange receipt', 8), term(3, 'receipt', 9)])
    expect([...nested].sort()).toEqual([
      [2, 1],
      [3, 1],
    ])
  })
})

describe('a folded list', () => {
  let at: Bench
  let store: LibraryStore
  const names = async (query: TermQuery) =>
    (await store.terms.page(query)).rows.map(({ headword, under }) => (under ? `- ${headword}` : headword))
  const folded = { view: 'all', fold: true } as const

  beforeEach(async () => {
    at = bench()
    store = await at.open()
    await runWith(store, [
      concept('duty manager', 1, [], { frequency: 18 }),
      concept('gate', 2, [], { frequency: 30 }),
      concept('quay crane', 3, [], { frequency: 10 }),
      concept('manager', 4, [], { frequency: 18, accepted: false }),
      concept('duty', 5, [], { frequency: 20 }),
      concept('quay', 6, [], { frequency: 12 }),
    ])
  })
  afterEach(() => at.end())

  it('counts what it shows and what it does not, and says how many are under a row', async () => {
    const page = await store.terms.page(folded)
    expect(page).toMatchObject({ total: 3, folded: 3 })
    expect(page.rows.map(({ headword, nested }) => [headword, nested])).toEqual([
      ['duty manager', 2],
      ['gate', undefined],
      ['quay crane', 1],
    ])
    expect((await store.terms.page({ view: 'all' })).total).toBe(6)
  })

  it('shows the shorter ones right below an open one, in the order asked for, page by page', async () => {
    const open = [await idOf(store, 'duty manager')]
    expect(await names({ ...folded, open })).toEqual(['duty manager', '- manager', '- duty', 'gate', 'quay crane'])
    expect(await names({ ...folded, open, sort: 'frequency' })).toEqual(['gate', 'duty manager', '- duty', '- manager', 'quay crane'])
    expect(await names({ ...folded, open, sort: 'alphabet', descending: true })).toEqual([
      'quay crane',
      'gate',
      'duty manager',
      '- manager',
      '- duty',
    ])
    const page = await store.terms.page({ ...folded, open, offset: 1, limit: 2 })
    expect(page).toMatchObject({ total: 5, folded: 1, rows: [{ headword: 'manager', under: open[0] }, { headword: 'duty' }] })
  })

  it.each(TERM_SORTS)('by %s holds every row once, in whatever pages', async (sort) => {
    const open = [await idOf(store, 'duty manager'), await idOf(store, 'quay crane')]
    for (const descending of [true, false]) {
      const all = await names({ ...folded, open, sort, descending })
      expect(new Set(all).size).toBe(6)
      const single = []
      for (let offset = 0; offset < 6; offset++) single.push(...(await names({ ...folded, open, sort, descending, offset, limit: 1 })))
      expect(single).toEqual(all)
    }
  })

  it('lets a term stand for itself when its longer one is not in the view', async () => {
    const manager = await idOf(store, 'duty manager')
    await store.human.apply({
      label: 'Accept',
      changes: [{ kind: 'field', key: { concept: manager, field: 'decision' }, before: null, after: 'accepted' }],
    })
    expect(await names({ view: 'review', fold: true })).toEqual(['gate', 'quay crane', 'duty'])
    expect(await names({ view: 'glossary', fold: true })).toEqual(['duty manager', 'gate', 'quay crane'])
    expect(await names({ view: 'accepted', fold: true })).toEqual(['duty manager'])
  })

  it('is flat in a search and in a preview', async () => {
    expect(await names({ ...folded, search: 'duty' })).toEqual(['duty manager', 'duty'])
    const run = await startRun(store)
    await store.runs.stage(run, 'extract', [concept('night shift', 1, [], { frequency: 3 }), concept('shift', 2, [], { frequency: 3 })])
    expect(await names(folded)).toEqual(['night shift', 'shift'])
  })

  it('says under which term another one is', async () => {
    const [duty, manager, gate] = [await idOf(store, 'duty'), await idOf(store, 'duty manager'), await idOf(store, 'gate')]
    expect(await store.terms.topOf(folded, duty)).toBe(manager)
    expect(await store.terms.topOf(folded, gate)).toBeNull()
    expect(await store.terms.topOf({ view: 'all' }, duty)).toBeNull()
  })

  it('is that of the newest run', async () => {
    await runWith(store, [concept('duty', 1, [], { frequency: 9 }), concept('duty roster', 2, [], { frequency: 9 })])
    expect(await names({ ...folded, limit: 2 })).toEqual(['duty', 'duty roster'])
  })
})
