import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { type AppFacts, FakeApp } from './lifecycle.ts'
import { FakeMenu } from './menu.ts'
import { cloned, FakeEvent, needReady } from './object.ts'
import type { Frame, Page } from './page.ts'
import { FakeSession } from './session.ts'
import { FakeBlocker, FakeDialog, FakeSafe, FakeShell, notificationClass } from './system.ts'
import { FakeChannel, FakeUtility } from './utility.ts'
import { type Display, type WindowWorld, windowClass } from './windows.ts'

/**
 * A stand-in for Electron in plain Node: what the shell uses of its API, behaving as its documentation says and as its known faults are
 * (each part names the page). It shows that the shell's own code runs and does what it should against that description; it is not Electron
 * (docs/testing.md).
 */

type Invoked = (event: object, ...given: unknown[]) => unknown
export type Schemes = Parameters<Electron.Protocol['registerSchemesAsPrivileged']>[0]

export interface DoubleOptions extends Partial<AppFacts> {
  /** What outlives the app: stored window states by name. */
  readonly profile?: WindowWorld['states']
  readonly display?: Display
  /** False: Wayland. */
  readonly paints?: boolean
}

export class ElectronDouble {
  readonly app: FakeApp
  readonly session = new FakeSession()
  readonly dialog: FakeDialog
  readonly blocker = new FakeBlocker()
  /** `powerMonitor` (docs/api/power-monitor.md): tells, and that is all. */
  readonly power = new EventEmitter()
  readonly shell = new FakeShell()
  readonly safe = new FakeSafe()
  readonly notifications: ReturnType<typeof notificationClass>
  readonly windows: ReturnType<typeof windowClass>
  readonly utilities: FakeUtility[] = []
  /** Paths of dropped files by their name. */
  readonly dropped = new Map<string, string>()
  schemes: Schemes = []
  menu: FakeMenu | null = null
  /** Set once `setApplicationMenu` was called: before that Electron shows its own. */
  menuWasSet = false
  readonly #handlers = new Map<string, Invoked>()

  constructor({ profile = new Map(), display = { width: 1920, height: 1080 }, paints = true, ...facts }: DoubleOptions = {}) {
    const all = () => this.windows.getAllWindows()
    this.app = new FakeApp({ locale: 'en-US', version: '0.1.0', documents: '/documents', second: false, ...facts }, { all })
    const ready = () => this.app.isReady()
    this.dialog = new FakeDialog(ready)
    this.notifications = notificationClass(ready)
    const links = {
      invoke: (page: Page, frame: Frame, channel: string, given: readonly unknown[]) => this.#invoke(page, frame, channel, given),
      pathOf: (file: unknown) => (file instanceof File ? (this.dropped.get(file.name) ?? '') : notAFile()),
    }
    const menu = () => (process.platform === 'darwin' ? null : this.menu)
    this.windows = windowClass({
      display,
      paints,
      states: profile,
      ready,
      links,
      lastClosed: () => this.app.lastWindowClosed(),
      created: (window) => void this.app.emit('browser-window-created', new FakeEvent(), window),
      menu,
    })
  }

  /** The event's frame is looked up when it is asked for: null when the page has gone on meanwhile (docs/api/structures/ipc-main-invoke-event.md). */
  async #invoke(page: Page, frame: Frame, channel: string, given: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const window = this.windows.getAllWindows().find(({ webContents }) => webContents.shows(page))
    if (window === undefined) return new Promise(() => undefined)
    const event = {
      sender: window.webContents,
      get senderFrame(): Frame | null {
        return page.alive ? frame : null
      },
    }
    return cloned(await handler(event, ...given))
  }

  /** What `import … from 'electron'` gives in main. */
  module(): Record<string, unknown> {
    const double = this
    return {
      app: this.app,
      BrowserWindow: this.windows,
      dialog: this.dialog,
      ipcMain: { handle: (channel: string, handler: Invoked) => this.#handle(channel, handler) },
      Menu: {
        buildFromTemplate: FakeMenu.buildFromTemplate,
        getApplicationMenu: () => this.menu,
        setApplicationMenu: (menu: FakeMenu | null) => this.#setMenu(menu),
      },
      MessageChannelMain: FakeChannel,
      Notification: this.notifications,
      powerMonitor: this.power,
      powerSaveBlocker: this.blocker,
      protocol: { registerSchemesAsPrivileged: (schemes: Schemes) => this.#register(schemes) },
      safeStorage: this.safe,
      session: {
        get defaultSession(): FakeSession {
          needReady(double.app.isReady(), 'Session')
          return double.session
        },
      },
      shell: this.shell,
      utilityProcess: { fork: (path: string, args: string[], options: Electron.ForkOptions) => this.#fork(path, args, options) },
    }
  }

  #handle(channel: string, handler: Invoked): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }

  #setMenu(menu: FakeMenu | null): void {
    if (menu !== null && !(menu instanceof FakeMenu)) throw new TypeError('Invalid menu')
    this.menuWasSet = true
    this.menu = menu
    if (process.platform !== 'darwin') for (const window of this.windows.getAllWindows()) window.setMenu(menu)
  }

  #register(schemes: Schemes): void {
    if (this.app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    if (this.schemes.length > 0) throw new Error('protocol.registerSchemesAsPrivileged can be called only once')
    this.schemes = schemes
  }

  #fork(path: string, args: string[], options: Electron.ForkOptions): FakeUtility {
    const child = new FakeUtility(this.app, path, args, options)
    this.utilities.push(child)
    return child
  }

  // ---- what people and the system do ----

  secondInstance(argv: readonly string[], folder: string): void {
    this.app.emit('second-instance', new FakeEvent(), [...argv], folder, {})
  }

  openFile(path: string): void {
    const event = new FakeEvent()
    this.app.emit('open-file', event, path)
  }

  /** Chooses an item of the menu. @param byKey by its accelerator and not by the pointer */
  choose(label: string, byKey = false): void {
    if (this.menu === null) throw new Error('There is no menu.')
    this.menu.item(label).click(byKey, this.windows.getFocusedWindow())
  }
}

function notAFile(): never {
  throw new TypeError('getPathForFile expected to receive a File object but one was not provided')
}
