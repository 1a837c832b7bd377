import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow as ElectronWindow } from 'electron'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { test as base, expect } from 'playwright/test'
import { electronBinary } from '../../scripts/electron-binary.ts'
import { ROOT } from '../harness/app.ts'
import { desktopArgs, desktopEnv } from '../harness/projects.ts'

/** What only a real Electron can show. Listed where a binary is found; `npm run build` made what it starts. */

interface Desktop {
  readonly app: ElectronApplication
  readonly window: Page
  /** A copy of the sample documents. */
  readonly folder: string
}

const test = base.extend<{ desktop: Desktop }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of a fixture's needs from this pattern.
  desktop: async ({}, use) => {
    const place = mkdtempSync(join(tmpdir(), 'genglossary-desktop-'))
    const folder = join(place, 'handbook')
    cpSync(join(ROOT, 'samples', 'handbook'), folder, { recursive: true })
    const start = { root: ROOT, home: join(place, 'home'), locale: 'en-US', modelPorts: '' }
    const app = await _electron.launch({
      executablePath: electronBinary(ROOT)!,
      // Playwright starts Electron with --no-sandbox by default: the preload refuses that.
      chromiumSandbox: true,
      args: desktopArgs(start),
      env: desktopEnv(start, process.env),
    })
    await use({ app, window: await app.firstWindow(), folder })
    await app.close()
    rmSync(place, { recursive: true, force: true })
  },
})

/** The bridge the preload puts there. */
type Bridge = { readonly calls: Record<string, (args: unknown) => Promise<{ ok: boolean; value?: never; error?: { code: string } }>> }

test('a folder becomes terms in a utility process', async ({ desktop: { window: page, folder } }) => {
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  const made = await page.evaluate(
    async ([path]) => (window as unknown as { genglossary: Bridge }).genglossary.calls['libraries.create']!({ folders: [path] }),
    [folder],
  )
  expect(made.ok).toBe(true)
  const library = (made.value as unknown as { id: string }).id
  await page.evaluate(
    async (id) => (window as unknown as { genglossary: Bridge }).genglossary.calls['runs.start']!({ library: id, scope: 'full' }),
    library,
  )
  await expect
    .poll(
      () =>
        page.evaluate(async (id) => {
          const info = await (window as unknown as { genglossary: Bridge }).genglossary.calls['libraries.info']!({ library: id })
          return (info.value as unknown as { lastRun: { status: string } | null }).lastRun?.status
        }, library),
      { timeout: 60_000 },
    )
    .toBe('completed')
})

test('windows run with every protection on', async ({ desktop: { app, window: page } }) => {
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows() as ElectronWindow[]
    return (first!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true })
  expect(await page.evaluate(() => 'require' in window || 'process' in window)).toBe(false)
  expect(new URL(page.url()).origin).toBe('app://genglossary')
})

test('unknown calls and arguments are refused, and the window stays where it is', async ({ desktop: { window: page } }) => {
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  const refused = await page.evaluate(async () => {
    const { calls } = (window as unknown as { genglossary: Bridge }).genglossary
    return [
      await calls['libraries.open']!({ file: 7 }),
      await calls['app.info']!({ extra: 1 }),
      await calls['app.openExternal']!({ url: 'file:///etc/passwd' }),
    ]
  })
  expect(refused.map(({ ok, error }) => [ok, error?.code])).toEqual([
    [false, 'INVALID_INPUT'],
    [false, 'INVALID_INPUT'],
    [true, undefined],
  ])
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true)
  await page.evaluate(() => window.location.assign('https://example.org/'))
  expect(new URL(page.url()).origin).toBe('app://genglossary')
})

test('the native menus hold every command, in the language of the window', async ({ desktop: { app, window: page } }) => {
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  const labels = () =>
    app.evaluate(
      ({ Menu }) => Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items.map(({ label }) => label) ?? []) ?? [],
    )
  await expect.poll(async () => (await labels()).length).toBeGreaterThan(45)
  expect(await labels()).toContain('Add folders or files…')
  await page.evaluate(async () => {
    const { calls } = (window as unknown as { genglossary: Bridge }).genglossary
    const { value } = await calls['app.settings']!({})
    await calls['app.setSettings']!({ settings: { ...(value as unknown as object), language: 'ja' } })
  })
  await expect.poll(labels).toContain('用語を追加…')
})
