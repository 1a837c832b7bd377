import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../harness/app.ts'
import { cited } from '../harness/reader.ts'
import { settled } from '../harness/settled.ts'
import { grid, inspector, openLibrary, readFolder, rows, sidebar } from '../harness/window.ts'

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
    const live = document.createRange()
    live.setStart(range.startContainer, range.startOffset)
    live.setEnd(range.endContainer, range.endOffset)
    return { text: live.toString() }
  })
  const { text } = (await passage.jsonValue()) as { text: string }
  expect(text).toContain('period during which')
  // It comes into sight in the next frames.
  await expect.poll(async () => (await cited(page)).visible).toBe(true)

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
  // Dragged over, a term is selected and not gone to.
  await settled(page)
  const before = await inspector(page).getByRole('heading', { level: 2 }).allInnerTexts()
  const term = await page.evaluate(() => {
    const marks = [...((CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('term-undecided') ?? [])]
    const boxes = marks.map(({ startContainer, startOffset, endContainer, endOffset }) => {
      const live = document.createRange()
      live.setStart(startContainer, startOffset)
      live.setEnd(endContainer, endOffset)
      return live.getBoundingClientRect()
    })
    const { x, y, width, height } = boxes.find(
      ({ top, bottom, height: tall }) => top > 200 && bottom < window.innerHeight - 200 && tall < 40,
    )!
    return { x, y, width, height }
  })
  await page.mouse.move(term.x + 1, term.y + term.height / 2)
  await page.mouse.down()
  await page.mouse.move(term.x + term.width - 1, term.y + term.height / 2, { steps: 4 })
  await page.mouse.up()
  await expect(reader.getByRole('toolbar', { name: 'What to do with the words' })).toBeVisible()
  expect(await inspector(page).getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(before)

  await settled(page)
  const words = reader.locator('p[data-block]').first()
  await words.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text
    document.getSelection()?.setBaseAndExtent(text, 0, text, 4)
  })
  const chosen = await page.evaluate(() => document.getSelection()!.toString().trim())
  await reader.getByRole('button', { name: 'Add as a term…' }).click()
  const form = page.getByRole('dialog', { name: 'Add a term' })
  await expect(form.getByRole('textbox', { name: 'Term' })).toHaveValue(chosen)
  await expect(form.getByRole('textbox', { name: 'Term' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Added “${chosen}”`)).toBeVisible()
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
  let mark = { x: 0, y: 0 }
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

/** A document of many screens, with a heading here and there, a ruby in its last paragraph, and a defined term near its end. */
function longDocument(): string {
  const paragraph = (n: number) =>
    `Paragraph ${n} of the manual says what the quay crane does when the wind rises, and what the tally clerk notes about it.`
  const chapters = Array.from({ length: 30 }, (_, c) => {
    const own = Array.from({ length: 12 }, (_unused, p) => `<p>${paragraph(c * 12 + p + 1)}</p>`)
    return `<h2>Chapter ${c + 1}</h2>${own.join('')}`
  })
  const end = '<p>A <dfn>wharf beacon</dfn> is a light that marks the end of a wharf.</p><p><ruby>埠頭<rt>ふとう</rt></ruby>の終わり。</p>'
  return `<html lang="en"><body><h1>Long manual</h1>${chapters.join('')}${end}</body></html>`
}

test('a long document, drawn in sections: selected across them, searched, in order; a citation at its end is reached, also when it is opened again', async ({
  page,
  app,
}) => {
  mkdirSync(join(app.folder, 'long'))
  writeFileSync(join(app.folder, 'long', 'manual.html'), longDocument())
  await readFolder(page, app)
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: 'manual.html' }).dblclick()
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.locator('[data-block]').first()).toBeVisible()
  const shown = await page.evaluate(() => {
    const blocks = [...document.querySelectorAll('.reader-text [data-block]')]
    const sections = [...document.querySelectorAll('.reader-section')]
    const last = sections.at(-1)!
    const far = last.querySelector('ruby')!.checkVisibility({ contentVisibilityAuto: true })
    const selection = document.getSelection()!
    selection.setBaseAndExtent(sections[0]!.querySelector('p')!.firstChild!, 0, last.querySelector('ruby')!.firstChild!, 2)
    const text = selection.toString()
    selection.removeAllRanges()
    return {
      sections: sections.length,
      ordered: blocks.every((block, index) => Number(block.getAttribute('data-block')) === index),
      far,
      text,
      ruby: [...last.querySelectorAll('ruby')].map((ruby) => [ruby.childNodes[0]!.textContent, ruby.querySelector('rt')!.textContent]),
    }
  })
  expect(shown.sections).toBeGreaterThan(5)
  expect(shown.ordered).toBe(true)
  // What is far away is not drawn, but it is there: selected text has every paragraph in between.
  expect(shown.far).toBe(false)
  for (const n of [1, 180, 360]) expect(shown.text).toContain(`Paragraph ${n} of the manual`)
  expect(shown.text).toMatch(/埠頭/)
  expect(shown.ruby).toEqual([['埠頭', 'ふとう']])

  // The browser's own search finds what is not drawn yet.
  const found = await page.evaluate(() => {
    const hit = (window as unknown as { find(text: string): boolean }).find('Paragraph 300 of the manual')
    return hit && document.getSelection()!.toString()
  })
  expect(found).toBe('Paragraph 300 of the manual')
  await page.evaluate(() => document.getSelection()!.removeAllRanges())

  // A screen reader is told every paragraph, in the order of the text.
  const spoken = await reader.locator('.reader-text').ariaSnapshot()
  const order = [...spoken.matchAll(/Paragraph (\d+) of the manual/g)].map(([, n]) => Number(n))
  expect(order).toEqual(Array.from({ length: 360 }, (_, index) => index + 1))

  await page.getByRole('searchbox').fill('wharf beacon')
  await rows(page).filter({ hasText: 'wharf beacon' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'wharf beacon', exact: true })).toBeVisible()
  const atCitation = async () => {
    await inspector(page).locator('.cite').first().click()
    await expect
      .poll(() =>
        page.evaluate(() => {
          const [range] = [...((CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation') ?? [])]
          const box = range?.startContainer.parentElement?.getBoundingClientRect()
          return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight && box.height > 0
        }),
      )
      .toBe(true)
  }
  await atCitation()
  await expect
    .poll(() => page.evaluate(() => (CSS as unknown as { highlights: Map<string, Set<unknown>> }).highlights.get('term-active')?.size ?? 0))
    .toBeGreaterThan(0)
  await reader.getByRole('button', { name: 'Close the reader' }).click()
  await atCitation()
})

test('the list of terms in a document is whole when it is opened', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: 'yard-operations.html' }).dblclick()
  const terms = page.getByRole('combobox', { name: 'Terms in this document' })
  await expect(terms).toHaveAttribute('placeholder', /^\d+ terms? here$/)
  await settled(page)
  const count = Number(/^(\d+) terms? here$/.exec((await terms.getAttribute('placeholder')) ?? '')?.[1])
  expect(count).toBeGreaterThan(20)
  await terms.click()
  await expect(page.getByRole('option')).toHaveCount(Math.min(200, count))
  await page.getByRole('option').first().click()
  await expect(terms).not.toHaveValue('')
  await terms.click()
  await expect(page.getByRole('option')).toHaveCount(Math.min(200, count))
})
