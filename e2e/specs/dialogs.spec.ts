import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import {
  another,
  closeDialog,
  grid,
  inspector,
  listed,
  openDialog,
  openLibrary,
  openSettings,
  palette,
  press,
  readFolder,
  rows,
  sidebar,
  sideCount,
} from '../harness/window.ts'

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })

test('letters typed before the palette is there are written into it, and decide nothing', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await page.keyboard.press('Home')
  const undecided = await sideCount(page, 'To review')
  // In one turn of the page, as no hand is: nothing can have been drawn in between.
  await page.evaluate(() => {
    const press = (key: string, init: KeyboardEventInit = {}) =>
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
    press('k', { ctrlKey: true })
    for (const key of ['d', 'e', 'm', 'Enter', 'u']) press(key)
  })
  const field = page.getByRole('dialog').locator('input').first()
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('demu')
  await page.keyboard.type('r')
  await expect(field).toHaveValue('demur')
  await expect(page.getByRole('dialog').getByRole('option', { name: /^demurrage/ })).toBeVisible()
  await closeDialog(page)
  await settled(page)
  expect(await sideCount(page, 'To review')).toBe(undecided)
})

test('terms are merged and split again by keyboard, each one step', async ({ page, app }) => {
  await openLibrary(page, app)
  const before = await listed(page)
  const first = await rows(page).first().locator('.term-name').innerText()
  await press(page, 'Home', 'Shift+ArrowDown')
  const merge = await openDialog(page, 'm', 'Merge terms')
  await merge.getByRole('radio', { name: first }).press('Space')
  await merge.getByRole('button', { name: 'Merge' }).press('Enter')
  await expect(page.getByText('Merged', { exact: true })).toBeVisible()
  await expect.poll(() => listed(page)).toBe(before - 1)
  await press(page, 'Control+z')
  await expect.poll(() => listed(page)).toBe(before)
})

test('a single term is merged into another that is looked for; the focus is on the term that has both', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await settled(page)
  const other = await rows(page).nth(3).locator('.term-name').innerText()
  const own = await rows(page).first().locator('.term-name').innerText()
  await page.keyboard.press('m')
  const merge = dialog(page, 'Merge terms')
  const field = merge.getByRole('textbox', { name: `Find the term that “${own}” is merged into` })
  await expect(field).toBeFocused()
  await expect(merge.getByRole('button', { name: 'Merge' })).toBeDisabled()
  await field.fill(other)
  await expect(merge.getByRole('radio', { name: other, exact: true })).toBeVisible()
  await merge.getByRole('radio', { name: other, exact: true }).press('Space')
  await merge.getByRole('button', { name: 'Merge' }).press('Enter')
  await expect(page.getByText('Merged', { exact: true })).toBeVisible()
  await expect(inspector(page).getByRole('heading', { name: other, exact: true })).toBeVisible()
  await expect(inspector(page).getByRole('region', { name: 'Variants' }).getByText(own, { exact: true })).toBeVisible()
  await expect(page.locator('.grid-row.is-active .term-name')).toHaveText(other)
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(rows(page).getByText(own, { exact: true }).first()).toBeVisible()
})

test('"drop all like this" counts first and is one step to undo', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  const bulk = await openDialog(page, 'l', 'Drop all like this')
  await settled(page)
  await expect(bulk.getByText(/undecided terms? fits?/)).toBeVisible()
  const count = Number(/[\d,]+/.exec(await bulk.getByText(/undecided terms? fits?/).innerText())![0].replace(',', ''))
  expect(count).toBeGreaterThan(0)
  await bulk.getByRole('button', { name: /^Drop/ }).press('Enter')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(count)
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(0)
})

