import { existsSync, mkdtempSync, realpathSync, renameSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../app.ts'
import type { AppMenu } from '../contract/host-api.ts'
import { ask, type Built, buildShell, type Launched, type LaunchOptions, launch, until } from './testing/launch.ts'
import { isAccelerator } from './testing/menu.ts'
import { FakeEvent, turn } from './testing/object.ts'
import type { Page } from './testing/page.ts'
import type { FakeWindow } from './testing/windows.ts'

/** Windows, menus, dialogs and what the system asks of the built shell, under the double of Electron. */

let built: Built
/** Two libraries of documents nobody has read yet. */
let files: [string, string]
const running: Launched[] = []
const platform = process.platform

beforeAll(async () => {
  built = buildShell()
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'genglossary-files-')))
  const core = createApp({ home: join(place, 'home'), workerHost: { launch: () => Promise.reject as never } })
  files = [join(place, 'one.glossary'), join(place, 'two.glossary')]
  for (const file of files) await core.open(file, { create: true })
  await core.close()
}, 120_000)
afterAll(() => built.remove())
afterEach(async () => {
  Object.defineProperty(process, 'platform', { value: platform })
  for (const app of running.splice(0)) if (!app.electron.app.exited) await app.quit()
}, 60_000)

const onMac = (): void => void Object.defineProperty(process, 'platform', { value: 'darwin' })

async function start(options: LaunchOptions = {}): Promise<Launched> {
  const app = await launch(built.place, options)
  running.push(app)
  for (const { contents } of app.windows()) await contents.loaded
  return app
}

const told = (page: Page) =>
  page.heard.filter(([name]) => name === 'app.openLibrary').map(([, payload]) => (payload as { file: string }).file)

/** The window does what it is told: opens the library. */
async function obey(page: Page): Promise<void> {
  await until(() => told(page).length > 0, 'what to open')
  await ask(page, 'libraries.open', { file: told(page).at(-1)! })
}

