import type { Locator, Page } from 'playwright/test'
import { EveryLook } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import {
  closeDialog,
  dialogOpened,
  dialogsGone,
  grid,
  inJapanese,
  inspector,
  openDialog,
  openLibrary,
  press,
  readFolder,
  rows,
} from '../harness/window.ts'

const MAP = 'Alt+7'
const PLACES = ['Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6', MAP, 'Alt+1']
const DIALOGS = ['Control+,', 'Control+e', 'Control+i', 'Control+o', 'Control+k', 'F1', 'Control+Shift+a', 'Control+Shift+f', 'l']

/** Opens the dialog, does `look` in it, closes it. The list has the focus before and after. */
async function inDialog(page: Page, key: string, look: (dialog: Locator) => Promise<unknown>): Promise<void> {
  await grid(page).focus()
  await look(await openDialog(page, key, /.*/))
  await closeDialog(page)
}

/** The place whose key it is; over when what it shows is there. */
async function go(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await expect(page.locator('.pane').first()).toBeVisible()
  await settled(page)
  // Where its terms stand is worked out beside the page.
  if (key === MAP) await expect(page.locator('.map-term').first()).toBeVisible()
}

for (const language of ['en', 'ja'] as const) {
  test(`every screen passes axe, light and dark, and in forced colours where it has its own: ${language}`, async ({ page, app }) => {
    test.setTimeout(480_000)
    const looks = new EveryLook(page)
    const look = (where: string) => looks.axe(where)
    await app.open(page)
    await look('welcome')
    await readFolder(page, app)
    await looks.axe('what was found', 'forced')
    if (language === 'ja') await inJapanese(page)
    await rows(page).nth(1).click()
    const term = await rows(page).nth(1).locator('.term-name').innerText()
    await expect(page.locator('.inspector').getByRole('heading', { name: term, exact: true })).toBeVisible()
    await page.locator('.cite').first().click()
    await expect(page.locator('.reader-text')).toBeVisible()
    await looks.axe('terms, inspector, reader', 'forced')
    await page.keyboard.press('Control+3')
    for (const key of PLACES) {
      await go(page, key)
      await looks.axe(key, ...(key === MAP ? (['forced'] as const) : []))
    }
    for (const key of DIALOGS) await inDialog(page, key, () => look(key))
    await inDialog(page, 'F1', async (sheet) => {
      await sheet.locator('button').last().click()
      await expect(page.locator('.key-cap').first()).toBeVisible()
      await dialogOpened(page, /.*/)
      await looks.axe('keyboard', 'forced')
      await page.locator('.key-cap').first().click()
      await look('a key is changed')
      await page.keyboard.press('Escape')
      // The first Escape leaves the key as it was, the next one is the dialog's.
      await expect(page.locator('.key-row .is-waiting')).toHaveCount(0)
    })
    await dialogsGone(page)
    await page.locator('.side-group button').click()
    const field = (await dialogOpened(page, /.*/)).getByRole('textbox')
    await expect(field).toBeFocused()
    await look('a filter is saved')
    await closeDialog(page, 'Enter')
    await expect(page.locator('.side-filter')).toBeVisible()
    await look('a saved filter')
    await press(page, 'Home', 'Shift+ArrowDown')
    await inDialog(page, 'm', () => look('merge'))
    const table = 'Term,Definition\nberth window,Another one.\ntally clerk,Counts.\n'
    await inDialog(page, 'Control+i', async (dialog) => {
      await page.locator('input[type=file]').setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
      await expect(dialog.getByRole('combobox').nth(2)).toBeVisible()
      await look('import, read')
    })
    await inDialog(page, 'Control+,', async (dialog) => {
      // Loaded when they are first wanted.
      await expect(page.locator('.settings-list button').first()).toBeVisible()
      // By their place, since their names are of the language.
      for (const part of await page.locator('.settings-list button').all()) {
        await part.click()
        await looks.axe(`settings, ${await part.innerText()}`, 'forced')
      }
      await dialog.locator('input[aria-haspopup=listbox]:visible').first().click()
      await page.getByRole('option', { name: /OpenAI/ }).click()
      await looks.axe('model panel', 'forced')
    })
  })
}

test('everything is reached by keyboard: tab order, grid, inspector, back', async ({ page, app }) => {
  await openLibrary(page, app)
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  const named = async () => page.locator(`[id="${await grid(page).getAttribute('aria-activedescendant')}"]`).getAttribute('aria-rowindex')
  await expect.poll(named).toBe('3')
  const inside = () => inspector(page).evaluate((element) => element.contains(document.activeElement))
  for (let i = 0; i < 40 && !(await inside()); i++) await page.keyboard.press('Tab')
  expect(await inside()).toBe(true)
})

test.describe('at 200 % zoom', () => {
  // What a window of 1360 by 850 leaves for the page.
  test.use({ viewport: { width: 680, height: 425 } })
  test('no screen and no dialog needs two-way scrolling, and every button of a dialog can be scrolled to', async ({ page, app }) => {
    const fits = async (where: string) => {
      await settled(page)
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), where).toBeLessThanOrEqual(0)
    }
    await openLibrary(page, app)
    await fits('terms')
    for (const key of PLACES) {
      await go(page, key)
      await fits(key)
    }
    for (const key of DIALOGS) {
      await inDialog(page, key, async (dialog) => {
        await fits(key)
        const last = dialog.locator('button:visible').last()
        await last.scrollIntoViewIfNeeded()
        await expect(last, key).toBeInViewport()
      })
    }
  })
})

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  test('nothing moves by itself, and a dialog is there and gone at once', async ({ page, app }) => {
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
    await settled(page)
    expect(await moving()).toEqual([])
    for (const key of DIALOGS) await inDialog(page, key, async () => expect(await moving(), key).toEqual([]))
  })
})
