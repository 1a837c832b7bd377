import { join } from 'node:path'
import { app, BrowserWindow, dialog, Notification, powerSaveBlocker, shell } from 'electron'
import type { AppInfo } from '../contract/host-api.ts'
import type { HostClient, HostShell } from '../host/shell.ts'
import { setAppMenu } from './menu.ts'
import { externalUrl, samplesOf } from './rules.ts'

/** Dialogs, menus and the system around the app. */

/** A run shorter than this ends without a notification. */
const LONG_RUN_MS = 15_000

/** @param clientOf the host's client of a window */
export function electronShell(root: string, clientOf: (window: BrowserWindow) => HostClient | undefined, newWindow: () => void): HostShell {
  // Each kind of dialog opens where the last one of its kind was.
  const places = new Map<string, string>()
  const open = async (
    purpose: string,
    properties: ('openDirectory' | 'openFile' | 'multiSelections')[],
    filters: Electron.FileFilter[],
  ) => {
    const options = { properties, filters, defaultPath: places.get(purpose) ?? app.getPath('documents') }
    const window = BrowserWindow.getFocusedWindow()
    const { canceled, filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
    if (canceled || filePaths.length === 0) return null
    places.set(purpose, join(filePaths[0]!, '..'))
    return filePaths
  }
  return {
    info: appInfo(),
    sampleFolder: samplesOf(app.isPackaged, root, process.resourcesPath),
    folders: [],
    pickFolders: () => open('folders', ['openDirectory', 'multiSelections'], []),
    pickLibrary: async () => (await open('library', ['openFile'], [{ name: 'GenGlossary', extensions: ['glossary'] }]))?.[0] ?? null,
    pickSave: async (purpose, name) => {
      const { canceled, filePath } = await dialog.showSaveDialog({
        defaultPath: join(places.get(purpose) ?? app.getPath('documents'), name),
      })
      if (canceled || !filePath) return null
      places.set(purpose, join(filePath, '..'))
      return filePath
    },
    openExternal: async (text) => {
      const url = externalUrl(text)
      if (url !== null) await shell.openExternal(url)
      return url !== null
    },
    showItem: (file) => {
      shell.showItemInFolder(file)
      return true
    },
    newWindow: () => {
      newWindow()
      return true
    },
    setMenu: (_client, menus) => setAppMenu(menus, clientOf),
    runActivity: runActivity(),
  }
}

function appInfo(): AppInfo {
  const { platform } = process
  return {
    version: app.getVersion(),
    host: 'electron',
    platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
    locale: app.getLocale(),
    folders: [],
    dialogs: true,
  }
}

/** While runs work: progress on the dock or taskbar, the computer kept awake; a notification when a long one ends unseen. */
function runActivity(): NonNullable<HostShell['runActivity']> {
  let blocker: number | null = null
  let begun = 0
  return ({ active, share, ended }) => {
    const windows = BrowserWindow.getAllWindows()
    for (const window of windows) window.setProgressBar(active === 0 ? -1 : (share ?? 2))
    if (active > 0 && blocker === null) {
      blocker = powerSaveBlocker.start('prevent-app-suspension')
      begun = performance.now()
    }
    if (active === 0 && blocker !== null) {
      powerSaveBlocker.stop(blocker)
      blocker = null
    }
    const unseen = windows.every((window) => !window.isFocused())
    if (ended !== undefined && unseen && performance.now() - begun > LONG_RUN_MS)
      new Notification({ title: 'GenGlossary', body: ended }).show()
  }
}
