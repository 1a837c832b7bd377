import { expect, it } from 'vitest'
import { fakeHost } from '../testing/fake-host.ts'
import { createSessionStore } from './session.ts'

it('keeps the later state when answers come in another order than the questions went', async () => {
  const host = fakeHost(0)
  const waiting: ((undo: object | null) => void)[] = []
  Object.assign(host.answers, {
    'libraries.info': () => ({ id: 'lib' }),
    'commands.state': () => new Promise((resolve) => waiting.push((undo) => resolve({ undo, redo: null }))),
  })
  const session = createSessionStore(host)
  session.setState({ library: { id: 'lib' } as never })
  const before = session.actions.refresh()
  const after = session.actions.refresh()
  await expect.poll(() => waiting.length).toBe(2)
  waiting[1]!(null)
  await after
  waiting[0]!({ id: 1, label: 'Keep' })
  await before
  expect(session.getState().undo.undo).toBeNull()
})
