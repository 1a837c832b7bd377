import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { type App, createApp } from './app.ts'
import { firstRun, type SheetOptions, sameOptions, sheetOptions, startWith, turnRule } from './first-run.ts'

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

it('options are the same whatever the order of rules and fields', () => {
  const a = { root: 1, path: 'a' }
  const b = { root: null, path: '.md' }
  const { language, ...rest } = settings
  expect(sameOptions({ settings, rules: [a, b] }, { settings: { ...rest, language }, rules: [b, a] })).toBe(true)
  expect(sameOptions({ settings, rules: [a] }, { settings, rules: [b] })).toBe(false)
  expect(sameOptions({ settings, rules: [] }, { settings: { ...settings, language: 'en' }, rules: [] })).toBe(false)
  expect(turnRule(turnRule([b], a), a)).toEqual([b])
})
