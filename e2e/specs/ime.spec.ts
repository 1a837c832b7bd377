import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { expect, ROOT, test } from '../harness/app.ts'
import { expectInertField } from '../harness/ime.ts'
import { grid, inspector, openSettings, readFolder, rows } from '../harness/window.ts'

/** Enter and Escape while an input method composes belong to the input method: in every text field the app has. */

const fields = (root: Page | Locator): Locator =>
  root
    .locator('input:not([type=checkbox]):not([type=radio]):not([readonly]):not([inputmode=numeric]):not([inputmode=decimal]), textarea')
    .filter({ visible: true })

/**
 * Names of the text fields in the sources, of each those it may have: a field of a new screen that no spec composes in is found by its name.
 * Not of passwords: browsers switch input methods off in them.
 */
function namesInSources(): string[][] {
  const folder = join(ROOT, 'src-renderer')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.tsx') && !name.includes('testing'),
  )
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...text.matchAll(/<(?:TextInput|Textarea|Autocomplete|TagsInput|input|textarea)\b(?:(?!\/>)[\s\S])*/g)].flatMap(([field]) => {
      if (/type="file"/.test(field)) return []
      const name = /(?:aria-label|label)=\{`?(?:\$\{)?i18n\._\('([^']+)'/.exec(field)?.[1]
      // A name that is made elsewhere in the file.
      const made = [...text.matchAll(/const label =[^\n]*/g)].flatMap(([line]) =>
        [...line.matchAll(/i18n\._\('([^']+)'/g)].map(([, one]) => one!),
      )
      return [name === undefined ? made : [name]]
    })
  })
}

/** Fields that only a model's answer brings up, or that have a spec of their own: composed in there. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'Both in one': 'model-runs.spec.ts',
  'Name of the other meaning': 'problems.spec.ts',
  Reason: 'problems.spec.ts',
  'Name of the filter': 'filters.spec.ts',
  'Search commands and keys': 'remap.spec.ts',
  'Find in this document': 'remap.spec.ts',
}
const isElsewhere = (name: string): boolean => {
  const spec = ELSEWHERE[name]
  const lines = spec === undefined ? [] : readFileSync(join(ROOT, 'e2e', 'specs', spec), 'utf8').split('\n')
  return lines.some((line) => line.includes('expectInertField(') && line.includes(`'${name}'`))
}

const nameOf = (field: Locator): Promise<string> =>
  field.evaluate((one) => one.getAttribute('aria-label') ?? (one as HTMLInputElement).labels?.[0]?.textContent ?? '')

test('no text field of the sources reacts to Enter or Escape during composition', { tag: '@debugger' }, async ({ page, app }) => {
  test.setTimeout(240_000)
  const seen = new Set<string>()
  const one = async (where: string, field: Locator) => {
    seen.add(await nameOf(field))
    await expectInertField(page, where, field)
  }
  /** Every text field on the screen, or in the open dialog: it keeps the focus to itself. */
  const all = async (where: string, root: Page | Locator = page) => {
    // From the last to the first: what is typed into the search field, which comes first, moves the list and with it the inspector.
    for (let i = (await fields(root).count()) - 1; i >= 0; i--) await one(`${where}, field ${i}`, fields(root).nth(i))
  }
  const term = async () => {
    // The search waits for a pause in typing: only then the list has all terms again.
    await page.waitForTimeout(700)
    await rows(page).filter({ hasText: '蔵置日数' }).first().click()
    await expect(inspector(page).getByRole('heading', { name: '蔵置日数' })).toBeVisible()
  }
  await app.open(page)
  await all('welcome')
  await readFolder(page, app)
  await term()
  await inspector(page).locator('.link-button').first().click()
  // This one goes away when another field gets the focus.
  await one('reading', inspector(page).getByRole('textbox', { name: 'Reading' }))
  await grid(page).focus()
  await all('terms')
  await term()
  await grid(page).focus()
  await page.keyboard.press('e')
  // Typing in the search field above moves the list to another term, so this one is looked at alone.
  await one('definition', inspector(page).getByRole('textbox', { name: 'Definition' }))
  await grid(page).focus()
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('textbox', { name: 'Add a required term' })).toBeVisible()
  await all('lists')
  await page.keyboard.press('Alt+6')
  await one('readings', page.getByRole('region', { name: 'Readings' }).getByRole('textbox').first())
  await page.keyboard.press('Alt+1')
  await term()
  await inspector(page).locator('.cite').first().click()
  const inReader = page.getByRole('combobox', { name: 'Terms in this document' })
  await expect(inReader).toBeVisible()
  await one('reader', inReader)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+3')

  const dialog = page.getByRole('dialog')
  for (const key of ['Control+e', 'Control+k', 'Control+Shift+a', 'Control+Shift+f', 'l']) {
    await grid(page).focus()
    await page.keyboard.press(key)
    await expect(dialog).toBeVisible()
    await all(key, dialog)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await grid(page).focus()
  await page.keyboard.press('Control+o')
  await all('documents', dialog)
  await dialog.getByRole('button', { name: 'Relocate…' }).first().click()
  await one('relocate', dialog.getByRole('textbox', { name: 'New place of the folder' }))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await grid(page).focus()
  await page.keyboard.press('Control+k')
  await expect(dialog.locator('input').first()).toBeFocused()
  await dialog.locator('input').first().fill('This library')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'This library' })).toBeVisible()
  // The palette is on its way out.
  await expect(dialog).toHaveCount(1)
  await all('library', page.getByRole('dialog', { name: 'This library' }))
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await openSettings(page, 'Language model', 'This library')
  await dialog.getByLabel('Language model that writes definitions').first().click()
  await page.getByRole('option', { name: /OpenAI-compatible/ }).click()
  await dialog.getByText('More about the model').click()
  await all('settings', dialog)

  const isSeen = (name: string): boolean => {
    const words = new RegExp(`^${name.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}`)
    return isElsewhere(name) || [...seen].some((label) => words.test(label))
  }
  const missing = namesInSources().filter((field) => !field.some(isSeen))
  expect(missing, `composed in ${[...seen].join(' | ')}`).toEqual([])
  expect(seen.size).toBeGreaterThanOrEqual(18)
})
