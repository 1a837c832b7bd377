import type { Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { activeRow, grid, inJapanese, inspector, openLibrary, palette, rows, search, sidebar } from '../harness/window.ts'

/** The map: one term, what it is linked with and how, by pointer, by keyboard and as a list. */

test.use({ documents: 'samples/handbook/en' })

const pane = (page: Page) => page.getByRole('region', { name: 'Map' })
const terms = (page: Page) => page.locator('.map-term')
const middle = (page: Page) => page.locator('.map-term[aria-current]')
const focused = (page: Page) => page.locator('.map-term:focus')

/** The term in the list, and the map around it. */
async function mapOf(page: Page, term: string): Promise<void> {
  await search(page, term)
  await expect(activeRow(page)).toContainText(term)
  await grid(page).focus()
  await rows(page)
    .filter({ has: page.locator('.term-name').getByText(term, { exact: true }) })
    .first()
    .click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Show on the map' }).click()
  await expect(middle(page)).toContainText(term)
  // Where its terms stand is worked out beside the page; they are all there by then.
  await settled(page)
}

test('from a row’s menu: the term in the middle, the inspector beside it, and never more than sixty', async ({ page, app }) => {
  await openLibrary(page, app)
  await mapOf(page, 'container')
  await expect.poll(() => terms(page).count()).toBeGreaterThan(3)
  expect(await terms(page).count()).toBeLessThanOrEqual(60)
  await expect(page.locator('.map-link').first()).toBeAttached()
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('container')
  await expect(sidebar(page, 'Map')).toHaveAttribute('aria-current', 'page')
  // No label lies on another.
  const over = () =>
    terms(page).evaluateAll((all) => {
      const boxes = all.map((one) => [one.textContent, one.getBoundingClientRect()] as const)
      const apart = (a: DOMRect, b: DOMRect) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
      return boxes.flatMap(([name, a], i) => boxes.slice(0, i).flatMap(([other, b]) => (apart(a, b) ? [] : [`${name} over ${other}`])))
    })
  await expect.poll(over).toEqual([])
})

test('by keyboard alone: arrows to linked terms, Enter, Backspace, letters decide, undo', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.keyboard.press('Alt+7')
  await expect(middle(page)).toBeVisible()
  await settled(page)
  const first = await middle(page).innerText()
  await middle(page).focus()
  await page.keyboard.press('PageDown')
  await expect(focused(page)).not.toHaveText(first)
  await expect(focused(page)).toHaveCount(1)
  const second = await focused(page).innerText()
  expect(second).not.toBe(first)
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText(second)
  // “All like this” is like the term people are at, not like the one the list is at behind the map.
  const command = await palette(page, 'Drop all like this')
  await expect(command.getByRole('option', { name: /^Drop all like this/ })).toBeVisible()
  await page.keyboard.press('Enter')
  const alike = page.getByRole('dialog', { name: 'Drop all like this' })
  await expect(alike.locator('.alike-term bdi')).toHaveText(second)
  await expect(alike.getByRole('grid', { name: 'Terms that fit' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(alike).toBeHidden()
  await expect(focused(page)).toHaveText(second)
  await page.keyboard.press('a')
  await expect(focused(page)).toHaveAccessibleName(/Accepted/)
  await page.keyboard.press('Control+z')
  await expect(focused(page)).toHaveAccessibleName(/To review/)
  await page.keyboard.press('d')
  await expect(focused(page)).toHaveAccessibleName(/Dropped|To review/)
  await expect(page.getByRole('button', { name: /^Undo: Drop/ })).toBeEnabled()
  await settled(page)
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: /^Redo: Drop/ })).toBeEnabled()
  await expect(focused(page)).toHaveAccessibleName(/To review/)
  await page.keyboard.press('Home')
  await expect(middle(page)).toBeFocused()
  let moved = 0
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
    await expect(focused(page)).toHaveCount(1)
    const before = await focused(page).innerText()
    await page.keyboard.press(key)
    await expect(focused(page)).toHaveCount(1)
    if ((await focused(page).innerText()) !== before) moved++
  }
  expect(moved).toBeGreaterThan(1)
  const next = await focused(page).innerText()
  await page.keyboard.press('Enter')
  await expect(middle(page)).toHaveText(next)
  if (next !== first) {
    await expect(middle(page)).toBeFocused()
    await page.keyboard.press('Backspace')
    await expect(middle(page)).toHaveText(first)
  }
  // The list was not touched by any of it.
  await page.keyboard.press('Alt+1')
  await expect(activeRow(page)).toContainText(first)
})

/** A place of the map where no term is and sixty pixels to the left of it there is still map: where terms are is the library's affair. */
async function ground(page: Page): Promise<{ x: number; y: number }> {
  const found = await page.evaluate(() => {
    const { left, top, width, height } = document.querySelector('.map-scroll')!.getBoundingClientRect()
    for (let y = top + 20; y < top + height * 0.8; y += 15)
      for (let x = left + width * 0.4; x < left + width * 0.9; x += 15) {
        const hit = document.elementFromPoint(x, y)
        if (hit?.closest('.map-scroll') && !hit.closest('.map-term')) return { x, y }
      }
    return null
  })
  expect(found, 'a place without a term').not.toBeNull()
  return found!
}

