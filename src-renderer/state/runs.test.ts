import { describe, expect, it } from 'vitest'
import type { LogLine, RunRow } from '../../src-main/contract/run.ts'
import { fakeHost } from '../testing/fake-host.ts'
import { createRunsStore, joinLines } from './runs.ts'

const line = (seq: number): LogLine => ({ seq, time: 0, level: 'info', message: `line ${seq}` })
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index))
const numbers = (list: readonly LogLine[]) => list.map(({ seq }) => seq)

describe('joinLines', () => {
  it('drops what is there and refuses a gap', () => {
    expect(numbers(joinLines(lines(1, 3), lines(2, 5))!)).toEqual([1, 2, 3, 4, 5])
    expect(joinLines(lines(1, 3), lines(5, 6))).toBeNull()
    expect(joinLines(lines(1, 3), lines(1, 2))).toHaveLength(3)
  })
})

describe('runs store', () => {
  const stored = lines(1, 4500)
  function make() {
    const host = fakeHost(0)
    host.answers['runs.logs'] = ({ after, limit }: { after: number; limit: number }) => stored.slice(after, after + limit)
    const frames: (() => void)[] = []
    const store = createRunsStore(host, (run) => void frames.push(run))
    store.actions.open('lib', null)
    return { host, store, frame: () => frames.splice(0).forEach((run) => void run()) }
  }

  it('reads the whole log in pages, then follows, every line once and in order', async () => {
    const { store, frame } = make()
    await store.actions.showLog(7)
    expect(numbers(store.getState().lines)).toEqual(numbers(stored))
    store.actions.logged(7, lines(4490, 4510))
    store.actions.logged(7, lines(4511, 4512))
    store.actions.logged(8, lines(1, 9))
    frame()
    expect(store.getState().lines.at(-1)?.seq).toBe(4512)
    expect(store.getState().lines).toHaveLength(4512)
  })

  it('asks again when a line is missing between what it has and what arrives', async () => {
    const { store, frame, host } = make()
    host.answers['runs.logs'] = ({ after, limit }: { after: number; limit: number }) => stored.slice(0, 10).slice(after, after + limit)
    await store.actions.showLog(7)
    host.answers['runs.logs'] = ({ after, limit }: { after: number; limit: number }) => stored.slice(0, 20).slice(after, after + limit)
    store.actions.logged(7, lines(15, 20))
    frame()
    await new Promise((resolve) => setTimeout(resolve))
    expect(numbers(store.getState().lines)).toEqual(numbers(lines(1, 20)))
  })

  it('reads what was added during a run after it, once, and not after one that was cancelled', async () => {
    const { store, host } = make()
    let runs = 7
    host.answers['runs.start'] = () => ({ id: ++runs, status: 'running' })
    const begun = () => host.calls.filter(({ name }) => name === 'runs.start').length
    const over = async (status: string) => {
      store.actions.changed({ id: runs, status } as RunRow, false)
      await new Promise((resolve) => setTimeout(resolve))
    }
    store.actions.startAfter()
    expect(store.getState().waiting).toBe(false)
    store.actions.changed({ id: 7, status: 'running' } as RunRow, false)
    store.actions.startAfter()
    await over('completed')
    expect(begun()).toBe(1)
    expect(store.getState()).toMatchObject({ active: { id: 8 }, waiting: false })
    await over('completed')
    expect(begun()).toBe(1)
    store.actions.changed({ id: 8, status: 'running' } as RunRow, false)
    store.actions.startAfter()
    await over('cancelled')
    expect(begun()).toBe(1)
    expect(store.getState().waiting).toBe(false)
  })

  it('goes on waiting for the same run when the connection is back, not in another library', () => {
    const { store } = make()
    const run = { id: 7, status: 'running' } as RunRow
    store.actions.open('one', run)
    store.actions.startAfter()
    store.actions.open('one', { ...run })
    expect(store.getState().waiting).toBe(true)
    store.actions.open('other', run)
    expect(store.getState().waiting).toBe(false)
    store.actions.startAfter()
    store.actions.open('other', { ...run, id: 8 })
    expect(store.getState().waiting).toBe(false)
  })

  it('says that a run is over and not saved yet, and forgets it once its row says so', () => {
    const { store } = make()
    const run = { id: 7, status: 'running' } as RunRow
    store.actions.changed(run, false)
    expect(store.getState()).toMatchObject({ active: run, saving: null })
    store.actions.changed(run, false, 'completed')
    expect(store.getState()).toMatchObject({ active: run, saving: 'completed' })
    store.actions.changed({ ...run, status: 'completed' }, false, null)
    expect(store.getState()).toMatchObject({ active: null, saving: null })
  })
})
