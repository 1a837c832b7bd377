import type { Locator, Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { grid, inspector, openLibrary, rows, search, sidebar } from '../harness/window.ts'

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Import a glossary' })

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.keyboard.press('Control+i')
  await expect(dialog(page)).toBeVisible()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}

async function find(page: Page, term: string): Promise<void> {
  await sidebar(page, /^All terms/).click()
  await search(page, term)
  await expect(rows(page).first()).toContainText(term)
  await rows(page).first().click()
  await expect(inspector(page).getByRole('heading', { name: term })).toBeVisible()
}

test('a table is imported: columns changed, differences decided, the rest reported, all of it undone as one step', async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  const table = 'Word,Kana,Text,Owner\n量子艀,りょうしはしけ,荷物を積み降ろしする作業。,A\n"=cmd|x",,A </script> term,B\n'
  await choose(page, 'terms.csv', table)
  await expect(dialog(page).getByRole('status')).toContainText('2 terms')
  const meaning = (n: number): Locator => dialog(page).getByRole('combobox', { name: `Meaning of column ${n}` })
  await expect(meaning(1)).toHaveValue('term')
  await expect(meaning(2)).toHaveValue('reading')
  await expect(meaning(4)).toHaveValue('ignore')
  await meaning(3).selectOption('definition')
  await dialog(page).getByText('1 thing not taken over').click()
  await expect(dialog(page).getByText('Owner (2 cells)')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Import', exact: true }).press('Enter')
  await expect(dialog(page).getByText('2 terms imported as one step.')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close', exact: true }).last().press('Enter')
  await expect(dialog(page)).toBeHidden()
  await find(page, '量子艀')
  await expect(inspector(page).getByText('荷物を積み降ろしする作業。')).toBeVisible()
  await expect(inspector(page).getByText('From the file terms.csv')).toBeVisible()

  await choose(page, 'terms.csv', table.replace('荷物を積み降ろしする作業。', 'ほかの定義。'))
  await expect(dialog(page).getByRole('status')).toContainText('2 terms')
  await meaning(3).selectOption('definition')
  await expect(dialog(page).getByText('1 difference between the file and this library')).toBeVisible()
  await dialog(page).getByRole('combobox', { name: 'Choice for 量子艀, Definition' }).selectOption('theirs')
  await dialog(page).getByRole('button', { name: 'Import', exact: true }).press('Enter')
  await expect(dialog(page).getByText('2 terms imported as one step.')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Undo the import' }).press('Enter')
  await expect(dialog(page)).toBeHidden()
  await find(page, '量子艀')
  await expect(inspector(page).getByText('荷物を積み降ろしする作業。')).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await sidebar(page, /^All terms/).click()
  await search(page, '量子艀')
  await expect(rows(page).filter({ hasText: /^量子艀$/ })).toHaveCount(0)
})

/** Tab until the control has the focus, as a person without a mouse does. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('no number of tabs leads there')
}

/** Opens the dialog, whose button has the focus, and gives it a file: the file dialog itself is the system's. */
async function chooseByKeyboard(page: Page, name: string, text: string): Promise<void> {
  await page.keyboard.press('Control+i')
  await expect(dialog(page).getByRole('button', { name: 'Choose a file…' })).toBeFocused()
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await expect(dialog(page).getByRole('status')).toContainText('3 terms')
}

test('an import by keyboard alone: what a column means, mine, theirs and both, and one step takes it back', async ({ page, app }) => {
  test.slow()
  await openLibrary(page, app)
  await chooseByKeyboard(page, 'first.csv', 'term,definition\n量子艀,元の一。\n量子桟橋,元の二。\n量子起重機,元の三。\n')
  await tabTo(page, dialog(page).getByRole('button', { name: 'Import', exact: true }))
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('3 terms imported as one step.')).toBeVisible()
  await tabTo(page, dialog(page).getByRole('button', { name: 'Close', exact: true }).last())
  await page.keyboard.press('Enter')
  await expect(dialog(page)).toBeHidden()

  await chooseByKeyboard(
    page,
    'second.csv',
    'Word,Text,Kana\n量子艀,新しい一。,りょうしはしけ\n量子桟橋,新しい二。,りょうしさんばし\n量子起重機,新しい三。,りょうしきじゅうき\n',
  )
  const meaning = dialog(page).getByRole('combobox', { name: 'Meaning of column 2' })
  await tabTo(page, meaning)
  await page.keyboard.type('Def')
  await expect(meaning).toHaveValue('definition')
  await expect(dialog(page).getByText('3 differences between the file and this library')).toBeVisible()
  const choice = (term: string): Locator => dialog(page).getByRole('combobox', { name: `Choice for ${term}, Definition` })
  for (const [term, downs, value] of [
    ['量子桟橋', 1, 'theirs'],
    ['量子起重機', 2, 'both'],
  ] as const) {
    await tabTo(page, choice(term))
    for (let pressed = 0; pressed < downs; pressed++) await page.keyboard.press('ArrowDown')
    await expect(choice(term)).toHaveValue(value)
  }
  await expect(choice('量子艀')).toHaveValue('mine')
  await tabTo(page, dialog(page).getByRole('button', { name: 'Import', exact: true }))
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('3 terms imported as one step.')).toBeVisible()
  await tabTo(page, dialog(page).getByRole('button', { name: 'Close', exact: true }).last())
  await page.keyboard.press('Enter')
  for (const [term, there, gone] of [
    ['量子艀', '元の一。', '新しい一。'],
    ['量子桟橋', '新しい二。', '元の二。'],
  ] as const) {
    await find(page, term)
    await expect(inspector(page).getByText(there)).toBeVisible()
    await expect(inspector(page).getByText(gone)).toHaveCount(0)
  }
  await find(page, '量子起重機')
  for (const text of ['元の三。', '新しい三。']) await expect(inspector(page).getByText(text)).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(inspector(page).getByText('新しい三。')).toHaveCount(0)
  await find(page, '量子桟橋')
  await expect(inspector(page).getByText('元の二。')).toBeVisible()
})

