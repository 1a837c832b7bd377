import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { FakeEvent, turn } from './object.ts'

/**
 * `app` (docs/api/app.md): ready, quitting and its order of events. Windows are closed first, each may refuse; `window-all-closed` is not told
 * while quitting; a second instance quits before it is ready.
 */

export interface Windows {
  all(): readonly { close(): void; readonly gone: boolean }[]
}

type Used = 'isPackaged' | 'addRecentDocument' | 'getLocale' | 'getPath' | 'getVersion' | 'requestSingleInstanceLock' | 'setAppUserModelId'

export interface AppFacts {
  readonly locale: string
  readonly version: string
  readonly documents: string
  /** Another instance runs already. */
  readonly second: boolean
}

export class FakeApp extends EventEmitter implements Pick<Electron.App, Used | 'exit' | 'quit' | 'whenReady' | 'isReady'> {
  readonly isPackaged = false
  readonly recent: string[] = []
  /** Events in their order, for tests. */
  readonly told: string[] = []
  userModelId: string | null = null
  quitting = false
  exited = false
  #ready = false
  readonly #whenReady = Promise.withResolvers<void>()
  readonly #facts: AppFacts
  readonly #windows: Windows

  constructor(facts: AppFacts, windows: Windows) {
    super()
    this.#facts = facts
    this.#windows = windows
  }

  override emit(name: string, ...given: unknown[]): boolean {
    this.told.push(name)
    return super.emit(name, ...given)
  }

  isReady(): boolean {
    return this.#ready
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise
  }

  /** Not when the app has quit before. */
  becomeReady(): void {
    if (this.quitting || this.exited) return
    this.#ready = true
    this.emit('ready', new FakeEvent(), {})
    this.#whenReady.resolve()
  }

  requestSingleInstanceLock(): boolean {
    return !this.#facts.second
  }

  /** Empty before `ready`, as documented. */
  getLocale(): string {
    return this.#ready ? this.#facts.locale : ''
  }

  getVersion(): string {
    return this.#facts.version
  }

  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    if (name !== 'documents') throw new Error(`Failed to get '${name}' path`)
    return this.#facts.documents
  }

  addRecentDocument(path: string): void {
    this.recent.push(path)
  }

  setAppUserModelId(id: string): void {
    if (process.platform !== 'win32') throw new TypeError('app.setAppUserModelId is not a function')
    this.userModelId = id
  }

  quit(): void {
    if (this.quitting || this.exited) return
    const event = new FakeEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.quitting = true
    void this.#closeAll()
  }

  async #closeAll(): Promise<void> {
    for (const window of this.#windows.all()) window.close()
    await turn()
    if (this.#windows.all().some(({ gone }) => !gone)) {
      // A window that stays open ends the quitting.
      this.quitting = false
      return
    }
    const event = new FakeEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) {
      this.quitting = false
      return
    }
    this.exited = true
    this.emit('quit', new FakeEvent(), 0)
  }

  /** At once: nobody is asked, neither `before-quit` nor `will-quit` is told. */
  exit(code = 0): void {
    this.exited = true
    this.emit('quit', new FakeEvent(), code)
  }

  /** Without a listener Electron quits by itself. */
  lastWindowClosed(): void {
    if (this.quitting) return
    if (!this.emit('window-all-closed')) this.quit()
  }
}
