import { join } from 'node:path'
import { test as base, expect, type Page } from 'playwright/test'
import { Place } from './place.ts'
import { endPreview, launchPreview } from './preview.ts'
import { ROOT } from './root.ts'

/** One running app per test: its own data folder, its own copy of the sample documents, a page that reports every breach of its policy. */

export { ROOT }

export interface RunningApp {
  /** Folder of this test's documents, absolute; a copy, so that a test may change it. */
  readonly folder: string
  readonly home: string
  /** Before the window is opened for the first time: the folder has been read already. Gives the file of its library. */
  startRead(): string
  /** Opens the window's page with a fresh one-time address. */
  open(page: Page): Promise<void>
  /** Ends the process and starts another one on the same data. */
  restart(): Promise<void>
  url(): string
}

interface Fixtures {
  readonly app: RunningApp
  /** What the page's content security policy stopped, and its uncaught errors; the test fails when there is any. */
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

  app: async ({ documents, modelPorts, place }, use) => {
    const { home, folder } = place.empty(join(ROOT, documents))
    let running: Awaited<ReturnType<typeof launchPreview>> | null = null
    let entered = false
    const end = async () => {
      if (running) await endPreview(running.child)
      running = null
      entered = false
    }
    await use({
      folder,
      home,
      url: () => {
        if (!running) throw new Error('The app is not open yet.')
        return running.url
      },
      startRead: () => {
        if (running) throw new Error('The app is open already.')
        return place.fill(join(ROOT, documents))
      },
      open: async (page) => {
        running ??= await launchPreview(home, [folder], modelPorts)
        // The address works once; afterwards the page has its session.
        await page.goto(entered ? new URL('/', running.url).href : running.url)
        entered = true
        await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
      },
      restart: async () => {
        await end()
        running = await launchPreview(home, [folder], modelPorts)
      },
    })
    await end()
  },

  breaches: [
    async ({ page }, use) => {
      const breaches: string[] = []
      page.on('console', (message) => {
        if (/Content Security Policy|TrustedScript|TrustedHTML|Refused to/i.test(message.text())) breaches.push(message.text())
      })
      page.on('pageerror', (error) => breaches.push(error.message))
      await use(breaches)
      expect(breaches).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
