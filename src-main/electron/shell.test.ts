import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HOST_CALLS } from '../contract/host-names.ts'
import { ask, type Built, buildShell, type Launched, launch, until } from './testing/launch.ts'
import type { Page } from './testing/page.ts'

/** The built shell, running: what a page gets and what it is refused (docs/security.md). Under a double of Electron, not under Electron. */

let built: Built
let app: Launched
let page: Page

beforeAll(async () => {
  built = buildShell()
  app = await launch(built.place)
  page = await app.page()
}, 120_000)
afterAll(async () => {
  await app.quit()
  built.remove()
}, 60_000)

const contents = () => app.windows()[0]!.contents

describe('the page', () => {
  it('gets typed answers by fixed verbs, and nothing else on its window', async () => {
    expect(await ask(page, 'app.info', {})).toMatchObject({ host: 'electron', version: '0.1.0', locale: 'en-US', dialogs: true })
    expect(Object.keys(page.window)).toEqual(['genglossary'])
    expect(Object.keys(page.bridge).toSorted()).toEqual(['calls', 'pathOf', 'subscribe'])
    expect(Object.keys(page.bridge.calls).toSorted()).toEqual(HOST_CALLS.toSorted())
  })

  it('gets typed errors, and every call settles', async () => {
    await expect(ask(page, 'libraries.info', { library: 'none' })).rejects.toMatchObject({ name: 'AppError', code: 'LIBRARY_MISSING' })
    await expect(ask(page, 'libraries.open', { file: '/no/such.glossary' })).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
    await expect(ask(page, 'libraries.open', { file: 7 as never })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(ask(page, 'app.info', { extra: 1 } as never)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('is refused what can’t be copied before it leaves, by the bridge', async () => {
    expect(() => page.bridge.calls['app.info']({ odd: Symbol('x') })).toThrow('could not be cloned')
  })

  it('learns the path of a dropped file by the preload alone', () => {
    app.electron.dropped.set('notes', '/home/somebody/notes')
    expect(page.bridge.pathOf(new File([], 'notes'))).toBe('/home/somebody/notes')
    // Made by a script: it has no path.
    expect(page.bridge.pathOf(new File(['x'], 'made.txt'))).toBe('')
  })

  it('stops hearing when it says so', async () => {
    const heard: string[] = []
    const stop = page.bridge.subscribe((name) => void heard.push(name))
    const settings = await ask(page, 'app.settings', {})
    await ask(page, 'app.setSettings', { settings })
    await until(() => heard.length === 1, 'the event')
    stop()
    await ask(page, 'app.setSettings', { settings })
    await until(() => page.heard.filter(([name]) => name === 'app.settingsChanged').length === 2, 'the second event')
    expect(heard).toEqual(['app.settingsChanged'])
  })
})

describe('the sender check', () => {
  const call = (frame: { origin: string; parent: typeof page.frame | null }) => page.invoke('genglossary:call', ['app.info', {}], frame)
  const refused = { ok: false, error: { code: 'INVALID_INPUT', message: 'This page may not ask GenGlossary for anything.' } }

  it.each(['https://example.org', 'app://genglossary.evil', 'app://other', 'file://', 'null', ''])(
    'refuses a frame of %j',
    async (origin) => {
      expect(await call({ origin, parent: null })).toMatchObject(refused)
    },
  )

  it('refuses an iframe, also of our own pages', async () => {
    expect(await call({ origin: 'app://genglossary', parent: page.frame })).toMatchObject(refused)
    expect(await call({ origin: 'app://genglossary', parent: null })).toMatchObject({ ok: true })
  })

  it('has no other channel', async () => {
    await expect(page.invoke('genglossary:other', [])).rejects.toThrow("No handler registered for 'genglossary:other'")
  })
})

describe('app://', () => {
  const get = (address: string, init?: RequestInit) => app.electron.session.request(address, init)

  it('is registered before ready, standard and secure, with no fetch', () => {
    expect(app.electron.schemes).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: false } }])
  })

  it('loads the window whole, each file with its type and the policy', () => {
    expect(contents().loads.map(({ address, status, headers }) => [address, status, headers.get('content-type')])).toEqual([
      ['app://genglossary/', 200, 'text/html; charset=utf-8'],
      ['app://genglossary/assets/index.js', 200, 'text/javascript; charset=utf-8'],
      ['app://genglossary/assets/index.css', 200, 'text/css; charset=utf-8'],
      ['app://genglossary/icon.svg', 200, 'image/svg+xml'],
    ])
    for (const { headers } of contents().loads) {
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; .*connect-src 'none'.*trusted-types default$/,
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('gives a worker’s script the policy too: it has no other', async () => {
    const worker = await get('app://genglossary/assets/worker.js')
    expect(worker.headers.get('content-security-policy')).toContain("connect-src 'none'")
  })

  it('makes a new nonce for every load', async () => {
    const nonce = async () => /nonce="([^"]+)"/.exec(await (await get('app://genglossary/')).text())![1]!
    const [one, two] = [await nonce(), await nonce()]
    expect(one).toMatch(/^[\w-]{20,}$/)
    expect(two).not.toBe(one)
  })

  it.each([
    'app://genglossary/../package.json',
    'app://genglossary/%2e%2e/package.json',
    'app://genglossary/..%2fpackage.json',
    'app://genglossary/assets/../../main/index.js',
    'app://genglossary/assets%2findex.js',
    'app://genglossary//assets/index.js',
    'app://genglossary/assets\\index.js',
    'app://genglossary/assets/',
    'app://genglossary/assets',
    'app://genglossary/INDEX.HTML',
    'app://genglossary/index.html%00',
    'app://genglossary/notes.json',
    'app://genglossary/etc/passwd',
    'app://other/index.html',
    'app://genglossary.evil/index.html',
    'app://genglossary:80/index.html',
    'app:///etc/passwd',
  ])('has nothing at %s', async (address) => {
    const answer = await get(address)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toBe('There is nothing here.')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('answers GET alone, and a range with the whole file', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
      expect((await get('app://genglossary/index.html', { method })).status).toBe(404)
    const part = await get('app://genglossary/assets/index.js', { headers: { range: 'bytes=0-2' } })
    expect([part.status, await part.text()]).toEqual([200, 'export {}'])
  })

  it('does not see a file that came later: the list was made once', async () => {
    writeFileSync(join(built.place, 'out', 'renderer', 'later.js'), 'export {}')
    expect((await get('app://genglossary/later.js')).status).toBe(404)
  })
})

describe('a page', () => {
  it.each([
    'https://example.org/',
    'http://127.0.0.1/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'chrome://gpu/',
    'filesystem:x',
  ])('gets nothing from %s', async (address) => {
    await expect(app.electron.session.request(address)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT')
  })

  it('is told of in the list of connections when it tries', async () => {
    await expect(app.electron.session.request('https://refused.example/x')).rejects.toThrow()
    const { entries } = await ask(page, 'network.list', {})
    expect(entries.some(({ host }) => host === 'refused.example')).toBe(true)
  })

  it.each(['https://example.org/', 'file:///etc/passwd', 'app://other/', 'javascript:alert(1)', 'data:text/html,x', 'about:blank'])(
    'goes nowhere by itself: %s',
    (address) => {
      expect(contents().navigate(address)).toBe(false)
      expect(contents().navigate(address, false)).toBe(false)
      expect(contents().redirect(address)).toBe(false)
      expect(contents().open(address)).toBe(false)
    },
  )

  it('may be loaded again, and opens no window of its own even on itself', () => {
    expect(contents().navigate('app://genglossary/')).toBe(true)
    expect(contents().navigate('app://genglossary/#reader=x')).toBe(true)
    expect(contents().open('app://genglossary/')).toBe(false)
    expect(contents().attachWebview()).toBe(false)
  })

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'fullscreen',
    'openExternal',
    'fileSystem',
    'local-fonts',
    'unknown',
  ])('gets no permission: %s', async (permission) => {
    expect(await app.electron.session.ask(permission)).toBe(false)
    expect(app.electron.session.check(permission)).toBe(false)
  })

  it('gets no device and stores no file', () => {
    for (const kind of ['hid', 'serial', 'usb'] as const) expect(app.electron.session.device(kind)).toBe(false)
    app.electron.session.download('blob:app://genglossary/1')
    expect(app.electron.session.downloaded).toEqual([])
  })

  it('opens one address outside, and only what is on the list', async () => {
    expect(await ask(page, 'app.openExternal', { url: 'https://github.com/x/y' })).toBe(true)
    for (const url of ['https://example.org/', 'file:///etc/passwd', 'javascript:1', 'smb://github.com/x'])
      expect(await ask(page, 'app.openExternal', { url })).toBe(false)
    expect(app.electron.shell.opened).toEqual(['https://github.com/x/y'])
    expect(await ask(page, 'export.show', { library: 'x', file: '/etc/passwd' })).toBe(false)
    expect(app.electron.shell.shown).toEqual([])
  })
})

it('windows have every protection on, and their page is shown when it can be painted', () => {
  const [{ options, visible }] = app.windows() as [ReturnType<typeof app.windows>[number]]
  expect(options.show).toBe(false)
  expect(visible).toBe(true)
  expect(options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
  })
  for (const never of ['enableBlinkFeatures', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'partition'])
    expect(options.webPreferences).not.toHaveProperty(never)
})

it('shows none of Electron’s own menus while the page has sent no other', () => {
  expect(app.electron.menuWasSet).toBe(true)
  expect(app.electron.menu).toBeNull()
})
