import { axe } from '../harness/accessibility.ts'
import { chooseModel, close, expect, good, settings, test } from '../harness/model.ts'
import { settled } from '../harness/settled.ts'
import { activeRow, activeTerm, another, grid, inspector, openDialog, openLibrary, rows, sidebar, tick } from '../harness/window.ts'

/** The window with a language model: a scripted one behind a real server on this computer. */

test('the panel finds models, tries one with a real term, asks before anything leaves this computer, and keeps several servers', async ({
  page,
  app,
  model,
}) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  const dialog = settings(page)
  await expect(dialog.getByRole('list', { name: 'Models found' })).toContainText('other')
  await dialog.getByRole('button', { name: 'Try it with one term' }).click()
  await expect(dialog.getByText(/tokens\/s, first words after/)).toBeVisible()
  await expect(dialog.getByText('Every sentence is supported by its passages.')).toBeVisible()
  await expect(dialog.getByText(/about .* for the .* questions of this library/)).toBeVisible()
  await dialog.getByText('More about the model').click()
  await dialog.getByText('Models worth trying').click()
  await expect(dialog.getByText(/As of 20\d\d-/)).toBeVisible()
  await axe(page)
  await dialog.getByRole('button', { name: 'Another server of the same model' }).click()
  await dialog.getByLabel('Address of the server 2').fill('http://192.0.2.1:8080')
  await dialog.getByLabel('Weight 2').fill('3')
  const agree = dialog.getByRole('checkbox', { name: /may be sent to http:\/\/192.0.2.1:8080/ })
  await expect(dialog.getByRole('button', { name: 'Try it with one term' })).toBeDisabled()
  await agree.check()
  await expect(dialog.getByRole('button', { name: 'Try it with one term' })).toBeEnabled()
  await close(page)
  await openDialog(page, 'Control+,', 'Settings')
  await expect(dialog.getByLabel('Address of the server 2')).toHaveValue('http://192.0.2.1:8080')
  await expect(dialog.getByLabel('Weight 2')).toHaveValue('3')
  await dialog.getByRole('button', { name: 'Let new libraries start with this choice' }).click()
  await expect(dialog.getByText('New libraries start with this choice', { exact: true })).toBeVisible()
})

test('errors say what to do: nothing answers, a model that is not there', async ({ page, app, model }) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  const dialog = settings(page)
  await dialog.getByLabel('Name of the model').fill('missing')
  model.answer = () => 'no JSON'
  await dialog.getByRole('button', { name: 'Try it with one term' }).click()
  await expect(dialog.getByText('The answer holds no complete JSON object.')).toBeVisible()
  await model.server.stop()
  await dialog.getByRole('button', { name: 'Ask the servers below' }).click()
  await expect(dialog.getByText(/No model server answers/)).toBeVisible()
  await expect(dialog.getByText(/Is the server started\?/)).toBeVisible()
})

test('a term is defined anew from its menu, fails visibly, is tried again; the run tells its tokens and shows its log', async ({
  page,
  app,
  model,
}) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  const dialog = settings(page)
  await dialog.getByText('More about the model').click()
  await tick(dialog.getByLabel('Keep prompts and answers of each run in a file only I can read'))
  await close(page)
  await settled(page)
  await rows(page).nth(1).click()
  const term = await rows(page).nth(1).locator('.term-name').innerText()
  await expect(activeRow(page).locator('.term-name')).toHaveText(term)
  await rows(page).nth(1).click({ button: 'right' })
  await another(page, () => page.getByRole('menuitem', { name: 'Define again' }).click())
  await expect(inspector(page).getByText('Written')).toBeVisible()
  expect(model.server.chats.every(({ messages }) => messages.at(-1)!.content.includes(`>${term}<`))).toBe(true)
  model.answer = () => 'nothing usable'
  await another(page, () => inspector(page).getByRole('button', { name: 'Define again' }).click())
  await expect(inspector(page).getByText(/The model gave no usable answer/)).toBeVisible()
  await expect(inspector(page).getByText('Written')).toBeVisible()
  await expect(activeRow(page).getByRole('img', { name: 'Failed' })).toBeVisible()
  await axe(page)
  model.answer = good
  await another(page, () => inspector(page).getByRole('button', { name: 'Try again' }).click())
  await expect(activeRow(page).getByRole('img', { name: 'Failed' })).toBeHidden()
  await sidebar(page, 'Runs').click()
  await expect(page.getByText(/requests? · .* prompt tokens/)).toBeVisible()
  await page.getByRole('button', { name: 'Model log' }).click()
  await page.getByRole('dialog').locator('summary').first().click()
  await expect(page.getByRole('dialog').getByText(`>${term}<`).first()).toBeVisible()
  await axe(page)
})

test('the selection is defined anew; a pinned text stays, and the proposal beside it shows what differs', async ({ page, app, model }) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  await close(page)
  await grid(page).focus()
  await page.keyboard.press('e')
  await inspector(page).getByRole('textbox', { name: 'Definition' }).fill('My own words.')
  await page.keyboard.press('Control+Enter')
  await expect(inspector(page).getByText('Yours', { exact: true })).toBeVisible()
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Again…' }).click()
  await another(page, () => page.getByRole('menuitem', { name: 'Define again' }).click())
  expect(model.server.chats.length).toBe(2)
  await rows(page).first().click()
  await expect(inspector(page).getByText('My own words.').first()).toBeVisible()
  await inspector(page).getByText('Compared with mine').click()
  await expect(inspector(page).locator('.changes ins').first()).toBeVisible()
})

test('a problem shows its passages and the model mends it; what the refinement changed is shown', async ({ page, app, model }) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  await close(page)
  await settled(page)
  await rows(page).first().click()
  const first = await activeTerm(page)
  await expect(inspector(page).getByRole('heading', { name: first, exact: true })).toBeVisible()
  model.answer = (messages) => {
    if (!messages[0]!.content.includes('"issues"')) return good(messages)
    const entry = new RegExp(`<entry id="(e\\d+)" from="${first}"`, 'u').exec(messages[3]!.content)?.[1]
    const passage = /<passage id="(p\d+)"/u.exec(messages[1]!.content)?.[1]
    const issue = {
      kind: 'unsupported',
      entries: [entry],
      passages: [passage],
      action: 'edit-definition',
      message: 'The passage says another thing.',
    }
    return JSON.stringify({ issues: entry && passage ? [issue] : [] })
  }
  await another(page, () => inspector(page).getByRole('button', { name: 'Check again' }).click())
  await sidebar(page, /^Problems/).click()
  const row = rows(page).filter({ hasText: 'The passage says another thing.' })
  await row.click()
  await expect(page.getByRole('region', { name: 'Passages that show it' }).locator('.source').first()).toBeVisible()
  await axe(page)
  await another(page, () => page.getByRole('button', { name: 'Let the model mend it' }).click())
  await page.getByRole('button', { name: 'Edit the definition' }).first().click()
  await page.keyboard.press('Escape')
  await expect(inspector(page).getByText('Written')).toBeVisible()
})

test('an input method composes in the panel without losing a key', { tag: '@debugger' }, async ({ page, app, model }) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  const field = settings(page).getByLabel('Name of the model')
  await field.fill('')
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', { text: 'もで', selectionStart: 2, selectionEnd: 2 })
  await session.send('Input.imeSetComposition', { text: 'もでる', selectionStart: 3, selectionEnd: 3 })
  await session.send('Input.insertText', { text: 'モデル' })
  await expect(field).toHaveValue('モデル')
})