test('"drop all like this" by keys alone: narrow at first, some kept, accepted ones spared, one step', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await page.keyboard.press('Home')
  const first = await rows(page).first().locator('.term-name').innerText()
  await page.keyboard.press('a')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  const undecided = await sideCount(page, 'To review')
  await page.keyboard.press('l')
  const bulk = dialog(page, 'Drop all like this')
  const fit = bulk.getByRole('grid', { name: 'Terms that fit' })
  await expect(fit).toBeFocused()
  await expect(bulk.getByText(/undecided terms? fits?/)).toBeVisible()
  await settled(page)
  const number = async (name: RegExp) => Number(/[\d,]+/.exec(await bulk.getByRole('button', { name }).innerText())![0].replace(',', ''))
  // Narrow: what is like this term, never the whole list.
  expect(await number(/^Drop/)).toBeGreaterThan(0)
  expect(await number(/^Drop/)).toBeLessThan(undecided / 2)
  // Wider by keys: from the list back to the conditions, the last one first.
  const glossary = bulk.getByRole('checkbox', { name: 'Only what the glossary would hold' })
  await page.keyboard.press('Shift+Tab')
  await expect(glossary).toBeFocused()
  for (const name of [/^Looks alike/, /^In /, 'Category', 'Files, at most', 'Uses, at most', 'Score, at most', 'Ends with']) {
    const condition = bulk.getByRole('checkbox', { name })
    if ((await condition.count()) > 0 && (await condition.isChecked())) await condition.press('Space')
  }
  await expect(bulk.getByText('Left as they are: 1 accepted')).toBeVisible()
  await expect.poll(() => number(/^Drop/)).toBe(undecided)
  // The rows that fit come with their number; the first of them has the keys.
  await settled(page)
  const kept = await fit.locator('.term-name').first().innerText()
  expect(kept).not.toBe(first)
  await fit.focus()
  await page.keyboard.press('Space')
  await expect(bulk.getByRole('status')).toContainText('1 kept')
  // What is taken along is what the rows say is selected, not the one with the focus alone.
  await expect(fit.getByRole('columnheader').first()).toHaveText('Chosen')
  await expect(fit.locator('.grid-body [role=row][aria-selected=false]')).toHaveCount(1)
  await expect(fit.locator('.grid-body [role=row][aria-selected=false] .term-name')).toHaveText(kept)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await expect(bulk.getByRole('status')).toContainText('2 kept')
  await page.keyboard.press('Control+Enter')
  await expect(bulk).toBeHidden()
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(undecided - 2)
  await expect(grid(page)).toBeFocused()
  await sidebar(page, /^To review/).click()
  await expect(rows(page)).toHaveCount(2)
  await expect(rows(page).first().locator('.term-name')).toHaveText(kept)
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(0)
})

test('required and excluded words are kept and taken back', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, 'Required and excluded').click()
  await page.getByRole('textbox', { name: 'Add an excluded word' }).fill('quay crane')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Excluded', exact: true }).getByText('quay crane')).toBeVisible()
  await page.getByRole('textbox', { name: 'Add a required term' }).fill('no such word, tally clerk')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Required', exact: true }).locator('.tag')).toHaveCount(2)
  await another(page, () => page.keyboard.press('Control+r'))
  await sidebar(page, /^All terms/).click()
  await page.getByRole('searchbox').fill('no such word')
  await expect(rows(page).first()).toContainText('no such word')
  await sidebar(page, 'Required and excluded').click()
  await page.getByRole('button', { name: 'Remove “quay crane”' }).click()
  await expect(page.getByRole('region', { name: 'Excluded', exact: true }).getByText('quay crane')).toBeHidden()
})

test('a term is added by hand, found by the palette, given a variant, a category and a status', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.keyboard.press('Control+Shift+a')
  await dialog(page, 'Add a term').getByRole('textbox', { name: 'Term' }).fill('gantry rail')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Added “gantry rail”')).toBeVisible()
  await palette(page, 'gantry rail')
  await page
    .getByRole('option', { name: /^gantry rail/ })
    .first()
    .click()
  await expect(inspector(page).getByRole('heading', { name: 'gantry rail' })).toBeVisible()
  await inspector(page).getByRole('textbox', { name: 'Add a variant' }).fill('crane rail')
  await page.keyboard.press('Enter')
  await expect(inspector(page).getByText('crane rail').first()).toBeVisible()
  await inspector(page).getByRole('combobox', { name: 'Category' }).click()
  await page.getByRole('option', { name: 'Place' }).click()
  await expect(inspector(page).getByRole('combobox', { name: 'Category' })).toHaveValue('Place')
  await inspector(page).getByText('History', { exact: true }).click()
  await expect(inspector(page).locator('.history li').first()).toBeVisible()
})

