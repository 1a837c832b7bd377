import type { Locator, Page } from 'playwright/test'
import { expect, type RunningApp, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import {
  activeTerm,
  closeDialog,
  expectDecision,
  grid,
  inspector,
  listed,
  openLibrary,
  openSettings,
  rows,
  sidebar,
  sideCount,
} from '../harness/window.ts'

/** The keys of the list, each doing what the shortcut sheet says, and nothing where text is typed. */

async function choose(page: Page, term: string): Promise<void> {
  await grid(page).focus()
  await rows(page).filter({ hasText: term }).first().click()
  await expect(inspector(page).getByRole('heading', { name: term, exact: true })).toBeVisible()
  await grid(page).focus()
}

test('A accepts, D drops, U takes back, E edits, N writes a note: Escape leads back to the list', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^All terms/).click()
  await choose(page, 'berth window')
  await page.keyboard.press('a')
  await expectDecision(page, 'berth window', 'Accepted')
  await choose(page, 'berth window')
  await page.keyboard.press('d')
  await expectDecision(page, 'berth window', 'Dropped')
  await choose(page, 'berth window')
  await page.keyboard.press('u')
  await expectDecision(page, 'berth window', 'To review')
  for (const [key, field] of [
    ['e', 'Definition'],
    ['n', 'Note'],
    ['v', 'Add a variant'],
  ] as const) {
    await choose(page, 'berth window')
    await page.keyboard.press(key)
    await expect(inspector(page).getByRole('textbox', { name: field })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(grid(page)).toBeFocused()
  }
})

/** Gives “berth window” the variant “mooring interval” by its key. @returns the variants in the inspector */
async function withVariant(page: Page, app: RunningApp): Promise<Locator> {
  await openLibrary(page, app)
  await choose(page, 'berth window')
  await page.keyboard.press('v')
  await expect(inspector(page).getByRole('textbox', { name: 'Add a variant' })).toBeFocused()
  await page.keyboard.type('mooring interval')
  await page.keyboard.press('Enter')
  const variants = inspector(page).getByRole('region', { name: 'Variants' })
  await expect(variants.getByText('mooring interval', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  return variants
}

test('V adds a variant; S goes through the statuses of the headword and is taken back step by step', async ({ page, app }) => {
  const variants = await withVariant(page, app)
  await expect(grid(page)).toBeFocused()
  const usage = variants.getByRole('combobox', { name: 'Usage of “berth window”' })
  for (const status of ['Preferred', 'Admitted', 'Forbidden', 'No status']) {
    await page.keyboard.press('s')
    await expect(usage).toHaveValue(status)
    // The next key goes on from the status of this one.
    await settled(page)
  }
  await page.keyboard.press('Control+z')
  await expect(usage).toHaveValue('Forbidden')
  await page.keyboard.press('Control+z')
  await expect(usage).toHaveValue('Admitted')
})

test('the added variant is one step: undone at once, it is neither a variant nor a term', async ({ page, app }) => {
  const variants = await withVariant(page, app)
  await page.keyboard.press('Control+z')
  await expect(variants.getByText('mooring interval', { exact: true })).toBeHidden()
  await sidebar(page, /^All terms/).click()
  await page.getByRole('searchbox').fill('mooring interval')
  await expect(page.locator('.pane-head [role=status]').first()).toHaveText('0 terms')
})

test('X, Shift and Ctrl+A select; one decision over all of them is one step', async ({ page, app }) => {
  await openLibrary(page, app)
  await settled(page)
  const terms = await listed(page)
  // Rows that are folded away are not in the list: what can't be seen is not decided.
  const folded = await page.getByRole('button', { name: /^\d+ folded$/ }).innerText()
  const undecided = terms - Number.parseInt(folded, 10)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('x')
  await expect(page.getByText('1 selected')).toBeVisible()
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('Control+ArrowDown')
  await page.keyboard.press('x')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText(/ selected$/)).toBeHidden()
  await page.keyboard.press('Control+a')
  await expect(page.getByText(/ selected$/)).toHaveText(`${undecided.toLocaleString('en')} selected`)
  await page.keyboard.press('d')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(undecided)
  await page.keyboard.press('Control+z')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(0)
})

test('letters are text in text fields, and can be switched off', async ({ page, app }) => {
  await openLibrary(page, app)
  await settled(page)
  const first = await activeTerm(page)
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('adumvslx')
  await expect(page.getByRole('searchbox')).toHaveValue('adumvslx')
  await page.getByRole('searchbox').fill('')
  await expect(rows(page).first().locator('.term-name')).toHaveText(first)
  await openSettings(page, 'Keyboard')
  await page.getByRole('switch', { name: /Single-letter shortcuts/ }).press('Space')
  await closeDialog(page)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('a')
  await page.keyboard.press('d')
  await settled(page)
  await expect(page.getByRole('navigation').getByRole('button', { name: /^Accepted/ })).toContainText('0')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  expect(await sideCount(page, 'Dropped')).toBe(0)
})

test('the row with the focus is seen whole wherever the keys take it, below the head and above the lower edge', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^All terms/).click()
  await grid(page).focus()
  const whole = () =>
    page.evaluate(() => {
      const [row, head, view] = ['.grid-row.is-active', '.grid-head', '.grid-scroll'].map((one) =>
        document.querySelector(one)!.getBoundingClientRect(),
      )
      return row!.top >= head!.bottom - 1 && row!.bottom <= view!.bottom + 1
    })
  for (const keys of [
    ['PageDown'],
    ['PageDown', 'ArrowDown'],
    Array<string>(40).fill('ArrowDown'),
    ['PageUp'],
    ['End'],
    ['ArrowUp'],
    ['Home'],
  ]) {
    for (const key of keys) await page.keyboard.press(key)
    await expect.poll(whole, { message: keys.join(' ') }).toBe(true)
  }
})
