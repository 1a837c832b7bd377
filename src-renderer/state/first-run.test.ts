import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { firstRun, readOrOpen, type SheetOptions, sameOptions, sheetOptions, startWith, turnRule } from './first-run.ts'

const info = { id: 'lib', name: 'lib', file: '/lib.glossary', readOnly: false, activeRun: null, lastRun: null, terms: { total: 0 } }
const settings = { language: 'auto', definitionLimit: 0, maxFileBytes: 50, includeEntities: false } as const
const scan = { added: 2, changed: 0, missing: 0, moved: 0, unchanged: 0, skipped: [] }
const run = (id: number, status: string) => ({ id, status, scope: 'full' }) as never

describe('the first run', () => {
  let host: FakeHost
  let app: App
  const names = () => host.calls.map(({ name }) => name)

  beforeEach(async () => {
    host = fakeHost(0)
    let runs = 0
    Object.assign(host.answers, {
      'libraries.info': () => info,
      'libraries.settings': () => settings,
      'libraries.setSettings': () => settings,
      'documents.leftOut': () => [],
      'documents.leaveOut': () => null,
      'documents.scan': () => scan,
      'commands.state': () => ({ undo: null, redo: null }),
      'runs.start': () => run(++runs, 'running'),
      'runs.cancel': () => null,
    })
    app = createApp(host)
    await app.act.openLibrary(async () => info as never, 'lib')
    host.calls.length = 0
  })

  it('begins at once, with the sheet beside it', async () => {
    await firstRun(app)
    expect(app.ui.getState().sheet).toBe(true)
    expect(app.runs.getState().active).toMatchObject({ id: 1 })
  })

  it('with other options stops, waits for the end, and begins again', async () => {
    await firstRun(app)
    host.calls.length = 0
    const options: SheetOptions = { settings: { ...settings, language: 'ja' }, rules: [{ root: 1, path: 'old' }] }
    const begun = startWith(app, options)
    await vi.waitFor(() => expect(names()).toContain('runs.cancel'))
    expect(names()).not.toContain('runs.start')
    app.runs.actions.changed(run(1, 'cancelled'), false)
    await begun
    expect(names().filter((name) => name !== 'libraries.info' && name !== 'commands.state')).toEqual([
      'runs.cancel',
      'libraries.setSettings',
      'documents.leaveOut',
      'documents.scan',
      'runs.start',
    ])
    expect(host.calls.find(({ name }) => name === 'documents.leaveOut')?.args).toMatchObject({ rules: options.rules })
    expect(app.runs.getState().active).toMatchObject({ id: 2 })
  })

  it('is over by then or not: without an active run nothing is cancelled', async () => {
    await startWith(app, await sheetOptions(app))
    expect(names()).not.toContain('runs.cancel')
    expect(app.runs.getState().active).toMatchObject({ id: 1 })
  })
})

describe('folders of a library that is there already', () => {
  const done = { id: 4, status: 'completed', scope: 'full', settings: JSON.stringify({ ...settings, selection: { concepts: [1] } }) }
  const known = { ...info, lastRun: done, outdated: [] as string[], terms: { total: 9 } }
  const looked = { ...scan, added: 0, unchanged: 2 }

  /** Opens it; what the host says afterwards differs from a finished, unchanged library by `change`. */
  async function opened(change: object, found: object = looked, now: object = settings) {
    const host = fakeHost(0)
    const after = { ...known, ...change }
    Object.assign(host.answers, {
      'libraries.info': () => after,
      'libraries.settings': () => now,
      'documents.scan': () => found,
      'commands.state': () => ({ undo: null, redo: null }),
      'runs.start': () => run(5, 'running'),
    })
    const app = createApp(host)
    await app.act.openLibrary(async () => after as never, 'lib')
    await readOrOpen(app)
    return { sheet: app.ui.getState().sheet, runs: host.calls.filter(({ name }) => name === 'runs.start').length }
  }

  it('shows the list and runs nothing while nothing has changed', async () => {
    expect(await opened({})).toEqual({ sheet: false, runs: 0 })
    // Fields in another order are the same settings.
    expect(await opened({}, looked, Object.fromEntries(Object.entries(settings).toReversed()))).toEqual({ sheet: false, runs: 0 })
    expect(await opened({}, { ...looked, moved: 1 })).toEqual({ sheet: false, runs: 0 })
  })

  it.each([
    ['a document is new', { outdated: ['extract'] }, { ...looked, added: 1 }, settings],
    ['an earlier look found something', { outdated: ['extract'] }, looked, settings],
    ['the settings are others', {}, looked, { ...settings, language: 'ja' }],
    ['the last run ended early', { lastRun: { ...done, status: 'cancelled' } }, looked, settings],
    ['only terms were extracted', { lastRun: { ...done, scope: 'extract' } }, looked, settings],
  ])('does what the one click does when %s', async (_why, change, found, now) => {
    expect(await opened(change, found, now)).toEqual({ sheet: false, runs: 1 })
  })

  it('is read like a new one when it never got any terms, and never when it may only be looked at', async () => {
    expect(await opened({ lastRun: null, terms: { total: 0 } })).toEqual({ sheet: true, runs: 1 })
    expect(await opened({ readOnly: true, outdated: ['extract'] })).toEqual({ sheet: false, runs: 0 })
  })

  it('leaves an active run alone', async () => {
    expect(await opened({ activeRun: run(5, 'running'), outdated: ['extract'] })).toEqual({ sheet: false, runs: 0 })
  })
})

it('options are the same whatever the order of rules and fields', () => {
  const a = { root: 1, path: 'a' }
  const b = { root: null, path: '.md' }
  const { language, ...rest } = settings
  expect(sameOptions({ settings, rules: [a, b] }, { settings: { ...rest, language }, rules: [b, a] })).toBe(true)
  expect(sameOptions({ settings, rules: [a] }, { settings, rules: [b] })).toBe(false)
  expect(sameOptions({ settings, rules: [] }, { settings: { ...settings, language: 'en' }, rules: [] })).toBe(false)
  expect(turnRule(turnRule([b], a), a)).toEqual([b])
})