describe('libraries from outside', () => {
  it('named on the command line: each in a window, told once the page listens', async () => {
    const app = await start({ argv: [files[0], '--flag', files[1], 'notes.txt'] })
    expect(app.windows()).toHaveLength(2)
    for (const [index, file] of files.entries()) {
      const page = await app.page(index)
      await until(() => told(page).length === 1, 'its library')
      expect(told(page)).toEqual([file])
    }
  })

  it('a second instance: to the empty window, then to a new one, then to the one that shows it; without a file the app comes forward', async () => {
    const app = await start()
    app.electron.secondInstance(['genglossary', '--allow-something', files[0]], '/')
    const first = await app.page()
    await obey(first)
    app.electron.secondInstance(['genglossary', 'two.glossary'], join(files[1], '..'))
    const second = await app.page(1)
    await obey(second)
    expect(told(second)).toEqual([files[1]])
    app.windows()[0]!.minimize()
    app.electron.secondInstance(['genglossary', files[0]], '/')
    expect(app.windows()).toHaveLength(2)
    expect(told(first)).toEqual([files[0]])
    expect([app.windows()[0]!.isMinimized(), app.windows()[0]!.focused]).toEqual([false, true])
    app.windows()[0]!.blur()
    app.electron.secondInstance(['genglossary'], '/')
    expect(app.windows()[0]!.focused).toBe(true)
  })

  it('two at once: no window is told of both', async () => {
    const app = await start()
    app.electron.secondInstance(['genglossary', ...files], '/')
    expect(app.windows()).toHaveLength(2)
    const pages = [await app.page(0), await app.page(1)]
    for (const page of pages) await until(() => told(page).length > 0, 'its library')
    expect(pages.map(told)).toEqual(files.map((file) => [file]))
  })

  it('the same one asked for twice, by another name too: one window shows it', async () => {
    const app = await start({ argv: [files[0], files[0]] })
    expect(app.windows()).toHaveLength(1)
    const alias = join(mkdtempSync(join(tmpdir(), 'genglossary-alias-')), 'alias.glossary')
    symlinkSync(files[0], alias)
    app.electron.secondInstance(['genglossary', alias], '/')
    expect(app.windows()).toHaveLength(1)
    const page = await app.page()
    await obey(page)
    expect(told(page)).toEqual([files[0]])
  })

  it('one that comes while a dialog is open: the dialog stays, and its answer goes to whoever asked', async () => {
    const app = await start()
    const page = await app.page()
    const chosen = Promise.withResolvers<string[]>()
    app.electron.dialog.paths = chosen.promise
    const picked = ask(page, 'dialogs.pickFolders', {})
    await until(() => app.electron.dialog.shown.length === 1, 'the dialog')
    app.electron.secondInstance(['genglossary', files[0]], '/')
    await obey(page)
    chosen.resolve(['/somewhere'])
    expect(await picked).toEqual(['/somewhere'])
    expect(app.windows()).toHaveLength(1)
  })

  it('one that can’t be opened leaves its window free for the next', async () => {
    const app = await start()
    const page = await app.page()
    app.electron.secondInstance(['genglossary', '/no/such.glossary'], '/')
    await expect(obey(page)).rejects.toMatchObject({ code: 'LIBRARY_MISSING' })
    app.electron.secondInstance(['genglossary', files[0]], '/')
    expect(app.windows()).toHaveLength(1)
    await until(() => told(page).length === 2, 'the next one')
  })

  it('macOS: opened before the app is ready, while the page loads, and later', async () => {
    onMac()
    const app = await launch(built.place, { beforeReady: (electron) => electron.openFile(files[0]) })
    running.push(app)
    expect(app.windows()).toHaveLength(1)
    app.electron.openFile(files[1])
    expect(app.windows()).toHaveLength(2)
    for (const [index, file] of files.entries()) {
      const page = await app.page(index)
      await until(() => told(page).length === 1, 'its library')
      expect(told(page)).toEqual([file])
    }
  })

  it('macOS: one opened while the first window still loads is told when it has', async () => {
    onMac()
    const app = await launch(built.place)
    running.push(app)
    app.electron.openFile(files[0])
    expect(app.windows()).toHaveLength(1)
    const page = await app.page()
    await until(() => told(page).length === 1, 'its library')
  })

  it('a second instance itself quits before it does anything', async () => {
    const app = await launch(built.place, { second: true })
    expect(app.electron.app.exited).toBe(true)
    expect(app.windows()).toEqual([])
    expect(app.electron.app.told).not.toContain('ready')
  })

  it('goes to the system’s list of recent documents, and to the app’s own', async () => {
    const app = await start()
    const page = await app.page()
    await ask(page, 'libraries.open', { file: files[0] })
    expect(app.electron.app.recent).toEqual([files[0]])
    expect((await ask(page, 'libraries.recent', {})).map(({ file }) => file)).toEqual([files[0]])
  })
})

