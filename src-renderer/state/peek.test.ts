import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeHost, fakeTerm } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { clearList } from './command-actions.ts'
import { focused, followPeek, inHand, peek } from './peek.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const passage = (id: number) => ({
  documentId: id,
  path: `${id}.md`,
  contentHash: `h${id}`,
  start: 0,
  end: 4,
  line: 1,
  quote: `term ${id}`,
})

/** Ten terms, each cited from a document of its own; the tenth is nowhere. */
async function opened(): Promise<{ app: App; shown: () => unknown }> {
  const host = fakeHost(10)
  const definitions = (id: number) => (id === 10 ? [] : [{ kind: 'quoted', text: 'x', sources: [passage(id)], pinned: false, state: 'ok' }])
  host.answers['terms.detail'] = ({ concept }: { concept: number }) => ({
    ...fakeTerm(concept),
    definitions: definitions(concept),
    variants: [],
    related: [],
  })
  host.answers['reader.occurrences'] = () => []
  host.answers['readers.show'] = () => false
  host.answers['reader.open'] = ({ document }: { document: number }) => ({
    documentId: document,
    path: `${document}.md`,
    contentHash: `h${document}`,
  })
  host.answers['reader.blocks'] = () => ({ blocks: [], next: null })
  host.answers['reader.terms'] = () => []
  const app = createApp(host)
  app.session.setState({ library: { id: 'one' } as never })
  await app.terms.actions.open('one')
  app.detail.actions.open('one')
  return { app, shown: () => app.reader.getState().document?.documentId ?? null }
}

it('a peek follows the row with the focus, and Space ends it', async () => {
  const { app, shown } = await opened()
  const stop = followPeek(app)
  await peek(app)
  expect([app.ui.getState().reader, shown()]).toEqual([true, 1])
  app.terms.actions.focusRow(1)
  app.terms.actions.focusRow(2)
  await vi.runAllTimersAsync()
  expect(shown()).toBe(3)
  await peek(app)
  expect([app.ui.getState().reader, app.ui.getState().peek, shown()]).toEqual([false, null, null])
  app.terms.actions.focusRow(4)
  await vi.runAllTimersAsync()
  expect([app.ui.getState().reader, shown()]).toEqual([false, null])
  stop()
})

it('rows passed on the way are not read', async () => {
  const { app, shown } = await opened()
  const stop = followPeek(app)
  await peek(app)
  const host = app.host as ReturnType<typeof fakeHost>
  const before = host.calls.filter(({ name }) => name === 'reader.open').length
  for (let row = 1; row < 8; row++) app.terms.actions.focusRow(row)
  await vi.runAllTimersAsync()
  expect(shown()).toBe(8)
  expect(host.calls.filter(({ name }) => name === 'reader.open').length - before).toBe(1)
  stop()
})

it('Escape ends the peek before it clears the selection', async () => {
  const { app } = await opened()
  await peek(app)
  app.terms.actions.focusRow(0, 'toggle')
  clearList(app)
  expect([app.ui.getState().reader, app.terms.getState().selection.ids.size]).toEqual([false, 1])
  clearList(app)
  expect(app.terms.getState().selection.ids.size).toBe(0)
})

it('a term that is nowhere says so, and its neighbour’s passage is not left beside it', async () => {
  const { app, shown } = await opened()
  const stop = followPeek(app)
  await peek(app)
  app.terms.actions.focusRow(9)
  await vi.runAllTimersAsync()
  expect(shown()).toBeNull()
  expect(app.ui.getState().notice?.text).toContain('term 10')
  app.terms.actions.focusRow(0)
  await vi.runAllTimersAsync()
  expect(shown()).toBe(1)
  stop()
})

it('a citation chosen while a peek is open is no peek: moving on leaves it', async () => {
  const { app, shown } = await opened()
  const stop = followPeek(app)
  await peek(app)
  await app.act.openPassage(passage(5))
  app.terms.actions.focusRow(3)
  await vi.runAllTimersAsync()
  expect(shown()).toBe(5)
  stop()
})

it('a reader in a window of its own is shown the passage, and nothing is followed here', async () => {
  const { app } = await opened()
  const host = app.host as ReturnType<typeof fakeHost>
  host.answers['readers.show'] = () => true
  const stop = followPeek(app)
  await peek(app)
  app.terms.actions.focusRow(3)
  await vi.runAllTimersAsync()
  expect(host.calls.filter(({ name }) => name === 'readers.show')).toHaveLength(1)
  expect(app.ui.getState()).toMatchObject({ reader: false, peek: null })
  stop()
})

it('the term in hand is the row of the list, and on the map the one its keyboard is on, asked for where it is not there yet', async () => {
  const { app } = await opened()
  app.terms.actions.focusRow(2)
  expect(inHand(app)?.id).toBe(3)
  await app.detail.actions.show(3)
  app.terms.actions.point({ id: 7, headword: 'term 7' })
  expect(inHand(app)).toBeUndefined()
  expect((await focused(app))?.id).toBe(7)
  expect(inHand(app)).toMatchObject({ id: 7, frequency: fakeTerm(7).frequency })
  app.terms.actions.point(null)
  expect(inHand(app)?.id).toBe(3)
})
