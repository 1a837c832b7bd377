import { expect, test } from '../harness/app.ts'
import { grid, inspector, openLibrary, rows, sidebar } from '../harness/window.ts'

test('a citation opens its document at the highlighted passage', async ({ page, app }) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await inspector(page).locator('.cite').first().click()
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.locator('[data-block]').first()).toBeAttached()
  const passage = await page.waitForFunction(() => {
    const highlight = (CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation')
    const [range] = highlight ? [...highlight] : []
    if (!range) return null
    const element = range.startContainer.parentElement
    const box = element?.getBoundingClientRect()
    const live = document.createRange()
    live.setStart(range.startContainer, range.startOffset)
    live.setEnd(range.endContainer, range.endOffset)
    return { text: live.toString(), visible: box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight }
  })
  const { text, visible } = (await passage.jsonValue()) as { text: string; visible: boolean }
  expect(text).toContain('period during which')
  expect(visible).toBe(true)

  // The brackets go through the occurrences of the term, also while the list has the keyboard.
  const place = () =>
    page.evaluate(() => {
      const [range] = [...((CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation') ?? [])]
      if (!range) return ''
      const block = range.startContainer.parentElement!.closest('[data-block]')!.getAttribute('data-block')
      const own = range.startContainer.textContent!.slice(range.startOffset, range.endOffset)
      return `${own.toLowerCase()} ${block} ${range.startOffset}`
    })
  await expect(page.getByRole('button', { name: 'Next occurrence' })).toBeEnabled()
  await grid(page).focus()
  await page.keyboard.press(']')
  await expect.poll(place).toMatch(/^berth window/)
  const first = await place()
  await page.keyboard.press(']')
  await expect.poll(place).not.toBe(first)
  await page.keyboard.press('[')
  await expect.poll(place).toBe(first)
})

test('terms are marked, a click on one shows it, selected words become a term', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: 'yard-operations.html' }).dblclick()
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.getByRole('heading', { level: 2 }).first()).toBeVisible()
  await page.waitForFunction(() => {
    const highlights = (CSS as unknown as { highlights: Map<string, Set<unknown>> }).highlights
    return (highlights.get('term-undecided')?.size ?? 0) > 10
  })
  const words = reader.locator('p[data-block]').first()
  await words.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text
    document.getSelection()?.setBaseAndExtent(text, 0, text, 4)
  })
  await reader.getByRole('button', { name: 'Add as a term' }).click()
  await expect(page.getByText(/^Added “/)).toBeVisible()
})

test('the reader in a window of its own: citations land there, a term chosen there is shown in the list, closed it is back here', async ({
  page,
  app,
  context,
}) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await inspector(page).locator('.cite').first().click()
  const here = page.getByRole('region', { name: 'Reader' })
  await expect(here.locator('.reader-text')).toBeVisible()
  const opening = context.waitForEvent('page')
  await here.getByRole('button', { name: 'Open the reader in a window of its own' }).click()
  const reader = await opening
  await expect(here).toBeHidden()
  await expect(reader.locator('.reader-text')).toContainText(/berth window/i)
  const cited = () =>
    reader.evaluate(() => {
      const highlight = (CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation')
      const [range] = highlight ? [...highlight] : []
      return range?.startContainer.textContent ?? ''
    })
  await expect.poll(cited).toMatch(/berth window/i)

  await rows(page)
    .filter({ has: page.locator('.term-name', { hasText: /^vessel call$/ }) })
    .click()
  await expect(inspector(page).getByRole('heading', { name: 'vessel call' })).toBeVisible()
  await inspector(page).locator('.cite').first().click()
  await expect.poll(cited).toContain('One visit of a ship')
  await expect(here).toBeHidden()

  // A click on a marked term, found by the list of terms in this document.
  await reader.getByRole('combobox', { name: 'Terms in this document' }).click()
  await reader.getByRole('option').first().click()
  const place = () =>
    reader.evaluate(() => {
      const highlights = (CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights
      const [range] = [...(highlights.get('citation') ?? [])]
      const live = document.createRange()
      live.setStart(range!.startContainer, range!.startOffset)
      live.setEnd(range!.endContainer, range!.endOffset)
      const { left, top, width, height } = live.getBoundingClientRect()
      return { x: left + width / 2, y: top + height / 2 }
    })
  // Scrolled to, and settled: half a second in which it does not move.
  let mark = await place()
  await expect(async () => {
    const before = mark
    await reader.waitForTimeout(500)
    mark = await place()
    expect(mark).toEqual(before)
  }).toPass()
  await reader.mouse.click(mark.x, mark.y)
  await expect(inspector(page).getByRole('heading', { name: 'vessel call' })).toBeHidden()

  await reader.close()
  // The host hears of it a moment later.
  await expect(async () => {
    await inspector(page).locator('.cite').first().click()
    await expect(here.locator('.reader-text')).toBeVisible({ timeout: 2000 })
  }).toPass()
})
