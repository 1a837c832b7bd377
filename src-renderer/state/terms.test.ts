import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TermQuery } from '../../src-main/contract/library-api.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { createTermsStore, PAGE_ROWS, rowAt, type TermsStore } from './terms.ts'

describe('terms store', () => {
  let host: FakeHost
  let store: TermsStore
  const active = () => rowAt(store.getState(), store.getState().active)?.id

  beforeEach(async () => {
    host = fakeHost(1000)
    store = createTermsStore(host)
    await store.actions.open('lib')
  })

  it('asks for the first page only, and for others as they come into view, once', async () => {
    expect(host.calls).toHaveLength(1)
    await Promise.all([store.actions.ensure(450, 520), store.actions.ensure(460, 530)])
    expect(host.calls.map(({ args }) => (args as { query: { offset: number } }).query.offset)).toEqual([0, 400, 500])
    expect(rowAt(store.getState(), 510)?.id).toBe(511)
    expect(rowAt(store.getState(), 250)).toBeUndefined()
  })

  it('folds: rows are opened and closed in place, a change of the list closes them, the switch lists every term', async () => {
    const queries = () => host.calls.filter(({ name }) => name === 'terms.page').map(({ args }) => (args as { query: TermQuery }).query)
    expect(queries().at(-1)).toMatchObject({ fold: true })
    store.actions.focusRow(5)
    await store.actions.unfold(6, true)
    await store.actions.unfold(9, true)
    expect(queries().at(-1)).toMatchObject({ open: [6, 9] })
    expect(store.getState().active).toBe(5)
    await store.actions.unfold(6, false)
    expect(queries().at(-1)).toMatchObject({ open: [9] })
    await store.actions.setQuery({ sort: 'alphabet' })
    expect(queries().at(-1)).not.toHaveProperty('open')
    await store.actions.setFold(false)
    expect(queries().at(-1)).toMatchObject({ fold: false, sort: 'alphabet' })
  })

  it('opens the longer term to go to one that is folded under it, and goes back up', async () => {
    const flat = host.terms
    const nested = (open: readonly number[] | undefined) => (open?.includes(3) ? flat : flat.filter(({ id }) => id !== 4))
    host.answers['terms.page'] = ({ query }: { query: TermQuery }) => {
      const rows = nested(query.open).map((row) => (row.id === 4 ? { ...row, under: 3 } : row))
      return { total: rows.length, folded: 1000 - rows.length, rows: rows.slice(query.offset, query.offset! + query.limit!) }
    }
    host.answers['terms.indexOf'] = ({ query, concept }: { query: TermQuery; concept: number }) => {
      const index = nested(query.open).findIndex(({ id }) => id === concept)
      return index < 0 ? null : index
    }
    host.answers['terms.topOf'] = ({ concept }: { concept: number }) => (concept === 4 ? 3 : null)
    await store.actions.refresh('row')
    expect(store.getState().folded).toBe(1)
    expect(await store.actions.focusTerm(4)).toBe(true)
    expect([active(), store.getState().folded]).toEqual([4, 0])
    store.actions.focusTop()
    expect(active()).toBe(3)
    expect(await store.actions.focusTerm(5000)).toBe(false)
  })

  it('drops an answer to a query that is no longer asked', async () => {
    let release: (() => void) | undefined
    const page = host.answers['terms.page']!
    host.answers['terms.page'] = async (args: never) => {
      const search = (args as { query: { search?: string } }).query.search
      if (search === 'slow') await new Promise<void>((resolve) => (release = resolve))
      return page(args)
    }
    const slow = store.actions.setQuery({ search: 'slow' })
    await store.actions.setQuery({ search: '用語9' })
    release?.()
    await slow
    expect(store.getState().total).toBe(host.terms.filter(({ headword }) => headword.includes('用語9')).length)
  })

  it('keeps the focus on its term when a refresh moves it, and on its row when asked to', async () => {
    store.actions.focusRow(10)
    host.terms = host.terms.toSpliced(0, 3)
    await store.actions.refresh('term')
    expect(active()).toBe(11)
    expect(store.getState().active).toBe(7)
    host.terms = host.terms.toSpliced(0, 2)
    await store.actions.refresh('row')
    expect(store.getState().active).toBe(7)
  })

  it('does not take a person back who moved on during a refresh', async () => {
    store.actions.focusRow(10)
    host.terms = host.terms.toSpliced(0, 3)
    const refresh = store.actions.refresh('term')
    store.actions.focusRow(50)
    const term = active()
    await refresh
    expect([store.getState().active, active()]).toEqual([47, term])
  })

  it('selects ranges from where the focus was, toggles rows, and acts on the selection', async () => {
    store.actions.focusRow(2)
    store.actions.focusRow(3, 'extend')
    store.actions.focusRow(5, 'extend')
    expect(store.actions.targets()).toEqual([3, 4, 5, 6])
    store.actions.focusRow(4, 'toggle')
    expect(store.actions.targets()).toEqual([3, 4, 6])
    store.actions.focusRow(8)
    expect(store.actions.targets()).toEqual([9])
    await store.actions.selectAll()
    expect(store.actions.targets()).toHaveLength(1000)
  })

  it('selects a range over rows that are not there', async () => {
    store.actions.focusRow(2)
    store.actions.focusRow(700, 'extend')
    await vi.waitFor(() => expect(store.actions.targets()).toHaveLength(699))
    expect(store.actions.targets().at(-1)).toBe(701)
    store.actions.focusRow(1, 'extend')
    expect(store.actions.targets()).toEqual([2, 3])
  })

  it('never points behind the end', async () => {
    store.actions.focusRow(5000)
    expect(store.getState().active).toBe(999)
    host.terms = host.terms.slice(0, 3)
    await store.actions.refresh('row')
    expect(store.getState().active).toBe(2)
  })

  it('shows a failure and recovers with the next answer', async () => {
    const page = host.answers['terms.page']!
    host.answers['terms.page'] = () => {
      throw new Error('disk')
    }
    await store.actions.refresh('row')
    expect(store.getState().error?.code).toBe('INTERNAL')
    expect(rowAt(store.getState(), 0)?.id).toBe(1)
    host.answers['terms.page'] = page
    await store.actions.refresh('row')
    expect(store.getState().error).toBeNull()
    expect(store.getState().pages.size).toBe(1)
    expect(PAGE_ROWS).toBe(100)
  })
})
