import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { createContext, Script } from 'node:vm'
import type { PreloadBridge } from '../../contract/host-api.ts'
import { acrossBridge } from './bridge.ts'
import { cloned } from './object.ts'

/** A renderer: the preload run in a world of its own with what a sandboxed one has, and the page's window it exposes something on. */

export interface Frame {
  readonly origin: string
  readonly parent: Frame | null
}

export interface PageLinks {
  /** Hands a call to `ipcMain`; the frame is asked for when the event is looked at. */
  invoke(page: Page, frame: Frame, channel: string, given: readonly unknown[]): Promise<unknown>
  /** Paths of files that came from the system. */
  pathOf(file: unknown): string
}

export class Page {
  readonly frame: Frame
  readonly url: string
  /** What the page's own world has on `window`. */
  readonly window: Record<string, unknown> = {}
  /** Events it was sent, in their order. */
  readonly heard: (readonly [string, unknown])[] = []
  /** False once the page has been left, has crashed or its window is gone. */
  alive = true
  /** Stores what is typed when it is asked to, as the window's page does; false: it hangs. */
  storesDrafts = true
  readonly #ipc = new EventEmitter()
  readonly #links: PageLinks

  constructor(url: string, links: PageLinks) {
    const { protocol, host } = new URL(url)
    this.url = url
    this.frame = { origin: `${protocol}//${host}`, parent: null }
    this.#links = links
  }

  /** The bridge as the page sees it. @throws when the preload exposed nothing */
  get bridge(): PreloadBridge {
    const bridge = this.window.genglossary as PreloadBridge | undefined
    if (bridge === undefined) throw new Error('window.genglossary is missing.')
    return bridge
  }

  /** Runs the preload: `require` knows what a sandboxed one does (docs/tutorial/sandbox.md), `process` is the small one. */
  runPreload(file: string): void {
    const known: Record<string, unknown> = { electron: this.#electron(), events: { EventEmitter }, timers: {}, url: {} }
    const require = (name: string): unknown => {
      const found = known[name.replace(/^node:/, '')]
      if (found === undefined) throw new Error(`module not found: ${name}`)
      return found
    }
    const world = createContext({
      require,
      module: { exports: {} },
      exports: {},
      process: { sandboxed: true, contextIsolated: true, type: 'renderer', platform: process.platform, versions: process.versions },
    })
    new Script(readFileSync(file, 'utf8'), { filename: file }).runInContext(world)
    this.bridge.subscribe((name, payload) => this.#hear(name, payload))
  }

  #hear(name: string, payload: unknown): void {
    this.heard.push([name, payload])
    if (name === 'app.saveDrafts' && this.storesDrafts) void this.bridge.calls['app.draftsSaved']({})
  }

  #electron(): Record<string, unknown> {
    return {
      contextBridge: {
        exposeInMainWorld: (name: string, api: unknown) => {
          if (name in this.window) throw new Error(`Cannot bind an API on top of an existing property on the window object`)
          this.window[name] = acrossBridge(api)
        },
      },
      ipcRenderer: {
        invoke: async (channel: string, ...given: unknown[]) => this.invoke(channel, given),
        on: (channel: string, listener: (event: object, ...given: unknown[]) => void) => this.#ipc.on(channel, listener),
        removeListener: (channel: string, listener: (...given: unknown[]) => void) => this.#ipc.removeListener(channel, listener),
      },
      webUtils: { getPathForFile: (file: unknown) => this.#links.pathOf(file) },
    }
  }

  /** As `ipcRenderer.invoke`: arguments and answer copied, an error by its text. A page that is left is never answered. */
  async invoke(channel: string, given: readonly unknown[], frame: Frame = this.frame): Promise<unknown> {
    const sent = cloned(given)
    try {
      const answer = await this.#links.invoke(this, frame, channel, sent)
      return this.alive ? cloned(answer) : await new Promise(() => undefined)
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`)
    }
  }

  deliver(channel: string, given: readonly unknown[]): void {
    this.#ipc.emit(channel, {}, ...given)
  }
}
