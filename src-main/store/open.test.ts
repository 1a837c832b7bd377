import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bench, bench, concept, definition, idOf, runWith } from './testing.ts'

let at: Bench
beforeEach(() => {
  at = bench()
})
afterEach(() => at.end())

describe('openLibrary', () => {
  it('makes a library, runs, closes and opens it again with everything in it', async () => {
    const store = await at.open()
    await runWith(store, [concept('merge commit', 1, ['merge commits']), concept('index', 2)], [definition('index', 'A staging area.')])
    expect((await store.terms.page({ view: 'glossary' })).rows.map((row) => row.headword)).toEqual(['merge commit', 'index'])
    await store.close()
    const again = await at.open({ create: false })
    expect(again.id).toBe(store.id)
    const page = await again.terms.page({ view: 'glossary', sort: 'alphabet' })
    expect(page.rows.map((row) => [row.headword, row.definition])).toEqual([
      ['index', 'A staging area.'],
      ['merge commit', null],
    ])
    expect(await again.verifyRest()).toEqual([])
    expect(await idOf(again, 'Merge Commits')).toBe(page.rows[1]?.id)
  })
})
