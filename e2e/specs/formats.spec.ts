import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../harness/app.ts'
import { inspector, readFolder, rows, sidebar } from '../harness/window.ts'

// Documents whose places are parts, not lines.
test.use({ documents: 'samples/formats' })
const keep = (folder: string, ...kept: string[]) => {
  for (const name of readdirSync(folder)) if (!kept.includes(name)) rmSync(join(folder, name))
}

test('a source in a container names its part, and opens the reader there', async ({ page, app }) => {
  keep(app.folder, 'pages-en.pdf')
  await readFolder(page, app)
  await rows(page).filter({ hasText: 'pilot ladder' }).first().click()
  await expect(inspector(page).getByRole('heading', { name: 'pilot ladder' })).toBeVisible()
  await expect(inspector(page).locator('.source .where').first()).toHaveText('pages-en.pdf, page 1')
  await inspector(page).locator('.cite').first().click()
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.locator('.part-line').first()).toHaveText('page 1')
  const cited = await page.waitForFunction(() => {
    const highlight = (CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation')
    const [range] = highlight ? [...highlight] : []
    if (!range) return null
    const live = document.createRange()
    live.setStart(range.startContainer, range.startOffset)
    live.setEnd(range.endContainer, range.endOffset)
    return live.toString()
  })
  expect(await cited.jsonValue()).toContain('rope ladder by which the pilot boards')
})

test('the reader shows the parts of sheets, slides and subtitles', async ({ page, app }) => {
  keep(app.folder, 'talk.pptx', 'terms.xlsx', 'talk-en.srt')
  await readFolder(page, app)
  const reader = page.getByRole('region', { name: 'Reader' })
  const open = async (name: string) => {
    await sidebar(page, /^Documents/).click()
    await rows(page).filter({ hasText: name }).first().dblclick()
    await expect(reader.getByRole('heading', { name })).toBeVisible()
  }
  await open('terms.xlsx')
  await expect(reader.locator('.part-line')).toHaveText(['Pilot terms', '水先用語'])
  await open('talk.pptx')
  await expect(reader.locator('.part-line').filter({ hasText: /^slide 1 notes$/ })).toBeVisible()
  await open('talk-en.srt')
  await expect(reader.locator('.part-line').first()).toHaveText('0:00:00')
})

test('another encoding is chosen at the end of a text, and undone', async ({ page, app }) => {
  keep(app.folder, 'text-en.md')
  await readFolder(page, app)
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: 'text-en.md' }).first().dblclick()
  const choice = page.getByRole('region', { name: 'Reader' }).getByRole('combobox', { name: 'Encoding' })
  await expect(choice).toHaveValue('Told from the file: utf-8')
  await choice.click()
  await page.getByRole('option', { name: 'shift_jis' }).click()
  await expect(page.getByText('The next run reads text-en.md anew')).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click()
  await expect(page.getByRole('button', { name: 'Redo: Read text-en.md as shift_jis' })).toBeVisible()
})

test('another encoding is chosen for a text, or for every text of a folder, in the list of documents, and undone', async ({
  page,
  app,
}) => {
  keep(app.folder, 'text-en.md', 'pages-en.pdf')
  mkdirSync(join(app.folder, 'old'))
  for (const name of ['a.txt', 'b.txt'])
    writeFileSync(join(app.folder, 'old', name), `A tally clerk ${name} counts crates. The tally clerk signs.\n`)
  await readFolder(page, app)
  await sidebar(page, /^Documents/).click()
  const choice = page.getByRole('region', { name: 'Documents' }).getByRole('combobox', { name: 'Encoding' })
  const row = (name: string) => rows(page).filter({ hasText: name })
  await row('pages-en.pdf').click()
  await expect(choice).toBeHidden()
  await row('text-en.md').click()
  await expect(choice).toHaveValue('Encoding: from the file')
  await choice.click()
  await page.getByRole('option', { name: 'shift_jis' }).click()
  await expect(page.getByText('The next run reads text-en.md anew')).toBeVisible()
  await expect(row('text-en.md').locator('.chip')).toHaveText('shift_jis')
  await row('old').first().click()
  await choice.click()
  await page.getByRole('option', { name: 'windows-1252' }).click()
  await expect(page.getByText('The next run reads 2 texts anew')).toBeVisible()
  await expect(row('a.txt').locator('.chip')).toHaveText('windows-1252')
  await page.getByRole('contentinfo').getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(row('a.txt').locator('.chip')).toHaveCount(0)
  await expect(row('b.txt').locator('.chip')).toHaveCount(0)
  await expect(row('text-en.md').locator('.chip')).toHaveText('shift_jis')
})
