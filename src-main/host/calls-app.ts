import { basename } from 'node:path'
import type { Calls, HostParts } from './host.ts'

type AppCalls = Pick<
  Calls,
  Extract<keyof Calls, `app.${string}` | `dialogs.${string}` | 'folders.match' | 'libraries.recent' | 'libraries.forget'>
>

/** The app itself: what it is, its settings, dialogs, and the libraries opened before. */
export function appCalls({ shell, files, clients, drafts }: HostParts): AppCalls {
  return {
    'app.info': async () => shell.info,
    'app.settings': async () => files.settings(),
    'app.setSettings': async ({ settings }) => {
      const saved = files.saveSettings(settings)
      for (const client of clients) client.send('app.settingsChanged', saved)
      return saved
    },
    'app.openExternal': async ({ url }) => shell.openExternal(url),
    'app.newWindow': async () => shell.newWindow(),
    'app.setMenu': async ({ menus }, client) => {
      shell.setMenu(client, menus)
      return null
    },
    'app.draftsSaved': async (_args, client) => {
      drafts.saved(client)
      return null
    },
    'dialogs.pickFolders': async () => shell.pickFolders(),
    'dialogs.pickLibrary': async () => shell.pickLibrary(),
    'folders.match': async ({ names }) => shell.folders.filter((folder) => names.includes(basename(folder))),
    'libraries.recent': async () => files.recent(),
    'libraries.forget': async ({ file }) => {
      files.forget(file)
      return null
    },
  }
}
