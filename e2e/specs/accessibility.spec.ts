import type { Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { grid, inJapanese, inspector, openLibrary, readFolder, rows } from '../harness/window.ts'

const PLACES = ['Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6', 'Alt+7', 'Alt+1']
const DIALOGS = ['Control+,', 'Control+e', 'Control+i', 'Control+o', 'Control+k', 'F1', 'Control+Shift+a', 'Control+Shift+f', 'l']

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const

/** Opens the dialog, runs `look`, closes it. The list has the focus before and after. */
async function inDialog(page: Page, key: string, look: () => Promise<void>): Promise<void> {
  await grid(page).focus()
  await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.waitForTimeout(250)
  await look()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

for (const [name, look] of Object.entries(LOOKS)) {
  for (const language of ['en', 'ja'] as const) {
    test.describe(`${language}, ${name}`, () => {
      test.use({ colorScheme: look.colorScheme, contextOptions: { forcedColors: look.forcedColors } })
      test('every screen passes axe', async ({ page, app }) => {
        test.setTimeout(300_000)
        await app.open(page)
        await axe(page, 'welcome')
        await readFolder(page, app)
        if (language === 'ja') await inJapanese(page)
        await rows(page).nth(1).click()
        const term = await rows(page).nth(1).locator('.term-name').innerText()
        await expect(page.locator('.inspector').getByRole('heading', { name: term, exact: true })).toBeVisible()
        await page.locator('.cite').first().click()
        await expect(page.locator('.reader-text')).toBeVisible()
        await axe(page, 'terms, inspector, reader')
        await page.keyboard.press('Control+3')
        for (const key of PLACES) {
          await page.keyboard.press(key)
          await expect(page.getByRole('main').or(page.locator('.pane').first())).toBeVisible()
          await page.waitForTimeout(300)
          await axe(page, key)
        }
        for (const key of DIALOGS) await inDialog(page, key, () => axe(page, key))
        await inDialog(page, 'F1', async () => {
          await page.getByRole('dialog').locator('button').last().click()
          await expect(page.locator('.key-cap').first()).toBeVisible()
          await page.waitForTimeout(250)
          await axe(page, 'keyboard')
          await page.locator('.key-cap').first().click()
          await axe(page, 'a key is changed')
          await page.keyboard.press('Escape')
        })
        await page.locator('.side-group button').click()
        await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused()
        await page.waitForTimeout(250)
        await axe(page, 'a filter is saved')
        await page.keyboard.press('Enter')
        await expect(page.locator('.side-filter')).toBeVisible()
        await axe(page, 'a saved filter')
        await grid(page).focus()
        await page.keyboard.press('Home')
        await page.keyboard.press('Shift+ArrowDown')
        await inDialog(page, 'm', () => axe(page, 'merge'))
        const table = 'Term,Definition\nberth window,Another one.\ntally clerk,Counts.\n'
        await inDialog(page, 'Control+i', async () => {
          await page.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
          await expect(page.getByRole('dialog').getByRole('combobox').nth(2)).toBeVisible()
          await axe(page, 'import, read')
        })
        await inDialog(page, 'Control+,', async () => {
          // By their place, since their names are of the language.
          for (const part of await page.locator('.settings-list button').all()) {
            await part.click()
            await axe(page, `settings, ${await part.innerText()}`)
          }
          await page.locator('[role=dialog] input[aria-haspopup=listbox]:visible').first().click()
          await page.getByRole('option', { name: /OpenAI/ }).click()
          await axe(page, 'model panel')
        })
      })
    })
  }
}

test('everything is reached by keyboard: tab order, grid, inspector, back', async ({ page, app }) => {
  await openLibrary(page, app)
  // The sheet of the first run has the focus: Enter is done with it.
  await page.keyboard.press('Enter')
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const named = await grid(page).getAttribute('aria-activedescendant')
  await expect(page.locator(`[id="${named}"]`)).toHaveAttribute('aria-rowindex', '3')
  await page.keyboard.press('Tab')
  for (let i = 0; i < 40; i++) {
    if (await inspector(page).evaluate((element) => element.contains(document.activeElement))) break
    await page.keyboard.press('Tab')
  }
  expect(await inspector(page).evaluate((element) => element.contains(document.activeElement))).toBe(true)
})

test.describe('at 200 % zoom', () => {
  // What a window of 1360 by 850 leaves for the page.
  test.use({ viewport: { width: 680, height: 425 } })
  test('no screen and no dialog needs two-way scrolling, and every button of a dialog can be scrolled to', async ({ page, app }) => {
    test.setTimeout(120_000)
    const fits = async (where: string) => {
      const { width, inner } = await page.evaluate(() => ({ width: document.documentElement.scrollWidth, inner: window.innerWidth }))
      expect(width, where).toBeLessThanOrEqual(inner)
    }
    await openLibrary(page, app)
    await fits('terms')
    for (const key of PLACES) {
      await page.keyboard.press(key)
      await page.waitForTimeout(200)
      await fits(key)
    }
    for (const key of DIALOGS) {
      await inDialog(page, key, async () => {
        await fits(key)
        const last = page.getByRole('dialog').locator('button:visible').last()
        await last.scrollIntoViewIfNeeded()
        await expect(last, key).toBeInViewport()
      })
    }
  })
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  test('nothing moves by itself', async ({ page, app }) => {
    await openLibrary(page, app)
    const moving = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((one) => {
          const style = getComputedStyle(one)
          const longest = [style.animationDuration, style.transitionDuration]
            .join(',')
            .split(',')
            .map((text) => Number.parseFloat(text) * (text.trim().endsWith('ms') ? 1 : 1000))
          return Math.max(...longest) > 1 ? [`${one.tagName}.${one.className}`] : []
        }),
      )
    expect(await moving()).toEqual([])
    for (const key of DIALOGS) await inDialog(page, key, async () => expect(await moving(), key).toEqual([]))
  })
})
