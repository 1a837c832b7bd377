import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { another, openLibrary, pill, press, rows, runEnded, sidebar, sideCount } from '../harness/window.ts'

/** Copies of the documents below `from`, no two the same, so that each is read: a run of about a tenth of a second for each copy. */
function grow(folder: string, copies: number, from = 'en', word = 'widget'): void {
  for (let i = 0; i < copies; i++) {
    const target = join(folder, `copy-${i}`)
    cpSync(join(folder, from), target, { recursive: true })
    for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) appendFileSync(join(entry.parentPath, entry.name), `\n\nA ${word}${i} is a device that holds ${i} crates.\n`)
    }
  }
}

/** Takes most copies away again: how a run begins and is stopped takes many documents, how the next one ends does not. */
function shrink(folder: string, left: number): void {
  for (const name of readdirSync(folder))
    if (name.startsWith('copy-') && Number(name.slice(5)) >= left) rmSync(join(folder, name), { recursive: true })
}

/** So many that nobody is too late to stop their run, however busy the computer is. */
const LONG = 400
/** A run that can be paused, or left by its page, and still ends soon. */
const SHORT = 60

const footer = (page: Page): Locator => page.getByRole('contentinfo')
const button = (page: Page, name: string): Locator => footer(page).getByRole('button', { name, exact: true })

/** Every line of the log shown, by number, gone through from its first to its last: lines out of sight are not in the page. */
const wholeLog = (page: Page): Promise<[number, string][]> =>
  page.getByRole('log').evaluate(async (log) => {
    const found = new Map<number, string>()
    for (let top = 0; top < log.scrollHeight; top += log.clientHeight / 2) {
      log.scrollTop = top
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      for (const line of log.querySelectorAll('.log-line')) found.set(Number(line.getAttribute('data-seq')), line.textContent)
    }
    return [...found]
  })

/** Every line once and in order. @returns their texts */
async function expectWholeLog(page: Page): Promise<string> {
  let text = ''
  await settled(page)
  // The log follows its end while lines come.
  await expect(async () => {
    const lines = await wholeLog(page)
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.map(([number]) => number)).toEqual(lines.map((_, index) => index + 1))
    text = lines.map(([, line]) => line).join('\n')
  }).toPass()
  return text
}

/** Pauses the run that works by the key; what is paused stays so. */
async function pause(page: Page): Promise<void> {
  // At once: an assertion looks again a second later, and by then a short run may be over.
  await button(page, 'Pause').waitFor()
  await page.keyboard.press('Control+.')
  await expect(pill(page)).toContainText('Paused')
}

test('a run is cancelled, and the next one finishes', async ({ page, app }) => {
  grow(app.folder, LONG)
  await app.open(page)
  await app.choose(page, app.folder)
  await button(page, 'Cancel').click()
  await runEnded(page, 'Cancelled')
  shrink(app.folder, 2)
  await sidebar(page, 'Runs').click()
  await page.getByRole('button', { name: 'Start again' }).click()
  await runEnded(page)
  await sidebar(page, /^Glossary/).click()
  await expect(rows(page).first()).toBeVisible()
})

test('the list fills while a run works, marked as a preview, and is decided on; what the cancelled run had finished is kept as one step, and taken back', async ({
  page,
  app,
}) => {
  // Terms are shown while most documents are still to be read.
  grow(app.folder, LONG)
  await app.open(page)
  await app.choose(page, app.folder)
  await expect(rows(page).first()).toBeVisible()
  await pause(page)
  await expect(page.getByText('A run fills this list')).toBeVisible()
  await expect(rows(page).first()).toContainText('preview')
  await press(page, 'Home', 'a')
  await expect(rows(page).getByRole('img', { name: 'Accepted' })).toHaveCount(1)
  await button(page, 'Cancel').click()
  await runEnded(page, 'Cancelled')
  // Nothing of the run is left but what was decided on.
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page).getByRole('img', { name: 'Accepted' })).toHaveCount(1)
  const keep = page.getByRole('button', { name: /^Keep the [\d,]+ finished$/ })
  await expect(keep).toBeVisible()
  // All that the run left is there by now.
  await settled(page)
  const number = /[\d,]+/.exec(await keep.innerText())![0]
  await keep.click()
  await expect(footer(page).getByText(`Kept ${number} finished items`)).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByText('A run fills this list')).toBeHidden()
  await expect(rows(page).first()).not.toContainText('preview')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  await expect(keep).toBeHidden()
  await button(page, 'Undo').click()
  await expect(keep).toBeVisible()
})

