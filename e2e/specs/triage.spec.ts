import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import {
  activeRow,
  activeTerm,
  another,
  expectDecision,
  grid,
  inspector,
  listed,
  openLibrary,
  openRecent,
  rows,
  sidebar,
  sideCount,
} from '../harness/window.ts'

test('fifty terms are decided by keyboard, and undone as one step each', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await settled(page)
  const first = await activeTerm(page)
  for (let i = 0; i < 50; i++) await page.keyboard.press(i % 2 === 0 ? 'a' : 'd')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(25)
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(25)
  for (let i = 0; i < 50; i++) await page.keyboard.press('Control+z')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(0)
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(0)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  await page.keyboard.press('Home')
  await expectDecision(page, first, 'Accepted')
})

test('the terms to review are gone through as fast as keys come, each decided once; at the end it says so and offers the export', async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  await sidebar(page, /^To review/).click()
  await expect(page.getByRole('heading', { name: 'To review' })).toBeVisible()
  // Chosen in the sidebar, the view takes the keys.
  await expect(grid(page)).toBeFocused()
  await expect(rows(page).first()).toBeVisible()
  await settled(page)
  const all = await sideCount(page, 'To review')
  // Without a pause between them: no key waits for the answer to the one before.
  for (let i = 0; i < 50; i++) await page.keyboard.press(i % 2 === 0 ? 'a' : 'd')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(25)
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(25)
  await expect.poll(() => sideCount(page, 'To review')).toBe(all - 50)
  await page.getByRole('button', { name: /folded$/ }).click()
  await expect(page.getByRole('grid', { name: 'Terms' })).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Control+a')
  await expect(page.getByText(/ selected$/)).toHaveText(`${(all - 50).toLocaleString('en')} selected`)
  await page.keyboard.press('d')
  await expect.poll(() => sideCount(page, 'To review')).toBe(0)
  await expect(page.getByText('Everything is reviewed')).toBeVisible()
  await expect(page.getByText(`25 accepted, ${(all - 25).toLocaleString('en')} dropped.`)).toBeVisible()
  await page.getByRole('button', { name: 'Export the glossary…' }).press('Enter')
  await expect(page.getByRole('dialog', { name: /Export/ })).toBeVisible()
})

test('in the glossary a dropped term goes, and the next one has the focus: none is passed over', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.getByRole('button', { name: /folded$/ }).click()
  await expect(page.getByRole('grid', { name: 'Terms' })).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Home')
  await settled(page)
  const names = (await rows(page).locator('.term-name').allInnerTexts()).slice(0, 4)
  for (const name of names.slice(0, 3)) {
    await expect(activeRow(page).locator('.term-name')).toHaveText(name)
    await page.keyboard.press('d')
    // Slowly: the list has come back from the library in between.
    await expect.poll(() => sideCount(page, 'Dropped')).toBe(names.indexOf(name) + 1)
  }
  await expect(activeRow(page).locator('.term-name')).toHaveText(names[3]!)
})

test('a selection is decided as one step', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await page.keyboard.press('Home')
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('5 selected')).toBeVisible()
  await page.keyboard.press('d')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(5)
  await page.keyboard.press('Control+z')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(0)
})

test('an edited definition survives a restart, a re-run, and is undone after both', async ({ page, app }) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window', exact: true })).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('e')
  const field = inspector(page).getByRole('textbox', { name: 'Definition' })
  await expect(field).toBeFocused()
  await field.fill('The hours a ship may lie at the quay.')
  await page.keyboard.press('Control+Enter')
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeVisible()
  await expect(grid(page)).toBeFocused()

  await app.restart()
  await openRecent(page, app)
  await another(page, () => page.keyboard.press('Control+r'))
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByText('The hours a ship may lie at the quay.').first()).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeHidden()
})

test('a note is kept although the next term is chosen at once', async ({ page, app }) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await inspector(page).getByRole('textbox', { name: 'Note' }).fill('Ask the planner.')
  await rows(page).filter({ hasText: 'appointment slot' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'appointment slot' })).toBeVisible()
  await expect(inspector(page).getByRole('textbox', { name: 'Note' })).toHaveValue('')
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await expect(inspector(page).getByRole('textbox', { name: 'Note' })).toHaveValue('Ask the planner.')
})

test('search finds terms as they are typed, Enter goes into the list', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('reefer')
  await listed(page)
  await expect(rows(page).first()).toContainText('reefer')
  await page.keyboard.press('Enter')
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('a')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
})

test('a Japanese term is found by its reading, in kana and in romaji', async ({ page, app }) => {
  await openLibrary(page, app)
  for (const search of ['ぞうちにっ', 'ゾウチ', 'zouchi']) {
    await page.getByRole('searchbox').fill(search)
    await listed(page)
    await expect(rows(page).first(), search).toContainText('蔵置')
  }
})
