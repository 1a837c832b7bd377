/// <reference types="electron-vite/node" />
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, dialog, session } from 'electron'
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
import { filesOf } from './rules.ts'
import { systemBox } from './safe-box.ts'
import { electronShell } from './shell.ts'
import { createUtilityHost } from './utility-host.ts'
import { createWindow, lockSession } from './window.ts'

/** The desktop app: wiring only. Every decision is in rules.ts, everything people do in the host. */

const ROOT = join(import.meta.dirname, '..', '..')
const QUIT_MS = 3000

const clients = new Map<number, HostClient>()

function openWindow(host: Host, file?: string): void {
  const window = createWindow(
    session.defaultSession,
    join(import.meta.dirname, '..', 'preload', 'preload.cjs'),
    `main-${BrowserWindow.getAllWindows().length}`,
  )
  const client = connectWindow(host, window)
  clients.set(window.id, client)
  window.once('closed', () => clients.delete(window.id))
  if (file !== undefined) window.webContents.once('did-finish-load', () => openFile(client, file))
}

function openFile(client: HostClient, file: string): void {
  app.addRecentDocument(file)
  client.send('app.openLibrary', { file })
}

/** Asks when runs are active; they end `interrupted`, within three seconds whatever happens. */
function quitCarefully(host: Host): void {
  let closing = false
  app.on('before-quit', (event) => {
    if (closing) return
    event.preventDefault()
    if (host.activeRuns() > 0 && !confirmQuit()) return
    closing = true
    const late = new Promise((resolve) => setTimeout(resolve, QUIT_MS))
    void Promise.race([host.close(), late]).then(() => app.quit())
  })
}

function confirmQuit(): boolean {
  const japanese = app.getLocale().startsWith('ja')
  const buttons = japanese ? ['終了', 'キャンセル'] : ['Quit', 'Cancel']
  const message = japanese
    ? '実行中の処理があります。終了すると中断されます(次回続きから再開できます)。'
    : 'A run is active. Quitting interrupts it; starting it again continues.'
  return dialog.showMessageBoxSync({ type: 'question', message, buttons, defaultId: 1, cancelId: 1 }) === 0
}

async function start(): Promise<void> {
  await app.whenReady()
  lockSession(session.defaultSession)
  serveApp(session.defaultSession, join(ROOT, 'out', 'renderer'))
  const home = homeFolder({ platform: process.platform, homedir: homedir(), env: process.env })
  const core = createApp({
    home,
    workerHost: createUtilityHost(workerEntry),
    modelHost: createUtilityHost(modelEntry),
    modelKey: safeKeys(join(home, 'model-key'), systemBox(), process.env),
    storeThread: pathToFileURL(storeThread),
  })
  const clientOf = (window: BrowserWindow) => clients.get(window.id)
  const host: Host = createHost(
    core,
    electronShell(ROOT, clientOf, () => openWindow(host)),
  )
  handleCalls(host)
  quitCarefully(host)
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && openWindow(host))
  app.on('open-file', (event, file) => {
    event.preventDefault()
    openWindow(host, file)
  })
  app.on('second-instance', (_event, argv) => {
    const [file] = filesOf(argv)
    if (file !== undefined) return openWindow(host, file)
    const [window] = BrowserWindow.getAllWindows()
    if (window) window.focus()
    else openWindow(host)
  })
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit())
  openWindow(host, filesOf(process.argv)[0])
}

registerScheme()
if (app.requestSingleInstanceLock()) void start()
else app.quit()
