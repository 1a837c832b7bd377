import { beforeEach, expect, it, vi } from 'vitest'
import { type App, createApp } from '../state/app.ts'
import { COMMANDS } from '../state/commands.ts'
import { type FakeHost, fakeHost } from '../testing/fake-host.ts'
import { runWelcomeCommand, WELCOME_COMMANDS } from './welcome-commands.ts'

let host: FakeHost
let app: App
const called = () => host.calls.map(({ name }) => name)

beforeEach(() => {
  host = fakeHost(0)
  app = createApp(host)
  app.session.setState({ info: { host: 'electron', dialogs: true } as never })
})

it('settings and shortcuts open; a new window and a library are asked for', async () => {
  Object.assign(host.answers, { 'app.newWindow': () => true, 'dialogs.pickLibrary': () => null, 'dialogs.pickFolders': () => null })
  for (const [id, dialog] of [
    ['settings', 'settings'],
    ['shortcuts', 'shortcuts'],
  ] as const) {
    expect(runWelcomeCommand(app, id)).toBe(true)
    expect(app.ui.getState().dialog).toBe(dialog)
  }
  for (const id of ['window.new', 'library.open', 'library.add']) expect(runWelcomeCommand(app, id), id).toBe(true)
  await vi.waitFor(() => expect(called()).toEqual(['app.newWindow', 'dialogs.pickLibrary', 'dialogs.pickFolders']))
})

it('opens what was chosen', async () => {
  const made: unknown[] = []
  const remember = (args: unknown) => {
    made.push(args)
    throw new Error('enough')
  }
  Object.assign(host.answers, {
    'dialogs.pickLibrary': () => '/a.glossary',
    'dialogs.pickFolders': () => ['/docs'],
    'libraries.open': remember,
    'libraries.create': remember,
  })
  runWelcomeCommand(app, 'library.open')
  await vi.waitFor(() => expect(made).toEqual([{ file: '/a.glossary' }]))
  runWelcomeCommand(app, 'library.add')
  await vi.waitFor(() => expect(made.at(-1)).toEqual({ folders: ['/docs'] }))
})

it('what needs a library or a dialog that is not there does nothing', () => {
  app.session.setState({ info: { host: 'preview', dialogs: false } as never })
  const others = COMMANDS.filter(({ id }) => !WELCOME_COMMANDS.some((own) => own === id))
  for (const { id } of [...others, { id: 'no.such' }, { id: 'library.open' }, { id: 'window.new' }])
    expect(runWelcomeCommand(app, id), id).toBe(false)
  expect(called()).toEqual([])
  expect(app.ui.getState().dialog).toBeNull()
})
