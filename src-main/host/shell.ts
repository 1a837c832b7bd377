import type { AppInfo, AppMenu, HostEvents } from '../contract/host-api.ts'
import type { HostEventName } from '../contract/host-names.ts'
import type { RunNews } from './activity.ts'

/** What differs between the desktop and the preview: dialogs, menus, the outside world. */
export interface HostShell {
  readonly info: AppInfo
  /** Folder of the sample documents, absolute. */
  readonly sampleFolder: string
  /** Folders whose names dropped things are matched against, absolute; only the preview has any. */
  readonly folders: readonly string[]
  /** null = the person closed the dialog, or there are no dialogs here. */
  pickFolders(): Promise<readonly string[] | null>
  pickFiles(): Promise<readonly string[] | null>
  pickLibrary(): Promise<string | null>
  /** @param purpose remembered apart, so that each dialog opens where the last one of its kind was */
  pickSave(purpose: 'export' | 'copy', suggestedName: string): Promise<string | null>
  openExternal(url: string): Promise<boolean>
  /** Shows a file in the system's file manager; false = there is none here. Only ever called with what the host itself wrote. */
  showItem(file: string): boolean
  newWindow(): boolean
  /** Opens the reader of a library in a window of its own; missing = windows are not the host's to open. */
  newReader?(library: string): boolean
  /** Brings a window to the front. */
  bringForward?(client: HostClient): void
  setMenu(client: HostClient, menus: readonly AppMenu[]): void
  /** A library was opened: the system's list of recent documents. */
  opened?(file: string): void
  /** A run of any library went on or ended: progress in the dock, sleep blocker, notification. @param front brings a window of that library to the front */
  runActivity?(news: RunNews, front: () => void): void
}

/** One window, or one browser page. */
export interface HostClient {
  send<K extends HostEventName>(event: K, payload: HostEvents[K]): void
  /** Whether its page's process has died: then it has nothing to store and is not waited for. Missing = it can't be known. */
  dead?(): boolean
}
