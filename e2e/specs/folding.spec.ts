import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { activeRow, closeDialog, grid, listed, openDialog, openLibrary, rows, sidebar, sideCount } from '../harness/window.ts'

/** Shorter terms folded under the longer ones they are part of. */

const LONG = '無料保管期間'
const SHORT = '無料'

const row = (page: Page, term: string) => rows(page).filter({ has: page.locator('.term-name', { hasText: new RegExp(`^${term}$`) }) })
const active = (page: Page) => activeRow(page).locator('.term-name')

test('a shorter term is under its longer one: shown, gone into, left and hidden by the arrow keys', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^All terms/).click()
  await expect(page.getByRole('treegrid', { name: 'Terms' })).toBeVisible()
  const total = await listed(page)
  await expect.poll(() => sideCount(page, 'All terms')).toBe(total)
  await expect(row(page, SHORT)).toHaveCount(0)
  await row(page, LONG).click()
  await expect(activeRow(page)).toHaveAttribute('aria-expanded', 'false')
  await grid(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(activeRow(page)).toHaveAttribute('aria-expanded', 'true')
  await expect(active(page)).toHaveText(LONG)
  await settled(page)
  await page.keyboard.press('ArrowRight')
  await expect(activeRow(page)).toHaveAttribute('aria-level', '2')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(active(page)).toHaveText(LONG)
  await page.keyboard.press('ArrowLeft')
  await expect(activeRow(page)).toHaveAttribute('aria-expanded', 'false')
  await expect.poll(() => listed(page)).toBe(total)
})

test('a decision on a shorter term counts alone', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^All terms/).click()
  await row(page, LONG)
    .getByRole('button', { name: /^Show \d+ shorter/ })
    .click()
  await row(page, SHORT).click()
  await grid(page).focus()
  await page.keyboard.press('d')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(1)
  await page.keyboard.press('Control+z')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(0)
})

test('a search finds what is folded; "drop all like this" counts it; the switch lists every term, and is kept', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^All terms/).click()
  await page.getByRole('searchbox').fill(SHORT)
  await expect(row(page, SHORT)).toBeVisible()
  await page.getByRole('searchbox').fill('')
  // The whole list is back before a key asks something of it.
  await expect(row(page, LONG)).toBeVisible()
  await expect(row(page, SHORT)).toHaveCount(0)
  await expect(activeRow(page)).toBeVisible()
  await grid(page).focus()
  const dialog = await openDialog(page, 'l', 'Drop all like this')
  await expect(dialog.getByRole('checkbox').first()).toBeVisible()
  await settled(page)
  await dialog.getByRole('checkbox').evaluateAll((boxes: HTMLInputElement[]) => {
    for (const box of boxes) if (box.checked) box.click()
  })
  await expect(dialog.getByRole('status')).toHaveText('Switch on at least one condition.')
  await expect(dialog.getByRole('button', { name: /^Drop 0/ })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Headword contains' }).fill(SHORT)
  await expect(dialog.getByText('2 undecided terms fit')).toBeVisible()
  await expect(dialog.getByRole('grid').locator('.term-name')).toHaveText([LONG, SHORT])
  await closeDialog(page)
  await page.getByRole('button', { name: /folded$/ }).click()
  await expect(page.getByRole('grid', { name: 'Terms' })).toBeVisible()
  await expect(page.getByRole('button', { name: /folded$/ })).toBeHidden()
  await settled(page)
  await page.reload()
  await expect(page.getByRole('grid', { name: 'Terms' })).toBeVisible()
})
