import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../src-main/contract/errors.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { wire } from './wire.ts'

/** What the stores do with events, and with a connection that comes and goes. */

const library = (id: string, more = {}) => ({
  id,
  name: id,
  file: `/${id}.glossary`,
  readOnly: false,
  activeRun: null,
  lastRun: null,
  terms: { total: 3 },
  ...more,
})
const run = (id: number, status = 'running') => ({ id, scope: 'full', status, lastSeq: 0 })

let host: FakeHost
let app: App
let stop: () => void
let window: EventTarget

const names = () => host.calls.map(({ name }) => name)
const settle = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(async () => {
  window = new EventTarget()
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => setTimeout(work))
  host = fakeHost(3)
  Object.assign(host.answers, {
    'libraries.open': () => library('a'),
    'libraries.info': () => library('a'),
    'commands.state': () => ({ undo: null, redo: null }),
    'runs.list': () => [],
    'runs.logs': () => [],
    'documents.list': () => [],
    'problems.list': () => [],
    'lists.get': () => ({ required: [], excluded: [] }),
    'terms.detail': () => null,
    'reader.terms': () => [],
    'documents.scan': () => ({ added: 0, changed: 0, missing: 0, moved: 0, unchanged: 0, skipped: [] }),
  })
  app = createApp(host)
  stop = wire(app)
  await app.act.openLibrary(() => host.call('libraries.open', { file: '/a.glossary' }), 'a')
  host.calls.length = 0
})
afterEach(() => {
  stop()
  vi.unstubAllGlobals()
})

describe('events', () => {
  it('of another library change nothing', async () => {
    host.emit('library.changed', { library: 'b', topics: ['info', 'terms', 'documents'] })
    host.emit('run.changed', { library: 'b', run: run(1), paused: false, saving: null })
    // Runs are numbered by each library: this one's has the same number.
    await app.runs.actions.showLog(1)
    host.calls.length = 0
    host.emit('run.logs', { library: 'b', run: 1, lines: [{ seq: 1, time: 0, level: 'info', message: 'x' }] })
    host.emit('run.logs', { library: 'a', run: 2, lines: [{ seq: 1, time: 0, level: 'info', message: 'of another run' }] })
    host.emit('run.progress', { library: 'b', run: 1, progress: { stage: 'extract', done: 1, total: 2 } })
    await settle()
    expect(names()).toEqual([])
    expect(app.runs.getState()).toMatchObject({ active: null, lines: [] })
  })

  it('ask once for what several topics mean', async () => {
    host.emit('library.changed', { library: 'a', topics: ['info', 'undo'] })
    await settle()
    expect(names().toSorted()).toEqual(['commands.state', 'libraries.info'])
  })

  it('of a watched folder make the window look at it, unless a run works, which looks itself', async () => {
    host.emit('library.changed', { library: 'a', topics: ['folders'] })
    await settle()
    expect(names()).toContain('documents.scan')
    host.calls.length = 0
    host.emit('run.changed', { library: 'a', run: run(2), paused: false, saving: null })
    host.emit('library.changed', { library: 'a', topics: ['folders'] })
    await settle()
    expect(names()).not.toContain('documents.scan')
  })

  it('of the system that brings the window forward make it look at its folders: not while a run works, nor while it looks, nor in a library it only reads', async () => {
    const forward = () => {
      host.calls.length = 0
      window.dispatchEvent(new Event('focus'))
      return names().includes('documents.scan')
    }
    expect(forward()).toBe(true)
    expect(forward()).toBe(false)
    await settle()
    host.emit('run.changed', { library: 'a', run: run(2), paused: false, saving: null })
    expect(forward()).toBe(false)
    host.emit('run.changed', { library: 'a', run: run(2, 'completed'), paused: false, saving: null })
    expect(forward()).toBe(true)
    await settle()
    app.session.setState({ library: library('a', { readOnly: true }) as never })
    expect(forward()).toBe(false)
    host.emit('library.changed', { library: 'a', topics: ['folders'] })
    expect(names()).not.toContain('documents.scan')
  })

  it('show the answer of the host that failed, and go on', async () => {
    host.answers['libraries.info'] = () => {
      throw new AppError('UNAVAILABLE', 'Gone for a moment.')
    }
    host.emit('library.changed', { library: 'a', topics: ['info'] })
    await settle()
    expect(app.session.getState().error?.message).toBe('Gone for a moment.')
    host.emit('run.changed', { library: 'a', run: run(2), paused: false, saving: null })
    expect(app.runs.getState().active?.id).toBe(2)
  })
})

