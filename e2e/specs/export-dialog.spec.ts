import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { closeDialog, grid, inJapanese, openDialog, openLibrary, rows, sideCount } from '../harness/window.ts'

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Export' })

async function choose(page: Page, label: string, option: string): Promise<void> {
  await dialog(page).getByRole('combobox', { name: label }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('by purpose: the report says what is left out before anything is written; one key repeats the export', { tag: '@path' }, async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  await page.keyboard.press('Control+e')
  await dialog(page).getByRole('radio', { name: 'Type faster' }).click()
  await expect(dialog(page).getByRole('combobox', { name: 'Format' })).toHaveValue('Google Japanese Input / Mozc')
  const losses = dialog(page).getByRole('region', { name: 'What is left out or changed' })
  await expect(losses).toContainText(/Terms left out: no reading, which this format needs: \d+ \(/)
  await expect(dialog(page).getByRole('region', { name: 'Beginning of the file' })).toContainText('genglossary:export')
  await axe(page)
  const written = await dialog(page)
    .getByText(/^\d+ terms of \d+$/)
    .innerText()
  const file = join(app.home, 'words.txt')
  await dialog(page).getByRole('textbox').fill(file)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('status')).toContainText(`${Number.parseInt(written, 10)} terms written to ${file}`)
  const lines = readFileSync(file, 'utf8').split('\n')
  expect(lines.filter((line) => /^[^#\t]+\t[^\t]+\t[^\t]+\t/.test(line)).length).toBeGreaterThan(10)

  await closeDialog(page)
  await settled(page)
  await rows(page).first().click()
  const name = await rows(page).first().locator('.term-name').innerText()
  await grid(page).focus()
  await page.keyboard.press('d')
  await expect.poll(() => sideCount(page, 'Dropped')).toBe(1)
  await page.keyboard.press('Control+Shift+e')
  await expect(page.getByText(`written to ${file}`)).toBeVisible()
  expect(readFileSync(file, 'utf8').split('\n')).not.toContainEqual(expect.stringContaining(`\t${name}\t`))
  await page.keyboard.press('Control+e')
  await expect(dialog(page).getByRole('combobox', { name: 'Format' })).toHaveValue('Google Japanese Input / Mozc')
})

test('a selection is exported, and nothing else; a folder comes as a ZIP, and a path makes it a folder', {
  tag: ['@download', '@path'],
}, async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 selected')).toBeVisible()
  await openDialog(page, 'Control+e', 'Export')
  await choose(page, 'Which terms', 'The selected terms')
  await expect(dialog(page).getByText('2 terms of 2')).toBeVisible()
  await dialog(page).getByRole('radio', { name: 'Publish' }).click()
  await expect(dialog(page).getByRole('combobox', { name: 'Format' })).toHaveValue('Markdown – a file per term')
  await expect(dialog(page).getByText('3 files')).toBeVisible()
  const download = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  expect((await download).suggestedFilename()).toBe('handbook-md-files.zip')
  const folder = join(app.home, 'notes')
  await dialog(page).getByRole('textbox').fill(folder)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('status')).toContainText(folder)
  expect(readdirSync(folder).filter((name) => name.endsWith('.md'))).toHaveLength(3)
})

test('nothing is written into the document folder, nor over a folder with other things in it', { tag: '@path' }, async ({ page, app }) => {
  await openLibrary(page, app)
  await page.keyboard.press('Control+e')
  await expect(dialog(page).getByText(/^\d+ terms of \d+$/)).toBeVisible()
  await dialog(page).getByRole('textbox').fill(join(app.folder, 'glossary.md'))
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('alert')).toContainText('document folder')
  expect(existsSync(join(app.folder, 'glossary.md'))).toBe(false)
  await dialog(page).getByRole('radio', { name: 'Publish' }).click()
  await expect(dialog(page).getByText(/\d+ files/)).toBeVisible()
  await dialog(page).getByRole('textbox').fill(app.home)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('alert')).toContainText('not part of an export')
})

test('every purpose passes in Japanese: names, steps and losses are in the language of the window', async ({ page, app }) => {
  await openLibrary(page, app)
  await inJapanese(page)
  await page.keyboard.press('Control+e')
  const form = page.getByRole('dialog', { name: '書き出し' })
  await form.getByRole('radio', { name: '速く入力する' }).click()
  await expect(form.getByRole('combobox', { name: '形式' })).toHaveValue('Google 日本語入力・Mozc')
  await expect(form.getByText(/^書き出さない用語：読みがありません（この形式には必要です）：\d+ 件/)).toBeVisible()
  // However much there is to read in a small window, what the dialog is for stays in sight.
  await page.setViewportSize({ width: 900, height: 600 })
  await expect(form.getByRole('button', { name: '保存' })).toBeInViewport({ ratio: 1 })
})
