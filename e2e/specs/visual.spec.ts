import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from 'playwright/test'
import { serveFakePage } from '../harness/fake-page.ts'
import { type Language, type Look, misplaced, openLook } from '../harness/looks.ts'
import { ROOT } from '../harness/root.ts'

/**
 * The screens in light, dark and forced colours, in both languages, over a made-up host. Baselines belong to one major version of Chromium;
 * with another one only the pixels are skipped: clipping and overlap are still looked at, and screens.spec.ts looks at names and roles.
 * New baselines: GENGLOSSARY_BASELINES=1 npm run test:e2e -- visual
 */
let served: { url: string; close(): void }
test.beforeAll(async () => {
  served = await serveFakePage()
})
test.afterAll(() => served.close())

const MAKE = process.env.GENGLOSSARY_BASELINES === '1'
const major = (version: string): number => Number.parseInt(version, 10)

async function compare(page: Page, screen: string, version: string): Promise<void> {
  await page.mouse.move(0, 0)
  expect(await misplaced(page)).toEqual([])
  // The fonts of the tests are for Linux alone; elsewhere the system's draw the letters.
  test.skip(process.platform !== 'linux', 'Baselines are of Linux: pixels were not compared.')
  const name = `${major(version)}-${screen}.png`
  const file = join(ROOT, 'e2e', 'baselines', name)
  if (MAKE) await page.screenshot({ path: file, animations: 'disabled' })
  test.skip(!existsSync(file), `No baseline for Chromium ${version}: pixels were not compared.`)
  await expect(page).toHaveScreenshot(name, { maxDiffPixelRatio: 0.01, animations: 'disabled' })
}

for (const language of ['en', 'ja'] as const) {
  for (const look of ['light', 'dark', 'forced'] as const) {
    test(`terms, ${language}, ${look}`, async ({ page, browser }) => {
      await openLook(page, served.url, language, look)
      await page.locator('.recent-item').click()
      await page.locator('.inspector-head').waitFor()
      await compare(page, `terms-${language}-${look}`, browser.version())
    })
  }
}

/** The smaller screens: every language and every look once, not every pair. */
const LOOKS: readonly (readonly [Language, Look])[] = [
  ['en', 'light'],
  ['ja', 'dark'],
  ['ja', 'forced'],
]
/** Places by their names in the sidebar. */
const PLACES = {
  runs: { en: 'Runs', ja: '実行履歴' },
  lists: { en: 'Required and excluded', ja: '必須と除外' },
  documents: { en: /^Documents/, ja: /^文書/ },
  problems: { en: /^Problems/, ja: /^問題/ },
  map: { en: 'Map', ja: 'マップ' },
} as const

test.describe('smaller screens', () => {
  test.use({ viewport: { width: 1060, height: 640 } })
  for (const [language, look] of LOOKS) {
    test(`welcome, ${language}, ${look}`, async ({ page, browser }) => {
      await openLook(page, `${served.url}?scenes`, language, look)
      await compare(page, `welcome-${language}-${look}`, browser.version())
    })

    test(`keyboard, ${language}, ${look}`, async ({ page, browser }) => {
      await openLook(page, served.url, language, look)
      await page.locator('.recent-item').click()
      await page.locator('.inspector-head').waitFor()
      await page.keyboard.press('F1')
      await page.getByRole('dialog').locator('button').last().click()
      await page.locator('.key-cap').nth(2).click()
      await page.keyboard.press('a')
      await expect(page.locator('.key-taken')).toBeVisible()
      await page.waitForTimeout(300)
      await compare(page, `keyboard-${language}-${look}`, browser.version())
    })

    test(`reader, ${language}, ${look}`, async ({ page, browser }) => {
      await openLook(page, served.url, language, look)
      await page.locator('.recent-item').click()
      await page.getByRole('navigation').getByRole('button', { name: PLACES.documents[language] }).click()
      await page.locator('.grid-body .grid-row').first().dblclick()
      await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.reader-body')?.dataset.matches) > 0)
      await page.locator('.reader-highlights').click()
      await page.getByRole('menuitemradio').nth(1).click()
      await page.locator('.reader-body').focus()
      await page.keyboard.press('Control+f')
      await page.keyboard.type('term 16')
      await expect(page.locator('.reader-find [role=status]')).toContainText('1')
      await page.locator('.reader-highlights').click()
      await page.waitForTimeout(500)
      await compare(page, `reader-${language}-${look}`, browser.version())
    })

    for (const [place, names] of Object.entries(PLACES)) {
      test(`${place}, ${language}, ${look}`, async ({ page, browser }) => {
        await openLook(page, `${served.url}?scenes`, language, look)
        await page.locator('.recent-item').click()
        await page.getByRole('navigation').getByRole('button', { name: names[language] }).click()
        await expect(page.locator('.grid-row, .tag, .map-term').first()).toBeVisible()
        await page.waitForTimeout(300)
        await compare(page, `${place}-${language}-${look}`, browser.version())
      })
    }
  }
})
