import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import {
  activeRow,
  closeDialog,
  dialogOpened,
  dialogsGone,
  grid,
  inspector,
  openDialog,
  openLibrary,
  press,
  runEnded,
  sideCount,
} from '../harness/window.ts'

/** Every dialog by the keyboard alone: nothing in this file clicks. Dialogs come and go as most people see them, with motion. */
test.use({ contextOptions: { reducedMotion: 'no-preference' } })

const dialog = (page: Page): Locator => page.getByRole('dialog')

/** Opens a command by the palette, as somebody does who knows no key. */
async function byPalette(page: Page, name: string): Promise<void> {
  const field = (await openDialog(page, 'Control+k', /.*/)).locator('input').first()
  await expect(field).toBeFocused()
  await field.fill(name)
  await expect(
    dialog(page)
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first(),
  ).toBeVisible()
  await page.keyboard.press('Enter')
}

interface Place {
  readonly name: string
  readonly title: RegExp
  open(page: Page): Promise<void>
}
const key = (name: string, title: RegExp, press: string): Place => ({ name, title, open: (page) => page.keyboard.press(press) })

const DIALOGS: readonly Place[] = [
  key('settings', /Settings/, 'Control+,'),
  key('export', /Export/, 'Control+e'),
  key('import', /Import a glossary/, 'Control+i'),
  key('documents', /Folders and files/, 'Control+o'),
  key('palette', /.*/, 'Control+k'),
  key('shortcuts', /Keyboard shortcuts/, 'F1'),
  key('add a term', /Add a term/, 'Control+Shift+a'),
  key('search', /Search in all documents/, 'Control+Shift+f'),
  key('drop all like this', /Drop all like this/, 'l'),
  { name: 'library', title: /This library/, open: (page) => byPalette(page, 'This library') },
  {
    name: 'merge',
    title: /Merge terms/,
    open: async (page) => {
      await page.keyboard.press('Home')
      await page.keyboard.press('Shift+ArrowDown')
      await page.keyboard.press('m')
    },
  },
]

test('each dialog takes the focus, keeps it, reaches everything in it, and gives it back', async ({ page, app }) => {
  await openLibrary(page, app)
  for (const { name, title, open } of DIALOGS) {
    await grid(page).focus()
    await open(page)
    const opened = await dialogOpened(page, title)
    // What it asks the host for is there: nothing to be reached comes or goes any more.
    await settled(page)
    const reachable = await opened.evaluate(
      (root) =>
        [...root.querySelectorAll<HTMLElement>('button, input, textarea, select, a[href], summary, [tabindex="0"]')].filter((one) => {
          if (!one.checkVisibility() || one.tabIndex < 0 || one.matches(':disabled') || one.closest('[inert]')) return false
          // Of a group of radio buttons only one is a stop.
          return !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked)
        }).length,
    )
    const stops = new Set<string>()
    for (let i = 0; i < reachable + 4; i++) {
      await page.keyboard.press('Tab')
      const stop = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement
        const inside = at.closest('[role=dialog]') !== null
        return { inside, id: inside ? [...document.querySelectorAll('*')].indexOf(at) : -1, tag: at.outerHTML.slice(0, 80) }
      })
      expect(stop.inside, `${name}: the focus left for ${stop.tag}`).toBe(true)
      stops.add(String(stop.id))
    }
    expect(stops.size, `${name}: ${reachable} things can be reached`).toBeGreaterThanOrEqual(Math.max(1, reachable - 1))
    await page.keyboard.press('Escape')
    await expect(dialog(page), name).toHaveCount(0)
    await expect(grid(page), `${name}: the focus comes back`).toBeFocused()
  }
})

test('a dialog gives the focus back to what had it: a field with its text, a button', async ({ page, app }) => {
  await openLibrary(page, app)
  const field = page.getByRole('searchbox', { name: 'Search terms, variants and readings' })
  await field.focus()
  await openDialog(page, 'Control+,', 'Settings')
  await closeDialog(page)
  await expect(field).toBeFocused()
  const button = page.getByRole('banner').getByRole('button', { name: 'Export…' })
  await button.focus()
  await openDialog(page, 'Enter', 'Export')
  await closeDialog(page)
  await expect(button).toBeFocused()
  // Closed before it has taken the focus itself, or while it takes it.
  for (let times = 0; times < 5; times++) {
    await page.keyboard.press('Enter')
    await expect(async () => {
      await page.keyboard.press('Escape')
      await expect(dialog(page)).toHaveCount(0, { timeout: 200 })
    }).toPass()
    await expect(button).toBeFocused()
  }
})