describe('windows', () => {
  it('come back where they were, each kind by itself, and on a screen', async () => {
    const profile: NonNullable<LaunchOptions['profile']> = new Map()
    const home = mkdtempSync(join(tmpdir(), 'genglossary-places-'))
    const first = await start({ profile, home })
    await ask(await first.page(), 'app.newWindow', {})
    const [one, two] = first.windows() as [FakeWindow, FakeWindow]
    one.setBounds({ x: 3000, y: 40, width: 900, height: 700 })
    two.setBounds({ x: 10, y: 20, width: 1000, height: 600 })
    two.maximize()
    await first.quit()
    expect([...profile.keys()]).toEqual(['main-0', 'main-1'])

    const again = await start({ profile, home, display: { width: 1366, height: 768 } })
    await ask(await again.page(), 'app.newWindow', {})
    const [back, other] = again.windows() as [FakeWindow, FakeWindow]
    expect(back.getBounds()).toEqual({ x: 466, y: 40, width: 900, height: 700 })
    expect([back.isMaximized(), other.isMaximized()]).toEqual([false, true])
    expect(other.options).toMatchObject({ minWidth: 720, minHeight: 480, windowStatePersistence: true })
  })

  it('a reader is a window of its own that takes no library, and is brought forward', async () => {
    const app = await start()
    const page = await app.page()
    const { id: library } = await ask(page, 'libraries.open', { file: files[0] })
    expect(await ask(page, 'readers.open', { library, place: null })).toBe(true)
    const reader = await app.page(1)
    expect(reader.url).toBe(`app://genglossary/#reader=${library}`)
    expect(app.windows()[1]!.options.name).toBe('reader-0')
    expect((await ask(reader, 'readers.join', { library })).library.id).toBe(library)
    app.windows()[0]!.focus()
    expect(await ask(page, 'readers.show', { library, place: { document: 1, at: null } as never }).catch(() => null)).not.toBe(false)
    app.electron.secondInstance(['genglossary', files[1]], '/')
    expect(app.windows()).toHaveLength(3)
    expect(told(reader)).toEqual([])
  })

  it('closing the last one ends the app, not on macOS, where the dock brings one back', async () => {
    const app = await start()
    app.windows()[0]!.close()
    await until(() => app.electron.app.exited, 'the end')
    onMac()
    const mac = await start()
    mac.windows()[0]!.close()
    await until(() => mac.windows().length === 0, 'no window')
    expect(mac.electron.app.exited).toBe(false)
    mac.electron.app.emit('activate')
    expect(mac.windows()).toHaveLength(1)
    mac.electron.app.emit('activate')
    expect(mac.windows()).toHaveLength(1)
  })

  it('macOS: the menus without a window open one', async () => {
    onMac()
    const app = await start()
    await ask(await app.page(), 'app.setMenu', { menus: [{ label: 'File', items: [{ command: 'window.new', label: 'New window' }] }] })
    app.windows()[0]!.close()
    await until(() => app.windows().length === 0, 'no window')
    app.electron.choose('New window')
    expect(app.windows()).toHaveLength(1)
  })

  it('are shown when they can be painted, and on Wayland, where they never can be before, when they have loaded', async () => {
    const wayland = await start({ paints: false })
    await wayland.page()
    expect(wayland.windows().map(({ visible }) => visible)).toEqual([true])
    onMac()
    const mac = await start({ paints: false })
    await mac.page()
    expect(mac.windows().map(({ visible }) => visible)).toEqual([false])
  })

  it('close only when what is typed is stored', async () => {
    const app = await start()
    const page = await app.page()
    await ask(page, 'app.newWindow', {})
    page.storesDrafts = false
    const [window] = app.windows() as [FakeWindow]
    window.close()
    await until(() => page.heard.some(([name]) => name === 'app.saveDrafts'), 'the question')
    expect(window.gone).toBe(false)
    await page.bridge.calls['app.draftsSaved']({})
    await until(() => window.gone, 'its end')
  })
})

/** As the window sends them; its own are built by the same rules in scripts/menus.test.ts. */
const MENUS: AppMenu[] = [
  {
    label: 'File',
    items: [
      { command: 'library.add', label: 'Add folders or files…', accelerator: 'CmdOrCtrl+O' },
      { command: 'export', label: 'Export & share…', accelerator: 'CmdOrCtrl+Shift+E' },
      { role: 'close', label: 'Close window' },
    ],
  },
  {
    label: 'Term',
    items: [
      { command: 'term.accept', label: 'Accept', accelerator: 'A' },
      { command: 'shortcuts', label: 'Keys', accelerator: '?' },
    ],
  },
]

it('a library whose last window is closed is closed: somebody else may own it', async () => {
  const app = await start({ argv: files })
  for (const index of [0, 1]) await obey(await app.page(index))
  app.windows()[1]!.close()
  await until(() => app.windows().length === 1, 'its end')
  const core = createApp({ home: join(app.home, 'other'), workerHost: { launch: () => Promise.reject as never } })
  await until(() => existsSync(`${files[1]}-wal`) === false, 'the file put away')
  expect((await core.open(files[1])).readOnly).toBe(false)
  expect((await core.open(files[0])).readOnly).toBe(true)
  await core.close()
})

it('a window whose page has died closes without asking it', async () => {
  const app = await start()
  await ask(await app.page(), 'app.newWindow', {})
  const [window] = app.windows() as [FakeWindow]
  window.contents.crash('clean-exit')
  window.close()
  for (let turns = 0; turns < 3; turns++) await turn()
  expect(window.gone).toBe(true)
})

