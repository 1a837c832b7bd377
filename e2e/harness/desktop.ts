import { _electron, type ElectronApplication } from 'playwright'
import type { Page } from 'playwright/test'
import { electronBinary } from '../../scripts/electron-binary.ts'
import { followingPage } from './following-page.ts'
import { type DesktopStart, desktopArgs, desktopEnv } from './projects.ts'

/** What a test wants of the window beyond its defaults, in Playwright's own words. */
export interface Looks {
  readonly viewport: { readonly width: number; readonly height: number } | null
  readonly colorScheme: 'light' | 'dark' | 'no-preference' | null
  readonly forcedColors: 'active' | 'none' | null
  readonly reducedMotion: 'reduce' | 'no-preference' | null
}

/**
 * The desktop app of one test. Not run yet anywhere (docs/testing.md), so it decides nothing: that is in projects.ts. What it starts is made by
 * `npm run build`.
 */
export class Desktop {
  readonly #start: DesktopStart
  readonly #looks: Looks
  readonly #following = followingPage()
  #app: ElectronApplication | null = null

  constructor(start: DesktopStart, looks: Looks) {
    this.#start = start
    this.#looks = looks
  }

  /** The first window, whichever that is after a restart. */
  get page(): Page {
    return this.#following.page
  }

  get running(): boolean {
    return this.#app !== null
  }

  /** Starts the app and waits for its first window, or loads that window again. @throws where there is no Electron binary */
  async open(): Promise<void> {
    if (this.#app) {
      await this.page.reload()
      return
    }
    const executablePath = electronBinary(this.#start.root)
    if (executablePath === null) throw new Error('There is no Electron binary here: run npx install-electron.')
    // Playwright starts Electron with --no-sandbox by default: the preload refuses that.
    const options = { executablePath, chromiumSandbox: true, args: desktopArgs(this.#start), env: desktopEnv(this.#start, process.env) }
    this.#app = await _electron.launch(options)
    // A dialog of the system would wait for somebody: quitting is confirmed, what is saved goes to the data folder.
    await this.#app.evaluate(({ dialog }, home) => {
      dialog.showMessageBox = (async () => ({ response: 0, checkboxChecked: false })) as typeof dialog.showMessageBox
      dialog.showSaveDialog = (async (given: { defaultPath?: string }) => ({
        canceled: false,
        filePath: `${home}/${(given.defaultPath ?? 'saved').split(/[\\/]/).at(-1)}`,
      })) as typeof dialog.showSaveDialog
    }, this.#start.home)
    const window = await this.#app.firstWindow()
    const { viewport, ...media } = this.#looks
    if (viewport) await window.setViewportSize(viewport)
    await window.emulateMedia(media)
    this.#following.follow(window)
  }

  /** What people would choose in the next dialog of the system that asks for folders or files. @param path absolute */
  async willChoose(path: string): Promise<void> {
    await this.#app?.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as typeof dialog.showOpenDialog
    }, path)
  }

  async end(): Promise<void> {
    const app = this.#app
    this.#app = null
    this.#following.follow(null)
    await app?.close()
  }
}