describe('a window that is about to be closed', () => {
  const close = async () => {
    host.answers['app.draftsSaved'] = () => null
    host.emit('app.saveDrafts', {})
    await settle()
  }

  it('stores every text being typed, and says so when it has', async () => {
    const saved: string[] = []
    let stored: () => void = () => undefined
    const slow = new Promise<void>((resolve) => (stored = resolve))
    const save = async (value: string) => {
      await slow
      saved.push(value)
    }
    app.drafts.open('note', '', save, () => undefined).type('a note')
    app.drafts.open('definition', '', save, () => undefined).type('a definition')
    await close()
    expect(names()).toEqual([])
    stored()
    await settle()
    expect(saved).toEqual(['a note', 'a definition'])
    expect(names()).toEqual(['app.draftsSaved'])
  })

  it('shows what could not be stored, and holds nobody up', async () => {
    const refused = () => Promise.reject(new AppError('UNAVAILABLE', 'The disk is full.'))
    app.drafts.open('note', '', refused, () => undefined).type('a note')
    await close()
    expect(names()).toEqual(['app.draftsSaved'])
    expect(app.ui.getState().error?.message).toBe('The disk is full.')
  })
})

describe('a connection that breaks off and comes back with something typed meanwhile', () => {
  it('stores it', async () => {
    const saved: string[] = []
    const save = async (value: string) => {
      if (!app.session.getState().connected) throw new AppError('UNAVAILABLE', 'Gone for a moment.')
      saved.push(value)
    }
    host.emit('connection', { open: false })
    app.drafts.open('note', '', save, () => undefined).type('typed meanwhile')
    await expect(app.drafts.close('note')).rejects.toThrow('Gone')
    host.emit('connection', { open: true })
    await settle()
    expect(saved).toEqual(['typed meanwhile'])
  })
})

describe('a connection that breaks off and comes back', () => {
  it('is told of, and the window looks at its library again', async () => {
    host.emit('connection', { open: false })
    expect(app.session.getState().connected).toBe(false)
    host.answers['libraries.open'] = () => library('a', { activeRun: run(7) })
    host.emit('connection', { open: true })
    await settle()
    await settle()
    expect(app.session.getState().connected).toBe(true)
    expect(host.calls[0]).toEqual({ name: 'libraries.open', args: { file: '/a.glossary' } })
    expect(names()).toEqual(expect.arrayContaining(['libraries.info', 'commands.state', 'terms.page', 'runs.list']))
    // A run that began meanwhile is followed.
    expect(app.runs.getState().active?.id).toBe(7)
  })

  it('asks for nothing when it was never lost, nor on the first screen', async () => {
    host.emit('connection', { open: true })
    await settle()
    expect(names()).toEqual([])
    host.answers['libraries.close'] = () => null
    host.answers['libraries.recent'] = () => []
    await app.act.leaveLibrary()
    host.calls.length = 0
    host.emit('connection', { open: false })
    host.emit('connection', { open: true })
    await settle()
    expect(names()).toEqual([])
  })

  it('shows why when the library can not be had again', async () => {
    host.answers['libraries.open'] = () => {
      throw new AppError('LIBRARY_MISSING', 'There is no library there.')
    }
    host.emit('connection', { open: false })
    host.emit('connection', { open: true })
    await settle()
    expect(app.ui.getState().error?.message).toBe('There is no library there.')
  })
})
