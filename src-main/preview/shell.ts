import type { AppInfo } from '../contract/host-api.ts'
import type { HostShell } from '../host/shell.ts'

/** The preview has no dialogs and no menus; links to the outside are left to the person. */
export function previewShell(info: AppInfo, folders: readonly string[], sampleFolder: string): HostShell {
  return {
    info,
    folders,
    sampleFolder,
    pickFolders: async () => null,
    pickFiles: async () => null,
    pickLibrary: async () => null,
    pickSave: async () => null,
    openExternal: async () => false,
    showItem: () => false,
    newWindow: () => false,
    setMenu: () => undefined,
  }
}
