import { expect, it } from 'vitest'
import { Drafts } from './drafts.ts'
import type { HostClient } from './shell.ts'

function setUp() {
  const timers: { run: () => void; stopped: boolean }[] = []
  const drafts = new Drafts((run) => {
    const timer = { run, stopped: false }
    timers.push(timer)
    return () => {
      timer.stopped = true
    }
  })
  const heard: string[] = []
  const client = (): HostClient => ({ send: (event) => void heard.push(event) })
  return { drafts, timers, heard, a: client(), b: client() }
}

it('waits until every window has stored what is typed', async () => {
  const { drafts, timers, heard, a, b } = setUp()
  let over = false
  const asked = drafts.ask([a, b], 1000).then(() => {
    over = true
  })
  expect(heard).toEqual(['app.saveDrafts', 'app.saveDrafts'])
  drafts.saved(a)
  await Promise.resolve()
  expect(over).toBe(false)
  drafts.saved(b)
  await asked
  expect(timers.map(({ stopped }) => stopped)).toEqual([true, true])
})

it('waits no longer than it may for a window that hangs, and forgets it', async () => {
  const { drafts, timers, a } = setUp()
  const asked = drafts.ask([a], 1000)
  timers[0]!.run()
  await asked
  drafts.saved(a)
  drafts.saved(a)
})

it('answers two who ask the same window at once', async () => {
  const { drafts, a } = setUp()
  const both = Promise.all([drafts.ask([a], 1), drafts.ask([a], 1)])
  drafts.saved(a)
  await both
})

it('has nothing to wait for where there is no window', () => setUp().drafts.ask([], 1000))

it('asks and waits for no window whose page has died', async () => {
  const { drafts, timers, heard, a } = setUp()
  await drafts.ask([{ ...a, dead: () => true }], 1000)
  expect(heard).toEqual([])
  expect(timers.every(({ stopped }) => stopped)).toBe(true)
})
