import { join } from 'node:path'
import { app, BrowserWindow, dialog, Notification, powerSaveBlocker, shell } from 'electron'
import type { AppInfo } from '../contract/host-api.ts'
import { DOCUMENT_ENDINGS, externalUrl, platformOf, samplesOf } from '../desktop/rules.ts'
import { runActivity } from '../desktop/run-activity.ts'
import type { HostClient, HostShell } from '../host/shell.ts'
import { setAppMenu } from './menu.ts'

/** Dialogs, menus and the system around the app. */

export interface ShellParts {
  /** Folder of package.json, absolute; inside the archive when packaged. */
  readonly root: string
  /** The host's client of a window. */
  clientOf(window: BrowserWindow): HostClient | undefined
  newWindow(): void
  newReader(library: string): boolean
  /** Of what the shell itself says. */
  language(): 'en' | 'ja'
}

export function electronShell({ root, clientOf, newWindow, newReader, language }: ShellParts): HostShell {
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
    pickFiles: () => open('files', ['openFile', 'multiSelections'], [{ name: 'GenGlossary', extensions: DOCUMENT_ENDINGS }]),
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
    newReader,
    bringForward: (client) =>
      BrowserWindow.getAllWindows()
        .find((window) => clientOf(window) === client)
        ?.show(),
    setMenu: (_client, menus) => setAppMenu(menus, language(), clientOf, newWindow),
    opened: (file) => app.addRecentDocument(file),
    runActivity: runActivity({ windows: () => BrowserWindow.getAllWindows(), keepAwake: stayAwake, notify: notifier(), language }),
  }
}

function appInfo(): AppInfo {
  const platform = platformOf(process.platform)
  return { version: app.getVersion(), host: 'electron', platform, locale: app.getLocale(), folders: [], dialogs: true }
}

function stayAwake(): () => void {
  const id = powerSaveBlocker.start('prevent-app-suspension')
  return () => void powerSaveBlocker.stop(id)
}

function notifier(): (body: string, clicked: () => void) => void {
  // Electron keeps none: a click on one that was collected as garbage would be told to nobody (electron#16922).
  const told = new Set<Notification>()
  return (body, clicked) => {
    const notification = new Notification({ title: 'GenGlossary', body })
    told.add(notification)
    const forget = () => told.delete(notification)
    notification.on('click', clicked).on('click', forget).on('close', forget).on('failed', forget)
    notification.show()
  }
}
