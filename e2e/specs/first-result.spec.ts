import { expect, test } from '../harness/app.ts'
import { inspector, readFolder, rows, sidebar, sideCount } from '../harness/window.ts'

test('a folder becomes a list of terms with quoted definitions and an exported glossary', async ({ page, app }) => {
  await readFolder(page, app)
  expect(await sideCount(page, 'Documents')).toBeGreaterThanOrEqual(12)
  await expect(rows(page).filter({ hasText: 'reefer container' }).first()).toBeVisible()
  await rows(page).filter({ hasText: 'berth window' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'berth window' })).toBeVisible()
  await expect(inspector(page).getByText('Quoted')).toBeVisible()

  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(page.getByRole('dialog', { name: 'Export' }).getByText(/^\d+ terms of \d+$/)).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Save' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('handbook.md')
  const text = await new Response((await file.createReadStream()) as unknown as ReadableStream).text()
  expect(text).toContain('## berth window')
})

test('a folder dropped into the window is matched by its name and read at once', async ({ page, app }) => {
  await app.open(page)
  const client = await page.context().newCDPSession(page)
  const data = { items: [], files: [app.folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data })
  }
  await expect(rows(page).first()).toBeVisible({ timeout: 45_000 })
  expect(new URL(page.url()).pathname).toBe('/')
})

test('what can not be found by its name asks for its path', async ({ page, app }) => {
  await app.open(page)
  const client = await page.context().newCDPSession(page)
  const data = { items: [], files: [app.home], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data })
  await expect(page.getByRole('status').filter({ hasText: 'does not say where “home” lies' })).toBeVisible()
  await expect(page.getByLabel('Path of a folder or a .glossary file')).toBeFocused()
})

test('the list fills while the run works, and the sample library opens with one click', async ({ page, app }) => {
  await app.open(page)
  await page.getByRole('button', { name: 'Try the sample library' }).click()
  await expect(rows(page).first()).toBeVisible({ timeout: 45_000 })
  await sidebar(page, /^Documents/).click()
  await expect(rows(page).filter({ hasText: 'terminology.rst' })).toBeVisible()
})

test('a folder that is not there says what to do', async ({ page, app }) => {
  await app.open(page)
  await page.getByLabel('Path of a folder or a .glossary file').fill('/no/such/folder')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('/no/such/folder')
})
