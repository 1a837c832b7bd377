import { expect, test } from '../harness/app.ts'
import { inspector, readFolder, rows, sidebar } from '../harness/window.ts'

test('a citation opens its document at the highlighted passage', async ({ page, app }) => {
  await readFolder(page, app)
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
})

test('terms are marked, a click on one shows it, selected words become a term', async ({ page, app }) => {
  await readFolder(page, app)
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