test('a library is renamed, duplicated and shared; deleting it asks', async ({ page, app }) => {
  await openLibrary(page, app)
  const found = await palette(page, 'This library')
  await expect(found.getByRole('option', { name: /^This library/, selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  const form = dialog(page, 'This library')
  await form.getByRole('textbox', { name: 'Name' }).fill('Harbour terms')
  await form.getByRole('button', { name: 'Rename' }).click()
  await expect(form.getByText('Renamed')).toBeVisible()
  await expect(page.locator('.toolbar-title')).toContainText('Harbour terms')
  await form.getByRole('button', { name: 'Duplicate' }).click()
  await expect(form.getByText(/Duplicated to .*Harbour terms copy\.glossary/)).toBeVisible()
  await form.getByRole('button', { name: 'Save a copy to share' }).click()
  await expect(form.getByText(/Saved to .*to share\.glossary \([\d.,]+ [kM]B\)/)).toBeVisible()
  await form.getByRole('button', { name: 'Compact' }).click()
  await expect(form.getByText(/Compacted from [\d.,]+ [kM]B to [\d.,]+ [kM]B/)).toBeVisible()
  await form.getByRole('button', { name: 'Delete…' }).click()
  await form.getByRole('button', { name: 'Keep it' }).click()
  await form.getByRole('button', { name: 'Delete…' }).click()
  await form.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  await expect(page.locator('.recent-item')).toHaveCount(0)
})

test('a library is taken off the list of recent ones; its file stays', async ({ page, app }) => {
  const file = app.startRead()
  await app.open(page)
  await app.choose(page, file)
  await expect(rows(page).first()).toBeVisible()
  await page.getByRole('button', { name: 'All libraries' }).click()
  await expect(page.locator('.recent-item')).toHaveCount(1)
  await page.getByRole('button', { name: /^Take “.*” off this list/ }).click()
  await expect(page.locator('.recent-item')).toHaveCount(0)
  expect(existsSync(file)).toBe(true)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'GenGlossary' })).toBeVisible()
  await expect(page.locator('.recent-item')).toHaveCount(0)
})

test('a problem is ignored, shown again, and leads to its term', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^Problems/).click()
  await expect(rows(page).first()).toBeVisible()
  const before = await sideCount(page, 'Problems')
  await page.getByRole('button', { name: 'Ignore', exact: true }).click()
  await expect.poll(() => sideCount(page, 'Problems')).toBe(before - 1)
  await page.getByRole('switch', { name: 'Show ignored' }).click()
  await expect(page.locator('.grid-row.is-dropped')).toHaveCount(1)
  await grid(page).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Terms' })).toBeVisible()
})

test('a problem is mended by its own button, as one step', async ({ page, app }) => {
  // Two words for one thing, whatever else the samples hold.
  const same = 'A steel rod that holds a container on the deck.'
  const list = `<dl><dt>lashing rod</dt><dd>${same}</dd><dt>tie bar</dt><dd>${same}</dd></dl>`
  const uses = '<p>The lashing rod is tightened by hand. A tie bar is checked daily. Every lashing rod is numbered, every tie bar too.</p>'
  writeFileSync(join(app.folder, 'lashing.html'), `<html lang="en"><body><h1>Glossary</h1>${list}${uses}</body></html>`)
  await readFolder(page, app)
  await sidebar(page, /^Problems/).click()
  await rows(page).filter({ hasText: 'Perhaps one term' }).first().click()
  await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: 'Merge' }).first().click()
  await expect(page.getByText('Merged', { exact: true })).toBeVisible()
  await page.getByRole('contentinfo').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone')).toBeVisible()
})

test('a run is reverted and brought back', async ({ page, app }) => {
  await openLibrary(page, app)
  await openSettings(page, 'Documents and terms', 'This library')
  await dialog(page, 'Settings').getByLabel('Language of the documents').first().click()
  await page.getByRole('option', { name: 'English' }).last().click()
  // Stored before the run that is to use it.
  await settled(page)
  await closeDialog(page)
  await another(page, () => page.keyboard.press('Control+r'))
  await sidebar(page, 'Runs').click()
  await expect(rows(page)).toHaveCount(2)
  // The settings of each run, in words; its log is there once, whether the drawer is open or not.
  await page.getByText('Settings used').click()
  await expect(page.locator('.settings-used')).toContainText('Language of the documentsEnglish')
  await expect(page.locator('.settings-used')).toContainText('Largest file50 MB')
  await page.keyboard.press('Control+4')
  await expect(page.getByRole('log')).toHaveCount(1)
  await page.getByRole('button', { name: 'Revert this run' }).click()
  await expect(page.getByText('Run reverted')).toBeVisible()
  await page.getByRole('contentinfo').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Undone')).toBeVisible()
})

test('documents are searched, and a hit opens at its place', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.keyboard.press('Control+Shift+f')
  await dialog(page, 'Search in all documents').getByRole('searchbox').fill('蔵置')
  await dialog(page, 'Search in all documents').locator('.source').first().click()
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.locator('[data-block]').first()).toBeAttached()
  await page.waitForFunction(
    () => ((CSS as unknown as { highlights: Map<string, Set<unknown>> }).highlights.get('citation')?.size ?? 0) > 0,
  )
})
