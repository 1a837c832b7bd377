import { type CDPSession, expect, type Locator, type Page } from 'playwright/test'

/** What an input method takes for itself: it commits, gives up, and goes through its candidates. */
const KEYS = ['Enter', 'Escape', 'ArrowDown', 'ArrowUp'] as const

/** Composes かな, presses the key the way an input method passes it on, and looks whether anything reacted. */
async function compose(client: CDPSession, key: (typeof KEYS)[number]): Promise<void> {
  await client.send('Input.imeSetComposition', { text: 'かな', selectionStart: 2, selectionEnd: 2 })
  const press = { key, code: key, windowsVirtualKeyCode: 229, nativeVirtualKeyCode: 229 }
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...press })
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...press })
}

/** The field keeps focus and text, and the dialogs around it stay. @param where named when it does not */
export async function expectInertField(page: Page, where: string, field: Locator): Promise<void> {
  const client = await page.context().newCDPSession(page)
  await field.focus()
  await expect(field, where).toBeFocused()
  const dialogs = await page.getByRole('dialog').count()
  const before = await field.inputValue()
  for (const key of KEYS) {
    await compose(client, key)
    await expect(field, `${where}, ${key}`).toBeFocused()
    await expect(field, `${where}, ${key}`).toHaveValue(/かな/)
    expect(await page.getByRole('dialog').count(), `${where}, ${key}`).toBe(dialogs)
    await client.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
  }
  await field.fill(before)
  await client.detach()
}
