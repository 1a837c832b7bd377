import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
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
    'dialogs.pickFiles': async () => shell.pickFiles(),
    'dialogs.pickLibrary': async () => shell.pickLibrary(),
    'folders.match': async ({ names }) => matching(shell.folders, names),
    'libraries.recent': async () => files.recent(),
    'libraries.forget': async ({ file }) => {
      files.forget(file)
      return null
    },
  }
}

/** Folders of that name, and files of that name that lie directly in one of them. A name with a separator in it is none. */
function matching(folders: readonly string[], names: readonly string[]): string[] {
  const plain = names.filter((name) => name === basename(name) && name !== '.' && name !== '..')
  const files = folders.flatMap((folder) => plain.map((name) => join(folder, name)))
  return [
    ...folders.filter((folder) => plain.includes(basename(folder))),
    ...files.filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true),
  ]
}
