import type { CDPSession, Locator, Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { grid, inspector, readFolder, rows } from '../harness/window.ts'

/** Enter and Escape while an input method composes belong to the input method: in every text field the app has. */

const fields = (root: Page | Locator): Locator =>
  root
    .locator('input:not([type=checkbox]):not([type=radio]):not([readonly]):not([inputmode=numeric]):not([inputmode=decimal]), textarea')
    .filter({ visible: true })

/** Composes かな, presses the key the way an input method passes it on, and looks whether anything reacted. */
async function compose(client: CDPSession, key: 'Enter' | 'Escape'): Promise<void> {
  await client.send('Input.imeSetComposition', { text: 'かな', selectionStart: 2, selectionEnd: 2 })
  const press = { key, code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...press })
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press })
}

async function expectInertField(page: Page, client: CDPSession, where: string, field: Locator): Promise<void> {
  await field.focus()
  const dialogs = await page.getByRole('dialog').count()
  const before = await field.inputValue()
  for (const key of ['Enter', 'Escape'] as const) {
    await compose(client, key)
    await expect(field, `${where}, ${key}`).toBeFocused()
    expect(await field.inputValue(), `${where}, ${key}`).toContain('かな')
    expect(await page.getByRole('dialog').count(), `${where}, ${key}`).toBe(dialogs)
    await client.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
  }
  await field.fill(before)
}

/** Every text field on the screen, or in the open dialog: it keeps the focus to itself. */
async function expectInert(page: Page, client: CDPSession, where: string, root: Page | Locator = page): Promise<number> {
  const all = await fields(root).count()
  // From the last to the first: what is typed into the search field, which comes first, moves the list and with it the inspector.
  for (let i = all - 1; i >= 0; i--) await expectInertField(page, client, `${where}, field ${i}`, fields(root).nth(i))
  return all
}

test('no text field reacts to Enter or Escape during composition', async ({ page, app }) => {
  test.setTimeout(120_000)
  const client = await page.context().newCDPSession(page)
  let seen = 0
  await app.open(page)
  seen += await expectInert(page, client, 'welcome')
  await readFolder(page, app)
  await rows(page).filter({ hasText: '蔵置日数' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: '蔵置日数' })).toBeVisible()
  await inspector(page).locator('.link-button').first().click()
  // This one goes away when another field gets the focus.
  await expectInertField(page, client, 'reading', inspector(page).getByRole('textbox', { name: 'Reading' }))
  await grid(page).focus()
  seen += 1 + (await expectInert(page, client, 'terms'))
  // The search waits for a pause in typing: only then the list has all terms again.
  await page.waitForTimeout(700)
  await rows(page).filter({ hasText: '蔵置日数' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: '蔵置日数' })).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('e')
  // Typing in the search field above moves the list to another term, so this one is looked at alone.
  await expectInertField(page, client, 'definition', inspector(page).getByRole('textbox', { name: 'Definition' }))
  seen += 1
  await grid(page).focus()
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('textbox', { name: 'Add a required term' })).toBeVisible()
  seen += await expectInert(page, client, 'lists')
  await page.keyboard.press('Alt+1')
  for (const key of ['Control+,', 'Control+e', 'Control+o', 'Control+k', 'Control+Shift+a', 'Control+Shift+f']) {
    await grid(page).focus()
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    seen += await expectInert(page, client, key, page.getByRole('dialog'))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  expect(seen).toBeGreaterThanOrEqual(14)
})
