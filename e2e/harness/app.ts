import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from 'playwright/test'
import { endPreview, launchPreview } from './preview.ts'
import { ROOT } from './root.ts'

/** One running app per test: its own data folder, its own copy of the sample documents, a page that reports every breach of its policy. */

export { ROOT }

export interface RunningApp {
  /** Folder of this test's documents, absolute; a copy, so that a test may change it. */
  readonly folder: string
  readonly home: string
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

export const test = base.extend<Fixtures>({
  documents: ['samples/handbook', { option: true }],

  modelPorts: ['', { option: true }],

  app: async ({ documents, modelPorts }, use) => {
    const place = mkdtempSync(join(tmpdir(), 'genglossary-e2e-'))
    const home = join(place, 'home')
    const folder = join(place, 'handbook')
    mkdirSync(home)
    cpSync(join(ROOT, documents), folder, { recursive: true })
    let running = await launchPreview(home, [folder], modelPorts)
    let entered = false
    await use({
      folder,
      home,
      url: () => running.url,
      open: async (page) => {
        // The address works once; afterwards the page has its session.
        await page.goto(entered ? new URL('/', running.url).href : running.url)
        entered = true
        await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
      },
      restart: async () => {
        await endPreview(running.child)
        running = await launchPreview(home, [folder], modelPorts)
        entered = false
      },
    })
    await endPreview(running.child)
    rmSync(place, { recursive: true, force: true })
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