describe('a page that hangs', () => {
  const message = (app: Launched, at = 0) =>
    app.electron.dialog.shown[at]!.options as { message: string; defaultId: number; buttons: string[] }

  it('is waited for or loaded again, as somebody says; its library and what it is told come back', async () => {
    const app = await start()
    const page = await app.page()
    await ask(page, 'libraries.open', { file: files[0] })
    const [window] = app.windows() as [FakeWindow]
    app.electron.dialog.button = 1
    window.emit('unresponsive')
    await until(() => app.electron.dialog.shown.length === 1, 'the question')
    expect(message(app)).toMatchObject({ buttons: ['Reload', 'Wait'], defaultId: 1, cancelId: 1 })
    expect(app.electron.dialog.shown[0]!.modal).toBe(true)
    await turn()
    expect(window.contents.reloads).toBe(0)
    app.electron.dialog.button = 0
    window.emit('unresponsive')
    await until(() => window.contents.reloads === 1, 'the page again')
    await window.contents.loaded
    const back = await app.page()
    expect(back).not.toBe(page)
    expect((await ask(back, 'libraries.open', { file: files[0] })).file).toBe(files[0])
  })

  it('that answers again takes the question away, and one at a time is asked', async () => {
    const app = await start({ locale: 'ja-JP' })
    const [window] = app.windows() as [FakeWindow]
    const thinking = Promise.withResolvers<number>()
    app.electron.dialog.button = thinking.promise
    window.emit('unresponsive')
    await until(() => app.electron.dialog.shown.length === 1, 'the question')
    expect(message(app).buttons).toEqual(['再読み込み', '待つ'])
    window.emit('responsive')
    thinking.resolve(0)
    for (let turns = 0; turns < 3; turns++) await turn()
    expect(window.contents.reloads).toBe(0)
  })

  it('whose window is closed meanwhile brings nobody down', async () => {
    const app = await start()
    await ask(await app.page(), 'app.newWindow', {})
    const [window] = app.windows() as [FakeWindow]
    const thinking = Promise.withResolvers<number>()
    app.electron.dialog.button = thinking.promise
    window.emit('unresponsive')
    await until(() => app.electron.dialog.shown.length === 1, 'the question')
    window.destroy()
    thinking.resolve(0)
    for (let turns = 0; turns < 3; turns++) await turn()
    expect(window.contents.reloads).toBe(0)
    expect(app.windows()).toHaveLength(1)
  })
})

describe('a page whose process dies', () => {
  it('again and again is not loaded for ever: somebody is asked, and then it may begin anew', async () => {
    const app = await start()
    const [window] = app.windows() as [FakeWindow]
    const { contents } = window
    const thinking = Promise.withResolvers<number>()
    app.electron.dialog.button = thinking.promise
    for (const reloads of [1, 2, 2]) {
      contents.crash('crashed')
      await contents.loaded
      expect(contents.reloads).toBe(reloads)
    }
    await until(() => app.electron.dialog.shown.length === 1, 'the question')
    expect(app.electron.dialog.shown[0]!.options).toMatchObject({ buttons: ['Reload', 'Leave it'], defaultId: 0, cancelId: 1 })
    thinking.resolve(0)
    await until(() => contents.reloads === 3, 'the page again')
    await contents.loaded
    contents.crash('crashed')
    expect(contents.reloads).toBe(4)
  })

  it('holds up neither its window’s end nor the app’s', async () => {
    const app = await start()
    // The limits for a window that hangs, and for the whole end, never come here: whoever waited for one would wait for ever.
    const real = globalThis.setTimeout
    const late = [1500, 3000]
    const note = vi
      .spyOn(globalThis, 'setTimeout')
      .mockImplementation(((run: () => void, ms = 0) =>
        real(late.includes(ms) ? () => undefined : run, late.includes(ms) ? 0 : ms)) as typeof setTimeout)
    try {
      await ask(await app.page(), 'app.newWindow', {})
      for (const { contents } of app.windows()) contents.crash('clean-exit')
      app.windows()[1]!.close()
      await until(() => app.windows().length === 1, 'the end of the window')
      await app.quit()
    } finally {
      note.mockRestore()
    }
  })

  it('while its window waits for what is typed lets it close', async () => {
    const app = await start()
    const page = await app.page()
    await ask(page, 'app.newWindow', {})
    page.storesDrafts = false
    const [window] = app.windows() as [FakeWindow]
    window.close()
    await until(() => page.heard.some(([name]) => name === 'app.saveDrafts'), 'the question')
    window.contents.crash('clean-exit')
    for (let turns = 0; turns < 3; turns++) await turn()
    expect(window.gone).toBe(true)
  })
})

