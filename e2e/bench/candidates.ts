import type { Page } from 'playwright'
import { type Figure, longestFrame, watchFrames } from './figures.ts'

const KEYS = 40

/** Going through candidates that are none of the glossary beside an open document: it is gone through for each of them, away from the page's thread. */
export async function candidateFigures(page: Page): Promise<Figure[]> {
  await page.getByRole('navigation').getByRole('button', { name: /^All/ }).click()
  const list = page.locator('.grid-scroll')
  await list.locator('.grid-row').first().waitFor()
  await list.focus()
  await page.keyboard.press('End')
  // The last of the list, which is ranked below those of the glossary.
  await page.getByRole('heading', { name: 'term 50000', exact: true }).waitFor()
  await watchFrames(page)
  for (let i = 0; i < KEYS; i++) await page.keyboard.press('ArrowUp', { delay: 20 })
  return [
    { what: '1 MB document: longest frame while candidates are gone through', value: await longestFrame(page), unit: 'ms', limit: 50 },
  ]
}
