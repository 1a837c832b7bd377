import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { another, grid, inspector, openLibrary, openRecent, press, rows, sidebar, sideCount } from '../harness/window.ts'

/** What people typed or decided outlives a reload, a closed page and a restart; what they undid stays undone. */

const TERM = 'berth window'
const note = (page: Page) => inspector(page).getByRole('textbox', { name: 'Note' })

async function choose(page: Page): Promise<void> {
  await rows(page).filter({ hasText: TERM }).first().click()
  await expect(inspector(page).getByRole('heading', { name: TERM, exact: true })).toBeVisible()
}

async function write(page: Page, text: string): Promise<void> {
  await note(page).fill(text)
  await expect(note(page)).toHaveValue(text)
}

test('a note outlives a pause, a reload in the middle of a word, a closed page and a restart', { tag: '@tabs' }, async ({
  page,
  app,
  context,
}) => {
  await openLibrary(page, app)
  await choose(page)
  await write(page, 'after a pause')
  // Nothing but time: the field keeps the focus. What is stored can be undone.
  await expect(page.getByRole('banner').getByRole('button', { name: /^Undo: / })).toBeVisible()
  await expect(note(page)).toBeFocused()
  const second = await context.newPage()
  await second.goto(new URL('/', app.url()).href)
  await second.locator('.recent-item').first().click()
  await choose(second)
  await expect(note(second)).toHaveValue('after a pause')
  await second.close()

  await write(page, 'reloaded while typing')
  await page.reload()
  await choose(page)
  await expect(note(page)).toHaveValue('reloaded while typing')

  await write(page, 'another place at once')
  await page.keyboard.press('Alt+5')
  await page.keyboard.press('Alt+1')
  await choose(page)
  await expect(note(page)).toHaveValue('another place at once')

  await write(page, 'closed while typing')
  await page.close({ runBeforeUnload: true })
  const third = await context.newPage()
  await third.goto(new URL('/', app.url()).href)
  await third.locator('.recent-item').first().click()
  await choose(third)
  await expect(note(third)).toHaveValue('closed while typing')

  await write(third, 'before the restart')
  await grid(third).focus()
  // Another window sees it: it is stored, not only on its way.
  const fourth = await context.newPage()
  await fourth.goto(new URL('/', app.url()).href)
  await fourth.locator('.recent-item').first().click()
  await expect(async () => {
    await choose(fourth)
    await expect(note(fourth)).toHaveValue('before the restart', { timeout: 1000 })
  }).toPass()
  await fourth.close()
  await app.restart()
  await openRecent(third, app)
  await choose(third)
  await expect(note(third)).toHaveValue('before the restart')
})

test('edit, undo, restart, undo again, redo twice', async ({ page, app }) => {
  await openLibrary(page, app)
  await press(page, 'Home', 'a', 'a')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(2)
  await choose(page)
  await press(page, 'e')
  await inspector(page).getByRole('textbox', { name: 'Definition' }).fill('A window of my own.')
  await page.keyboard.press('Control+Enter')
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeVisible()
  // In a text field it would take back what was typed.
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeHidden()

  await app.restart()
  await openRecent(page, app)
  await press(page, 'Control+z')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(2)
  await page.keyboard.press('Control+Shift+z')
  await choose(page)
  await expect(inspector(page).getByText('A window of my own.').first()).toBeVisible()
})

test('removed documents come back by the notice that says so, and by the key after a restart', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^Documents/).click()
  const before = await sideCount(page, 'Documents')
  const row = rows(page).filter({ hasText: 'yard-operations.html' })
  for (const back of ['notice', 'key'] as const) {
    await row.click()
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(page.getByRole('contentinfo').getByText('1 document removed')).toBeVisible()
    await expect.poll(() => sideCount(page, 'Documents')).toBe(before - 1)
    if (back === 'notice') await page.getByRole('contentinfo').getByRole('button', { name: 'Undo' }).click()
    else {
      await app.restart()
      await openRecent(page, app)
      await press(page, 'Control+z')
    }
    await expect.poll(() => sideCount(page, 'Documents')).toBe(before)
  }
})

test('a window whose connection broke off and came back goes on where it was', { tag: '@address' }, async ({ page, app }) => {
  await page.addInitScript(() => {
    const Own = window.WebSocket
    const made: WebSocket[] = []
    ;(window as unknown as { sockets: WebSocket[] }).sockets = made
    window.WebSocket = class extends Own {
      constructor(url: string | URL) {
        super(url)
        made.push(this)
      }
    }
  })
  await openLibrary(page, app)
  await choose(page)
  await page.evaluate(() => (window as unknown as { sockets: WebSocket[] }).sockets.at(-1)!.close())
  await expect.poll(() => page.evaluate(() => (window as unknown as { sockets: WebSocket[] }).sockets.length)).toBe(2)
  await expect.poll(() => page.evaluate(() => (window as unknown as { sockets: WebSocket[] }).sockets.at(-1)!.readyState)).toBe(1)
  await expect(inspector(page).getByRole('heading', { name: TERM, exact: true })).toBeVisible()
  // Events reach it again: a run that begins now shows in the status bar, and its decisions in the list.
  await press(page, 'a')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  await another(page, () => page.keyboard.press('Control+r'))
  await sidebar(page, 'Runs').click()
  await expect(page.getByRole('log')).toContainText('Run 2 started')
  await expect(rows(page)).toHaveCount(2)
})

test('lines moved between the panes stay where they are: over other panes, and over a reload', async ({ page, app }) => {
  await openLibrary(page, app)
  await choose(page)
  const line = page.locator('.main-split > [role=separator]')
  const at = async (): Promise<number> => Math.round((await line.first().boundingBox())!.x)
  await expect(line).toHaveCount(1)
  await settled(page)
  const before = await at()
  await line.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowLeft')
  await expect.poll(at).toBeLessThan(before - 80)
  await settled(page)
  const moved = await at()
  // Another set of panes has lines of its own.
  await page.keyboard.press('Control+3')
  await expect(line).toHaveCount(2)
  await page.keyboard.press('Control+3')
  await expect(line).toHaveCount(1)
  await expect.poll(at).toBe(moved)
  await page.reload()
  await choose(page)
  await expect(line).toHaveCount(1)
  await expect.poll(at).toBe(moved)
  await line.dblclick()
  await expect.poll(at).toBe(before)
})
