import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { needReady } from './object.ts'

/** What surrounds the windows: dialogs, notifications, the sleep blocker, the system's file manager and browser, its safe. */

/** `dialog` (docs/api/dialog.md). Each dialog is answered by what the test put there; the window comes first or not at all. */
export class FakeDialog implements Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'> {
  readonly shown: { readonly kind: 'message' | 'open' | 'save' | 'error'; readonly options: unknown; readonly modal: boolean }[] = []
  /** Number of the button that is pressed; a promise = somebody thinks. */
  button: number | Promise<number> = 0
  /** Paths that are chosen; empty = the dialog is closed; a promise = somebody looks around. */
  paths: string[] | Promise<string[]> = []
  readonly #ready: () => boolean

  constructor(ready: () => boolean) {
    this.#ready = ready
  }

  #note(kind: 'message' | 'open' | 'save', given: readonly unknown[]): void {
    needReady(this.#ready(), 'dialog module')
    const options = given.at(-1)
    if (options === null || typeof options !== 'object') throw new TypeError('Options must be an object')
    this.shown.push({ kind, options, modal: given.length > 1 })
  }

  async showMessageBox(...given: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    this.#note('message', given)
    const { message, buttons } = given.at(-1) as Electron.MessageBoxOptions
    if (typeof message !== 'string') throw new TypeError('Message must be a string')
    if (buttons !== undefined && !Array.isArray(buttons)) throw new TypeError('Buttons must be an array')
    const { signal, cancelId = 0 } = given.at(-1) as Electron.MessageBoxOptions
    const aborted = new Promise<number>((resolve) => signal?.addEventListener('abort', () => resolve(cancelId)))
    return { response: await Promise.race([this.button, aborted]), checkboxChecked: false }
  }

  /** Holds everything up until it is closed (docs/api/dialog.md). */
  showErrorBox(title: string, content: string): void {
    this.shown.push({ kind: 'error', options: { title, content }, modal: false })
  }

  async showOpenDialog(...given: unknown[]): Promise<Electron.OpenDialogReturnValue> {
    this.#note('open', given)
    const { properties } = given.at(-1) as Electron.OpenDialogOptions
    if (properties !== undefined && !Array.isArray(properties)) throw new TypeError('Properties must be an array')
    const paths = await this.paths
    return { canceled: paths.length === 0, filePaths: paths }
  }

  async showSaveDialog(...given: unknown[]): Promise<Electron.SaveDialogReturnValue> {
    this.#note('save', given)
    const paths = await this.paths
    return { canceled: paths.length === 0, filePath: paths[0] ?? '' }
  }
}

/** `Notification` (docs/api/notification.md). Electron holds on to none: one nobody keeps loses its listeners (electron#16922). */
export function notificationClass(ready: () => boolean) {
  const shown: FakeNotification[] = []
  class FakeNotification extends EventEmitter {
    readonly title: string
    readonly body: string
    constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
      super()
      needReady(ready(), 'Notification')
      this.title = title
      this.body = body
    }
    static shown = shown
    show(): void {
      shown.push(this)
    }
  }
  return FakeNotification
}

/** `powerSaveBlocker` (docs/api/power-save-blocker.md). */
export class FakeBlocker implements Electron.PowerSaveBlocker {
  readonly active = new Map<number, string>()
  started = 0
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    this.started += 1
    this.active.set(this.started, type)
    return this.started
  }
  stop(id: number): boolean {
    return this.active.delete(id)
  }
  isStarted(id: number): boolean {
    return this.active.has(id)
  }
}

/** `shell` (docs/api/shell.md). */
export class FakeShell implements Pick<Electron.Shell, 'openExternal' | 'showItemInFolder'> {
  readonly opened: string[] = []
  readonly shown: string[] = []
  async openExternal(url: string): Promise<void> {
    this.opened.push(url)
  }
  showItemInFolder(path: string): void {
    this.shown.push(path)
  }
}

/** `safeStorage` (docs/api/safe-storage.md): asynchronous, and on Linux without a keyring no safe although it says it were one. */
export class FakeSafe
  implements
    Pick<Electron.SafeStorage, 'decryptStringAsync' | 'encryptStringAsync' | 'getSelectedStorageBackend' | 'isAsyncEncryptionAvailable'>
{
  backend: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> = 'gnome_libsecret'
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return true
  }
  getSelectedStorageBackend(): typeof this.backend {
    return this.backend
  }
  async encryptStringAsync(text: string): Promise<Buffer> {
    return Buffer.from(`v10${Buffer.from(text).toString('base64')}`)
  }
  async decryptStringAsync(sealed: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    if (!Buffer.isBuffer(sealed)) throw new TypeError('Error while decrypting the ciphertext provided to safeStorage.decryptString.')
    return { shouldReEncrypt: false, result: Buffer.from(sealed.toString().slice(3), 'base64').toString() }
  }
}