test('a file that is no glossary says why, and the next one is read', async ({ page, app }) => {
  await openLibrary(page, app)
  await choose(page, 'broken.tbx', '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tbx>&a;</tbx>')
  await expect(dialog(page).getByRole('alert')).toContainText('DOCTYPE')
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'list.md', mimeType: 'text/plain', buffer: Buffer.from('# G\n\n## tally\n\nA count.\n') })
  await expect(dialog(page).getByRole('status')).toContainText('1 term')
  await expect(dialog(page).getByRole('alert')).toBeHidden()
})

test('readings are checked by keyboard alone: unsure first, kana or romaji, undo, safe while composing', { tag: '@debugger' }, async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  await page.keyboard.press('Alt+6')
  const pane = page.getByRole('region', { name: 'Readings' })
  const status = pane.getByRole('status')
  await expect(status).toContainText('to be checked')
  const left = async (): Promise<number> => Number(/^([\d,]+) of/.exec(await status.innerText())?.[1]?.replace(',', ''))
  await settled(page)
  const before = await left()
  expect(before).toBeGreaterThan(1)
  const fields = pane.getByRole('textbox')
  const first = fields.nth(0)
  await first.focus()
  await first.fill('ryoushi')
  await page.keyboard.press('Enter')
  await expect(fields.nth(1)).toBeFocused()
  await expect(first).toHaveValue('りょうし')
  await expect.poll(left).toBe(before - 1)
  // Enter alone says that the reading is right.
  await page.keyboard.press('Enter')
  await expect(fields.nth(2)).toBeFocused()
  await expect.poll(left).toBe(before - 2)
  await page.keyboard.press('Control+z')
  await expect.poll(left).toBe(before - 1)
  await settled(page)
  await page.keyboard.press('ArrowUp')
  await expect(fields.nth(1)).toBeFocused()

  const client = await page.context().newCDPSession(page)
  await client.send('Input.imeSetComposition', { text: 'かな', selectionStart: 2, selectionEnd: 2 })
  const press = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...press })
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press })
  await expect(fields.nth(1)).toBeFocused()
  await settled(page)
  expect(await left()).toBe(before - 1)
})
