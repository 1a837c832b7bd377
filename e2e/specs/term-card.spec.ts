import { expect, type Page } from 'playwright/test'
import { test } from '../harness/fake-test.ts'
import { openLook } from '../harness/looks.ts'
import { settled } from '../harness/settled.ts'
import { inspector, rows } from '../harness/window.ts'

/** What belongs to one term over a made-up host: the card beside a word of the reader, the history and the decision in the inspector. */

interface Bench {
  calls: { name: string; args: { command?: { type: string } } }[]
  answers: Record<string, (args: never) => unknown>
}

async function openLibrary(page: Page): Promise<void> {
  await openLook(page, '/?scenes', 'en', 'light')
  await page.locator('.recent-item').click()
  await page.locator('.inspector-head').waitFor()
}

/** Opens the document; `term 4` is a word of two terms in it, the fourth and the fifth. */
async function openDocument(page: Page): Promise<void> {
  await openLibrary(page)
  await page.evaluate(() => {
    const { answers } = (window as unknown as { bench: Bench }).bench
    const terms = answers['reader.terms']! as () => { id: number; surfaces: string[] }[]
    answers['reader.terms'] = () => terms().map((term) => (term.id === 5 ? { ...term, surfaces: [...term.surfaces, 'term 4'] } : term))
  })
  await page.keyboard.press('Alt+3')
  await rows(page).last().dblclick()
  await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.reader-body')?.dataset.matches) > 0)
  // Its words are where they stay.
  await settled(page)
}

/** The middle of a word of the document, in the window; the lowest of those in sight where `last`. */
const placeOf = (page: Page, word: RegExp, last = false): Promise<{ x: number; y: number }> =>
  page.evaluate(
    ({ source, lowest }) => {
      const places: { x: number; y: number }[] = []
      const texts = document.createTreeWalker(document.querySelector('.reader-text')!, NodeFilter.SHOW_TEXT)
      const floor = document.querySelector('.reader-body')!.getBoundingClientRect().bottom
      for (let node = texts.nextNode(); node; node = texts.nextNode())
        for (const { index, 0: found } of node.textContent!.matchAll(new RegExp(source, 'g'))) {
          const range = document.createRange()
          range.setStart(node, index)
          range.setEnd(node, index + found.length)
          const boxes = range.getClientRects()
          const box = boxes[0]
          if (box && boxes.length === 1 && box.bottom < floor - 2) places.push({ x: box.left + box.width / 2, y: box.top + box.height / 2 })
        }
      return lowest ? places.toSorted((a, b) => a.y - b.y).at(-1)! : places[0]!
    },
    { source: word.source, lowest: last },
  )

const card = (page: Page) => page.getByRole('tooltip')

test('a word of two terms asks which is meant, at a click; the one chosen is shown', async ({ page }) => {
  await openDocument(page)
  const { x, y } = await placeOf(page, /term 4\b/)
  await page.mouse.click(x, y)
  await expect(card(page).getByRole('button', { name: 'This one' })).toHaveCount(2)
  await card(page).getByRole('button', { name: 'This one' }).last().click()
  await expect(inspector(page).getByRole('heading', { name: 'term 5', exact: true })).toBeVisible()
})

test('the card stands beside its word, at the bottom of the window too; Escape takes it away', async ({ page }) => {
  await openDocument(page)
  for (const last of [false, true]) {
    const { x, y } = await placeOf(page, /term \d+/, last)
    await page.mouse.move(x, y)
    await expect(card(page)).toBeVisible()
    // What it says comes a moment after the card.
    await expect(card(page).getByRole('heading')).toBeVisible()
    const box = (await card(page).boundingBox())!
    const gap = last ? y - (box.y + box.height) : box.y - y
    expect(gap, last ? 'above the word' : 'below the word').toBeGreaterThanOrEqual(0)
    expect(gap).toBeLessThan(40)
    await page.keyboard.press('Escape')
    await expect(card(page)).toBeHidden()
  }
})

test('the history says who did what: you, a model, a run', async ({ page }) => {
  await openLibrary(page)
  await page.evaluate(() => {
    const { answers } = (window as unknown as { bench: Bench }).bench
    const detail = answers['terms.detail']! as (args: never) => object
    const definition = (kind: string) => ({ kind, text: `By what is ${kind}.`, sources: [], pinned: false, state: 'ok' })
    answers['terms.detail'] = (args) => ({ ...detail(args), definitions: [definition('written'), definition('quoted')] })
    answers['terms.history'] = () => [{ id: 1, label: 'Accept', time: '2026-01-02T03:04:05Z', undone: false }]
  })
  await rows(page).nth(1).click()
  await expect(inspector(page).getByRole('heading', { name: 'term 2', exact: true })).toBeVisible()
  await inspector(page).getByText('History', { exact: true }).click()
  const entries = inspector(page).locator('.history li')
  await expect(entries).toHaveCount(3)
  await expect(entries.nth(0)).toContainText('You')
  await expect(entries.nth(1)).toContainText('AI')
  await expect(entries.nth(2)).toContainText('Run')
})

test('a double click on Accept decides once', async ({ page }) => {
  await openLibrary(page)
  await inspector(page).getByRole('button', { name: 'Accept' }).dblclick()
  const decisions = () =>
    page.evaluate(
      () =>
        (window as unknown as { bench: Bench }).bench.calls.filter(
          ({ name, args }) => name === 'commands.do' && args.command?.type === 'decide',
        ).length,
    )
  await expect.poll(decisions).toBe(1)
  // Nothing further is on its way: what comes after it has been answered.
  await inspector(page).getByRole('button', { name: 'Drop' }).click()
  await expect.poll(decisions).toBe(2)
})
