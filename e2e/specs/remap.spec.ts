import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { expectInertField } from '../harness/ime.ts'
import { settled } from '../harness/settled.ts'
import {
  activeTerm,
  closeDialog,
  expectDecision,
  grid,
  inspector,
  openDialog,
  openLibrary,
  openRecent,
  openSettings,
  rows,
  sidebar,
  sideCount,
} from '../harness/window.ts'

/** Keys that people change, sequences after G, and what else of the keyboard map the other specs don't press. */

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Change keyboard shortcuts' })
const row = (page: Page, command: string): Locator =>
  dialog(page)
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${command}`) })

/** Opens the settings of the keyboard by keyboard. */
async function keyboard(page: Page): Promise<void> {
  await grid(page).focus()
  await page.keyboard.press('F1')
  await page.getByRole('button', { name: 'Change keyboard shortcuts…' }).press('Enter')
  await expect(dialog(page)).toBeVisible()
  // The sheet it was opened from is on its way out.
  await expect(page.getByRole('dialog')).toHaveCount(1)
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(dialog(page)).toBeHidden()
}

test('a key is changed by pressing another one, taken over from its command, kept over a restart, and reset', { tag: '@debugger' }, async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  await keyboard(page)
  await expectInertField(page, 'keyboard', dialog(page).getByRole('searchbox', { name: 'Search commands and keys' }))
  await axe(page, 'keyboard settings')

  // Escape leaves the key as it was, and the dialog open.
  const accept = row(page, 'Accept')
  await accept.getByRole('button', { name: 'Change A of “Accept”' }).press('Enter')
  await expect(accept.getByRole('button', { name: /the new key of/ })).toBeFocused()
  await axe(page, 'waiting for a key')
  await page.keyboard.press('Escape')
  await expect(accept.getByRole('button', { name: 'Change A of “Accept”' })).toBeFocused()
  await expect(dialog(page)).toBeVisible()

  // Tab and Enter stay what they are.
  await page.keyboard.press('Enter')
  await expect(accept.getByRole('button', { name: /the new key of/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(accept.getByRole('alert')).toContainText('Enter can’t be used')
  await page.keyboard.press('y')
  await expect(accept.getByRole('button', { name: 'Change Y of “Accept”' })).toBeFocused()

  // A key that another command has is offered.
  const drop = row(page, 'Drop')
  await drop.first().getByRole('button', { name: 'Change D of “Drop”' }).press('Enter')
  await page.keyboard.press('y')
  await expect(drop.first().getByRole('alert')).toContainText('Y is the key of “Accept”.')
  await axe(page, 'taking a key over')
  await page.keyboard.press('Escape')
  await expect(drop.first().getByRole('button', { name: 'Change D of “Drop”' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('y')
  await expect(drop.first().getByRole('button', { name: 'Take it over' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(drop.first().getByRole('button', { name: 'Change Y of “Drop”' })).toBeFocused()
  await expect(accept.getByRole('button', { name: /^Change Y/ })).toBeHidden()
  await close(page)

  // Now Y drops, D and A do nothing, and whatever shows a key shows that one.
  // Where dropped terms stay in the list.
  await sidebar(page, /^All terms/).click()
  await grid(page).focus()
  await page.keyboard.press('Home')
  const term = await activeTerm(page)
  await page.keyboard.press('d')
  await page.keyboard.press('a')
  await page.keyboard.press('y')
  await expectDecision(page, term, 'Dropped')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(0)
  await expect(inspector(page).getByRole('button', { name: 'Drop' })).toContainText('Y')
  await page.keyboard.press('F1')
  await expect(page.getByRole('dialog')).toContainText('Y / Ctrl+D')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Drop')
  await expect(page.getByRole('dialog').getByRole('option', { name: /^Drop/ }).first()).toContainText('Y')
  await closeDialog(page)
  await settled(page)

  await app.restart()
  await openRecent(page, app)
  await sidebar(page, /^All terms/).click()
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await settled(page)
  const next = await activeTerm(page)
  await page.keyboard.press('y')
  await expectDecision(page, next, 'Dropped')

  await settled(page)
  await keyboard(page)
  await row(page, 'Drop').first().getByRole('button', { name: 'Reset “Drop”' }).press('Enter')
  await expect(row(page, 'Drop').first().getByRole('button', { name: 'Change D of “Drop”' })).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Reset all' }).press('Enter')
  await expect(row(page, 'Accept').getByRole('button', { name: 'Change A of “Accept”' })).toBeVisible()
  await close(page)
})

test('one more key, a sequence, a key removed; commands are found by their name and by their key', async ({ page, app }) => {
  await openLibrary(page, app)
  await keyboard(page)
  const search = dialog(page).getByRole('searchbox')
  await search.fill('ctrl+e')
  await expect(dialog(page).getByRole('listitem')).toHaveCount(2)
  await search.fill('required')
  const lists = row(page, 'Required and excluded')
  await lists.getByRole('button', { name: 'One more key for “Required and excluded”' }).press('Enter')
  await page.keyboard.press('g')
  await expect(lists.getByRole('button', { name: /the new key of/ })).toHaveText('G …')
  await page.keyboard.press('l')
  await expect(lists.getByRole('button', { name: 'Change G L of “Required and excluded”' })).toBeFocused()
  await lists.getByRole('button', { name: 'Change Alt+4 of “Required and excluded”' }).press('Enter')
  await lists.getByRole('button', { name: 'Remove Alt+4' }).press('Enter')
  await expect(lists.getByRole('button', { name: /^Change Alt/ })).toBeHidden()
  await close(page)

  await grid(page).focus()
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('region', { name: 'Terms' })).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await expect(page.getByRole('textbox', { name: 'Add a required term' })).toBeVisible()
})

test('G waits, says what can follow, and is never taken for what the letter after it does by itself', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  const hint = page.locator('.leader-hint')
  await page.keyboard.press('g')
  await expect(hint).toContainText('To review')
  await expect(hint).toContainText('Documents')
  await axe(page, 'G waits')
  await page.keyboard.press('Escape')
  await expect(hint).toBeHidden()

  for (const [key, name] of [
    ['d', 'Documents'],
    ['p', 'Problems'],
    ['t', 'Terms'],
  ] as const) {
    await page.keyboard.press('g')
    await expect(hint).toBeVisible()
    await page.keyboard.press(key)
    await expect(page.getByRole('region', { name, exact: true }).first()).toBeVisible()
    await expect(hint).toBeHidden()
  }
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await expect(sidebar(page, /^To review/)).toHaveAttribute('aria-current', 'page')

  // A after G leads nowhere and accepts nothing.
  await grid(page).focus()
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await expect(hint).toBeHidden()
  await settled(page)
  expect(await sideCount(page, 'Accepted')).toBe(0)

  // In a text field G is a letter.
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('gd')
  await expect(page.getByRole('searchbox')).toHaveValue('gd')
  await expect(hint).toBeHidden()
})

test('J, K and the brackets are switched off with the single letters', async ({ page, app }) => {
  await openLibrary(page, app)
  await openSettings(page, 'Keyboard')
  await page.getByRole('switch', { name: /Single-letter shortcuts/ }).press('Space')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await grid(page).focus()
  await page.keyboard.press('Home')
  const first = await activeTerm(page)
  for (const key of ['j', 'x', 'g', 'd', ']']) await page.keyboard.press(key)
  await settled(page)
  expect(await activeTerm(page)).toBe(first)
  await expect(page.getByText(/ selected$/)).toBeHidden()
  await expect(page.getByRole('region', { name: 'Reader' })).toBeHidden()
  await expect(page.getByRole('region', { name: 'Terms', exact: true })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('.grid-row.is-active .term-name')).not.toHaveText(first)
})

test('Space peeks without leaving the list, Alt+Enter goes into the source, Ctrl+P goes to terms and documents', async ({ page, app }) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await grid(page).focus()
  const reader = page.getByRole('region', { name: 'Reader' })
  await page.keyboard.press('Space')
  await expect(reader.locator('.reader-text')).toContainText(/berth window/i)
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(reader).toBeHidden()
  await page.keyboard.press('Alt+Enter')
  await expect(reader.getByRole('document')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(reader).toBeHidden()

  await openDialog(page, 'Control+p', /.*/)
  await page.keyboard.type('yard-oper')
  const found = page.getByRole('dialog').getByRole('option', { name: /yard-operations/ })
  await expect(found.first()).toBeVisible()
  await expect(page.getByRole('dialog').getByRole('option', { name: /^Export/ })).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(reader.locator('.reader-text')).toBeVisible()
  await expect(reader.getByRole('heading', { level: 2 }).first()).toContainText('yard-operations.html')
})

test('Ctrl+F finds in the document where the reader has the focus, in the list elsewhere', { tag: '@debugger' }, async ({ page, app }) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await grid(page).focus()
  await page.keyboard.press('Alt+Enter')
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.getByRole('document')).toBeFocused()
  const field = reader.getByRole('searchbox', { name: 'Find in this document' })
  // The first letter comes as soon as the field has the keyboard, the second some frames later: neither is lost.
  await page.evaluate(async () => {
    const press = { key: 'f', code: 'KeyF', ctrlKey: true, bubbles: true, cancelable: true }
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', press))
    while (document.activeElement?.tagName !== 'INPUT') await new Promise((later) => setTimeout(later))
    document.execCommand('insertText', false, 'Q')
    for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn))
    document.execCommand('insertText', false, 'U')
  })
  await expect(field).toHaveValue('QU')
  await field.fill('')
  await expect(field).toBeFocused()
  await settled(page)
  const cited = () =>
    page.evaluate(() => {
      const [range] = [...((CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation') ?? [])]
      const box = range?.startContainer.parentElement?.getBoundingClientRect()
      return range && box && box.top >= 0 && box.bottom <= window.innerHeight
        ? `${range.startContainer.textContent!.slice(range.startOffset, range.endOffset)} ${range.startContainer.textContent!.length} ${range.startOffset}`
        : ''
    })
  await page.keyboard.type('QUAY')
  await expect(reader.getByRole('status').filter({ hasText: /^1 of \d+$/ })).toBeVisible()
  await expect.poll(cited).toMatch(/^quay/i)
  const first = await cited()
  await page.keyboard.press('Enter')
  await expect.poll(cited).not.toBe(first)
  await page.keyboard.press('Shift+Enter')
  await expect.poll(cited).toBe(first)
  await axe(page, 'find in the reader')
  await expectInertField(page, 'find', reader.getByRole('searchbox', { name: 'Find in this document' }))
  await field.fill('no such words')
  await expect(reader.getByText('Nothing found')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(field).toBeHidden()
  await expect(reader.getByRole('document')).toBeFocused()
  await grid(page).focus()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Search terms, variants and readings' })).toBeFocused()
})

test('a settings file nobody can read keeps nobody out', { tag: '@path' }, async ({ page, app }) => {
  writeFileSync(join(app.home, 'settings.json'), '{"keys": {"undo": 7, "term.accept": ["y"]}, "theme": "pink", "letterKeys": true}')
  await openLibrary(page, app)
  await grid(page).focus()
  await page.keyboard.press('Home')
  const term = await activeTerm(page)
  await page.keyboard.press('y')
  await expectDecision(page, term, 'Accepted')
  await page.keyboard.press('Control+z')
  await expectDecision(page, term, 'To review')
})
