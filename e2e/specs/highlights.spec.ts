import type { Locator, Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { grid, openLibrary, openRecent, rows, sidebar, sideCount } from '../harness/window.ts'

/** What the reader marks: every use, first uses, terms with open problems, nothing. */

const reader = (page: Page): Locator => page.getByRole('region', { name: 'Reader' })
const control = (page: Page): Locator => reader(page).getByRole('button', { name: /^Highlights:/ })
const marked = async (page: Page): Promise<number> =>
  Number((await reader(page).locator('.reader-body').getAttribute('data-matches')) ?? 'NaN')

/** Texts of all marks in sight, in no order. */
const texts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const highlights = (CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights
    return ['accepted', 'undecided', 'active'].flatMap((name) =>
      [...(highlights.get(`term-${name}`) ?? [])].map((one) =>
        one.startContainer.textContent!.slice(one.startOffset, one.endOffset).toLowerCase(),
      ),
    )
  })

async function read(page: Page, name: string): Promise<void> {
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: name }).first().dblclick()
  await expect(reader(page).getByRole('heading', { name })).toBeVisible()
  await expect.poll(() => marked(page)).toBeGreaterThan(0)
  await settled(page)
}

async function choose(page: Page, what: string): Promise<void> {
  await control(page).click()
  await page.getByRole('menuitemradio', { name: what }).click()
  await expect(page.getByRole('menu')).toBeHidden()
}

test('first uses, problems, nothing and all again: chosen by keyboard, kept over a restart', async ({ page, app }) => {
  await openLibrary(page, app)
  await read(page, 'yard-operations.html')
  const all = await marked(page)
  expect(all).toBeGreaterThan(10)

  await control(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitemradio', { name: 'Every use' })).toBeChecked()
  await axe(page, 'highlights')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(control(page)).toHaveAccessibleName(/^Highlights: First use of each term/)
  await expect.poll(() => marked(page)).toBeLessThan(all)
  await settled(page)
  const first = await marked(page)
  expect(first).toBeGreaterThan(3)
  const twice = async () => {
    const shown = await texts(page)
    return shown.length > 0 && new Set(shown).size === shown.length
  }
  await expect.poll(twice, 'each term is marked once').toBe(true)
  await axe(page, 'first uses')

  await app.restart()
  await openRecent(page, app)
  await read(page, 'yard-operations.html')
  await expect(control(page)).toHaveAccessibleName(/^Highlights: First use of each term/)
  await expect.poll(() => marked(page)).toBe(first)

  await choose(page, 'Nothing')
  await expect.poll(() => marked(page)).toBe(0)
  await expect.poll(() => texts(page)).toEqual([])
  // What is not marked is not there to be hit either, but its occurrences are still gone through.
  await reader(page).getByRole('combobox', { name: 'Terms in this document' }).click()
  await page.getByRole('option').first().click()
  await expect(reader(page).getByRole('button', { name: 'Next occurrence' })).toBeEnabled()

  await choose(page, 'Every use')
  await expect.poll(() => marked(page)).toBe(all)
})

test('only terms with open problems: one whose problem is put aside is no longer marked', async ({ page, app }) => {
  await openLibrary(page, app)
  await read(page, 'yard-operations.html')
  const all = await marked(page)
  await choose(page, 'Terms with open problems')
  await expect.poll(() => marked(page)).not.toBe(all)
  await settled(page)
  const before = await marked(page)
  expect(before).toBeGreaterThan(0)
  await reader(page).getByRole('combobox', { name: 'Terms in this document' }).click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Escape')

  // Every problem put aside: nothing is left to mark, and that is said.
  await sidebar(page, /^Problems/).click()
  await expect(rows(page).first()).toBeVisible()
  await grid(page).focus()
  for (let left = await sideCount(page, 'Problems'); left > 0; left--) {
    await page.keyboard.press('i')
    // Many of them: none waits longer than its answer takes.
    await expect.poll(() => sideCount(page, 'Problems'), { intervals: [10, 20, 40, 80, 160] }).toBe(left - 1)
  }
  await expect(reader(page).getByText('No term of this document has an open problem.')).toBeVisible()
  await expect.poll(() => marked(page)).toBe(0)
  await reader(page).getByRole('button', { name: 'Highlight every use' }).click()
  await expect.poll(() => marked(page)).toBe(all)
})
