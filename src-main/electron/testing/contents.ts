import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { cloned, Destroyed, FakeEvent } from './object.ts'
import { Page, type PageLinks } from './page.ts'
import type { FakeSession } from './session.ts'

/** `webContents` (docs/api/web-contents.md): loads pages by way of the session, sends to them, tells of what they want and of their end. */

type Gone = Electron.RenderProcessGoneDetails['reason']
type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

export interface ContentsOptions {
  readonly session: FakeSession
  readonly preload: string
  readonly links: PageLinks
  /** Told when the first page can be painted. */
  painted(): void
}

let made = 0

export class FakeContents extends EventEmitter {
  readonly #id = ++made
  readonly #options: ContentsOptions
  #page: Page | null = null
  #address = ''
  #destroyed = false
  #crashed = false
  #open: OpenHandler | null = null
  /** What loading brought: every address asked for with its status. */
  readonly loads: { readonly address: string; readonly status: number; readonly headers: Headers }[] = []
  /** Resolves when the page that is being loaded has loaded, or failed. */
  loaded: Promise<void> = Promise.resolve()
  reloads = 0

  constructor(options: ContentsOptions) {
    super()
    this.#options = options
  }

  get id(): number {
    this.#needed()
    return this.#id
  }

  /** The page shown. @throws when there is none */
  get page(): Page {
    if (this.#page === null) throw new Error('No page is shown.')
    return this.#page
  }

  shows(page: Page): boolean {
    return this.#page === page
  }

  #needed(): void {
    if (this.#destroyed) throw new Destroyed()
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  isCrashed(): boolean {
    return this.#crashed
  }

  /** Electron serialises at once, and drops what a page without a process would get. */
  send(channel: string, ...given: unknown[]): void {
    this.#needed()
    const copies = cloned(given)
    const page = this.#page
    if (page?.alive) setImmediate(() => page.alive && page.deliver(channel, copies))
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#open = handler
  }

  load(address: string): Promise<void> {
    this.#needed()
    this.#address = address
    this.loaded = this.#load(address)
    return this.loaded
  }

  reload(): void {
    this.#needed()
    this.reloads += 1
    this.loaded = this.#load(this.#address)
  }

  async #load(address: string): Promise<void> {
    if (this.#page) this.#page.alive = false
    this.#crashed = false
    const html = await this.#fetch(address)
    const page = new Page(address, this.#options.links)
    const wanted = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => new URL(path!, address).href)
    for (const one of wanted) await this.#fetch(one)
    if (this.#destroyed) throw new Error(`ERR_FAILED (-2) loading '${address}'`)
    page.runPreload(this.#options.preload)
    this.#page = page
    this.#options.painted()
    this.emit('dom-ready', new FakeEvent())
    this.emit('did-finish-load', new FakeEvent())
  }

  /** @throws what `loadURL` rejects with */
  async #fetch(address: string): Promise<string> {
    const answer = await this.#options.session.request(address)
    this.loads.push({ address, status: answer.status, headers: answer.headers })
    return answer.text()
  }

  // ---- what a page does ----

  /** A link, a form, `location`. @returns whether it would have left */
  navigate(address: string, isMainFrame = true): boolean {
    const event = () =>
      Object.assign(new FakeEvent(), { url: address, isMainFrame, isSameDocument: false, frame: this.page.frame, initiator: null })
    const told = [event(), event()]
    this.emit('will-frame-navigate', told[0])
    if (isMainFrame && !told[0]!.defaultPrevented) this.emit('will-navigate', told[1])
    return !told.some(({ defaultPrevented }) => defaultPrevented)
  }

  /** Where the server leads on to. */
  redirect(address: string): boolean {
    const event = Object.assign(new FakeEvent(), { url: address, isMainFrame: true, isInPlace: false, frame: this.page.frame })
    this.emit('will-redirect', event)
    return !event.defaultPrevented
  }

  /** `window.open`, `target=_blank`, a middle click. @returns whether a window opened; without a handler one does */
  open(address: string): boolean {
    return this.#open === null || this.#open({ url: address } as Electron.HandlerDetails).action === 'allow'
  }

  attachWebview(): boolean {
    const event = new FakeEvent()
    this.emit('will-attach-webview', event, {}, { src: 'https://example.org/' })
    return !event.defaultPrevented
  }

  // ---- its end ----

  crash(reason: Gone): void {
    this.#crashed = true
    if (this.#page) this.#page.alive = false
    this.emit('render-process-gone', new FakeEvent(), { reason, exitCode: 1 })
  }

  /** Told as `killed` (docs/api/web-contents.md). */
  forcefullyCrashRenderer(): void {
    this.#needed()
    this.crash('killed')
  }

  end(): void {
    if (this.#page) this.#page.alive = false
    this.#destroyed = true
    this.emit('destroyed')
  }
}
