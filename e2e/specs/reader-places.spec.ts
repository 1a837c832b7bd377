import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { cited } from '../harness/reader.ts'
import { settled } from '../harness/settled.ts'
import { grid, inspector, openLibrary, rows } from '../harness/window.ts'

/** Places around the reader: the margin beside its text, the peek above the list, beside the list or below it. */

const marksOf = async (page: Page, lane: string): Promise<number> => Number(await page.locator(`.ruler-${lane}`).getAttribute('data-marks'))

test('the margin says where in the document the term, the words searched for and the cited passage are; a click goes there', async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  await rows(page)
    .filter({ has: page.locator('.term-name', { hasText: /^vessel call$/ }) })
    .click()
  await expect(inspector(page).getByRole('heading', { name: 'vessel call' })).toBeVisible()
  await inspector(page).locator('.cite').first().click()
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.getByRole('status').filter({ hasText: /^\d+ here$/ })).toBeVisible()
  await settled(page)
  const here = Number.parseInt(
    await reader
      .getByRole('status')
      .filter({ hasText: / here$/ })
      .innerText(),
    10,
  )
  expect(here).toBeGreaterThan(1)
  await expect.poll(() => marksOf(page, 'term')).toBe(here)
  await expect.poll(() => marksOf(page, 'cited')).toBeGreaterThan(0)
  expect(await marksOf(page, 'problem')).toBe(0)
  await page.keyboard.press(']')
  await expect(reader.getByRole('status').filter({ hasText: `1 of ${here}` })).toBeVisible()

  // What is searched for has marks as many as the field says, and the margin is told apart from a scroll bar by what it says.
  await reader.getByRole('document').focus()
  await page.keyboard.press('Control+f')
  await expect(reader.getByRole('searchbox', { name: 'Find in this document' })).toBeFocused()
  await page.keyboard.type('vessel')
  const found = reader.getByRole('search').getByRole('status')
  await expect(found).toHaveText(/^1 of \d+$/)
  await expect.poll(async () => `1 of ${await marksOf(page, 'found')}`).toBe(await found.innerText())
  await settled(page)
  const ruler = (await page.locator('.reader-ruler').boundingBox())!
  // Rows of the margin are counted from its top, 800 to its height (src-renderer/reader/ruler.ts).
  const row = Number(/M9 (\d+)H12$/.exec((await page.locator('.ruler-found').getAttribute('d'))!)![1])
  const last = ruler.y + (ruler.height * row) / 800
  await page.mouse.move(ruler.x + 10, last)
  await expect(page.locator('.ruler-tip')).toContainText(/“vessel”: \d+ of \d+/i)
  await expect(page.locator('.ruler-tip')).toContainText(/line \d+/)
  await page.mouse.click(ruler.x + 10, last)
  await expect.poll(() => cited(page)).toMatchObject({ text: 'vessel', visible: true })
  // The keyboard stayed in the field: Enter goes on from there.
  await expect(reader.getByRole('searchbox', { name: 'Find in this document' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(found).toHaveText(/^1 of \d+$/)
  await page.mouse.move(ruler.x - 200, ruler.y + 40)
  await expect(page.locator('.ruler-tip')).toBeHidden()
})

test('a peek follows the row with the focus, the keyboard stays in the list; the reader stands below the list when it is put there', async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  const reader = page.getByRole('region', { name: 'Reader' })
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window', exact: true })).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Space')
  await expect.poll(async () => (await cited(page)).text).toContain('berth window')
  await page.keyboard.press('ArrowDown')
  const next = (await page.locator('.grid-row.is-active .term-name').innerText()).toLowerCase()
  await expect(reader.locator('.reader-text')).toContainText(new RegExp(next.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i'))
  await expect.poll(async () => (await cited(page)).text).not.toContain('berth window')
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(reader).toBeHidden()
  await page.keyboard.press('ArrowUp')
  await expect(reader).toBeHidden()

  await page.keyboard.press('Space')
  await expect(reader.locator('.reader-text')).toBeVisible()
  await reader.getByRole('button', { name: 'Put the reader below the list' }).click()
  const below = async () => (await reader.boundingBox())!.y >= (await grid(page).boundingBox())!.y + 40
  await expect.poll(below).toBe(true)
  await expect(reader.locator('.reader-text')).toContainText(/berth window/i)
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
  await page.keyboard.press('Control+3')
  await expect(reader).toBeVisible()
  await expect.poll(below).toBe(true)
  await reader.getByRole('button', { name: 'Put the reader beside the list' }).click()
  await expect.poll(below).toBe(false)
})
