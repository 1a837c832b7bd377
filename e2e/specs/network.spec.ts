import { axe } from '../harness/accessibility.ts'
import { chooseModel, close, expect, settings, test } from '../harness/model.ts'
import { settled } from '../harness/settled.ts'
import { another, grid, openDialog, openLibrary, openSettings, palette, runEnded, toSettings } from '../harness/window.ts'

/** Offline you can see: Settings ▸ Network lists what the app connected to, and says in a sentence what left this computer. */

const part = (page: import('playwright/test').Page) => settings(page).getByRole('region', { name: 'Network' })

test('nothing was sent anywhere: said on the first screen and in a library that has run without a model', async ({ page, app }) => {
  await app.open(page)
  await openSettings(page, 'Network')
  await expect(part(page).getByText('Nothing was sent anywhere: no connection was made.')).toBeVisible()
  await expect(part(page).getByRole('table')).toHaveCount(0)
  await axe(page)
  await close(page)
  await app.choose(page, app.folder)
  await runEnded(page)
  const found = await palette(page, 'network conn')
  await expect(found.getByRole('option', { name: /network conn/i, selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(part(page).getByRole('heading', { name: 'Network' })).toBeFocused()
  await expect(part(page).getByText('Nothing was sent anywhere: no connection was made.')).toBeInViewport()
})

test('every question to a model shows as it goes: search, try and run, each with where, how much and how it ended', async ({
  page,
  app,
  model,
}) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  const network = part(page)
  const rows = network.getByRole('table').getByRole('row')
  const address = `127.0.0.1:${model.server.port}`
  await toSettings(page, 'Network')
  await expect(network.getByText('Nothing left this computer. Connections were made to servers on it:')).toBeVisible()
  await expect(rows.filter({ hasText: 'Search for models' }).filter({ hasText: address }).first()).toContainText('Closed')
  await toSettings(page, 'Language model', 'This library')
  await settings(page).getByRole('button', { name: 'Try it with one term' }).click()
  await toSettings(page, 'Network')
  await expect(rows.filter({ hasText: 'asks the language model once' })).toContainText(address)
  await axe(page)
  await close(page)
  await grid(page).focus()
  await another(page, () => page.keyboard.press('Control+r'))
  await openSettings(page, 'Network')
  const run = rows.filter({ hasText: /Run \d+ of/ })
  await expect(run.first()).toContainText('asks the language model')
  await expect(run.first()).toContainText('Closed')
  // What went over the wire by the server's own count is what the list says.
  await settled(page)
  const said = await network.getByRole('listitem').filter({ hasText: address }).innerText()
  expect(Number(/([\d,]+) requests?/u.exec(said)?.[1]?.replaceAll(',', ''))).toBe(model.server.requests.length)
  // Neither what was asked nor what it was asked with is in it.
  const everything = await network.innerText()
  for (const word of ['/v1', 'messages', 'Bearer', 'passages of']) expect(everything).not.toContain(word)
  await expect(network.getByText('outside this computer)')).toHaveCount(0)
})

test('an address nobody agreed to is refused and shown as refused', async ({ page, app, model }) => {
  await openLibrary(page, app)
  await chooseModel(page, model)
  const network = part(page)
  await settings(page).getByLabel('Address of the server').fill('http://192.0.2.1:8080')
  await settings(page).getByRole('button', { name: 'Ask the servers below' }).click()
  await toSettings(page, 'Network')
  const refused = network.getByRole('row').filter({ hasText: '192.0.2.1:8080' })
  await expect(refused).toContainText('Refused: you have not agreed to this address')
  await expect(network.getByText('Nothing left this computer.', { exact: false })).toBeVisible()
  await axe(page)
  // What was typed there and can't be kept yet is still there.
  await toSettings(page, 'Language model', 'This library')
  await expect(settings(page).getByRole('button', { name: 'Ask the servers below' })).toBeEnabled()
  await expect(settings(page).getByLabel('Address of the server')).toHaveValue('http://192.0.2.1:8080')
})

test.describe('in Japanese and dark', () => {
  test.use({ locale: 'ja-JP', colorScheme: 'dark' })
  test('the list is all Japanese', async ({ page, app, model }) => {
    await app.open(page)
    expect(model.server.requests).toEqual([])
    const dialog = await openDialog(page, 'Control+,', '設定')
    await dialog.getByRole('button', { name: 'ネットワーク' }).click()
    await expect(dialog.getByText('どこへも何も送られていません。接続は一度もありません。')).toBeVisible()
    await axe(page)
  })
})
