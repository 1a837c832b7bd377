/// <reference types="electron-vite/node" />
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, dialog, Menu, session } from 'electron'
import workerEntry from '../../src-worker/main.ts?modulePath'
import modelEntry from '../../src-worker/models/discover-main.ts?modulePath'
import { createApp } from '../app.ts'
import { filesOf, readerHash, shellLanguage, startFailure } from '../desktop/rules.ts'
import { createHost, type Host } from '../host/host.ts'
import { homeFolder } from '../library/home.ts'
import { safeKeys } from '../library/model-keys.ts'
import { USUAL_PORTS } from '../library/models.ts'
import storeThread from '../store/thread/entry.ts?modulePath'
import { registerScheme, serveApp } from './app-protocol.ts'
import { handleCalls } from './ipc.ts'
import { quitCarefully } from './quit.ts'
import { systemBox } from './safe-box.ts'
import { electronShell } from './shell.ts'
import { Windows } from './shown.ts'
import { createUtilityHost } from './utility-host.ts'
import { lockSession } from './window.ts'

/** The desktop app: wiring only. Its decisions are in src-main/desktop/, everything people do in the host. */

const ROOT = join(import.meta.dirname, '..', '..')

/** Libraries the system asked for before there was anybody to open them (macOS, before `ready`). */
const early: string[] = []
let take = (file: string): void => void early.push(file)

function createCore(): ReturnType<typeof createApp> {
  const home = homeFolder({ platform: process.platform, homedir: homedir(), env: process.env })
  return createApp({
    home,
    workerHost: createUtilityHost(workerEntry),
    modelHost: createUtilityHost(modelEntry),
    modelPorts: process.env.GENGLOSSARY_MODEL_PORTS ?? USUAL_PORTS,
    modelKey: safeKeys(join(home, 'model-key'), systemBox(), process.env),
    storeThread: pathToFileURL(storeThread),
  })
}

async function start(): Promise<void> {
  await app.whenReady()
  serveApp(session.defaultSession, join(ROOT, 'out', 'renderer'))
  const core = createCore()
  lockSession(session.defaultSession, (url) => core.network.refused({ kind: 'window' }, url, 'page'))
  const language = () => shellLanguage(host.files.settings().language, app.getLocale())
  const windows = new Windows(() => host, language)
  const newReader = (library: string): boolean => {
    const hash = readerHash(library)
    if (hash !== null) windows.open(undefined, hash)
    return hash !== null
  }
  const clientOf = (window: BrowserWindow) => windows.clientOf(window)
  const host: Host = createHost(core, electronShell({ root: ROOT, clientOf, newWindow: () => windows.open(), newReader, language }))
  handleCalls(host, (client, call) => windows.answered(client, call))
  quitCarefully(host, windows, language)
  app.on('activate', () => BrowserWindow.getAllWindows().length === 0 && windows.open())
  app.on('second-instance', (_event, argv, folder) => {
    const files = filesOf(argv, folder)
    for (const file of files) windows.openFile(file)
    if (files.length === 0) windows.comeForward()
  })
  // Runs listen for their own. Chromium starts its own (GPU, network) again by itself.
  app.on('child-process-gone', (_event, { type, name, reason }) => process.stderr.write(`gone: ${type} ${name ?? ''} (${reason})\n`))
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit())
  take = (file) => windows.openFile(file)
  const files = [...early, ...filesOf(process.argv.slice(1), process.cwd())]
  if (files.length === 0) windows.open()
  for (const file of files) windows.openFile(file)
}

/** Without a window nobody could end the app, and it would keep every later one from starting. */
function failed(error: unknown): void {
  dialog.showErrorBox('GenGlossary', startFailure(error, shellLanguage('auto', app.getLocale())))
  app.exit(1)
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
if (app.requestSingleInstanceLock()) void start().catch(failed)
else app.quit()
