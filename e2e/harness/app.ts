import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from 'playwright/test'
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

async function launch(home: string, folders: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'src-main', 'preview', 'main.ts'), ...folders], {
    env: { ...process.env, GENGLOSSARY_HOME: home, LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (bytes) => {
      text += String(bytes)
      const found = /http:\S+/.exec(text)
      if (found) resolve(found[0])
    })
    child.once('exit', (code) => reject(new Error(`The preview ended with code ${code}.`)))
  })
  return { child, url }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await gone
  clearTimeout(late)
}

interface Fixtures {
  readonly app: RunningApp
  /** What the page's content security policy stopped, and its uncaught errors; the test fails when there is any. */
  readonly breaches: string[]
  /** Folder below samples/ or absolute that `app.folder` is a copy of. */
  readonly documents: string
}

export const test = base.extend<Fixtures>({
  documents: ['samples/handbook', { option: true }],

  app: async ({ documents }, use) => {
    const place = mkdtempSync(join(tmpdir(), 'genglossary-e2e-'))
    const home = join(place, 'home')
    const folder = join(place, 'handbook')
    mkdirSync(home)
    cpSync(join(ROOT, documents), folder, { recursive: true })
    let running = await launch(home, [folder])
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
        await end(running.child)
        running = await launch(home, [folder])
        entered = false
      },
    })
    await end(running.child)
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
