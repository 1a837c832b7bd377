import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MOST_FILTERS } from '../contract/filters.ts'
import { type FilterChange, filterArgs } from '../contract/host-filters.ts'
import { savedFilters } from '../store/saved-filters.ts'
import { conceptItem, openTestLibrary, simulateRun, type TestLibrary } from './testing.ts'

let app: TestLibrary
beforeEach(async () => {
  app = await openTestLibrary()
  await simulateRun(app.store, { extract: ['berth', 'berth window', 'quay', '岸壁'].map((word, at) => conceptItem([word], at + 1)) })
})
afterEach(() => app.dispose())

const query = { view: 'all', search: '', sort: 'rank', descending: false } as const
const change = (what: FilterChange) => app.library.filters.change(what)
const save = (name: string, search = '') => change({ type: 'save', name, query: { ...query, search } })
const names = async () => (await app.library.filters.list()).map(({ name }) => name)
const idOf = async (name: string) => (await app.library.filters.list()).find((one) => one.name === name)!.id

describe('saved filters', () => {
  it('are kept by the library, in order, with how many terms each shows', async () => {
    expect((await save('Berths', 'berth'))?.label).toBe('Save the filter "Berths"')
    await save('岸壁', '岸壁')
    await app.reopen()
    expect(await names()).toEqual(['Berths', '岸壁'])
    expect(await app.library.filters.counts()).toEqual([
      { filter: 1, terms: 2 },
      { filter: 2, terms: 1 },
    ])
    const { rows } = await app.library.terms({ view: 'undecided', search: '岸壁' })
    await app.library.do({ type: 'decide', concepts: [rows[0]!.id], decision: 'dropped' })
    await change({ type: 'save', name: '岸壁', query: { ...query, view: 'undecided', search: '岸壁' } })
    expect((await app.library.filters.counts())[1]).toEqual({ filter: 2, terms: 0 })
  })

  it('are renamed, moved and deleted, each one step to undo, also after a restart', async () => {
    await save('a')
    await save('b')
    await save('c')
    await change({ type: 'move', filter: await idOf('c'), by: -1 })
    expect(await names()).toEqual(['a', 'c', 'b'])
    await change({ type: 'rename', filter: await idOf('a'), name: 'first' })
    await change({ type: 'delete', filter: await idOf('c') })
    expect(await names()).toEqual(['first', 'b'])
    await app.reopen()
    for (const after of [['first', 'c', 'b'], ['a', 'c', 'b'], ['a', 'b', 'c'], ['a', 'b'], ['a'], []]) {
      expect((await app.library.undo()).ok).toBe(true)
      expect(await names()).toEqual(after)
    }
    for (let i = 0; i < 6; i++) expect((await app.library.redo()).ok).toBe(true)
    expect(await names()).toEqual(['first', 'b'])
  })

  it('are no step when nothing changes', async () => {
    await save('a', 'berth')
    expect(await save('a', 'berth')).toBeNull()
    expect(await change({ type: 'move', filter: await idOf('a'), by: 1 })).toBeNull()
    expect(await change({ type: 'rename', filter: await idOf('a'), name: 'a' })).toBeNull()
    expect((await app.library.undoState()).undo?.label).toBe('Save the filter "a"')
  })

  it('show something else under a name used again, and keep their place', async () => {
    await save('a', 'berth')
    await save('b')
    await save('a', 'quay')
    expect(await app.library.filters.list()).toMatchObject([{ id: 1, name: 'a', query: { search: 'quay' } }, { name: 'b' }])
    await app.library.undo()
    expect((await app.library.filters.list())[0]!.query.search).toBe('berth')
  })

  it('say why not: a name another has, a filter that is gone, one too many', async () => {
    await save('a')
    await save('b')
    await expect(change({ type: 'rename', filter: 1, name: 'b' })).rejects.toThrow('Another filter is called “b”.')
    await expect(change({ type: 'delete', filter: 9 })).rejects.toThrow('This filter is not in the library any more. Choose another one.')
    for (let i = 3; i <= MOST_FILTERS; i++) await save(`filter ${i}`)
    await expect(save('one more')).rejects.toThrow(`A library keeps ${MOST_FILTERS} filters.`)
    await save('a', 'quay')
    expect((await names()).length).toBe(MOST_FILTERS)
  })

  it('are what a list of filters would be, whatever is done and undone', async () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant('save' as const), name: fc.constantFrom('a', 'b', 'c', 'd') }),
      fc.record({
        type: fc.constantFrom('delete' as const, 'up' as const, 'down' as const, 'undo' as const),
        name: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        for (const one of await names()) await change({ type: 'delete', filter: await idOf(one) })
        let model: string[] = []
        const before: string[][] = []
        for (const { type, name } of steps) {
          const at = model.indexOf(name)
          const next = [...model]
          if (type === 'undo') {
            if (before.length === 0) continue
            await app.library.undo()
            model = before.pop()!
          } else {
            if (type === 'save' && at < 0) next.push(name)
            else if (type === 'delete' && at >= 0) next.splice(at, 1)
            else if (type === 'up' && at > 0) next.splice(at - 1, 2, name, next[at - 1]!)
            else if (type === 'down' && at >= 0 && at < model.length - 1) next.splice(at, 2, next[at + 1]!, name)
            else continue
            if (type === 'save') await save(name)
            else if (type === 'delete') await change({ type: 'delete', filter: await idOf(name) })
            else await change({ type: 'move', filter: await idOf(name), by: type === 'up' ? -1 : 1 })
            before.push(model)
            model = next
          }
          expect(await names()).toEqual(model)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('go into copies', async () => {
    await save('a', 'berth')
    const target = join(app.folder, 'copy.glossary')
    await app.library.saveCopyToShare(target)
    const db = new Database(target, { readonly: true })
    expect(savedFilters(db)).toMatchObject([{ name: 'a', query: { search: 'berth' } }])
    db.close()
  })
})

describe('what another program wrote there', () => {
  it.each(['[]', 'null', '3', '', '{"1":', '{"x":{"name":"a","at":1}}', '{"1":{"name":"","at":1,"query":{}}}', '{"-1":1}'])(
    '%s is no filter',
    async (text) => {
      const file = join(app.folder, 'copy.glossary')
      await app.library.duplicate(join(app.folder, 'other.glossary'))
      copyFileSync(join(app.folder, 'other.glossary'), file)
      const db = new Database(file)
      db.prepare('INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)').run('saved-filters', text)
      expect(savedFilters(db)).toEqual([])
      db.close()
    },
  )

  it('is bounded where the window asks', () => {
    const ask = filterArgs['filters.change']
    const saved = (name: string, search: string) =>
      ask.safeParse({ library: 'l', change: { type: 'save', name, query: { ...query, search } } })
    expect(saved('a', '').success).toBe(true)
    for (const bad of [saved(' ', ''), saved('a'.repeat(101), ''), saved('a', 'b'.repeat(201))]) expect(bad.success).toBe(false)
  })
})
