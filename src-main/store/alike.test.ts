import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AlikeDecision, type AlikeRule, alikeStart, LOOKS, looksLike } from '../contract/alike.ts'
import { LOOKS_IN_SQL } from './alike.ts'
import type { HumanChange, LibraryStore } from './api.ts'
import { type Bench, bench, concept, idOf, runWith } from './testing.ts'

let at: Bench
let store: LibraryStore
beforeEach(async () => {
  at = bench()
  store = await at.open()
  await runWith(store, [
    concept('reefer yard', 1, ['reefer yards'], { frequency: 9, documents: 3, glossaryScore: 0.9 }),
    concept('empty yard', 2, [], { frequency: 4, documents: 1, glossaryScore: 0.5 }),
    concept('graveyard', 3, [], { frequency: 4, documents: 1, glossaryScore: 0.5 }),
    concept('yard', 4, [], { frequency: 4, documents: 1, glossaryScore: 0.5 }),
    concept('Empty Box', 5, [], { frequency: 2, documents: 1, glossaryScore: 0.2, accepted: false }),
    concept('ISO 668', 6, [], { frequency: 2, documents: 1, glossaryScore: 0.2, category: 'title' }),
    concept('蔵置場', 7, [], { frequency: 2, documents: 1, glossaryScore: 0.2 }),
    concept('コンテナ置場', 8, [], { frequency: 2, documents: 1, glossaryScore: 0.2 }),
  ])
})
afterEach(() => at.end())

const asked = (rule: AlikeRule, decision: AlikeDecision = 'dropped', except: readonly number[] = []) =>
  store.terms.alike({ rule, decision, except, offset: 0, limit: 100 })
const fitting = async (rule: AlikeRule, decision?: AlikeDecision) => (await asked(rule, decision)).rows.map(({ headword }) => headword)

async function change(changes: readonly HumanChange[]): Promise<void> {
  expect(await store.human.apply({ label: 'test', changes })).toMatchObject({ ok: true })
}
const field = async (headword: string, name: string, after: string): Promise<void> =>
  change([{ kind: 'field', key: { concept: await idOf(store, headword), field: name }, before: null, after } as HumanChange])

describe('a rule', () => {
  it('takes words whole, and characters of Japanese anywhere', async () => {
    expect(await fitting({ ends: 'Yard' })).toEqual(['reefer yard', 'empty yard', 'yard'])
    expect(await fitting({ begins: 'empty' })).toEqual(['empty yard', 'Empty Box'])
    expect(await fitting({ ends: '場' })).toEqual(['蔵置場', 'コンテナ置場'])
    expect(await fitting({ begins: 'コンテナ' })).toEqual(['コンテナ置場'])
    expect(await fitting({ contains: 'yard' })).toEqual(['reefer yard', 'empty yard', 'graveyard', 'yard'])
  })

  it('asks for every condition that is there', async () => {
    expect(await fitting({ looks: ['digits', 'capitals'] })).toEqual(['ISO 668'])
    expect(await fitting({ category: 'title', language: 'en' })).toEqual(['ISO 668'])
    expect(await fitting({ language: 'ja', documents: 1 })).toEqual(['蔵置場', 'コンテナ置場'])
    expect(await fitting({ uses: 2, language: 'en' })).toEqual(['Empty Box', 'ISO 668'])
    expect(await fitting({ uses: 2, language: 'en', glossary: true })).toEqual(['ISO 668'])
    expect(await fitting({ score: 0.5, ends: 'yard' })).toEqual(['empty yard', 'yard'])
  })

  it('asks for at least so much where terms are to be accepted', async () => {
    expect(await fitting({ uses: 4, ends: 'yard' }, 'accepted')).toEqual(['reefer yard', 'empty yard', 'yard'])
    expect(await fitting({ score: 0.9 }, 'accepted')).toEqual(['reefer yard'])
  })

  it('without a condition fits nothing', async () => {
    expect(await asked({})).toMatchObject({ total: 0, rows: [] })
    expect(await store.terms.alikeIds({ contains: '  ' }, 'dropped')).toEqual([])
  })

  it('fits the term it starts from', async () => {
    for (const { id, ...row } of (await store.terms.page({ view: 'all' })).rows) {
      for (const decision of ['dropped', 'accepted'] as const) {
        const { values, on } = alikeStart(row, decision)
        const rule = Object.fromEntries(Object.entries(values).filter(([name]) => on.includes(name as keyof AlikeRule)))
        expect(await store.terms.alikeIds(rule, decision), `${row.headword} ${decision}`).toContain(id)
      }
    }
  })

  it('goes by the category people gave', async () => {
    await field('empty yard', 'category', 'junk')
    expect(await fitting({ category: 'junk' })).toEqual(['empty yard'])
    expect(await fitting({ category: 'term', begins: 'empty' })).toEqual(['Empty Box'])
  })
})

describe('what is spared', () => {
  it('is what people accepted, asked for, or wrote something about; and is counted', async () => {
    await field('reefer yard', 'decision', 'accepted')
    await field('empty yard', 'note', 'ask the planner')
    await change([{ kind: 'listed', key: { list: 'required', language: 'en', key: 'yard' }, before: null, after: 'yard' }])
    const page = await asked({ contains: 'yard' })
    expect(page.rows.map(({ headword }) => headword)).toEqual(['graveyard'])
    expect(page).toMatchObject({ total: 1, spared: { accepted: 1, dropped: 0, required: 1, touched: 1 } })
    expect(await fitting({ contains: 'yard' }, 'accepted')).toEqual(['empty yard', 'graveyard', 'yard'])
  })

  it('is what was unticked, counted among the rows', async () => {
    const except = [await idOf(store, 'empty yard'), await idOf(store, 'ISO 668')]
    expect(await asked({ ends: 'yard' }, 'dropped', except)).toMatchObject({ total: 3, excepted: 1, rows: { length: 3 } })
  })

  it('is what was dropped already, and what was merged into another', async () => {
    await field('graveyard', 'decision', 'dropped')
    await change([
      { kind: 'merged-into', key: { concept: await idOf(store, 'yard') }, before: null, after: await idOf(store, 'empty yard') },
    ])
    expect(await fitting({ contains: 'yard' })).toEqual(['reefer yard', 'empty yard'])
  })
})

it('pages go on where the one before ended, and the ids are those of all pages', async () => {
  const rule = { documents: 1 }
  const first = await store.terms.alike({ rule, decision: 'dropped', except: [], offset: 0, limit: 3 })
  const second = await store.terms.alike({ rule, decision: 'dropped', except: [], offset: 3, limit: 10 })
  expect(first.total).toBe(7)
  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(await store.terms.alikeIds(rule, 'dropped'))
})

it('what a headword looks like is the same in SQL as in the window', () => {
  const db = new Database(':memory:')
  const asks = LOOKS.map((look) => db.prepare(`SELECT ${LOOKS_IN_SQL[look]} AS it FROM (SELECT ? AS headword) t`).pluck())
  const unit = fc.constantFrom(...'aZ9 ._-/\\*[]?^ァぁー・量々９𠮟é０')
  fc.assert(
    fc.property(fc.string({ unit, minLength: 1, maxLength: 6 }), (headword) => {
      expect(asks.map((ask) => ask.get(headword) === 1)).toEqual(LOOKS.map((look) => looksLike(look, headword)))
    }),
    { numRuns: 3000 },
  )
  db.close()
})
