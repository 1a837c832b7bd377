import type { Locator, Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { expectInertField } from '../harness/ime.ts'
import { settled } from '../harness/settled.ts'
import { grid, inJapanese, listed, openLibrary, openRecent, search, sidebar } from '../harness/window.ts'

/** Saved filters: made, shown, renamed, moved, deleted and taken back; kept by the library; found by the palette; exported. */

const filters = (page: Page): Locator => page.locator('.side-filter')
const names = (page: Page): Promise<string[]> => filters(page).locator('bdi').allInnerTexts()
const filter = (page: Page, name: string): Locator => filters(page).getByRole('button', { name: new RegExp(`^${name}`) })
const total = (page: Page): Promise<string> => page.locator('.pane-head [role=status]').first().innerText()

/** Saves what the list shows, by keyboard. */
async function save(page: Page, name: string): Promise<void> {
  await sidebar(page, 'Save the filter…').press('Enter')
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Name of the filter' })
  await expect(field).toBeFocused()
  await field.fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
}

test('a filter is saved, shown with its number, kept over a restart, renamed, moved, deleted and taken back', { tag: '@debugger' }, async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  await listed(page)
  await settled(page)
  const all = await total(page)
  await sidebar(page, /^All terms/).click()
  await search(page, 'berth')
  const berths = await total(page)
  await sidebar(page, 'Save the filter…').press('Enter')
  const field = page.getByRole('dialog').getByRole('textbox', { name: 'Name of the filter' })
  await expect(field).toHaveValue('berth')
  await axe(page, 'save a filter')
  await expectInertField(page, 'save a filter', page.getByRole('textbox', { name: 'Name of the filter' }))
  await field.fill('Berths')
  await page.keyboard.press('Enter')
  await expect(filter(page, 'Berths')).toHaveAttribute('aria-current', 'page')
  await expect(filter(page, 'Berths').locator('.side-count')).toHaveText(berths.replace(/ terms?$/, ''))

  // From a filter back to a plain view: its search goes with it.
  await sidebar(page, /^Glossary/).click()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await expect.poll(() => total(page)).toBe(all)
  await page.getByText('By reading').click()
  await save(page, 'By sound')
  await expect.poll(() => names(page)).toEqual(['Berths', 'By sound'])

  await app.restart()
  await openRecent(page, app)
  await expect.poll(() => names(page)).toEqual(['Berths', 'By sound'])
  await filter(page, 'Berths').press('Enter')
  await expect(page.getByRole('searchbox')).toHaveValue('berth')
  await expect(filter(page, 'Berths')).toHaveAttribute('aria-current', 'page')
  await expect.poll(() => total(page)).toBe(berths)

  // By keyboard: moved, renamed, deleted; each is one step to undo.
  await filter(page, 'Berths').press('Alt+ArrowDown')
  await expect.poll(() => names(page)).toEqual(['By sound', 'Berths'])
  await expect(filter(page, 'Berths')).toBeFocused()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'Name of the filter' }).fill('By sound')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Rename' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Name of the filter' }).fill('Moorings')
  await page.keyboard.press('Enter')
  await expect.poll(() => names(page)).toEqual(['By sound', 'Moorings'])
  await filter(page, 'By sound').press('Delete')
  await expect.poll(() => names(page)).toEqual(['Moorings'])
  await expect(filter(page, 'Moorings')).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect.poll(() => names(page)).toEqual(['By sound', 'Moorings'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => names(page)).toEqual(['By sound', 'Berths'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => names(page)).toEqual(['Berths', 'By sound'])
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => names(page)).toEqual(['By sound', 'Berths'])
})

test('the number follows decisions; a name used again shows the new list; the menu does what the keys do', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^To review/).click()
  await save(page, 'Left')
  const count = filter(page, 'Left').locator('.side-count')
  await expect(count).toHaveText(/^[\d,]+$/)
  await settled(page)
  const before = Number((await count.innerText()).replace(',', ''))
  await grid(page).focus()
  await page.keyboard.press('a')
  await expect(count).toHaveText((before - 1).toLocaleString('en'))

  await search(page, 'berth')
  await sidebar(page, 'Save the filter…').press('Enter')
  await page.getByRole('textbox', { name: 'Name of the filter' }).fill('Left')
  await expect(page.getByText('A filter has this name: it will show this instead.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect.poll(() => names(page)).toEqual(['Left'])
  await expect.poll(async () => Number((await count.innerText()).replace(',', ''))).toBeLessThan(before - 1)

  await filters(page).hover()
  await page.getByRole('button', { name: 'What can be done with “Left”' }).click()
  await axe(page, 'menu of a filter')
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(filters(page)).toHaveCount(0)
  await page.getByRole('contentinfo').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => names(page)).toEqual(['Left'])
})

test('the palette finds a filter by its name, in Japanese too, and an export can take its terms', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^All terms/).click()
  await search(page, 'berth')
  const berths = Number.parseInt(await total(page), 10)
  await save(page, 'バース')
  await sidebar(page, /^Glossary/).click()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').locator('input').first().fill('バー')
  // Terms that begin so come into the same list.
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /^バース/ })
    .filter({ hasText: 'Saved filter' })
    .click()
  await expect(page.getByRole('searchbox')).toHaveValue('berth')
  await sidebar(page, /^Glossary/).click()

  await page.keyboard.press('Control+e')
  await page.getByRole('dialog').getByRole('combobox', { name: 'Which terms' }).click()
  await page.getByRole('option', { name: 'バース' }).click()
  await expect(page.getByRole('dialog').getByText(new RegExp(`of ${berths}$`))).toBeVisible()
  await axe(page, 'export of a filter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await inJapanese(page)
  await expect(page.getByRole('navigation').getByText('保存したフィルター')).toBeVisible()
})
