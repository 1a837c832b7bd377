import { appendFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { another, grid, inspector, openLibrary, press, rows } from '../harness/window.ts'

/** What somebody meets in the first ten minutes, at the size of a small notebook. */

test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'no-preference' } })

test('E and N write on behind what is there', async ({ page, app }) => {
  await openLibrary(page, app)
  await grid(page).focus()
  await expect(inspector(page).locator('.definition-text').first()).toBeVisible()
  const before = await inspector(page).locator('.definition-text bdi').first().innerText()
  await page.keyboard.press('e')
  const field = inspector(page).getByRole('textbox', { name: 'Definition' })
  await expect(field).toBeFocused()
  await page.keyboard.type(' More.')
  await expect(field).toHaveValue(`${before} More.`)
  await page.keyboard.press('Escape')
  await press(page, 'n')
  const note = inspector(page).getByRole('textbox', { name: 'Note' })
  await expect(note).toBeFocused()
  await page.keyboard.type('one')
  await page.keyboard.press('Escape')
  await press(page, 'n')
  await expect(note).toBeFocused()
  await page.keyboard.type(' two')
  await expect(note).toHaveValue('one two')
})

test('a selection’s buttons take no line from the list: no row moves under the pointer', async ({ page, app }) => {
  await openLibrary(page, app)
  const top = async () => (await rows(page).first().boundingBox())!.y
  await settled(page)
  const before = await top()
  await grid(page).focus()
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 selected')).toBeVisible()
  await settled(page)
  expect(Math.abs((await top()) - before)).toBeLessThan(1)
})

test('beside list and inspector the reader names its file, and a variant’s usage stands beside it', async ({ page, app }) => {
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'reefer container' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'reefer container', exact: true })).toBeVisible()
  await inspector(page).locator('.cite').first().click()
  const name = page.getByRole('region', { name: 'Reader' }).locator('.reader-path bdi').last()
  await expect(name).toBeVisible()
  // Enough of it to be told from others.
  await expect.poll(async () => (await name.boundingBox())?.width).toBeGreaterThan(60)
  const variants = inspector(page).locator('.variant')
  await expect(variants.first()).toBeVisible()
  await settled(page)
  for (const variant of await variants.all()) {
    const [row, usage] = [await variant.boundingBox(), await variant.getByRole('combobox').boundingBox()]
    expect(row!.height).toBeLessThan(48)
    expect(usage!.x).toBeGreaterThan(row!.x + row!.width / 2)
  }
})

test('what has changed is said in numbers, however often the folder is looked at, until a run has read it', async ({ page, app }) => {
  await openLibrary(page, app)
  const at = (name: string) => join(app.folder, 'en', name)
  appendFileSync(at('billing.md'), '\nA lantern fee is a fee for the lanterns of a ship.\n')
  renameSync(at('crane-limits.txt'), at('limits-of-cranes.txt'))
  rmSync(at('reefer-handling.rst'))
  appendFileSync(join(app.folder, 'lanterns.md'), '# Notes\n\nA **lantern crate** is a crate that holds the lanterns of a ship.\n')
  for (let look = 0; look < 2; look++) {
    await page.keyboard.press('Control+Shift+r')
    await settled(page)
    await expect(page.getByText('Documents: 1 changed, 1 new, 1 missing, 1 moved')).toBeVisible()
  }
  await another(page, () => page.getByRole('button', { name: 'Update', exact: true }).first().click())
  await expect(page.getByText(/^Documents: 1 changed/)).toBeHidden()
})

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 640, height: 400 },
]) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport })
    test('the window itself never scrolls, whatever is in its lists', async ({ page, app }) => {
      await openLibrary(page, app)
      const longer = () => page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
      for (const key of ['Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6', 'Alt+1']) {
        await page.keyboard.press(key)
        await expect.poll(longer, key).toBeLessThanOrEqual(0)
      }
      await expect(inspector(page).getByText('History', { exact: true })).toBeAttached()
      await inspector(page).locator('.cite').first().click()
      await expect(page.locator('.reader-text')).toBeVisible()
      await settled(page)
      await expect.poll(longer).toBeLessThanOrEqual(0)
      expect(await page.evaluate(() => window.scrollY)).toBe(0)
    })
  })
}

test('drawing that fails leaves no empty window: it says so, and loaded again the library is there', async ({ page, app }) => {
  await openLibrary(page, app)
  await page.evaluate(() => {
    Object.assign(Intl, {
      DateTimeFormat: function broken() {
        throw new Error('no dates today')
      },
    })
  })
  await page.keyboard.press('Alt+5')
  await expect(page.getByRole('heading', { name: 'The window could not be drawn' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('no dates today')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(rows(page).first()).toBeVisible()
})
