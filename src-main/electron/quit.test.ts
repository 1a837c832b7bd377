import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Host } from '../host/host.ts'
import { quitCarefully } from './quit.ts'
import type { Windows } from './shown.ts'

/** Quitting on a clock of the test: what the whole shell does then is in shell-runs.test.ts. */

type BeforeQuit = (event: { preventDefault(): void }) => void

const electron = vi.hoisted(() => ({ heard: new Map<string, BeforeQuit>(), answer: 0, asked: 0, quits: 0 }))
vi.mock('electron', () => {
  const on = (name: string, listener: BeforeQuit) => electron.heard.set(name, listener)
  return {
    app: { on, quit: () => electron.quits++ },
    powerMonitor: { on },
    dialog: {
      showMessageBox: async () => {
        electron.asked++
        return { response: electron.answer }
      },
    },
  }
})

let order: string[]
/** How many times the window came back. */
let stayed = 0

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(electron, { heard: new Map(), answer: 0, asked: 0, quits: 0 })
  order = []
  stayed = 0
})
afterEach(() => void vi.useRealTimers())

/** @param close what closing the libraries does @param by what the system tells @returns how often that was held up */
function quit(more: { readonly runs?: number; readonly close?: () => Promise<void>; readonly by?: string } = {}) {
  const windows = { leaving: false, stay: () => stayed++ } as unknown as Windows
  const host = {
    activeRuns: () => more.runs ?? 0,
    saveDrafts: async () => void order.push('drafts'),
    close: () => {
      order.push('close')
      return (more.close ?? (async () => undefined))()
    },
  } as unknown as Host
  quitCarefully(host, windows, () => 'en')
  let held = 0
  const again = () => electron.heard.get(more.by ?? 'before-quit')!({ preventDefault: () => held++ })
  again()
  return { held: () => held, again }
}

it('stores what is typed before it closes the libraries, and lets the second quit through', async () => {
  const { held, again } = quit()
  await vi.advanceTimersByTimeAsync(0)
  expect(order).toEqual(['drafts', 'close'])
  expect([electron.asked, electron.quits, held()]).toEqual([0, 1, 1])
  again()
  expect(held()).toBe(1)
})

it('waits no longer than three seconds for libraries that do not close', async () => {
  quit({ runs: 1, close: () => new Promise(() => undefined) })
  await vi.advanceTimersByTimeAsync(2999)
  expect([order, electron.quits]).toEqual([['drafts', 'close'], 0])
  await vi.advanceTimersByTimeAsync(1)
  expect(electron.quits).toBe(1)
})

it('quits also when a library can not be closed, and says so', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  quit({ close: () => Promise.reject(new Error('disk full')) })
  await vi.advanceTimersByTimeAsync(0)
  expect(String(said.mock.calls)).toContain('disk full')
  said.mockRestore()
  expect(electron.quits).toBe(1)
})

it('asks only about runs that work; who stays is asked again the next time', async () => {
  electron.answer = 1
  const { again } = quit({ runs: 2 })
  await vi.advanceTimersByTimeAsync(5000)
  expect([order, electron.quits, stayed]).toEqual([[], 0, 1])
  electron.answer = 0
  again()
  await vi.advanceTimersByTimeAsync(0)
  expect([electron.asked, electron.quits]).toEqual([2, 1])
})

it('asks nobody when the computer shuts down, and holds that up no longer than it takes', async () => {
  const { held } = quit({ runs: 1, by: 'shutdown', close: () => new Promise(() => undefined) })
  await vi.advanceTimersByTimeAsync(3000)
  expect([electron.asked, held(), order, electron.quits]).toEqual([0, 1, ['drafts', 'close'], 1])
})