test('settings, a term added, a search, an export and an import without a pointer', { tag: '@path' }, async ({ page, app }) => {
  await openLibrary(page, app)

  await openDialog(page, 'Control+,', 'Settings')
  await page.getByRole('combobox', { name: 'Appearance' }).focus()
  await page.keyboard.press('Enter')
  // The list is made when it is opened.
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Appearance' })).not.toHaveValue('Like the system')
  await closeDialog(page)

  await grid(page).focus()
  await page.keyboard.press('Control+Shift+a')
  await expect(dialog(page).getByRole('textbox', { name: 'Term' })).toBeFocused()
  await page.keyboard.type('gantry rail')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Added “gantry rail”')).toBeVisible()
  await dialogsGone(page)

  await byPalette(page, 'gantry rail')
  await expect(inspector(page).getByRole('heading', { name: 'gantry rail' })).toBeVisible()

  await grid(page).focus()
  await page.keyboard.press('Control+Shift+f')
  await expect(dialog(page).getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('berth')
  const hit = dialog(page).locator('.source').first()
  await expect(hit).toBeVisible()
  await hit.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Reader' }).locator('[data-block]').first()).toBeAttached()
  await page.keyboard.press('Control+3')

  await grid(page).focus()
  await page.keyboard.press('Control+e')
  await expect(dialog(page).getByText(/^\d+ terms of \d+$/)).toBeVisible()
  const file = join(app.home, 'out.md')
  await dialog(page).getByRole('textbox').focus()
  await page.keyboard.type(file)
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByRole('status')).toContainText(file)
  expect(existsSync(file)).toBe(true)
  await closeDialog(page)

  const table = join(app.home, 'terms.csv')
  writeFileSync(table, 'Term,Definition\ntally clerk,Somebody who counts.\n')
  await grid(page).focus()
  await openDialog(page, 'Control+i', 'Import a glossary')
  const chooser = page.waitForEvent('filechooser')
  await dialog(page)
    .getByRole('button', { name: /^Choose/ })
    .focus()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(table)
  await expect(dialog(page).getByRole('status')).toContainText('1 term')
  await dialog(page).getByRole('button', { name: 'Import', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog(page).getByText('1 term imported as one step.')).toBeVisible()
  await closeDialog(page)
})

test('the model panel is filled in by keyboard', async ({ page, app }) => {
  await openLibrary(page, app)
  await byPalette(page, 'Language model of this')
  await expect(page.getByRole('heading', { name: 'Language model', exact: true })).toBeFocused()
  const engine = page.getByRole('combobox', { name: 'Language model that writes definitions' })
  await engine.focus()
  await page.keyboard.press('Enter')
  const wanted = page.getByRole('option', { name: /OpenAI-compatible/ })
  await expect(wanted).toBeVisible()
  await expect(async () => {
    if (!(await wanted.evaluate((one) => one.hasAttribute('data-combobox-selected')))) await page.keyboard.press('ArrowDown')
    await expect(wanted).toHaveAttribute('data-combobox-selected', 'true', { timeout: 200 })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect(engine).toHaveValue(/OpenAI-compatible/)
  const address = page.getByLabel('Address of the server')
  await address.focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('http://127.0.0.1:9')
  await page.getByLabel('Name of the model').focus()
  await page.keyboard.type('tiny')
  await expect(page.getByLabel('Name of the model')).toHaveValue('tiny')
  await closeDialog(page)
  // Closing stores what was typed.
  await settled(page)
  await openDialog(page, 'Control+,', 'Settings')
  // By the arrow keys to the part that the palette leads to at once.
  await expect(page.getByRole('button', { name: 'General' })).toBeFocused()
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(address).toHaveValue('http://127.0.0.1:9')
  await expect(page.getByLabel('Name of the model')).toHaveValue('tiny')
})

test('from an empty screen to reviewed terms without a pointer', { tag: '@path' }, async ({ page, app }) => {
  await app.open(page)
  await page.getByLabel('Path of a folder or a .glossary file').focus()
  await page.keyboard.type(app.folder)
  await page.keyboard.press('Enter')
  await runEnded(page)
  // The sheet of the first run stands beside the list: Enter is done with it.
  await expect(page.getByRole('button', { name: 'Go to the list' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(grid(page)).toBeFocused()
  await expect(activeRow(page).locator('.term-name')).toBeVisible()
  await settled(page)
  await press(page, 'a', 'd')
  await expect.poll(() => sideCount(page, 'Accepted')).toBe(1)
  await page.keyboard.press('Alt+3')
  await expect(page.getByRole('treegrid', { name: 'Documents' })).toBeFocused()
  await page.keyboard.press('Alt+1')
  await expect(page.getByRole('treegrid', { name: 'Terms' })).toBeFocused()
})