test('a page reloaded while a run works comes back to its library and the whole log', async ({ page, app }) => {
  grow(app.folder, SHORT)
  await app.open(page)
  await app.choose(page, app.folder)
  // Paused, so that it is the same run before and after, and goes on with another page looking.
  await pause(page)
  await page.reload()
  await expect(pill(page)).toContainText('Paused')
  await page.keyboard.press('Control+.')
  await runEnded(page)
  await sidebar(page, 'Runs').click()
  await expect(rows(page)).toHaveCount(1)
  await expectWholeLog(page)
})

test('a changed folder is noticed and only that document is read', async ({ page, app }) => {
  await openLibrary(page, app)
  await settled(page)
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
  const folders = ['north', 'south'].map((name) => join(app.folder, name))
  for (const [i, folder] of folders.entries()) {
    mkdirSync(folder)
    cpSync(join(app.folder, 'en'), join(folder, 'en'), { recursive: true })
    grow(folder, SHORT / 2, 'en', i === 0 ? 'lantern' : 'anchor')
    writeFileSync(join(folder, `only-${i === 0 ? 'north' : 'south'}.docx`), 'no archive')
  }
  await app.open(page)
  const second = await context.newPage()
  await second.goto(new URL('/', page.url()).href)
  const pages = [page, second]
  for (const [i, one] of pages.entries()) {
    await one.getByLabel('Path of a folder or a .glossary file').fill(folders[i]!)
    await one.getByRole('button', { name: 'Open', exact: true }).click()
    // Each waits in its run for the other: then they are both at work, and go on at the same time.
    await pause(one)
    await one.keyboard.press('Control+4')
    await expect(one.getByRole('log')).toBeVisible()
  }
  for (const one of pages) await expect(pill(one)).toContainText('Paused')
  await Promise.all(pages.map((one) => one.keyboard.press('Control+.')))
  for (const [i, one] of pages.entries()) {
    const [own, other] = i === 0 ? ['north', 'south'] : ['south', 'north']
    await runEnded(one)
    await expect(one.locator('.toolbar-title')).toHaveText(own!)
    // As it came, line by line, and as it was kept.
    for (const how of ['heard', 'kept'] as const) {
      const log = await expectWholeLog(one)
      expect(log, how).toContain(`only-${own}.docx`)
      expect(log, how).not.toContain(`only-${other}.docx`)
      if (how === 'kept') break
      await one.keyboard.press('Control+4')
      await sidebar(one, 'Runs').click()
      await expect(rows(one)).toHaveCount(1)
    }
  }
})

test('a run is paused by its key and goes on where it was', async ({ page, app }) => {
  grow(app.folder, SHORT)
  await app.open(page)
  await app.choose(page, app.folder)
  await pause(page)
  // Nothing but time: it would be over by itself.
  await page.waitForTimeout(1500)
  await expect(pill(page)).toContainText('Paused')
  await expect(page.getByText(/last run:/)).toBeHidden()
  await page.keyboard.press('Control+.')
  await runEnded(page)
})

test('the app ends in the middle of a run: it is interrupted, and started again it finishes', async ({ page, app }) => {
  grow(app.folder, LONG)
  await app.open(page)
  await app.choose(page, app.folder)
  await expect(button(page, 'Pause')).toBeVisible()
  await app.restart()
  shrink(app.folder, 2)
  await app.open(page)
  await page.locator('.recent-item').first().click()
  await runEnded(page, 'Interrupted')
  await sidebar(page, 'Runs').click()
  await page.getByRole('button', { name: 'Start again' }).click()
  await runEnded(page)
  await expect(rows(page)).toHaveCount(2)
})
