import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { dropFiles } from '../harness/drop.ts'
import { inspector, openLibrary, pill, readFolder, rows, runEnded, sidebar, sideCount } from '../harness/window.ts'

test('a folder becomes a list of terms with quoted definitions and an exported glossary', { tag: '@download' }, async ({ page, app }) => {
  await readFolder(page, app)
  await expect.poll(() => sideCount(page, 'Documents')).toBeGreaterThanOrEqual(12)
  await expect(rows(page).filter({ hasText: 'reefer container' }).first()).toBeVisible()
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await expect(inspector(page).getByText('Quoted')).toBeVisible()

  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByRole('dialog', { name: 'Export' }).getByText(/^\d+ terms of \d+$/)).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Save' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('handbook.md')
  const text = await new Response((await file.createReadStream()) as unknown as ReadableStream).text()
  expect(text).toContain('## berth window')
})

test('a folder dropped into the window is matched by its name and read at once', { tag: '@debugger' }, async ({ page, app }) => {
  await app.open(page)
  await dropFiles(page, [app.folder])
  await expect(rows(page).first()).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/')
})

test('a single file dropped becomes a library of that document; the next one is added to it', { tag: '@debugger' }, async ({
  page,
  app,
}) => {
  for (const name of ['harbour', 'signal']) {
    const sentence = `The ${name} lamp is a lamp that marks the ${name}.`
    writeFileSync(
      join(app.folder, `${name}.md`),
      `# ${name}\n\n${sentence} Each ${name} lamp is lit at dusk. A ${name} lamp never moves.\n`,
    )
  }
  await app.open(page)
  await dropFiles(page, [join(app.folder, 'harbour.md')])
  await expect(rows(page).filter({ hasText: 'harbour lamp' }).first()).toBeVisible()
  await runEnded(page)
  await expect.poll(() => sideCount(page, 'Documents')).toBe(1)
  const here = page.url()
  await dropFiles(page, [join(app.folder, 'signal.md')])
  await expect.poll(() => sideCount(page, 'Documents')).toBe(2)
  await expect(pill(page)).toContainText('Up to date')
  await sidebar(page, /^All terms/).click()
  await expect(rows(page).filter({ hasText: 'marks the signal' }).first()).toBeVisible()
  // What was new has been read: nothing is offered any more.
  await expect(page.getByRole('button', { name: 'Update' })).toBeHidden()
  expect(page.url()).toBe(here)
})

const expectRuns = async (page: Page, number: number): Promise<void> => {
  await sidebar(page, 'Runs').click()
  await expect(page.getByRole('log')).toBeVisible()
  await expect(rows(page)).toHaveCount(number)
}

test('a known folder shows its list at once: no run while nothing has changed, only what has changed else', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.getByRole('button', { name: 'All libraries' }).click()
  await app.choose(page, app.folder)
  await expect(rows(page).first()).toBeVisible()
  await expect(pill(page)).toContainText('Up to date')
  await expectRuns(page, 1)

  await page.getByRole('button', { name: 'All libraries' }).click()
  writeFileSync(
    join(app.folder, 'late.md'),
    '# Late\n\nThe late lamp is a lamp that burns until noon. Each late lamp is blue. A late lamp never moves.\n',
  )
  await app.choose(page, app.folder)
  // A run of one small file is over before anybody sees it work.
  await expect(page.locator('[data-last-run="2"]')).toContainText('last run: Completed', { timeout: 120_000 })
  await expect(pill(page)).toContainText('Up to date')
  await expectRuns(page, 2)
  await sidebar(page, /^All terms/).click()
  await page.getByRole('searchbox').fill('late lamp')
  await expect(rows(page).filter({ hasText: 'burns until noon' }).first()).toBeVisible()
})

test('what can not be found by its name asks for its path', { tag: ['@debugger', '@path'] }, async ({ page, app }) => {
  await app.open(page)
  await dropFiles(page, [app.home])
  await expect(page.getByRole('status').filter({ hasText: 'does not say where “home” lies' })).toBeVisible()
  await expect(page.getByLabel('Path of a folder or a .glossary file')).toBeFocused()
})

test('the list fills while the run works, and the sample library opens with one click', async ({ page, app }) => {
  await app.open(page)
  await page.getByRole('button', { name: 'Try the sample library' }).click()
  await expect(rows(page).first()).toBeVisible()
  await sidebar(page, /^Documents/).click()
  await expect(rows(page).filter({ hasText: 'terminology.rst' })).toBeVisible()
})

test('menu commands and keys of the first screen: shortcuts, settings, and the way to a folder', { tag: '@path' }, async ({
  page,
  app,
}) => {
  await app.open(page)
  for (const [key, name] of [
    ['F1', 'Keyboard shortcuts'],
    ['Control+,', 'Settings'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await page.keyboard.press('Control+o')
  await expect(page.getByLabel('Path of a folder or a .glossary file')).toBeFocused()
})

test('a folder that is not there says what to do', { tag: '@path' }, async ({ page, app }) => {
  await app.open(page)
  await page.getByLabel('Path of a folder or a .glossary file').fill('/no/such/folder')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('/no/such/folder')
})
