import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { expect, ROOT, test } from '../harness/app.ts'
import { expectInertField } from '../harness/ime.ts'
import { settled } from '../harness/settled.ts'
import {
  closeDialog,
  dialogOpened,
  grid,
  inspector,
  listed,
  openDialog,
  openSettings,
  palette,
  press,
  readFolder,
  rows,
} from '../harness/window.ts'

/** Enter and Escape while an input method composes belong to the input method: in every text field the app has. */

const fields = (root: Page | Locator): Locator =>
  root
    .locator('input:not([type=checkbox]):not([type=radio]):not([readonly]):not([inputmode=numeric]):not([inputmode=decimal]), textarea')
    .filter({ visible: true })

/** Elements a text is typed into. Of a list to choose from only one that is searched by typing. */
const TEXT = /^(?:TextInput|Textarea|Autocomplete|TagsInput|input|textarea|Spotlight|Select)$/
/** Others whose names sound like it, and why nobody composes in them. */
const NO_TEXT: Readonly<Record<string, string>> = {
  NumberInput: 'takes digits alone',
  NativeSelect: 'the system draws its list, which is chosen from',
  PasswordInput: 'browsers switch input methods off in it',
}

/**
 * Names of the text fields in the sources, of each those it may have: a field of a new screen that no spec composes in is found by its name.
 * @throws on an element that may be a text field and is in neither list above
 */
function namesInSources(): string[][] {
  const folder = join(ROOT, 'src-renderer')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.tsx') && !name.includes('testing'),
  )
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    expect(text, file).not.toMatch(/contentEditable/i)
    const imported = [...text.matchAll(/import \{([^}]*)\} from '@mantine\//g)].flatMap(([, names]) => names!.match(/\w+/g) ?? [])
    const inputs = imported.filter((name) => /Input|Textarea|Autocomplete|Select|Search|Pills|Combobox|Spotlight$/.test(name))
    const element = new RegExp(`<(${['input', 'textarea', ...inputs].join('|')})(?=[\\s/>.])(?:(?!/>)[\\s\\S])*`, 'g')
    return [...text.matchAll(element)].flatMap(([field, tag]) => {
      expect(TEXT.test(tag!) || tag! in NO_TEXT, `${file}: is <${tag}> a text field?`).toBe(true)
      if (!TEXT.test(tag!) || /type="file"/.test(field) || (tag === 'Select' && !/\bsearchable\b/.test(field))) return []
      const name = /(?:aria-label|label)=\{`?(?:\$\{)?i18n\._\('([^']+)'/.exec(field)?.[1]
      // A name that is made elsewhere in the file: one of those said there, of a label where one is made.
      const said = (of: string) => [...of.matchAll(/i18n\._\('([^']+)'/g)].map(([, one]) => one!)
      const made = [...text.matchAll(/const label =[^\n]*/g)].flatMap(([line]) => said(line))
      const given = LABELLED[file.replaceAll('\\', '/')]
      if (given !== undefined) return [[given]]
      return [name === undefined ? [...(made.length > 0 ? made : said(text)), `${file}, <${tag}>`] : [name]]
    })
  })
}

/** Fields whose name is said by who shows them, by the file that makes them. */
const LABELLED: Readonly<Record<string, string>> = { 'views/add-term/TermPicker.tsx': 'Of the term' }

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
    await settled(page)
    await expect(fields(root).first()).toBeVisible()
    // From the last to the first: what is typed into the search field, which comes first, moves the list and with it the inspector.
    for (let i = (await fields(root).count()) - 1; i >= 0; i--) await one(`${where}, field ${i}`, fields(root).nth(i))
  }
  const term = async () => {
    // What was composed in the search field is taken back: the list has all terms again.
    await listed(page)
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
  await press(page, 'e')
  // Typing in the search field above moves the list to another term, so this one is looked at alone.
  await one('definition', inspector(page).getByRole('textbox', { name: 'Definition' }))
  await press(page, 'Alt+4')
  await expect(page.getByRole('textbox', { name: 'Add a required term' })).toBeVisible()
  await all('lists')
  await page.keyboard.press('Alt+6')
  const first = page.getByRole('region', { name: 'Readings' }).getByRole('textbox').first()
  await one('readings', first)
  // Escape never discards what was typed.
  const reading = page.getByRole('textbox', { name: await nameOf(first), exact: true })
  await reading.fill('てすと')
  await reading.press('Escape')
  await expect(reading).toHaveValue('てすと')
  await page.keyboard.press('Alt+1')
  await term()
  await inspector(page).locator('.cite').first().click()
  const inReader = page.getByRole('combobox', { name: 'Terms in this document' })
  await expect(inReader).toBeVisible()
  await one('reader', inReader)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+3')
  await expect(inReader).toBeHidden()

  const dialog = page.getByRole('dialog')
  for (const key of ['Control+e', 'Control+k', 'Control+Shift+a', 'Control+Shift+f', 'l', 'm']) {
    await grid(page).focus()
    const opened = await openDialog(page, key, /.*/)
    await all(key, opened)
    if (key === 'Control+Shift+a') {
      for (const as of ['Variant of…', 'Exclude']) {
        await opened.getByText(as, { exact: true }).click()
        await all(as, opened)
      }
    }
    await closeDialog(page)
  }
  await grid(page).focus()
  const adding = await openDialog(page, 'Control+Shift+a', /.*/)
  await adding.getByText('Variant of…', { exact: true }).click()
  await one('the term of a variant', adding.getByRole('combobox', { name: 'Of the term' }))
  await adding.getByRole('button', { name: 'Close' }).first().click()
  await expect(dialog).toHaveCount(0)
  await grid(page).focus()
  await all('documents', await openDialog(page, 'Control+o', 'Folders and files'))
  await dialog.getByRole('button', { name: 'Relocate…' }).first().click()
  await one('relocate', dialog.getByRole('textbox', { name: 'New place of the folder' }))
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await expect(dialog).toHaveCount(0)
  await grid(page).focus()
  await palette(page, 'This library')
  await page.keyboard.press('Enter')
  await all('library', await dialogOpened(page, 'This library'))
  await closeDialog(page)
  await openSettings(page, 'Language model', 'This library')
  const settings = page.getByRole('dialog', { name: 'Settings', exact: true })
  await settings.getByLabel('Language model that writes definitions').first().click()
  await page.getByRole('option', { name: /OpenAI-compatible/ }).click()
  await settings.getByText('More about the model').click()
  await all('settings', settings)

  const isSeen = (name: string): boolean => {
    const words = new RegExp(`^${name.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}`)
    return isElsewhere(name) || [...seen].some((label) => words.test(label))
  }
  const missing = namesInSources().filter((field) => !field.some(isSeen))
  expect(missing, `composed in ${[...seen].join(' | ')}`).toEqual([])
  expect(seen.size).toBeGreaterThanOrEqual(18)
})
