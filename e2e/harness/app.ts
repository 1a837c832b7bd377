import { join } from 'node:path'
import { test as base, expect, type Page } from 'playwright/test'
import { watchBreaches } from './breaches.ts'
import { Desktop } from './desktop.ts'
import { Place } from './place.ts'
import { endPreview, launchPreview } from './preview.ts'
import { buttonFor, ELECTRON, skipReason } from './projects.ts'
import { ROOT } from './root.ts'
import { countCalls, settled } from './settled.ts'
import { slowDown } from './slow.ts'

/**
 * One running app per test: its own data folder, its own copy of the sample documents, a page that reports every breach of its policy. In the
 * project `browser` the app is the preview, in `electron` the desktop.
 */

export { ROOT }

export interface RunningApp {
  /** Folder of this test's documents, absolute; a copy, so that a test may change it. */
  readonly folder: string
  readonly home: string
  /** Before the window is opened for the first time: the folder has been read already. Gives the file of its library. */
  startRead(): string
  /** Opens the window's page with a fresh one-time address. */
  open(page: Page): Promise<void>
  /** From the welcome screen: opens a library or makes one of a folder, the way this app asks for a path. @param path absolute */
  choose(page: Page, path: string): Promise<void>
  /** Ends the process and starts another one on the same data. */
  restart(): Promise<void>
  url(): string
}

interface Fixtures {
  /** Folders of the test. */
  readonly room: { readonly home: string; readonly folder: string }
  /** In the project `electron` alone. */
  readonly desktop: Desktop | null
  /** Leaves out what the project can't do. */
  readonly able: undefined
  readonly app: RunningApp
  /** What the content security policy of any page of the test stopped, and uncaught errors; the test fails when there is any. */
  readonly breaches: string[]
  /** Folder below samples/ or absolute that `app.folder` is a copy of. */
  readonly documents: string
  /** Ports of this computer where model servers are looked for, with commas; none unless the test has one. */
  readonly modelPorts: string
}

export const test = base.extend<Fixtures, { readonly place: Place }>({
  documents: ['samples/handbook', { option: true }],

  modelPorts: ['', { option: true }],

  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const place = new Place()
      await use(place)
      place.remove()
    },
    { scope: 'worker' },
  ],

  able: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use, info) => {
      const reason = skipReason(info.project.name, info.tags)
      if (reason !== null) process.stdout.write(`skipped in ${info.project.name}: ${info.title} (${reason})\n`)
      info.skip(reason !== null, reason ?? '')
      await use(undefined)
    },
    { auto: true },
  ],

  room: async ({ documents, place }, use) => use(place.empty(join(ROOT, documents))),

  desktop: async ({ room, modelPorts, locale, viewport, colorScheme, contextOptions }, use, info) => {
    if (info.project.name !== ELECTRON) return use(null)
    const { forcedColors = null, reducedMotion = null } = contextOptions
    const start = { root: ROOT, home: room.home, locale: locale ?? 'en-US', modelPorts }
    const desktop = new Desktop(start, { viewport, colorScheme, forcedColors, reducedMotion })
    await use(desktop)
    await desktop.end()
  },

  page: async ({ page, context, desktop }, use) => {
    if (!desktop) {
      await context.addInitScript(countCalls)
      await slowDown(page, context)
    }
    await use(desktop?.page ?? page)
  },

  app: async ({ documents, modelPorts, place, room, desktop }, use) => {
    const fill = () => place.fill(join(ROOT, documents))
    if (desktop) return use(desktopApp(desktop, room, fill))
    const { app, end } = previewApp(room, modelPorts, fill)
    await use(app)
    await end()
  },

  breaches: [
    async ({ page, context }, use) => {
      const breaches: string[] = []
      watchBreaches(page, breaches)
      // Further windows: the reader's own, a second one of the same library.
      context.on('page', (one) => watchBreaches(one, breaches))
      await use(breaches)
      expect(breaches).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

type Room = Fixtures['room']

/** The first screen, as soon as it hears keys and takes what is dropped: that is a frame after it is seen. */
async function shown(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  await settled(page)
}

function notOpen(open: boolean): void {
  if (open) throw new Error('The app is open already.')
}

function desktopApp(desktop: Desktop, room: Room, fill: () => string): RunningApp {
  return {
    ...room,
    url: () => {
      throw new Error('The desktop has no address: tag the test @address.')
    },
    startRead: () => {
      notOpen(desktop.running)
      return fill()
    },
    open: async (page) => {
      await desktop.open()
      await shown(page)
    },
    choose: async (page, path) => {
      await desktop.willChoose(path)
      await page.getByRole('button', { name: buttonFor(path) }).click()
    },
    restart: () => desktop.end(),
  }
}

function previewApp({ home, folder }: Room, modelPorts: string, fill: () => string): { app: RunningApp; end(): Promise<void> } {
  let running: Awaited<ReturnType<typeof launchPreview>> | null = null
  let entered = false
  const end = async () => {
    if (running) await endPreview(running.child)
    running = null
    entered = false
  }
  const app: RunningApp = {
    folder,
    home,
    url: () => {
      if (!running) throw new Error('The app is not open yet.')
      return running.url
    },
    startRead: () => {
      notOpen(running !== null)
      return fill()
    },
    open: async (page) => {
      running ??= await launchPreview(home, [folder], modelPorts)
      // The address works once; afterwards the page has its session.
      await page.goto(entered ? new URL('/', running.url).href : running.url)
      entered = true
      await shown(page)
    },
    choose: async (page, path) => {
      await page.getByLabel('Path of a folder or a .glossary file').fill(path)
      await page.getByRole('button', { name: 'Open', exact: true }).click()
    },
    restart: async () => {
      await end()
      running = await launchPreview(home, [folder], modelPorts)
    },
  }
  return { app, end }
}
