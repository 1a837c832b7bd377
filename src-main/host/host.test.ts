import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { App } from '../app.ts'
import { AppError } from '../contract/errors.ts'
import { HOST_CALLS } from '../contract/host-names.ts'
import { environmentKeys } from '../library/model-keys.ts'
import { modelLogs } from '../library/model-log.ts'
import { createModelDesk } from '../library/models.ts'
import { createNetworkLog } from '../library/network-log.ts'
import { systemIds } from '../runs/system.ts'
import { createHost, type Host } from './host.ts'
import type { HostClient, HostShell } from './shell.ts'

const shell: HostShell = {
  info: { version: '1', host: 'test', platform: 'linux', locale: 'en', folders: [], dialogs: false },
  sampleFolder: '/samples',
  folders: ['/docs/handbook', '/docs/notes'],
  pickFolders: async () => null,
  pickFiles: async () => null,
  pickLibrary: async () => null,
  pickSave: async () => null,
  showItem: () => false,
  openExternal: async () => false,
  newWindow: () => false,
  setMenu: () => undefined,
}

describe('host', () => {
  let home: string
  let host: Host
  let heard: unknown[]
  const client: HostClient = { send: (event, payload) => void heard.push([event, payload]) }
  const call = (name: unknown, args: unknown) => host.handle(client, name, args)

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'genglossary-host-'))
    heard = []
    const network = createNetworkLog(() => 5)
    const app: App = {
      home,
      network,
      models: createModelDesk({ host: { launch: () => expect.unreachable() }, ids: systemIds, keys: environmentKeys({}), network }),
      modelLogs: modelLogs(home),
      open: async () => {
        throw new AppError('LIBRARY_MISSING', 'There is no library there.', { file: 'x' })
      },
      close: async () => undefined,
    }
    host = createHost(app, shell, () => '2026-01-02T03:04:05.000Z')
    host.attach(client)
  })
  afterEach(() => rmSync(home, { recursive: true }))

  it.each([
    ['no.such.call', {}],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', {}],
    [null, {}],
    [{ toString: 'app.info' }, {}],
    ['app.info', { extra: 1 }],
    ['app.info', null],
    ['app.info', undefined],
    ['app.info', 'text'],
    ['libraries.open', {}],
    ['libraries.open', { file: 7 }],
    ['libraries.open', { file: '' }],
    ['libraries.open', { file: 'x'.repeat(10_000_000) }],
    ['folders.match', { names: Array.from({ length: 5000 }, () => 'x') }],
    ['commands.do', { library: 'a', command: { type: 'drop-table' } }],
    ['commands.do', { library: 'a', command: { type: 'decide', concepts: [-1], decision: 'accepted' } }],
    ['commands.do', JSON.parse('{"library":"a","command":{"type":"decide","concepts":[1],"decision":"accepted"},"__proto__":{"x":1}}')],
    ['terms.page', { library: 'a', query: { view: 'all', limit: 1e9 } }],
  ])('refuses %j', async (name, args) => {
    const reply = await call(name, args)
    expect(reply).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  })

  it('has an implementation of every call of the contract', async () => {
    for (const name of HOST_CALLS) {
      const reply = await call(name, {})
      if (!reply.ok) expect(reply.error.message, name).not.toMatch(/does not know|not a function/)
    }
  })

  it.each(HOST_CALLS)('%s refuses what it does not know and what is no object, whatever else is right', async (name) => {
    for (const args of [null, undefined, 7, 'text', [], { library: 'a', surprise: 1 }, { surprise: { library: 'a' } }]) {
      const reply = await call(name, args)
      expect(reply).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', message: expect.stringContaining('was refused') } })
    }
  })

  it('hands on the core’s own errors, typed', async () => {
    expect(await call('libraries.open', { file: '/a.glossary' })).toEqual({
      ok: false,
      error: { code: 'LIBRARY_MISSING', message: 'There is no library there.', params: { file: 'x' } },
    })
    expect(await call('terms.page', { library: 'unknown', query: { view: 'all' } })).toMatchObject({
      ok: false,
      error: { code: 'LIBRARY_MISSING' },
    })
    expect(await call('libraries.open', { file: 'relative.glossary' })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  })

  it('matches dropped names against the folders it was started with, and no others', async () => {
    expect(await call('folders.match', { names: ['handbook', 'etc'] })).toEqual({ ok: true, value: ['/docs/handbook'] })
  })

  it('keeps settings, and tells every window', async () => {
    const first = await call('app.settings', {})
    expect(first).toMatchObject({ ok: true, value: { language: 'auto', theme: 'auto', letterKeys: true } })
    const settings = { ...(first as { value: object }).value, language: 'ja' }
    expect(await call('app.setSettings', { settings })).toMatchObject({ ok: true, value: { language: 'ja' } })
    expect(await call('app.settings', {})).toMatchObject({ ok: true, value: { language: 'ja' } })
    expect(heard).toEqual([['app.settingsChanged', expect.objectContaining({ language: 'ja' })]])
  })

  it('remembers libraries, newest first, and says which are gone', () => {
    host.files.opened('/a/one-0123456789ab.glossary')
    host.files.opened('/a/two.glossary')
    host.files.opened('/a/one-0123456789ab.glossary')
    expect(host.files.recent().map(({ name, missing }) => [name, missing])).toEqual([
      ['one', true],
      ['two', true],
    ])
    host.files.forget('/a/two.glossary')
    expect(host.files.recent()).toHaveLength(1)
  })
})
