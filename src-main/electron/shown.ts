import { join } from 'node:path'
import { BrowserWindow, session } from 'electron'
import { realPath } from '../desktop/pages.ts'
import { isReader, windowFor, windowName } from '../desktop/rules.ts'
import type { Host } from '../host/host.ts'
import type { HostClient } from '../host/shell.ts'
import { connectWindow } from './ipc.ts'
import { watchPage } from './trouble.ts'
import { createWindow } from './window.ts'

/** The windows that are open, and which of them a library goes to that is opened from outside. */

/** Longest wait for a window to store what is being typed. */
export const SAVE_MS = 1500

interface Shown {
  readonly window: BrowserWindow
  readonly client: HostClient
  readonly name: string
  /** Library its page was told to open, as long as it has not answered. */
  wanted: string | null
  /** Its page listens. */
  loaded: boolean
}

export class Windows {
  readonly #shown = new Map<number, Shown>()
  readonly #host: () => Host
  readonly #language: () => 'en' | 'ja'
  /** Library of the window that was closed last. */
  #last: string | undefined
  /** The app quits: what is typed has been asked for already. */
  leaving = false

  constructor(host: () => Host, language: () => 'en' | 'ja') {
    this.#host = host
    this.#language = language
  }

  /** @param file library its page opens first @param reader hash that makes it the reader of a library, from rules.ts */
  open(file?: string, reader?: string): void {
    const host = this.#host()
    const taken = [...this.#shown.values()].map(({ name }) => name)
    const name = windowName(reader === undefined ? 'main' : 'reader', taken)
    const preload = join(import.meta.dirname, '..', 'preload', 'preload.cjs')
    const window = createWindow(session.defaultSession, preload, name, reader)
    const shown: Shown = { window, client: connectWindow(host, window), name, wanted: null, loaded: false }
    const { id } = window
    this.#shown.set(id, shown)
    watchPage(window, this.#language)
    this.#storeBeforeClosing(shown)
    window.once('closed', () => this.#shown.delete(id))
    window.webContents.once('did-finish-load', () => {
      shown.loaded = true
      if (shown.wanted !== null) shown.client.send('app.openLibrary', { file: shown.wanted })
    })
    if (file !== undefined) this.#tell(shown, file)
  }

  #storeBeforeClosing({ window, client, name }: Shown): void {
    const host = this.#host()
    let saved = false
    window.on('close', (event) => {
      if (!isReader(name)) this.#last = host.libraryOf(client) ?? undefined
      if (saved || this.leaving) return
      event.preventDefault()
      void host.saveDrafts(SAVE_MS, client).then(() => {
        saved = true
        if (!window.isDestroyed()) window.close()
      })
    })
  }

  #tell(shown: Shown, file: string): void {
    shown.wanted = realPath(file)
    if (shown.loaded) shown.client.send('app.openLibrary', { file: shown.wanted })
  }

  /** A page's call was answered: it has opened what it was told, or has said why not. */
  answered(client: HostClient, call: unknown): void {
    if (call !== 'libraries.open') return
    for (const shown of this.#shown.values()) if (shown.client === client) shown.wanted = null
  }

  /** A library opened from outside: shown where it is shown already, else in an empty window, else in one of its own. */
  openFile(file: string): void {
    const own = [...this.#shown.values()].filter(({ name }) => !isReader(name))
    const windows = own.map((shown) => ({ shown, library: shown.wanted ?? this.#host().libraryOf(shown.client) }))
    const found = windowFor(realPath(file), windows)
    if (found === null) this.open(file)
    else {
      if (found.library === null) this.#tell(found.shown, file)
      show(found.shown.window)
    }
  }

  /** The app itself was started again. */
  comeForward(): void {
    const [window] = BrowserWindow.getAllWindows()
    if (window) show(window)
    else this.open()
  }

  /** Somebody stays after all: the last window may be closed already, and without one nobody could come back to the run. */
  stay(): void {
    if (this.#shown.size === 0 && !this.leaving) this.open(this.#last)
  }

  clientOf(window: BrowserWindow): HostClient | undefined {
    return this.#shown.get(window.id)?.client
  }
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
