import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright/test'
import { bytesOf, glossary } from '../../src-main/library/export/fixture.ts'
import { HOSTILE, ORDINARY } from '../../src-main/library/export/testing/hostile.ts'
import { axe } from '../harness/accessibility.ts'
import { expect, test } from '../harness/app.ts'

/** The exported page as whoever gets it opens it: from a file, without the app. */

let folder: string
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genglossary-page-'))
  writeFileSync(join(folder, 'glossary.html'), bytesOf('html', glossary(...ORDINARY, ...HOSTILE)))
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Opens the page; what it asks the network for and every dialog a script could open are collected. */
async function open(page: Page): Promise<{ readonly requests: string[]; readonly dialogs: string[] }> {
  const seen = { requests: [] as string[], dialogs: [] as string[] }
  page.on('request', (request) => void seen.requests.push(request.url()))
  page.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.goto(pathToFileURL(join(folder, 'glossary.html')).href)
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'yes')
  return seen
}

test('every term is there as it is, nothing is asked of a network, no text becomes a script', async ({ page }) => {
  const { requests, dialogs } = await open(page)
  await expect(page.locator('main .e')).toHaveCount(ORDINARY.length + HOSTILE.length)
  await expect(page.locator('main dfn', { hasText: '</script><script>alert(1)</script>' })).toHaveCount(1)
  expect(await page.locator('script').count()).toBe(1)
  expect(await page.locator('main').locator('img, iframe, object, svg, form, style').count()).toBe(0)
  expect(requests).toHaveLength(1)
  expect(dialogs).toEqual([])
})

test('search finds by word, by reading in either kana, by another form; Escape clears', async ({ page }) => {
  await open(page)
  const found = page.getByRole('region', { name: 'Search' })
  const terms = found.locator('dfn')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('quay')
  await expect(terms).toHaveText(['quay crane'])
  await page.getByRole('searchbox').fill('リョウシ')
  await expect(terms.first()).toContainText('量子ビット')
  await page.getByRole('searchbox').fill('gantrie')
  await expect(terms).toHaveText(['quay crane'])
  await page.getByRole('searchbox').fill('no such word at all')
  await expect(found.getByRole('status')).toHaveText('0 found')
  await page.keyboard.press('Escape')
  await expect(found).toBeHidden()
})

test('the index leads to letters and rows of the gojūon, other forms to their term', async ({ page }) => {
  await open(page)
  const nav = page.getByRole('navigation', { name: 'Index' })
  await expect(nav.getByRole('link')).toHaveCount(38)
  await nav.getByRole('link', { name: 'ら' }).click()
  await expect(page.locator('h2', { hasText: 'ら' })).toBeInViewport()
  const other = page.locator('.see a', { hasText: 'gantrie' })
  await other.click()
  await expect(page.locator('.e', { has: page.locator('dfn', { hasText: 'quay crane' }) }).first()).toBeInViewport()
})

for (const width of [1280, 360]) {
  test(`at ${width} pixels nothing hides behind the head: neither what is found nor where a link leads`, async ({ page }) => {
    await page.setViewportSize({ width, height: 640 })
    await open(page)
    const head = async () => (await page.locator('header').boundingBox())!
    const top = async (selector: string) => (await page.locator(selector).first().boundingBox())!.y
    await expect.poll(async () => (await head()).height).toBeLessThan(320)
    await page.getByRole('searchbox').fill('quay')
    await expect.poll(async () => (await top('#found dfn')) >= (await head()).height).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('navigation', { name: 'Index' }).getByRole('link', { name: 'T', exact: true }).click()
    await expect.poll(async () => (await top('h2:text-is("T")')) >= (await head()).height).toBe(true)
  })
}

test('it prints without search and index, and passes axe', async ({ page }) => {
  await open(page)
  await axe(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('searchbox')).toBeHidden()
  await expect(page.locator('main dfn').first()).toBeVisible()
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-')
})

test('without scripts everything is still there to read', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(pathToFileURL(join(folder, 'glossary.html')).href)
  await expect(page.locator('main .e')).toHaveCount(ORDINARY.length + HOSTILE.length)
  await expect(page.getByRole('searchbox')).toBeHidden()
  await context.close()
})
