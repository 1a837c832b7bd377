import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { inspector, readFolder, rows } from '../harness/window.ts'

const axe = async (page: Page, where: string): Promise<void> => {
  const { violations } = await new AxeBuilder({ page } as never).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)).toEqual([])
}

const PLACES = ['alt+2', 'alt+3', 'alt+4', 'alt+5', 'alt+6', 'alt+1']
const DIALOGS = ['Control+,', 'Control+e', 'Control+i', 'Control+o', 'Control+k', 'F1', 'Control+Shift+a', 'Control+Shift+f']

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of ['en', 'ja'] as const) {
    test.describe(`${language}, ${colorScheme}`, () => {
      test.use({ colorScheme })
      test('every screen passes axe', async ({ page, app }) => {
        test.setTimeout(120_000)
        await app.open(page)
        await axe(page, 'welcome')
        await readFolder(page, app)
        if (language === 'ja') {
          await page.keyboard.press('Control+,')
          await page.getByLabel('Language of the app').first().click()
          await page.getByRole('option', { name: '日本語' }).click()
          await page.keyboard.press('Escape')
          await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
          await expect(page.getByRole('dialog')).toBeHidden()
        }
        await rows(page).nth(1).click()
        const term = await rows(page).nth(1).locator('.term-name').innerText()
        await expect(page.locator('.inspector').getByRole('heading', { name: term, exact: true })).toBeVisible()
        await page.locator('.cite').first().click()
        await expect(page.locator('.reader-text')).toBeVisible()
        await axe(page, 'terms, inspector, reader')
        await page.keyboard.press('Control+3')
        for (const key of PLACES) {
          await page.keyboard.press(key.replace('alt', 'Alt'))
          await expect(page.getByRole('main').or(page.locator('.pane').first())).toBeVisible()
          await page.waitForTimeout(300)
          await axe(page, key)
        }
        for (const key of DIALOGS) {
          await page.keyboard.press(key)
          await expect(page.getByRole('dialog')).toBeVisible()
          await page.waitForTimeout(250)
          await axe(page, key)
          await page.keyboard.press('Escape')
          await expect(page.getByRole('dialog')).toBeHidden()
        }
      })
    })
  }
}

test('everything is reached by keyboard: tab order, grid, inspector, back', async ({ page, app }) => {
  await readFolder(page, app)
  const grid = page.getByRole('grid')
  await expect(grid).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const named = await grid.getAttribute('aria-activedescendant')
  await expect(page.locator(`[id="${named}"]`)).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('Tab')
  for (let i = 0; i < 40; i++) {
    if (await inspector(page).evaluate((element) => element.contains(document.activeElement))) break
    await page.keyboard.press('Tab')
  }
  expect(await inspector(page).evaluate((element) => element.contains(document.activeElement))).toBe(true)
})

test('at 200 % zoom nothing needs two-way scrolling', async ({ page, app }) => {
  await page.setViewportSize({ width: 680, height: 425 })
  await readFolder(page, app)
  const { width, inner } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, inner: window.innerWidth }))
  expect(width).toBeLessThanOrEqual(inner)
})
