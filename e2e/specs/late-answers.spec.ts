import { expect, type Page } from 'playwright/test'
import { test } from '../harness/fake-test.ts'
import { openLook } from '../harness/looks.ts'
import { activeTerm, dialogsGone, grid, rows } from '../harness/window.ts'

/** Answers that come late or out of order, over a made-up host that gives them when it is told to: what is typed or done meanwhile is never about something else. */

interface Held {
  readonly search: string
  readonly release: () => void
}
interface Bench {
  readonly calls: { readonly name: string; readonly args: { readonly command?: { readonly type: string; readonly into?: number } } }[]
  answers: Record<string, (args: { query?: { search?: string }; surface?: string }) => unknown>
  held: Held[]
}

async function open(page: Page): Promise<void> {
  await openLook(page, '/', 'en', 'light')
  await page.locator('.recent-item').click()
  await page.locator('.inspector-head').waitFor()
  await grid(page).focus()
}

/** From now on searches (`terms.page` with words), or what words are (`terms.named`), wait. */
const hold = (page: Page, name: 'terms.page' | 'terms.named'): Promise<void> =>
  page.evaluate((call) => {
    const { bench } = window as unknown as { bench: Bench }
    bench.held = []
    const answer = bench.answers[call] ?? (() => ({ term: null, excluded: false }))
    bench.answers[call] = (args) => {
      const search = args.query?.search ?? args.surface ?? ''
      if (search === '') return answer(args)
      return new Promise((resolve) => bench.held.push({ search, release: () => resolve(answer(args)) }))
    }
  }, name)

/** Waits until this has been asked for, and answers it. */
async function release(page: Page, search: string): Promise<void> {
  await page.waitForFunction((text) => (window as unknown as { bench: Bench }).bench.held.some((one) => one.search === text), search)
  await page.evaluate((text) => {
    for (const one of (window as unknown as { bench: Bench }).bench.held) if (one.search === text) one.release()
  }, search)
}

const commands = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { bench: Bench }).bench.calls.filter(({ name }) => name === 'commands.do').map(({ args }) => args.command),
  )

test('a term is merged into none that another text found: Enter does nothing until the terms for this one are there', async ({ page }) => {
  await open(page)
  await hold(page, 'terms.page')
  await page.keyboard.press('m')
  const merge = page.getByRole('dialog', { name: 'Merge terms' })
  const field = merge.getByRole('textbox')
  await expect(field).toBeFocused()
  await field.fill('term 20')
  await release(page, 'term 20')
  await expect(merge.getByRole('radio').first()).toBeVisible()
  await field.fill('term 41')
  await expect(merge.getByRole('radio')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(merge.getByRole('button', { name: 'Merge' })).toBeDisabled()
  expect(await commands(page)).toEqual([])
  await release(page, 'term 41')
  await expect(merge.getByRole('radio', { name: 'term 41', exact: true })).toBeChecked()
  await page.keyboard.press('Enter')
  await expect(merge).toBeHidden()
  expect(await commands(page)).toMatchObject([{ type: 'merge', into: 41 }])
  // The next key is the list's as soon as that has the focus again.
  await dialogsGone(page)
  // More than the host takes is cut, not refused.
  await page.keyboard.press('m')
  await expect(field).toBeFocused()
  await field.fill('x'.repeat(300))
  await release(page, 'x'.repeat(200))
  await expect(merge.getByRole('button', { name: 'Merge' })).toBeDisabled()
  await expect(merge.getByRole('alert')).toHaveCount(0)
})

test('the palette goes to a term of the text that is in it, as soon as that is answered', async ({ page }) => {
  await open(page)
  await hold(page, 'terms.page')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Go to a term or command…' })
  const field = palette.getByRole('combobox')
  await expect(field).toBeFocused()
  await field.fill('term 20')
  await release(page, 'term 20')
  await expect(palette.getByRole('option', { name: 'term 20', exact: false }).first()).toBeVisible()
  await field.fill('term 404')
  await expect(palette.getByRole('option')).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(palette).toBeVisible()
  await release(page, 'term 404')
  await expect(palette).toBeHidden()
  await expect.poll(() => activeTerm(page)).toBe('term 404')
})

test('the term a variant is of is chosen among those of the text that is in the field', async ({ page }) => {
  await open(page)
  await page.evaluate(() => {
    const { bench } = window as unknown as { bench: Bench }
    bench.answers['terms.named'] = () => ({ term: null, excluded: false })
  })
  await hold(page, 'terms.page')
  await page.keyboard.press('Control+Shift+a')
  const form = page.getByRole('dialog', { name: 'Add a term' })
  await form.getByText('Variant of…').click()
  const field = form.getByRole('combobox', { name: 'Of the term' })
  await field.fill('term 20')
  await release(page, 'term 20')
  await expect(page.getByRole('option').first()).toBeVisible()
  await field.fill('term 41')
  await expect(page.getByRole('option', { name: /^term 20/ })).toHaveCount(0)
  await release(page, 'term 41')
  await expect(page.getByRole('option', { name: 'term 41', exact: true })).toBeVisible()
})

test('words are not added before it is known that they are a term already: Enter waits, and goes there', async ({ page }) => {
  await open(page)
  await page.evaluate(() => {
    const { bench } = window as unknown as { bench: Bench }
    const term = { id: 4, headword: 'term 4', language: 'en', decision: 'accepted', accepted: true, required: false }
    bench.answers['terms.named'] = ({ surface }) => ({ term: surface === 'term 4' ? term : null, excluded: false })
  })
  await hold(page, 'terms.named')
  await page.keyboard.press('Control+Shift+a')
  const form = page.getByRole('dialog', { name: 'Add a term' })
  const field = form.getByRole('textbox', { name: 'Term' })
  await expect(field).toBeFocused()
  await field.fill('term 4')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await release(page, 'term 4')
  await expect(form).toBeHidden()
  await expect.poll(() => activeTerm(page)).toBe('term 4')
  expect(await commands(page)).toEqual([])
})

test('the inspector keeps its term until the rows of a new search are there, and has none when nothing is found', async ({ page }) => {
  await open(page)
  const heading = page.locator('.inspector-head')
  await expect(heading).toContainText('term 1')
  await page.evaluate(() => {
    const pane = document.querySelector('.inspector-head')!.closest('aside, [role=complementary]')!
    const look = () => {
      if (!pane.querySelector('.inspector-head')) document.body.dataset.emptied = 'yes'
    }
    new MutationObserver(look).observe(pane, { childList: true, subtree: true })
  })
  await hold(page, 'terms.page')
  const field = page.getByRole('searchbox')
  await field.fill('term 41')
  await release(page, 'term 41')
  await expect(heading).toContainText('term 41')
  await expect(page.locator('body')).not.toHaveAttribute('data-emptied', 'yes')
  await field.fill('nothing like it')
  await release(page, 'nothing like it')
  await expect(heading).toHaveCount(0)
})

test('a list that was scrolled shows its new order from the row with the focus on, every row of it', async ({ page }) => {
  await open(page)
  await rows(page).first().hover()
  await page.mouse.wheel(0, 9000)
  await expect(page.locator('.grid-row.is-active')).toHaveCount(0)
  await page.getByRole('button', { name: 'Term', exact: true }).click()
  await expect(page.locator('.grid-row.is-active')).toBeInViewport()
  await expect(page.locator('.grid-row.is-loading')).toHaveCount(0)
})