describe('the computer', () => {
  const saved = (page: Page) => page.heard.filter(([name]) => name === 'app.saveDrafts').length

  it('that goes to sleep has what is typed stored; that wakes has the folders looked at', async () => {
    const app = await start()
    const page = await app.page()
    const { id: library } = await ask(page, 'libraries.open', { file: files[0] })
    app.electron.power.emit('suspend')
    await until(() => saved(page) === 1, 'what is typed')
    app.electron.power.emit('resume')
    const looked = () =>
      page.heard.some(([name, told]) => name === 'library.changed' && (told as { topics: string[] }).topics.includes('folders'))
    await until(looked, 'the folders')
    expect((await ask(page, 'libraries.info', { library })).id).toBe(library)
  })

  it('that is shut down (Windows) has what is typed stored when it asks, and the app ended when it says so; nobody is asked', async () => {
    const app = await start()
    const page = await app.page()
    const [window] = app.windows() as [FakeWindow]
    window.emit('query-session-end', new FakeEvent(), {})
    await until(() => saved(page) === 1, 'what is typed')
    expect(app.electron.app.exited).toBe(false)
    window.emit('session-end', {})
    window.emit('session-end', {})
    await until(() => app.electron.app.exited, 'the end')
    expect(app.electron.dialog.shown).toEqual([])
    expect(saved(page)).toBe(2)
  })

  it('that is shut down (macOS, Linux) waits for the app, which ends without asking', async () => {
    const app = await start()
    const event = new FakeEvent()
    app.electron.power.emit('shutdown', event)
    expect(event.defaultPrevented).toBe(true)
    await until(() => app.electron.app.exited, 'the end')
    expect(app.electron.dialog.shown).toEqual([])
  })

  it('that loses its graphics or network process loses nothing else', async () => {
    const app = await start()
    const page = await app.page()
    for (const [type, name] of [
      ['GPU', undefined],
      ['Utility', 'Network Service'],
    ] as const)
      app.electron.app.emit('child-process-gone', new FakeEvent(), { type, name, reason: 'crashed', exitCode: 5 })
    expect(await ask(page, 'app.info', {})).toMatchObject({ host: 'electron' })
    expect([app.windows().length, app.windows()[0]!.contents.reloads]).toEqual([1, 0])
  })
})

it('an app that can’t start says why and ends: without a window nobody could', async () => {
  const pages = join(built.place, 'out', 'renderer')
  renameSync(pages, `${pages}-away`)
  try {
    const app = await launch(built.place, { locale: 'ja-JP' })
    await until(() => app.electron.app.exited, 'the end')
    expect(app.electron.dialog.shown).toMatchObject([
      { kind: 'error', options: { content: expect.stringMatching(/^GenGlossaryを起動できません: .*ENOENT/) } },
    ])
  } finally {
    renameSync(`${pages}-away`, pages)
  }
})

