import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type HeldHost, heldHost, turns } from '../testing/held-host.ts'
import { createTermsStore, rowAt, type TermsStore } from './terms.ts'

const ids = (store: TermsStore, from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => rowAt(store.getState(), from + i)?.id)

describe('rows in sight while answers are late', () => {
  let host: HeldHost
  let store: TermsStore
  let blank: number[]
  const active = () => rowAt(store.getState(), store.getState().active)?.id

  /** Scrolled there with every row there; from now on answers wait, and a row of these that goes blank is noted. */
  async function at(from: number, to: number): Promise<void> {
    await store.actions.ensure(from, to)
    host.hold(true)
    store.subscribe((state) => {
      for (let row = from; row < Math.min(to, state.total); row++) if (rowAt(state, row) === undefined) blank.push(row)
    })
  }

  beforeEach(async () => {
    blank = []
    host = heldHost(1000)
    store = createTermsStore(host)
    await store.actions.open('lib')
  })

  it('are asked for of no library before there is one', async () => {
    const own = heldHost(10)
    const list = createTermsStore(own)
    await list.actions.ensure(0, 40)
    expect(own.calls).toEqual([])
    await list.actions.open('lib')
    expect(ids(list, 0, 2)).toEqual([1, 2])
  })

  it('stay over two refreshes where they lie on two pages', async () => {
    store.actions.focusRow(85)
    await at(80, 120)
    void store.actions.refresh('term')
    await host.releaseAll()
    void store.actions.refresh('term')
    await host.releaseAll('reversed')
    expect(blank).toEqual([])
    expect(ids(store, 80, 120)).toEqual(host.terms.slice(80, 120).map(({ id }) => id))
  })

  it('stay when the row with the focus is out of sight, and it stays known', async () => {
    store.actions.focusRow(5)
    await at(300, 340)
    for (let i = 0; i < 3; i++) {
      host.terms = host.terms.toSpliced(0, 1)
      void store.actions.refresh('term')
      await host.releaseAll(i === 1 ? 'reversed' : 'asked')
      expect([store.getState().active, active()]).toEqual([4 - i, 6])
    }
    expect(blank).toEqual([])
    expect(ids(store, 300, 340)).toEqual(host.terms.slice(300, 340).map(({ id }) => id))
  })

  it('are there when they were scrolled to during a refresh, whichever answer comes last', async () => {
    for (const order of ['asked', 'reversed'] as const) {
      host.hold(false)
      await store.actions.ensure(0, 40)
      host.hold(true)
      const refresh = store.actions.refresh('term')
      const scrolled = store.actions.ensure(500, 540)
      await host.releaseAll(order)
      await Promise.all([refresh, scrolled])
      expect(ids(store, 500, 540)).toEqual(host.terms.slice(500, 540).map(({ id }) => id))
      expect(active()).toBe(1)
    }
  })

  it('are the ones of the place scrolled to when the refresh began before them', async () => {
    host.hold(true)
    const scrolled = store.actions.ensure(500, 540)
    const refresh = store.actions.refresh('row')
    await host.releaseAll('reversed')
    await Promise.all([refresh, scrolled])
    expect(ids(store, 500, 540)).toEqual(host.terms.slice(500, 540).map(({ id }) => id))
  })

  it('are those of the new order where the list is scrolled, not only its first page', async () => {
    await store.actions.ensure(300, 340)
    await store.actions.setQuery({ sort: 'alphabet' })
    expect(ids(store, 300, 340)).not.toContain(undefined)
  })

  it('are neither doubled nor blank when a term leaves while an older answer is on its way', async () => {
    await store.actions.setQuery({ view: 'undecided' })
    store.actions.focusRow(90)
    await at(80, 130)
    const doubled: unknown[] = []
    store.subscribe(() => {
      const shown = ids(store, 80, 130)
      if (new Set(shown).size < shown.length) doubled.push(shown)
    })
    for (let i = 0; i < 5; i++) {
      const refresh = store.actions.refresh('term')
      const term = active()!
      store.actions.mark([term], 'accepted', new Promise(() => undefined))
      await host.releaseAll(i % 2 ? 'reversed' : 'asked')
      await refresh
      expect(active()).toBe(term + 1)
    }
    expect([doubled, blank]).toEqual([[], []])
    expect(store.getState().total).toBe(995)
  })

  it('have the next ones behind them, so that those move up where terms leave', async () => {
    await store.actions.setQuery({ view: 'undecided' })
    await at(60, 100)
    for (let i = 0; i < 10; i++) store.actions.mark([active()!], 'accepted', new Promise(() => undefined))
    expect(blank).toEqual([])
  })

  it('a term gone to has the focus, though the list changes while it is asked for', async () => {
    host.hold(true)
    const gone = store.actions.focusTerm(700)
    await turns()
    host.held.shift()!.release()
    await turns()
    host.terms = host.terms.toSpliced(0, 3)
    const refresh = store.actions.refresh('term')
    await host.releaseAll()
    expect(await gone).toBe(true)
    await refresh
    expect(active()).toBe(700)
  })

  it('that were there and stay are never blank, in whatever order everything happens', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.nat(20).map((which) => ({ release: which })) },
      { weight: 2, arbitrary: fc.constantFrom('term', 'row').map((refresh) => ({ refresh })) },
      { weight: 2, arbitrary: fc.integer({ min: -120, max: 120 }).map((scroll) => ({ scroll })) },
      { weight: 2, arbitrary: fc.nat(39).map((click) => ({ click })) },
      { weight: 3, arbitrary: fc.constant({ drop: true }) },
      { weight: 1, arbitrary: fc.nat(999).map((change) => ({ change })) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
        const own = heldHost(1000)
        const list = createTermsStore(own)
        await list.actions.open('lib')
        await list.actions.setQuery({ view: 'undecided' })
        let top = 80
        await list.actions.ensure(top, top + 40)
        list.actions.focusRow(85)
        own.hold(true)
        let was = ids(list, top, top + 40)
        const focus = () => rowAt(list.getState(), list.getState().active)?.id
        let deciding = false
        let leaving = 0
        list.subscribe((state) => {
          const now = ids(list, top, top + 40)
          const there = new Set([...state.pages.values()].flat().map(({ id }) => id))
          for (let i = 0; i < 40 && top + i < state.total; i++) {
            // An answer leaves no row blank; a decision none of the terms that stay: what moves up below them may still be on its way.
            if (deciding) expect(was[i] === undefined || was[i] === leaving || there.has(was[i]!), `term ${was[i]}`).toBe(true)
            else if (was[i] !== undefined) expect(now[i], `row ${top + i}`).toBeDefined()
          }
          was = now
        })
        let underWay = 0
        const drop = (id: number) => {
          underWay++
          const stored = new Promise<void>((resolve) => {
            const release = () => {
              underWay--
              own.terms = own.terms.map((row) => (row.id === id ? { ...row, decision: 'dropped' } : row))
              resolve()
            }
            own.held.push({ name: 'commands.do', query: list.getState().query, release })
          })
          deciding = true
          leaving = id
          list.actions.mark([id], 'dropped', stored)
          deciding = false
          void stored.then(() => list.actions.refresh('term'))
        }
        for (const one of steps) {
          const before = focus()
          if ('release' in one) own.held.splice(one.release % Math.max(1, own.held.length), 1)[0]?.release()
          if ('refresh' in one) void list.actions.refresh(one.refresh as 'term')
          if ('change' in one) own.terms = own.terms.toSpliced(one.change, 1)
          if ('click' in one && was[one.click] !== undefined) list.actions.focusRow(top + one.click)
          if ('drop' in one && before !== undefined && underWay < 15) drop(before)
          if ('scroll' in one) {
            top = Math.max(0, Math.min(list.getState().total - 40, top + one.scroll))
            was = ids(list, top, top + 40)
            void list.actions.ensure(top, top + 40)
          }
          await turns()
        }
        await own.releaseAll()
        expect(ids(list, top, Math.min(list.getState().total, top + 40))).not.toContain(undefined)
      }),
      { numRuns: 80 },
    )
  })
})
