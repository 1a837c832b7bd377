import { appendFileSync, cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../harness/app.ts'
import { another, openLibrary, pill, rows, runEnded, sidebar, sideCount } from '../harness/window.ts'

/** Documents no two of which are the same, so that each is read: a run of about three seconds for 30 copies. */
function grow(folder: string, copies: number): void {
  for (let i = 0; i < copies; i++) {
    const target = join(folder, `copy-${i}`)
    cpSync(join(folder, 'en'), target, { recursive: true })
    for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) appendFileSync(join(entry.parentPath, entry.name), `\n\nA widget${i} is a device that holds ${i} crates.\n`)
    }
  }
}

test('a run is cancelled, and the next one finishes', async ({ page, app }) => {
  grow(app.folder, 30)
  await app.open(page)
  await app.choose(page, app.folder)
  await page.getByRole('contentinfo').getByRole('button', { name: 'Cancel' }).click()
  await runEnded(page, 'Cancelled')
  await sidebar(page, 'Runs').click()
  await page.getByRole('button', { name: 'Start again' }).click()
  await runEnded(page)
  await sidebar(page, /^Glossary/).click()
  await expect(rows(page).first()).toBeVisible()
})

test('what a cancelled run had finished is offered with its number, kept as one step, and taken back', async ({ page, app }) => {
  // Terms are shown while most documents are still to be read.
  grow(app.folder, 400)
  await app.open(page)
  await app.choose(page, app.folder)
  await expect(rows(page).first()).toBeVisible()
  await page.getByRole('contentinfo').getByRole('button', { name: 'Cancel' }).click()
  await runEnded(page, 'Cancelled')
  await expect(page.getByText('The documents have not been read yet')).toBeVisible()
  const keep = page.getByRole('button', { name: /^Keep the [\d,]+ finished$/ })
  await expect(keep).toBeVisible()
  const number = /[\d,]+/.exec(await keep.innerText())![0]
  await keep.click()
  await expect(page.getByRole('contentinfo').getByText(`Kept ${number} finished items`)).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
  await expect(keep).toBeHidden()
  await page.getByRole('contentinfo').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(keep).toBeVisible()
})

test('a page reloaded while a run works comes back to its library and the whole log', async ({ page, app }) => {
  grow(app.folder, 30)
  await app.open(page)
  await app.choose(page, app.folder)
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Cancel' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('contentinfo')).toBeVisible()
  await runEnded(page)
  await sidebar(page, 'Runs').click()
  const first = page.locator('.log-line').first()
  await expect(first).toBeVisible()
  // Lines out of sight are not in the page.
  await page.getByRole('log').evaluate((log) => log.scrollTo(0, 0))
  await expect(first).toHaveAttribute('data-seq', '1')
  const numbers = await page.locator('.log-line').evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('data-seq'))))
  expect(numbers.length).toBeGreaterThan(5)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
})

test('a changed folder is noticed and only that document is read', async ({ page, app }) => {
  await openLibrary(page, app)
  const before = await sideCount(page, 'Documents')
  writeFileSync(
    join(app.folder, 'en', 'new.md'),
    '# Tally sheets\n\nA tally sheet is the list on which the clerk counts the crates of a ship. The tally sheet is kept.\n',
  )
  await sidebar(page, /^Documents/).click()
  await page.getByRole('button', { name: 'Look for changes' }).click()
  await expect.poll(() => sideCount(page, 'Documents')).toBe(before + 1)
  await another(page, () => page.getByRole('region', { name: 'Documents' }).getByRole('button', { name: 'Update' }).click())
  await sidebar(page, 'Runs').click()
  await expect(rows(page)).toHaveCount(2)
  await expect(page.getByRole('log')).toContainText('Run 2 started')
})

test('two libraries run at once, their logs never mixed', { tag: ['@tabs', '@path'] }, async ({ page, app, context }) => {
  grow(app.folder, 15)
  await app.open(page)
  const second = await context.newPage()
  await second.goto(new URL('/', page.url()).href)
  await page.getByLabel('Path of a folder or a .glossary file').fill(join(app.folder, 'ja'))
  await second.getByLabel('Path of a folder or a .glossary file').fill(join(app.folder, 'en'))
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await second.getByRole('button', { name: 'Open', exact: true }).click()
  for (const one of [page, second]) {
    await runEnded(one)
    await sidebar(one, 'Runs').click()
    await expect(rows(one)).toHaveCount(1)
  }
  await expect(page.locator('.toolbar-title')).toHaveText('ja')
  await expect(second.locator('.toolbar-title')).toHaveText('en')
  const logs = await Promise.all([page, second].map((one) => one.getByRole('log').innerText()))
  expect(logs[0]).not.toBe(logs[1])
})

test('a run is paused by its key and goes on where it was', async ({ page, app }) => {
  grow(app.folder, 30)
  await app.open(page)
  await app.choose(page, app.folder)
  const bar = page.getByRole('contentinfo')
  await expect(bar.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.keyboard.press('Control+.')
  await expect(pill(page)).toContainText('Paused')
  await page.waitForTimeout(1500)
  await expect(pill(page)).toContainText('Paused')
  await expect(page.getByText(/last run:/)).toBeHidden()
  await page.keyboard.press('Control+.')
  await runEnded(page)
})

test('the app ends in the middle of a run: it is interrupted, and started again it finishes', async ({ page, app }) => {
  test.setTimeout(120_000)
  grow(app.folder, 30)
  await app.open(page)
  await app.choose(page, app.folder)
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Pause' })).toBeVisible()
  await app.restart()
  await app.open(page)
  await page.locator('.recent-item').first().click()
  await runEnded(page, 'Interrupted')
  await sidebar(page, 'Runs').click()
  await page.getByRole('button', { name: 'Start again' }).click()
  await runEnded(page)
  await expect(rows(page)).toHaveCount(2)
})
