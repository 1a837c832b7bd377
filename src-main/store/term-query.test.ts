import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TERM_SORTS, type TermQuery } from '../contract/library-api.ts'
import type { LibraryStore } from './api.ts'
import { type Db, openReader } from './connection.ts'
import { termPage } from './term-query.ts'
import { type Bench, bench, concept, definition, idOf, runWith } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
  await runWith(
    store,
    Array.from({ length: 250 }, (_, i) =>
      concept(`term ${String(i).padStart(3, '0')}`, ((i * 7) % 250) + 1, i % 5 === 0 ? [`spelling ${i}`] : [], {
        termhoodRank: ((i * 11) % 250) + 1,
        frequency: (i * 13) % 40,
        documents: (i * 3) % 9,
        accepted: i % 4 !== 0,
      }),
    ),
    [definition('term 000', 'The first.')],
  )
})
afterEach(() => at.end())

const everything = async (query: TermQuery) => {
  const rows = []
  for (let offset = 0; ; offset += 70) {
    const page = await store.terms.page({ ...query, offset, limit: 70 })
    rows.push(...page.rows)
    if (rows.length >= page.total) return rows
  }
}

describe('pages of terms', () => {
  it.each(TERM_SORTS)('by %s hold every row once, in order, and the other way round in the opposite order', async (sort) => {
    const rows = await everything({ view: 'all', sort })
    expect(new Set(rows.map((row) => row.id)).size).toBe(250)
    const flipped = await everything({ view: 'all', sort, descending: !(sort === 'frequency' || sort === 'documents') })
    expect(flipped.map((row) => row.id)).toEqual(rows.map((row) => row.id).reverse())
    const values = rows.map((row) =>
      sort === 'rank'
        ? row.glossaryRank
        : sort === 'termhood'
          ? row.termhoodRank
          : sort === 'alphabet'
            ? row.headword
            : sort === 'decision'
              ? 0
              : -row[sort],
    ) as (number | string)[]
    expect(values).toEqual([...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
  })

  it('are as many as they are counted to be, and as many ids, in the same order', async () => {
    const views = ['glossary', 'review', 'all', 'undecided', 'accepted', 'dropped', 'required', 'problems', 'proposals'] as const
    for (const view of views) {
      for (const search of ['', 'term 1', 'spelling 5', 'nothing', 'e']) {
        const query = { view, search, sort: 'frequency' } as const
        const rows = await everything(query)
        expect(await store.terms.count(query), `${view} ${search}`).toBe(rows.length)
        expect(await store.terms.ids(query)).toEqual(rows.map((row) => row.id))
      }
    }
    const ids = await store.terms.ids({ view: 'all' })
    expect(await store.terms.indexOf({ view: 'all' }, ids[201]!)).toBe(201)
    expect(await store.terms.indexOf({ view: 'accepted' }, ids[201]!)).toBeNull()
  })

  it('show in the glossary what the machine accepts and what people want, and no more', async () => {
    expect((await store.terms.page({ view: 'glossary' })).total).toBe(187)
    const id = await idOf(store, 'term 000')
    const change = { kind: 'field', key: { concept: id, field: 'decision' }, before: null, after: 'accepted' } as const
    await store.human.apply({ label: 'Accept', changes: [change] })
    expect((await store.terms.page({ view: 'glossary' })).total).toBe(188)
    expect(await store.terms.row(id)).toMatchObject({
      accepted: true,
      decision: 'accepted',
      definition: 'The first.',
      definitionKind: 'quoted',
    })
  })

  it('find text anywhere in a headword or variant, folded, in live rows and in a preview', async () => {
    expect((await store.terms.page({ view: 'all', search: 'TERM-01' })).rows.map((row) => row.headword).sort()).toEqual(
      Array.from({ length: 10 }, (_, i) => `term 01${i}`),
    )
    expect((await store.terms.page({ view: 'all', search: 'pelling 2', limit: 5 })).total).toBe(12)
    expect((await store.terms.page({ view: 'all', search: '100%_' })).total).toBe(0)
    const run = await store.runs.insertRun({ scope: 'full', settings: '{}', retryOf: null })
    await store.runs.stage(run.ok ? run.run.id : 0, 'extract', [concept('fresh', 1, ['term 777'])])
    expect((await store.terms.page({ view: 'all', search: 'term 7' })).rows).toMatchObject([{ headword: 'fresh', preview: true }])
    expect((await store.terms.page({ view: 'all', search: 'term 07', preview: false })).total).toBe(10)
  })

  it('find Japanese terms by one character, by their reading in either kana and in romaji, also by the reading a person gave', async () => {
    await runWith(store, [concept('量子', 1, ['量子力学'], { reading: 'りょうし' }), concept('木', 2, [], { reading: 'き' })])
    const found = async (search: string) => (await store.terms.page({ view: 'all', search })).rows.map(({ headword }) => headword).sort()
    expect(await found('木')).toEqual(['木'])
    expect(await found('学')).toEqual(['量子'])
    expect(await found('子力')).toEqual(['量子'])
    for (const reading of ['りょうし', 'リョウ', 'ryoushi', 'ryōshi', 'ryous', 'き']) expect(await found(reading), reading).not.toEqual([])
    expect(await found('りょうき')).toEqual([])
    // Nothing is found by what it is only sorted under: voiced and small kana are others than plain ones.
    for (const reading of ['りよ', 'ぎ', 'gi']) expect(await found(reading), reading).toEqual([])
    const read = async (before: string | null, after: string) => {
      const key = { concept: await idOf(store, '木'), field: 'reading' } as const
      await store.human.apply({ label: 'Reading', changes: [{ kind: 'field', key, before, after }] })
    }
    await read(null, 'もく')
    for (const reading of ['moku', 'もく', 'モク']) expect(await found(reading), reading).toEqual(['木'])
    expect(await found('き')).toEqual([])
    await read('もく', 'ボク')
    for (const reading of ['boku', 'ぼく', 'ボク']) expect(await found(reading), reading).toEqual(['木'])
  })

  it('come out whole for exports, page after page', async () => {
    const seen: number[] = []
    const generations: number[] = []
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page = await store.terms.exportPage({ view: 'glossary', sort: 'alphabet' }, cursor, 50)
      seen.push(...page.rows.map((row) => row.id))
      generations.push(page.generation)
      // Logs and clearing up in between are no reason to begin again.
      await store.evict()
      cursor = page.next
    }
    expect(seen).toEqual((await everything({ view: 'glossary', sort: 'alphabet' })).map((row) => row.id))
    expect(new Set(generations).size).toBe(1)
    const generation = async () => (await store.terms.exportPage({ view: 'glossary' }, null, 1)).generation
    const note = (before: string | null, after: string) =>
      store.human.apply({
        label: 'Note',
        mergeKey: 'note',
        changes: [{ kind: 'field', key: { concept: 1, field: 'note' }, before, after }],
      })
    await note(null, 'one')
    generations.push(await generation())
    await note('one', 'three')
    generations.push(await generation())
    await store.human.undo()
    generations.push(await generation())
    expect(new Set(generations).size).toBe(4)
  })
})

it('every order is one walk along its index: no sorting, no row looked at before the page', async () => {
  const db: Db = openReader(at.file)
  const plans: string[] = []
  const spy = { ...db, prepare: db.prepare.bind(db), pragma: db.pragma.bind(db) }
  for (const sort of TERM_SORTS) {
    for (const view of ['all', 'glossary', 'undecided', 'accepted', 'dropped', 'required'] as const) {
      const texts: string[] = []
      const recording = {
        ...spy,
        prepare: (text: string) => {
          texts.push(text)
          return db.prepare(text)
        },
      } as unknown as Db
      termPage(recording, { view, sort, limit: 1 })
      const list = texts.find((text) => text.startsWith('SELECT id FROM terms')) as string
      const rows = db.prepare(`EXPLAIN QUERY PLAN ${list}`).all({ extract: 1, limit: 1, offset: 0 }) as { detail: string }[]
      plans.push(...rows.map((row) => row.detail))
    }
  }
  expect(plans).toHaveLength(36)
  for (const plan of plans) expect(plan).toMatch(/^SEARCH terms USING COVERING INDEX terms_\w+ \(revision_id=\? AND hidden=\?/u)
  db.close()
})
