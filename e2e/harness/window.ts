import { expect, type Locator, type Page } from 'playwright/test'
import type { RunningApp } from './app.ts'
import { settled } from './settled.ts'

/** The window as a person sees it. Names are those of the English interface. */

/** The list of the place people are at; the documents are a tree. */
export const grid = (page: Page): Locator => page.getByRole('grid').or(page.getByRole('treegrid')).first()
export const rows = (page: Page): Locator =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
export const activeRow = (page: Page): Locator => page.locator('.grid-row.is-active')
export const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' })
/** How it stands with the runs, in the toolbar. */
export const pill = (page: Page): Locator => page.locator('.run-pill')
export const sidebar = (page: Page, name: string | RegExp): Locator => page.getByRole('navigation').getByRole('button', { name })
export const sideCount = async (page: Page, name: string): Promise<number> =>
  Number(
    (
      await sidebar(page, new RegExp(`^${name}`))
        .locator('.side-count')
        .innerText()
    ).replaceAll(',', ''),
  )

/** The list has the focus, and each key reaches it. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  await grid(page).focus()
  await expect(grid(page)).toBeFocused()
  for (const key of keys) await page.keyboard.press(key)
}

/** Searches the term list, which is shown; over when the list is that of the search. */
export async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search terms, variants and readings' }).fill(text)
  await listed(page)
}

/** How many terms the list says it has. It says nothing until it knows, from the moment it is asked for others. */
export async function listed(page: Page): Promise<number> {
  const status = page.locator('.pane-head [role=status]').first()
  let said = ''
  await expect
    .poll(async () => {
      said = await status.innerText()
      return said
    })
    .toMatch(/\d/)
  return Number(said.replace(/\D/g, ''))
}

/** The dialog a key opens. @param name whole, as a screen reader says it, or a pattern */
export async function openDialog(page: Page, key: string, name: string | RegExp): Promise<Locator> {
  // One that was just closed would take the key, or be taken for the new one.
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press(key)
  return dialogOpened(page, name)
}

/** The dialog by its name, as soon as it is the only one there and the keyboard is in it. */
export async function dialogOpened(page: Page, name: string | RegExp): Promise<Locator> {
  const dialog = page.getByRole('dialog', typeof name === 'string' ? { name, exact: true } : { name })
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect(dialog).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect.poll(() => dialog.evaluate((one) => one.contains(document.activeElement)), `the focus is in ${name}`).toBe(true)
  return dialog
}

/** Presses the key that closes what is open; over when no dialog is there any more and the focus has come back. */
export async function closeDialog(page: Page, key = 'Escape'): Promise<void> {
  await page.keyboard.press(key)
  await dialogsGone(page)
}

/** No dialog is there any more, and where there is a list something has the focus: it is never lost. */
export async function dialogsGone(page: Page): Promise<void> {
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const lost = () => page.evaluate(() => document.activeElement === document.body && document.querySelector('.grid-scroll') !== null)
  await expect.poll(lost, 'the focus is lost').toBe(false)
}

/** Opens the palette and puts a text into its field. */
export async function palette(page: Page, text: string): Promise<Locator> {
  const dialog = await openDialog(page, 'Control+k', /.*/)
  await expect(dialog.locator('input').first()).toBeFocused()
  await dialog.locator('input').first().fill(text)
  return dialog
}

/** The library of the test's folder as it is when the folder has been read: where most tests start. */
export async function openLibrary(page: Page, app: RunningApp): Promise<void> {
  const file = app.startRead()
  await app.open(page)
  await app.choose(page, file)
  await expect(rows(page).first()).toBeVisible()
}

/** Makes a library of the test's folder, as it is by now, and waits until the run has ended. */
export async function readFolder(page: Page, app: RunningApp): Promise<void> {
  await app.open(page)
  await app.choose(page, app.folder)
  await runEnded(page)
  await expect(rows(page).first()).toBeVisible()
}

/** Waits until the status bar says how the last run ended. */
export async function runEnded(page: Page, status = 'Completed'): Promise<void> {
  await expect(page.locator('[data-last-run]')).toContainText(`last run: ${status}`, { timeout: 240_000 })
}

/** Does what starts a run and waits until that run has ended, however soon: that no run is shown at one moment says nothing of the next. */
export async function another(page: Page, start: () => Promise<void>, status = 'Completed'): Promise<void> {
  const last = page.locator('[data-last-run]')
  const before = await last.getAttribute('data-last-run')
  await start()
  await expect(last).not.toHaveAttribute('data-last-run', before ?? '', { timeout: 240_000 })
  await expect(last).toContainText(`last run: ${status}`)
}

/** Opens the one library of the data folder from the welcome screen. */
export async function openRecent(page: Page, app: RunningApp): Promise<void> {
  await app.open(page)
  await page.locator('.recent-item').first().click()
  await expect(rows(page).first()).toBeVisible()
}

/** Another size of the window; over when the page has it and has come to rest in it: what has to be measured anew is measured in the next frames. */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.waitForFunction(([w, h]) => window.innerWidth === w && window.innerHeight === h, [width, height] as const)
  await settled(page)
}

/** Headword of the row with the focus. */
export const activeTerm = async (page: Page): Promise<string> => (await activeRow(page).locator('.term-name').innerText()).trim()

/** The row with the focus shows this decision. */
export async function expectDecision(page: Page, term: string, decision: 'Accepted' | 'Dropped' | 'To review'): Promise<void> {
  const row = rows(page).filter({ has: page.locator('.term-name', { hasText: new RegExp(`^${literal(term)}$`) }) })
  await expect(row.getByRole('img', { name: decision, exact: true })).toBeVisible()
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Checks a box, switch or radio button. A dialog that still slides in makes a single click miss what it was meant for. */
export async function tick(box: Locator): Promise<void> {
  await expect(async () => {
    if (!(await box.isChecked())) await box.click({ force: true })
    await expect(box).toBeChecked({ timeout: 1000 })
  }).toPass()
}

/** Opens the settings at one of their parts, by its name in the list on the left. @param group `App`, `This library` or `New libraries` */
export async function openSettings(page: Page, part: string, group = 'App'): Promise<void> {
  await openDialog(page, 'Control+,', 'Settings')
  await toSettings(page, part, group)
}

/** From one part of the open settings to another. */
export async function toSettings(page: Page, part: string, group = 'App'): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  await dialog.getByRole('list', { name: group, exact: true }).getByRole('button', { name: part, exact: true }).click()
  await expect(dialog.getByRole('heading', { name: part, exact: true })).toBeVisible()
}

/** The whole interface in Japanese from here on. */
export async function inJapanese(page: Page): Promise<void> {
  await openSettings(page, 'General')
  await page.getByLabel('Language of the app').first().click()
  await page.getByRole('option', { name: '日本語' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  // Drawn anew as a whole: Escape reaches the dialog that is there now.
  await dialogOpened(page, '設定')
  await closeDialog(page)
}
