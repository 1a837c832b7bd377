import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { openLibrary, readFolder, rows, sidebar } from '../harness/window.ts'

test('documents stand in their folders, by keyboard too; a folder is removed as one step', async ({ page, app }) => {
  mkdirSync(join(app.folder, 'en', 'annex'))
  writeFileSync(join(app.folder, 'en', 'annex', 'README.md'), '# Annex\n\nAn annex is a building beside the gate.\n')
  await readFolder(page, app)
  await sidebar(page, /^Documents/).click()
  const tree = page.getByRole('treegrid', { name: 'Documents' })
  const folder = (name: string) => rows(page).filter({ has: page.locator('.tree-name', { hasText: new RegExp(`^${name}$`) }) })
  await expect(folder('annex')).toHaveAttribute('aria-expanded', 'true')
  await expect(folder('annex')).toHaveAttribute('aria-level', '2')
  await tree.focus()
  await page.keyboard.press('Home')
  await expect(folder('en')).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowLeft')
  await expect(folder('annex')).toHaveCount(0)
  await expect(folder('en')).toContainText(/\d+ documents/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(folder('annex')).toHaveAttribute('aria-selected', 'true')

  await settled(page)
  const before = await rows(page).count()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(folder('annex')).toHaveCount(0)
  await tree.focus()
  await page.keyboard.press('Control+z')
  await expect(folder('annex')).toBeVisible()
  await expect(rows(page)).toHaveCount(before)
})

test('what was found is shown by type, and what is left out with its reason', async ({ page, app }) => {
  writeFileSync(join(app.folder, 'photo.jpg'), Buffer.from([255, 216, 255, 0]))
  await readFolder(page, app)
  await page.keyboard.press('Control+o')
  const sheet = page.getByRole('dialog', { name: 'Folders and files' })
  await expect(sheet.getByRole('row', { name: /^\.md \d+/ })).toBeVisible()
  await expect(sheet.getByText(/^\d+ documents · /)).toBeVisible()
  await sheet.getByText(/files? left out$/).click()
  await expect(sheet.getByRole('listitem').filter({ hasText: 'photo.jpg' })).toContainText('Pictures (.jpg) are not read.')
})

test('a file that is left out now can be tried again', async ({ page, app }) => {
  writeFileSync(join(app.folder, 'late.md'), '')
  await readFolder(page, app)
  await sidebar(page, /^Documents/).click()
  const row = rows(page).filter({ hasText: 'late.md' })
  await expect(row).toContainText('The file is empty.')
  writeFileSync(join(app.folder, 'late.md'), '# Late\n\nA late gate is a gate that opens after dark. The late gate is lit.\n')
  await row.click()
  const why = page.getByRole('region', { name: 'The chosen document' })
  await expect(why).toContainText('late.md The file is empty.')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row).toContainText('Included')
  await expect(why).toBeHidden()
})

test('removing documents says how many, and one click on its Undo brings them back', async ({ page, app }) => {
  await openLibrary(page, app)
  await sidebar(page, /^Documents/).click()
  await expect(rows(page).filter({ hasText: 'terminology.rst' })).toBeVisible()
  await settled(page)
  const before = await rows(page).count()
  await rows(page).filter({ hasText: 'terminology.rst' }).click()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('contentinfo').getByText('1 document removed')).toBeVisible()
  await expect(rows(page).filter({ hasText: 'terminology.rst' })).toHaveCount(0)
  await page.getByRole('contentinfo').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(rows(page)).toHaveCount(before)
})

test('a folder that is not there is told once, with the way to its new place; nothing read is lost', { tag: '@path' }, async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  const away = `${app.folder}-away`
  renameSync(app.folder, away)
  await page.keyboard.press('Control+Shift+r')
  const told = page.getByRole('alert').filter({ hasText: 'is not there' })
  await expect(told).toHaveCount(1)
  await expect(told).toContainText(app.folder)
  await expect(rows(page).first()).toBeVisible()
  await told.getByRole('button', { name: 'Relocate…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Folders and files' })
  await expect(dialog.getByText('not found')).toBeVisible()
  await dialog.getByRole('button', { name: 'Relocate…' }).click()
  const place = dialog.getByRole('textbox', { name: 'New place of the folder' })
  await place.fill(away)
  // Escape leaves the field and never discards what was typed.
  await place.press('Escape')
  await expect(place).toBeHidden()
  await dialog.getByRole('button', { name: 'Relocate…' }).click()
  await expect(place).toHaveValue(away)
  await place.press('Enter')
  await expect(dialog.getByText(away)).toBeVisible()
  await expect(told).toHaveCount(0)
})
