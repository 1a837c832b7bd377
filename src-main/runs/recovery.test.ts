import { describe, expect, it } from 'vitest'
import { stopOrphanWorkers } from './recovery.ts'
import { MemoryRunStore } from './testing/memory-store.ts'

/** Workers whose main died: pid AND start time, or hands off (28, 29). */

async function orphan(workerPid: number | null, workerStart: string | null) {
  const store = new MemoryRunStore()
  await store.insertRun({ scope: 'full', settings: '{}', retryOf: null })
  await store.transition({ runId: 1, from: ['pending'], to: 'running', fields: { workerPid, workerStart } })
  const signalled: [number, string][] = []
  const table = (starts: Record<number, string>, obeys = true) => ({
    startTime: (pid: number) => starts[pid] ?? null,
    signal: (pid: number, signal: 'SIGTERM' | 'SIGKILL') => {
      signalled.push([pid, signal])
      return obeys
    },
  })
  return { store, signalled, table }
}

describe('an orphan worker', () => {
  it('that is still there is killed', async () => {
    const { store, signalled, table } = await orphan(500, 'boot:7')
    expect(await stopOrphanWorkers(store, [1], table({ 500: 'boot:7' }))).toEqual([{ runId: 1, pid: 500, became: 'stopped' }])
    expect(signalled).toEqual([[500, 'SIGKILL']])
  })

  it('whose pid belongs to a stranger is left alone', async () => {
    const { store, signalled, table } = await orphan(500, 'boot:7')
    expect(await stopOrphanWorkers(store, [1], table({ 500: 'boot:8' }))).toEqual([{ runId: 1, pid: 500, became: 'stranger' }])
    expect(signalled).toEqual([])
  })

  it('that has left is gone', async () => {
    const { store, signalled, table } = await orphan(500, 'boot:7')
    expect(await stopOrphanWorkers(store, [1], table({}))).toEqual([{ runId: 1, pid: 500, became: 'gone' }])
    expect(signalled).toEqual([])
  })

  it('that leaves just then is gone', async () => {
    const { store, table } = await orphan(500, 'boot:7')
    expect(await stopOrphanWorkers(store, [1], table({ 500: 'boot:7' }, false))).toMatchObject([{ became: 'gone' }])
  })

  it.each([
    [null, 'boot:7'],
    [500, null],
    [null, null],
  ])('recorded as %s and %s is not looked for', async (pid, start) => {
    const { store, signalled, table } = await orphan(pid, start)
    expect(await stopOrphanWorkers(store, [1], table({ 500: 'boot:7' }))).toEqual([])
    expect(signalled).toEqual([])
  })

  it('of a run there is not any more is not looked for', async () => {
    const { store, table } = await orphan(500, 'boot:7')
    expect(await stopOrphanWorkers(store, [9], table({}))).toEqual([])
  })
})
