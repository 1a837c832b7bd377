import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'
import { cited } from '../harness/reader.ts'
import { grid, inspector, openLibrary, palette, rows, search } from '../harness/window.ts'

test('one form adds a term with all that is said of it, a variant of any term, or an excluded word; by keyboard from the text', async ({
  page,
  app,
}) => {
  test.setTimeout(90_000)
  await openLibrary(page, app)
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await grid(page).focus()
  await page.keyboard.press('Alt+Enter')
  const reader = page.getByRole('region', { name: 'Reader' })
  const text = reader.getByRole('document')
  const form = page.getByRole('dialog', { name: 'Add a term' })
  await expect(text).toBeFocused()

  // Enter selects the words gone to, Tab goes to what can be done with them. They are a term already: the form goes there.
  await page.keyboard.press(']')
  await expect.poll(async () => (await cited(page)).text).toBe('berth window')
  await page.keyboard.press('Enter')
  await expect(reader.getByRole('toolbar')).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(reader.getByRole('button', { name: 'Add as a term…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(form.getByRole('status')).toContainText('“berth window” is in the')
  await expect(form.getByRole('button', { name: 'Go to “berth window”' })).toBeVisible()
  await axe(page, 'add a term, known')

  // Words that are none: with the sentence they stand in as the definition and its source, in one step.
  await form.getByRole('textbox', { name: 'Term' }).fill('window of a berth')
  await expect(form.getByRole('button', { name: 'Add', exact: true })).toBeVisible()
  await form.getByRole('button', { name: 'Use this sentence as the definition' }).click()
  const definition = form.getByRole('textbox', { name: 'Definition' })
  await expect(definition).toHaveValue(/berth window/i)
  const sentence = await definition.inputValue()
  await form.getByText('Category and note').click()
  await form.getByRole('textbox', { name: 'Note' }).fill('seen in the manual')
  await form.getByRole('textbox', { name: 'Term' }).press('Enter')
  await expect(page.getByText('Added “window of a berth”')).toBeVisible()
  await search(page, 'window of a berth')
  await rows(page).filter({ hasText: 'window of a berth' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'window of a berth', exact: true })).toBeVisible()
  await expect(inspector(page).getByText('seen in the manual')).toBeVisible()
  await expect(inspector(page).locator('.definition-text')).toContainText(sentence.slice(0, 20))
  await inspector(page).locator('.cite').first().click()
  await expect.poll(async () => (await cited(page)).visible).toBe(true)

  // From the palette, with no words: a variant of a term that is found by name.
  await grid(page).focus()
  const found = await palette(page, 'Add a term')
  await expect(found.getByRole('option', { name: /^Add a term/, selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(form).toBeVisible()
  await form.getByText('Variant of…', { exact: true }).click()
  await form.getByRole('textbox', { name: 'Variant' }).fill('quay stacker')
  const of = form.getByRole('combobox', { name: 'Of the term' })
  await of.fill('vessel call')
  await page.getByRole('option', { name: 'vessel call', exact: true }).click()
  await form.getByRole('button', { name: 'Add as a variant' }).click()
  await expect(page.getByText('“quay stacker” is now a variant of “vessel call”')).toBeVisible()
  await expect(form).toBeHidden()
  // One step each.
  await grid(page).focus()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Undone')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(rows(page).filter({ hasText: 'window of a berth' })).toHaveCount(0)
})
