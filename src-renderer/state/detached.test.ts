import { beforeEach, describe, expect, it } from 'vitest'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { detachReader, joinAsReader, placeOf, readerApp, readerOf } from './detached.ts'
import { wire } from './wire.ts'

const info = { id: 'lib', name: 'lib', file: '/lib.glossary', readOnly: false, activeRun: null, lastRun: null, terms: { total: 0 } }
const passage = { start: 3, end: 9, quote: 'a berth', documentId: 7, path: 'a.md', contentHash: 'h', line: 1 }

it('a page is a reader by its address alone', () => {
  expect(readerOf('#reader=0f-a_1')).toBe('0f-a_1')
  for (const hash of ['', '#reader=', '#reader=a/b', '#other=a', `#reader=${'a'.repeat(65)}`]) expect(readerOf(hash)).toBeNull()
})

describe('the detached reader', () => {
  let host: FakeHost
  let app: App
  const opened: string[] = []
  const named = (name: string) => host.calls.filter((call) => call.name === name).map(({ args }) => args)

  beforeEach(async () => {
    host = fakeHost(9)
    opened.length = 0
    Object.assign(host.answers, {
      'libraries.info': () => info,
      'commands.state': () => ({ undo: null, redo: null }),
      'reader.open': ({ document }: { document: number }) => ({ documentId: document, contentHash: 'h', warnings: [] }),
      'reader.blocks': () => ({ blocks: [], next: null }),
      'reader.terms': () => [],
      'readers.open': () => false,
      'readers.join': () => ({ library: info, place: placeOf(7, passage) }),
      'readers.goTo': () => null,
      'terms.detail': () => ({ id: 4 }),
    })
    app = createApp(host)
    wire(app)
    await app.act.openLibrary(async () => info as never, 'lib')
  })

  it('takes what is shown along, in a page where the host opens no windows', async () => {
    await app.act.openPassage(passage)
    await detachReader(app, (hash) => opened.push(hash))
    expect(named('readers.open')).toEqual([
      { library: 'lib', place: { document: 7, passage: { start: 3, end: 9, quote: 'a berth', content: 'h' } } },
    ])
    expect(opened).toEqual(['#reader=lib'])
    expect([app.ui.getState().reader, app.reader.getState().document]).toEqual([false, null])
  })

  it('gets every citation and document from then on; without one they open here', async () => {
    await app.act.openPassage(passage)
    expect(app.ui.getState().reader).toBe(true)
    app.act.show({ reader: false })
    host.answers['readers.show'] = () => true
    await app.act.openPassage(passage)
    await app.act.openDocument(5)
    expect(named('readers.show').slice(-2)).toEqual([
      { library: 'lib', place: placeOf(7, { ...passage, content: 'h' }) },
      { library: 'lib', place: placeOf(5) },
    ])
    expect(app.ui.getState().reader).toBe(false)
  })

  it('shows what it was opened for and then what it is asked to, of its own library only', async () => {
    await joinAsReader(app, 'lib')
    expect(app.ui.getState().page).toBe('reader')
    expect(app.reader.getState()).toMatchObject({ document: { documentId: 7 }, target: { start: 3, quote: 'a berth' } })
    host.emit('readers.show', { library: 'other', place: placeOf(1) })
    host.emit('readers.show', { library: 'lib', place: placeOf(9) })
    await expect.poll(() => app.reader.getState().document?.documentId).toBe(9)
    expect(app.reader.getState().target).toBeNull()
  })

  it('says so when its library is not open any more', async () => {
    host.answers['readers.join'] = () => {
      throw new Error('gone')
    }
    await joinAsReader(app, 'lib')
    expect(app.session.getState().error).not.toBeNull()
  })

  it('sends a term that is clicked to the window with the list', async () => {
    await readerApp(app, 'lib').act.goToTerm(4)
    expect(named('readers.goTo')).toEqual([{ library: 'lib', concept: 4 }])
    host.emit('readers.term', { library: 'lib', concept: 6 })
    await expect.poll(() => app.terms.getState().active).toBe(5)
  })
})
