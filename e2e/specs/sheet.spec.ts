import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expect, type RunningApp, test } from '../harness/app.ts'
import { another, closeDialog, grid, openDialog, openLibrary, openSettings, rows, runEnded, sidebar } from '../harness/window.ts'

/** The scan sheet: what was found, and the options of reading it. */

const sheet = (page: Page) => page.getByRole('complementary', { name: 'What was found' })

async function drop(page: Page, app: RunningApp): Promise<void> {
  await app.open(page)
  await app.choose(page, app.folder)
  await expect(sheet(page)).toBeVisible()
}

test('reading begins at once, the sheet says what was found, Enter goes into the list', async ({ page, app }) => {
  writeFileSync(join(app.folder, 'photo.jpg'), Buffer.from([255, 216, 255, 0]))
  await drop(page, app)
  await expect(sheet(page).getByText(/^\d+ documents · /)).toBeVisible()
  await expect(sheet(page).getByRole('row', { name: /^\.md \d+/ })).toBeVisible()
  await sheet(page)
    .getByText(/files? left out$/)
    .click()
  await expect(sheet(page).getByRole('listitem').filter({ hasText: 'photo.jpg' })).toContainText('Pictures (.jpg) are not read.')
  await runEnded(page)
  await expect(sheet(page).getByText(/English \d+ · Japanese \d+/)).toBeVisible()
  await expect(sheet(page).getByText(/UTF-8 \d+/)).toBeVisible()
  await sheet(page).getByRole('button', { name: 'Go to the list' }).focus()
  await page.keyboard.press('Enter')
  await expect(sheet(page)).toBeHidden()
  await expect(grid(page)).toBeFocused()
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible()
})

test('the whole way by keyboard: the button has the focus from the beginning', async ({ page, app }) => {
  await drop(page, app)
  await expect(sheet(page).getByRole('button', { name: 'Go to the list' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(grid(page)).toBeFocused()
  await expect(rows(page).first()).toBeVisible()
})

test('what is left out by kind and folder is not read; undo takes it in again', async ({ page, app }) => {
  mkdirSync(join(app.folder, 'archive', 'old'), { recursive: true })
  writeFileSync(
    join(app.folder, 'archive', 'old', 'zeppelin.md'),
    '# Zeppelin mast\n\nA zeppelin mast is a tower a ship of the air is tied to.\n',
  )
  await drop(page, app)
  await sheet(page).getByText('Options', { exact: true }).click()
  await sheet(page)
    .getByRole('checkbox', { name: /^archive/ })
    .click()
  await expect(sheet(page).getByRole('checkbox', { name: /^old/ })).toBeDisabled()
  await sheet(page).getByRole('checkbox', { name: '.rst' }).click()
  await sheet(page)
    .getByRole('button', { name: /with these options/ })
    .press('Enter')
  await expect(sheet(page)).toBeHidden()
  await runEnded(page)
  await sidebar(page, /^Documents/).click()
  const row = (name: string) => rows(page).filter({ hasText: name })
  await expect(row('zeppelin.md')).toContainText('You left it out.')
  await expect(row('.rst').first()).toContainText('You left it out.')
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(row('zeppelin.md')).not.toContainText('You left it out.')
  await expect(row('.rst').first()).not.toContainText('You left it out.')
})

test('the options are found again in the dialog of folders', async ({ page, app }) => {
  await openLibrary(page, app)
  const dialog = await openDialog(page, 'Control+o', 'Folders and files')
  await dialog.getByText('Options', { exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Largest file, in megabytes' }).fill('20')
  await another(page, () => page.keyboard.press('Enter'))
  await expect(dialog).toBeHidden()
  await openSettings(page, 'Documents and terms', 'This library')
  await expect(page.getByRole('textbox', { name: 'Largest file, in megabytes' })).toHaveValue('20')
})

test('single files are added from the dialog, those of the same name told apart by their folder', { tag: '@path' }, async ({
  page,
  app,
}) => {
  await openLibrary(page, app)
  for (const place of ['north', 'south']) {
    mkdirSync(join(app.home, place))
    writeFileSync(join(app.home, place, 'README.md'), `# ${place}\n\nThe ${place} gate is the gate of the ${place}.\n`)
  }
  for (const place of ['north', 'south']) {
    const dialog = await openDialog(page, 'Control+o', 'Folders and files')
    await dialog.getByLabel('Path of a folder or a .glossary file').fill(join(app.home, place, 'README.md'))
    await another(page, () => page.keyboard.press('Enter'))
    await expect(page.getByRole('status').filter({ hasText: '1 document added' })).toBeVisible()
    await closeDialog(page)
  }
  await sidebar(page, /^Documents/).click()
  const folder = (name: string) => rows(page).filter({ has: page.locator('.tree-name', { hasText: new RegExp(`^${name}$`) }) })
  await expect(folder('north')).toHaveAttribute('aria-level', '1')
  await expect(folder('south')).toHaveAttribute('aria-level', '1')
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(folder('south')).toHaveCount(0)
  await expect(folder('north')).toBeVisible()
})
