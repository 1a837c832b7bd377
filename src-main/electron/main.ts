/// <reference types="electron-vite/node" />
import { existsSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, dialog, Menu, session } from 'electron'
import workerEntry from '../../src-worker/main.ts?modulePath'
import modelEntry from '../../src-worker/models/discover-main.ts?modulePath'
import { createApp } from '../app.ts'
import { createHost, type Host } from '../host/host.ts'
import type { HostClient } from '../host/shell.ts'
import { homeFolder } from '../library/home.ts'
import { safeKeys } from '../library/model-keys.ts'
import storeThread from '../store/thread/entry.ts?modulePath'
import { registerScheme, serveApp } from './app-protocol.ts'
import { connectWindow, handleCalls } from './ipc.ts'
import { filesOf, isReader, quitQuestion, readerHash, shellLanguage, windowFor, windowName } from './rules.ts'
import { systemBox } from './safe-box.ts'
import { electronShell } from './shell.ts'
import { createUtilityHost } from './utility-host.ts'
import { createWindow, lockSession } from './window.ts'

/** The desktop app: wiring only. Every decision is in rules.ts, everything people do in the host. */

const ROOT = join(import.meta.dirname, '..', '..')
const QUIT_MS = 3000

/** Longest wait for a window to store what is being typed. */
const SAVE_MS = 1500

const clients = new Map<number, HostClient>()
const names = new Map<number, string>()
let leaving = false

function openWindow(host: Host, file?: string, reader?: string): void {
  const name = windowName(reader === undefined ? 'main' : 'reader', [...names.values()])
  const window = createWindow(session.defaultSession, join(import.meta.dirname, '..', 'preload', 'preload.cjs'), name, reader)
  const { id } = window
  const client = connectWindow(host, window)
  clients.set(id, client)
  names.set(id, name)
  let saved = false
  window.on('close', (event) => {
    if (saved || leaving) return
    event.preventDefault()
    void host.saveDrafts(SAVE_MS, client).then(() => {
      saved = true
      if (!window.isDestroyed()) window.close()
    })
  })
  window.once('closed', () => {
    clients.delete(id)
    names.delete(id)
  })
  if (file !== undefined) window.webContents.once('did-finish-load', () => client.send('app.openLibrary', { file }))
}

/** A library opened from outside: shown where it is shown already, else in an empty window, else in one of its own. */
function openFile(host: Host, file: string): void {
  const real = existsSync(file) ? realpathSync(file) : file
  const own = BrowserWindow.getAllWindows().filter(({ id }) => !isReader(names.get(id)))
  const windows = own.map((window) => {
    const client = clients.get(window.id)
    return { window, client, library: client ? host.libraryOf(client) : '' }
  })
  const found = windowFor(real, windows)
  if (found === null) openWindow(host, file)
  else {
    if (found.library === null) found.client?.send('app.openLibrary', { file })
    show(found.window)
  }
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Asks when runs are active; what is typed is stored and runs end `interrupted`, within three seconds whatever happens. */
function quitCarefully(host: Host, language: () => 'en' | 'ja'): void {
  let asking = false
  const leave = async (): Promise<void> => {
    const options = { type: 'question' as const, ...quitQuestion(language()), defaultId: 1, cancelId: 1 }
    // Not the synchronous one: it would hold up main, and with it the runs it asks about.
    if (host.activeRuns() > 0 && (await dialog.showMessageBox(options)).response !== 0) {
      // The last window may be closed already: without one nobody could come back to the run.
      if (BrowserWindow.getAllWindows().length === 0) openWindow(host)
      return
    }
    leaving = true
    const late = new Promise((resolve) => setTimeout(resolve, QUIT_MS))
    const done = host.saveDrafts(SAVE_MS).then(() => host.close())
    await Promise.race([done, late]).catch((error: unknown) => process.stderr.write(`${error}\n`))
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (leaving) return
    event.preventDefault()
    if (asking) return
    asking = true
    void leave().finally(() => (asking = false))
  })
}

/** Libraries the system asked for before there was anybody to open them (macOS, before `ready`). */
const early: string[] = []
let take = (file: string): void => void early.push(file)

async function start(): Promise<void> {
  await app.whenReady()
  serveApp(session.defaultSession, join(ROOT, 'out', 'renderer'))
  const home = homeFolder({ platform: process.platform, homedir: homedir(), env: process.env })
  const core = createApp({
    home,
    workerHost: createUtilityHost(workerEntry),
    modelHost: createUtilityHost(modelEntry),
    modelKey: safeKeys(join(home, 'model-key'), systemBox(), process.env),
    storeThread: pathToFileURL(storeThread),
  })
  lockSession(session.defaultSession, (url) => core.network.refused({ kind: 'window' }, url, 'page'))
  const language = () => shellLanguage(host.files.settings().language, app.getLocale())
  const newReader = (library: string): boolean => {
    const hash = readerHash(library)
    if (hash !== null) openWindow(host, undefined, hash)
    return hash !== null
  }
  const clientOf = (window: BrowserWindow) => clients.get(window.id)
  const host: Host = createHost(core, electronShell({ root: ROOT, clientOf, newWindow: () => openWindow(host), newReader, language }))
  handleCalls(host)
  quitCarefully(host, language)
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && openWindow(host))
  app.on('second-instance', (_event, argv, folder) => {
    const files = filesOf(argv, folder)
    for (const file of files) openFile(host, file)
    const [window] = BrowserWindow.getAllWindows()
    if (files.length === 0 && window) show(window)
    else if (files.length === 0) openWindow(host)
  })
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit())
  take = (file) => openFile(host, file)
  const files = [...early, ...filesOf(process.argv.slice(1), process.cwd())]
  if (files.length === 0) openWindow(host)
  for (const file of files) openWindow(host, file)
}

app.on('open-file', (event, file) => {
  event.preventDefault()
  take(file)
})
registerScheme()
// Until the window sends its own: Electron's default menus lead to a web page and reload the window.
Menu.setApplicationMenu(null)
// The one the installer gives the shortcut (appId): without it Windows shows no notification. Other systems don't have the call.
if (process.platform === 'win32') app.setAppUserModelId('dev.genglossary.app')
if (app.requestSingleInstanceLock()) void start()
else app.quit()
