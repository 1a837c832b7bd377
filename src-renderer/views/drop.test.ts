import { beforeEach, describe, expect, it, vi } from 'vitest'
import { AppError } from '../../src-main/contract/errors.ts'
import { type App, createApp } from '../state/app.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { takePaths } from './drop.ts'

const known = { id: 'lib', name: 'lib', file: '/lib.glossary', readOnly: false, activeRun: null, lastRun: null, terms: { total: 9 } }
const info = { ...known, outdated: [] as string[], changes: { added: 0, changed: 0, missing: 0, moved: 0 } }
const nothing = { added: 0, changed: 0, missing: 0, moved: 0, unchanged: 3, skipped: [] }
const run = (id: number, status: string) => ({ id, status, scope: 'full' }) as never

describe('dropped on the first screen', () => {
  let host: FakeHost
  let app: App
  const argsOf = (name: string) => host.calls.filter((call) => call.name === name).map(({ args }) => args)

  beforeEach(() => {
    host = fakeHost(0)
    Object.assign(host.answers, {
      'libraries.create': () => ({ ...info, terms: { total: 0 } }),
      'libraries.open': () => info,
      'libraries.info': () => ({ ...info, terms: { total: 0 } }),
      'commands.state': () => ({ undo: null, redo: null }),
      'documents.scan': () => ({ ...nothing, added: 2 }),
      'runs.start': () => run(1, 'running'),
    })
    app = createApp(host)
  })

  it('folders become a library, whose sheet is shown while it is read', async () => {
    await takePaths(app, ['/docs', '/more'])
    expect(argsOf('libraries.create')).toEqual([{ folders: ['/docs', '/more'] }])
    expect(app.ui.getState().sheet).toBe(true)
    expect(argsOf('runs.start')).toEqual([{ library: 'lib', scope: 'full' }])
  })

  it('a library opens, whatever lies beside it', async () => {
    await takePaths(app, ['/docs', '/Other.GLOSSARY'])
    expect(argsOf('libraries.open')).toEqual([{ file: '/Other.GLOSSARY' }])
    expect(argsOf('libraries.create')).toEqual([])
  })
})

describe('folders dropped on an open library', () => {
  let host: FakeHost
  let app: App
  let found: typeof nothing
  let runs: number
  const begun = () => host.calls.filter(({ name }) => name === 'runs.start').length
  const said = () => app.ui.getState().notice?.text

  beforeEach(async () => {
    host = fakeHost(0)
    found = nothing
    runs = 0
    Object.assign(host.answers, {
      'libraries.info': () => info,
      'commands.state': () => ({ undo: null, redo: null }),
      'folders.add': () => found,
      'runs.start': () => {
        if (app.runs.getState().active) throw new AppError('ALREADY_ACTIVE', 'A run is already active.')
        return run(++runs, 'running')
      },
    })
    app = createApp(host)
    await app.act.openLibrary(async () => info as never, 'lib')
    host.calls.length = 0
  })

  it('a folder that was missing and is dropped is no error any more, and what was found is known', async () => {
    app.session.actions.fail(new AppError('FOLDER_MISSING', 'There is no folder /docs.', { folder: '/docs' }))
    await takePaths(app, ['/docs'])
    expect(app.session.getState()).toMatchObject({ error: null, scan: nothing })
  })

  it('a folder in which nothing has changed runs nothing and says so', async () => {
    await takePaths(app, ['/docs'])
    expect(begun()).toBe(0)
    expect(said()).toBe('All of it is in this library already, unchanged.')
  })

  it('what an earlier look found and no run has read is read as well', async () => {
    host.answers['libraries.info'] = () => ({ ...info, outdated: ['extract'], changes: { ...info.changes, changed: 2 } })
    await takePaths(app, ['/docs'])
    expect(begun()).toBe(1)
    expect(said()).toBe('Documents: 2 changed')
  })

  it.each([
    ['new', { added: 2 }, '2 documents added'],
    ['changed', { changed: 1 }, 'Documents: 1 changed'],
    ['gone', { missing: 1 }, 'Documents: 1 missing'],
    ['new and changed', { added: 1, changed: 1 }, 'Documents: 1 changed, 1 new'],
  ])('what is %s is read at once, and called that', async (_what, change, words) => {
    found = { ...nothing, ...change }
    await takePaths(app, ['/docs'])
    expect(begun()).toBe(1)
    expect(said()).toBe(words)
  })

  it('a file that can’t be read is named with its reason, unless other files of the folder are in the library', async () => {
    const skipped = [{ path: 'a.xyz', reason: 'no text' }] as never
    found = { ...nothing, unchanged: 0, skipped }
    await takePaths(app, ['/docs/a.xyz'])
    expect(said()).toContain('a.xyz')
    found = { ...nothing, skipped }
    await takePaths(app, ['/docs'])
    expect(said()).not.toContain('a.xyz')
  })

  it.each([
    ['new', { added: 1 }],
    ['changed', { changed: 1 }],
    ['gone', { missing: 1 }],
  ])('while a run is active, what is %s waits for its end, and says so', async (_what, change) => {
    app.runs.actions.changed(run(7, 'running'), false)
    found = { ...nothing, ...change }
    await takePaths(app, ['/docs'])
    expect(begun()).toBe(0)
    expect(app.runs.getState()).toMatchObject({ waiting: true, error: null })
    expect(said()).toContain('is active')
    app.runs.actions.changed(run(7, 'completed'), false)
    await vi.waitFor(() => expect(begun()).toBe(1))
  })

  it('a second drop while the first one’s run is on its way waits for that run', async () => {
    found = { ...nothing, added: 1 }
    let go = () => {}
    host.answers['runs.start'] = () => new Promise((resolve) => (go = () => resolve(run(++runs, 'running'))))
    const first = takePaths(app, ['/docs'])
    await vi.waitFor(() => expect(begun()).toBe(1))
    const second = takePaths(app, ['/more'])
    await vi.waitFor(() => expect(host.calls.filter(({ name }) => name === 'folders.add')).toHaveLength(2))
    go()
    await Promise.all([first, second])
    expect(begun()).toBe(1)
    expect(app.runs.getState()).toMatchObject({ active: { id: 1 }, waiting: true, error: null })
  })

  it('what was found for a library left meanwhile runs nothing in the one opened since', async () => {
    let answer = () => {}
    host.answers['folders.add'] = () => new Promise((resolve) => (answer = () => resolve({ ...nothing, added: 1 })))
    const taken = takePaths(app, ['/docs'])
    const other = { ...info, id: 'other', file: '/other.glossary' }
    host.answers['libraries.info'] = () => other
    await app.act.openLibrary(async () => other as never, 'other')
    answer()
    await taken
    expect(begun()).toBe(0)
    expect(app.session.getState().scan).toBeNull()
  })
})