describe('menus', () => {
  const send = async (app: Launched, menus: AppMenu[]) => void (await ask(await app.page(), 'app.setMenu', { menus }))
  const commands = (page: Page) => page.heard.filter(([name]) => name === 'app.command').map(([, payload]) => payload)

  it.each(['linux', 'darwin'] as const)(
    'on %s: built by Electron’s rules, every command chosen for the window in front',
    async (system) => {
      Object.defineProperty(process, 'platform', { value: system })
      const app = await start()
      const page = await app.page()
      await send(app, MENUS)
      const items = app.electron.menu!.all()
      for (const { accelerator } of items) if (accelerator) expect(isAccelerator(accelerator), accelerator).toBe(true)
      const wanted = MENUS.flatMap((menu) => menu.items.flatMap((item) => ('command' in item ? [item] : [])))
      for (const { label } of wanted) app.electron.choose(label.replaceAll('&', '&&'))
      await until(() => commands(page).length === wanted.length, 'every command')
      expect(commands(page)).toEqual(wanted.map(({ command }) => ({ command })))
      const [first, last] = [app.electron.menu!.items[0]!, app.electron.menu!.items.at(-1)!]
      expect([first.label, last.role]).toEqual(system === 'darwin' ? ['GenGlossary', 'window'] : ['File', undefined])
      // Windows have the menu themselves; one that comes later too.
      await ask(page, 'app.newWindow', {})
      expect(app.windows().map(({ menu }) => menu === app.electron.menu)).toEqual(system === 'darwin' ? [false, false] : [true, true])
    },
  )

  it('say that a key chose a command: macOS gives the menu what the page left', async () => {
    onMac()
    const app = await start()
    const page = await app.page()
    await send(app, [{ label: 'Term', items: [{ command: 'term.drop', label: 'Drop', accelerator: 'CmdOrCtrl+D' }] }])
    app.electron.choose('Drop', true)
    await until(() => commands(page).length === 1, 'the command')
    expect(commands(page)).toEqual([{ command: 'term.drop', byKey: true }])
  })

  it('change with the language, the system’s own ones on macOS too', async () => {
    onMac()
    const app = await start({ locale: 'ja-JP' })
    const page = await app.page()
    await send(app, [{ label: '編集', items: [{ role: 'copy', label: 'コピー' }] }])
    expect(app.electron.menu!.item('GenGlossaryを終了').role).toBe('quit')
    const settings = await ask(page, 'app.settings', {})
    await ask(page, 'app.setSettings', { settings: { ...settings, language: 'en' } })
    await send(app, [{ label: 'Edit', items: [{ role: 'copy', label: 'Copy' }] }])
    expect(app.electron.menu!.item('Quit GenGlossary').role).toBe('quit')
    expect(app.electron.menu!.item('Copy').role).toBe('copy')
  })

  it('a choice with no window in front goes nowhere, and one that Electron would not build is refused', async () => {
    const app = await start()
    await send(app, [{ label: 'Edit', items: [{ command: 'undo', label: 'Undo' }] }])
    for (const window of app.windows()) window.blur()
    app.electron.choose('Undo')
    await expect(
      ask(await app.page(), 'app.setMenu', { menus: [{ label: 'x', items: [{ role: 'reload', label: 'x' }] }] as never }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })
})

describe('dialogs', () => {
  it('open over the window in front, where the last one of their kind was', async () => {
    const app = await start()
    const page = await app.page()
    const { dialog } = app.electron
    expect(await ask(page, 'dialogs.pickFolders', {})).toBeNull()
    dialog.paths = ['/somewhere/notes', '/somewhere/more']
    expect(await ask(page, 'dialogs.pickFolders', {})).toEqual(dialog.paths)
    expect(await ask(page, 'dialogs.pickFiles', {})).toEqual(dialog.paths)
    await ask(page, 'dialogs.pickFolders', {})
    expect(dialog.shown.map(({ modal }) => modal)).toEqual([true, true, true, true])
    expect(dialog.shown.map(({ options }) => (options as { defaultPath: string }).defaultPath)).toEqual([
      '/documents',
      '/documents',
      '/documents',
      '/somewhere',
    ])
    expect(dialog.shown[0]!.options).toMatchObject({ properties: ['openDirectory', 'multiSelections'] })
    dialog.paths = [files[0]]
    expect(await ask(page, 'dialogs.pickLibrary', {})).toBe(files[0])
    expect(dialog.shown.at(-1)!.options).toMatchObject({ filters: [{ extensions: ['glossary'] }] })
  })

  it('a copy to share goes where the person says, and nowhere when they close the dialog', async () => {
    const app = await start()
    const page = await app.page()
    const { id: library } = await ask(page, 'libraries.open', { file: files[0] })
    expect(await ask(page, 'libraries.saveCopy', { library })).toBeNull()
    const to = join(app.home, 'shared.glossary')
    app.electron.dialog.paths = [to]
    expect(await ask(page, 'libraries.saveCopy', { library })).toMatchObject({ file: to })
    expect(app.electron.dialog.shown.map(({ kind }) => kind)).toEqual(['save', 'save'])
  })
})
