import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { serveFakePage } from '../harness/fake-page.ts'
import { ROOT } from '../harness/root.ts'

/**
 * The main screens in light, dark and forced colours, in both languages, over a made-up host. Baselines belong to one major version of
 * Chromium; with another one only the pixels are skipped: clipping and overlap are still looked at.
 * New baselines: GENGLOSSARY_BASELINES=1 npm run test:e2e -- visual
 */
let served: { url: string; close(): void }
test.beforeAll(async () => {
  served = await serveFakePage()
})
test.afterAll(() => served.close())

const MAKE = process.env.GENGLOSSARY_BASELINES === '1'

/** Buttons and headings whose words are cut off, and buttons that lie on each other. */
const misplaced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button, h2, [role=columnheader]')].filter((one) => one.checkVisibility())
    const cut = buttons.filter((one) => !one.closest('.ellipsis, .grid-body') && one.scrollWidth > one.clientWidth + 1)
    const boxes = [...document.querySelectorAll<HTMLElement>('header button, .pane-head button, footer button, .decide button')].map(
      (one) => [one, one.getBoundingClientRect()] as const,
    )
    const over = boxes.flatMap(([one, a], i) =>
      boxes
        .slice(i + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${one.innerText || one.ariaLabel} over ${other.innerText || other.ariaLabel}`),
    )
    return [...cut.map((one) => `cut: ${one.innerText || one.ariaLabel}`), ...over]
  })

async function chooseJapanese(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { bench } = window as unknown as { bench: { emit(name: string, payload: unknown): void; answers: Record<string, () => object> } }
    bench.emit('app.settingsChanged', { ...bench.answers['app.settings']!(), language: 'ja' })
  })
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
}

for (const language of ['en', 'ja'] as const) {
  for (const look of ['light', 'dark', 'forced'] as const) {
    test(`terms, ${language}, ${look}`, async ({ page, browser }) => {
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light', forcedColors: look === 'forced' ? 'active' : 'none' })
      await page.goto(served.url)
      await page.locator('.recent-item').waitFor()
      await page.evaluate((dark) => {
        const { bench } = window as unknown as {
          bench: { emit(name: string, payload: unknown): void; answers: Record<string, () => object> }
        }
        const settings = { ...bench.answers['app.settings']!(), theme: dark ? 'dark' : 'light' }
        bench.answers['app.settings'] = () => settings
        bench.emit('app.settingsChanged', settings)
      }, look === 'dark')
      if (language === 'ja') await chooseJapanese(page)
      await page.locator('.recent-item').click()
      await page.locator('.inspector-head').waitFor()
      await page.mouse.move(0, 0)
      expect(await misplaced(page)).toEqual([])
      const name = `${Number.parseInt(browser.version(), 10)}-terms-${language}-${look}.png`
      const file = join(ROOT, 'e2e', 'baselines', name)
      if (MAKE) await page.screenshot({ path: file, animations: 'disabled' })
      test.skip(!existsSync(file), `No baseline for Chromium ${browser.version()}: pixels were not compared.`)
      await expect(page).toHaveScreenshot(name, { maxDiffPixelRatio: 0.01, animations: 'disabled' })
    })
  }
}