test('zoomed by keys, buttons and wheel, moved by Shift with arrows and by drag; labels stay readable', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.keyboard.press('Alt+7')
  await expect(middle(page)).toBeVisible()
  await settled(page)
  await middle(page).focus()
  const zoom = pane(page).getByRole('group', { name: 'Size of the map' })
  // As large as it fits, so long as it can be read, until somebody zooms.
  await expect.poll(async () => Number.parseInt(await zoom.getByRole('status').innerText(), 10)).toBeGreaterThanOrEqual(75)
  await page.keyboard.press('0')
  await expect(zoom.getByRole('status')).toHaveText('100%')
  await page.keyboard.press('+')
  await page.keyboard.press('=')
  await expect(zoom.getByRole('status')).toHaveText('144%')
  await expect(middle(page)).toBeFocused()
  await page.keyboard.press('0')
  await expect(zoom.getByRole('status')).toHaveText('100%')
  for (let i = 0; i < 8; i++) await page.keyboard.press('-')
  await expect(zoom.getByRole('status')).toHaveText('40%')
  await expect(zoom.getByRole('button', { name: 'Smaller' })).toBeDisabled()
  // As it is seen: the size of its letters times the size of the map.
  const letters = () => terms(page).evaluateAll((all) => Math.min(...all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))))
  expect((await letters()) * 0.4).toBeGreaterThan(9.5)
  await zoom.getByRole('button', { name: 'All of it' }).click()
  const inSight = () =>
    page.evaluate(() => {
      const view = document.querySelector('.map-scroll')!
      return view.scrollWidth <= view.clientWidth && view.scrollHeight <= view.clientHeight
    })
  await expect.poll(inSight).toBe(true)
  await middle(page).focus()
  for (let i = 0; i < 9; i++) await page.keyboard.press('+')
  const place = () => page.evaluate(() => document.querySelector('.map-scroll')!.scrollLeft)
  await expect(zoom.getByRole('button', { name: 'Larger' })).toBeDisabled()
  await settled(page)
  const before = await place()
  await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(place).toBe(before + 80)
  await expect(middle(page)).toBeFocused()
  // What is under the pointer stays under it.
  const at = await ground(page)
  await page.mouse.move(at.x, at.y)
  const shown = await zoom.getByRole('status').innerText()
  await page.mouse.wheel(0, 120)
  await expect(zoom.getByRole('status')).not.toHaveText(shown)
  await settled(page)
  const left = await place()
  const bare = await ground(page)
  await page.mouse.move(bare.x, bare.y)
  await page.mouse.down()
  await page.mouse.move(bare.x - 60, bare.y, { steps: 4 })
  await page.mouse.up()
  await expect.poll(place).toBe(left + 60)
})

test('as a list: the same terms with how they are linked; filters take kinds of links away', async ({ page, app }) => {
  await openLibrary(page, app)
  await mapOf(page, 'container')
  const drawn = (await terms(page).allInnerTexts()).sort()
  await pane(page).getByText('List', { exact: true }).click()
  const table = pane(page).getByRole('table')
  await expect.poll(async () => (await table.getByRole('row').getByRole('button').allInnerTexts()).sort()).toEqual(drawn)
  await expect(table.getByRole('row').nth(1)).toContainText('in the middle')
  await expect(table).toContainText('contains “container”')
  await axe(page, 'map as a list')
  await table.getByRole('button').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(table.getByRole('button').nth(1)).toBeFocused()
  const filters = pane(page).getByRole('group', { name: 'Links shown' })
  for (const kind of ['Related by people', 'Broader and narrower', 'In the definition', 'Near in the text'])
    await filters.getByRole('button', { name: kind }).click()
  await expect(pane(page).getByText('Every kind of link is switched off: switch one on above.')).toBeVisible()
  await expect(table.getByRole('row')).toHaveCount(2)
  await filters.getByRole('button', { name: 'Broader and narrower' }).click()
  await expect(table).toContainText('contains “container”')
  await expect(table).not.toContainText('near “container”')
})

test('the same map is drawn the same after a reload; the palette puts a term in the middle', async ({ page, app }) => {
  await openLibrary(page, app)
  await mapOf(page, 'container')
  const picture = () =>
    terms(page).evaluateAll((all) => all.map((one) => [one.textContent, (one as HTMLElement).style.left, (one as HTMLElement).style.top]))
  const before = await picture()
  await page.reload()
  await expect(rows(page).first()).toBeVisible()
  await mapOf(page, 'container')
  await expect(terms(page)).toHaveCount(before.length)
  await expect.poll(picture).toEqual(before)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /Go to a term/ }).fill('berth')
  await expect(page.locator('.mantine-Spotlight-action').first()).toContainText('berth')
  await page.keyboard.press('Enter')
  await expect(middle(page)).toContainText('berth')
  await pane(page).getByRole('button', { name: 'Back' }).click()
  await expect(middle(page)).toContainText('container')
})

// In both languages, light, dark and forced colours it is under axe in accessibility.spec.ts.
test('in Japanese the map speaks one language', async ({ page, app }) => {
  await openLibrary(page, app)
  await inJapanese(page)
  await page.keyboard.press('Alt+7')
  await expect(middle(page)).toBeVisible()
  await expect(page.locator('.map-filters')).toHaveText(/人が付けた関連.*広い語と狭い語.*定義の中.*本文で近い.*別の表記/)
})
