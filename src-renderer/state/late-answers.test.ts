import { expect, it } from 'vitest'
import { fakeHost } from '../testing/fake-host.ts'
import { createDetailStore } from './detail.ts'
import { createTablesStore } from './tables.ts'

/** Answers that come in another order than the questions went never take back what is newer. */

/** A host whose answers to one call come when the test says so, by the number of the question. */
function late(call: string): { readonly host: ReturnType<typeof fakeHost>; answer(question: number, value: unknown): Promise<void> } {
  const host = fakeHost(0)
  const waiting: ((value: unknown) => void)[] = []
  host.answers[call] = () => new Promise((resolve) => waiting.push(resolve))
  return {
    host,
    answer: async (question, value) => {
      await expect.poll(() => waiting.length).toBeGreaterThan(question)
      waiting[question]!(value)
    },
  }
}

it('the inspector shows the answer to its last question', async () => {
  const { host, answer } = late('terms.detail')
  const detail = createDetailStore(host)
  detail.actions.open('lib')
  const shown = detail.actions.show(1)
  const refreshed = detail.actions.refresh()
  await answer(1, { id: 1, decision: 'accepted' })
  await refreshed
  await answer(0, { id: 1, decision: 'undecided' })
  await shown
  expect(detail.getState().term).toMatchObject({ decision: 'accepted' })
  // In the order they were asked each counts.
  const [third, fourth] = [detail.actions.refresh(), detail.actions.refresh()]
  await answer(2, { id: 1, decision: 'dropped' })
  await third
  expect(detail.getState().term).toMatchObject({ decision: 'dropped' })
  await answer(3, { id: 1, decision: 'undecided' })
  await fourth
  expect(detail.getState().term).toMatchObject({ decision: 'undecided' })
})

it('a table shows the answer to its last question', async () => {
  const { host, answer } = late('documents.list')
  const tables = createTablesStore(host)
  tables.actions.open('lib')
  const first = tables.actions.load('documents')
  const second = tables.actions.refresh(['documents'])
  await answer(1, [{ id: 1, path: 'b.md' }])
  await second
  await answer(0, [])
  await first
  expect(tables.getState().documents).toMatchObject([{ path: 'b.md' }])
})
