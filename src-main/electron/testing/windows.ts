import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { FakeContents } from './contents.ts'
import { Destroyed, FakeEvent, needReady, turn } from './object.ts'
import type { PageLinks } from './page.ts'
import type { FakeSession } from './session.ts'

/** `BrowserWindow` (docs/api/browser-window.md): its names, stored states, order of events, and its death. */

export interface Display {
  readonly width: number
  readonly height: number
}

interface State {
  readonly bounds: Electron.Rectangle
  readonly maximized: boolean
}

export interface WindowWorld {
  readonly display: Display
  /** Stored states by window name: the profile, which outlives the app. */
  readonly states: Map<string, State>
  ready(): boolean
  readonly links: PageLinks
  /** Told of a window that has just been made, while it is (`browser-window-created`). */
  created(window: object): void
  /** Told when a window is gone and none is left. */
  lastClosed(): void
  /** Wayland: a window that was never shown is never painted (electron#48859). */
  readonly paints: boolean
  /** The menu of a new window, where windows have one. */
  menu(): unknown
}

export type FakeWindowClass = ReturnType<typeof windowClass>
export type FakeWindow = InstanceType<FakeWindowClass>

const centred = ({ width, height }: Display, size: Display): Electron.Rectangle => ({
  ...size,
  x: Math.round((width - size.width) / 2),
  y: Math.round((height - size.height) / 2),
})

/** Restored bounds are brought back onto a display (docs/tutorial/window-state-persistence.md). */
function onScreen(bounds: Electron.Rectangle, display: Display): Electron.Rectangle {
  const width = Math.min(bounds.width, display.width)
  const height = Math.min(bounds.height, display.height)
  const within = (at: number, size: number, room: number) => Math.max(0, Math.min(at, room - size))
  return { width, height, x: within(bounds.x, width, display.width), y: within(bounds.y, height, display.height) }
}

/** A class of its own for each app: Electron keeps its windows in the class. */
export function windowClass(world: WindowWorld) {
  let ids = 0
  const windows: FakeBrowserWindow[] = []

  class FakeBrowserWindow extends EventEmitter {
    readonly #id = ++ids
    readonly #contents: FakeContents
    readonly options: Electron.BrowserWindowConstructorOptions
    readonly shownWith: string[] = []
    #gone = false
    #bounds: Electron.Rectangle
    #maximized = false
    #minimized = false
    visible: boolean
    focused = false
    progress = -1
    menu: unknown

    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super()
      needReady(world.ready(), 'BrowserWindow')
      if (options.name !== undefined && windows.some((one) => !one.#gone && one.options.name === options.name))
        throw new Error(`Window name '${options.name}' is already in use`)
      this.options = options
      this.visible = options.show !== false
      this.menu = world.menu()
      const { session, preload } = options.webPreferences ?? {}
      const painted = () => void (world.paints && this.emit('ready-to-show'))
      this.#contents = new FakeContents({ session: session as unknown as FakeSession, preload: preload ?? '', links: world.links, painted })
      this.#bounds = centred(world.display, { width: options.width ?? 800, height: options.height ?? 600 })
      this.#restore()
      windows.push(this)
      world.created(this)
    }

    static getAllWindows(): FakeBrowserWindow[] {
      return windows.filter((one) => !one.#gone)
    }

    static getFocusedWindow(): FakeBrowserWindow | null {
      return FakeBrowserWindow.getAllWindows().find(({ focused }) => focused) ?? null
    }

    #restore(): void {
      const { name, windowStatePersistence } = this.options
      const kept = name !== undefined && windowStatePersistence ? world.states.get(name) : undefined
      if (kept === undefined) return
      this.#bounds = onScreen(kept.bounds, world.display)
      this.#maximized = kept.maximized
    }

    #needed(): void {
      if (this.#gone) throw new Destroyed()
    }

    get gone(): boolean {
      return this.#gone
    }

    get id(): number {
      this.#needed()
      return this.#id
    }

    get webContents(): FakeContents {
      this.#needed()
      return this.#contents
    }

    /** Also when the window is gone. */
    get contents(): FakeContents {
      return this.#contents
    }

    loadURL(address: string): Promise<void> {
      this.#needed()
      return this.#contents.load(address)
    }

    isDestroyed(): boolean {
      return this.#gone
    }

    show(): void {
      this.#needed()
      this.visible = true
      this.focus()
    }

    focus(): void {
      this.#needed()
      for (const one of windows) one.focused = false
      this.focused = true
    }

    blur(): void {
      this.focused = false
    }

    isFocused(): boolean {
      this.#needed()
      return this.focused
    }

    isVisible(): boolean {
      this.#needed()
      return this.visible
    }

    isMinimized(): boolean {
      this.#needed()
      return this.#minimized
    }

    minimize(): void {
      this.#minimized = true
      this.focused = false
    }

    restore(): void {
      this.#needed()
      this.#minimized = false
    }

    maximize(): void {
      this.#maximized = true
      this.#keep()
    }

    isMaximized(): boolean {
      return this.#maximized
    }

    setBounds(bounds: Electron.Rectangle): void {
      this.#bounds = bounds
      this.#keep()
    }

    getBounds(): Electron.Rectangle {
      return this.#bounds
    }

    #keep(): void {
      const { name, windowStatePersistence } = this.options
      if (name !== undefined && windowStatePersistence) world.states.set(name, { bounds: this.#bounds, maximized: this.#maximized })
    }

    setProgressBar(progress: number): void {
      this.#needed()
      if (!Number.isFinite(progress)) throw new TypeError('Error processing argument at index 0')
      this.progress = progress
    }

    setMenu(menu: unknown): void {
      this.#needed()
      this.menu = menu
    }

    /** As the button of the title bar: somebody who listens may refuse. */
    close(): void {
      if (this.#gone) return
      const event = new FakeEvent()
      this.emit('close', event)
      if (!event.defaultPrevented) void turn().then(() => this.destroy())
    }

    destroy(): void {
      if (this.#gone) return
      this.#gone = true
      this.focused = false
      this.#contents.end()
      this.emit('closed')
      if (FakeBrowserWindow.getAllWindows().length === 0) world.lastClosed()
    }
  }
  return FakeBrowserWindow
}
