import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { entry, glossary, source, textOf } from '../../src-main/library/export/fixture.ts'
import { expect, test } from '../harness/app.ts'

/** What a term, a definition, a note or a file name may try in a page that is exported and opened in somebody's browser. */
const TRICKS = [
  '<script>window.hacked = 1</script>',
  '<img src="https://attacker.example/p.png" onerror="window.hacked = 1">',
  '"><svg onload="window.hacked = 1">',
  "' onmouseover='window.hacked = 1",
  '</style><style>@import "https://attacker.example/s.css";</style>',
  '</script><script>window.hacked = 1</script>',
  '<a href="javascript:window.hacked = 1">here</a>',
  '<base href="https://attacker.example/">',
  '<meta http-equiv="refresh" content="0; url=https://attacker.example/">',
  '<!-- --><iframe srcdoc="<script>top.hacked = 1</script>"></iframe>',
]

test('a hostile glossary exported as a page is text: no script, no request, nothing that leads away', async ({ page }) => {
  const entries = TRICKS.map((trick, index) =>
    entry({
      id: `en:${index}${trick}`,
      headword: `term ${index} ${trick}`,
      reading: trick,
      note: trick,
      variants: [{ surface: `form ${trick}`, rule: 'human', count: 1, usage: null }],
      related: [{ id: null, headword: trick }],
      definitions: [
        { kind: 'quoted', text: `A thing ${trick}`, sources: [source({ file: trick, href: 'javascript:window.hacked=1', quote: trick })] },
      ],
    }),
  )
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-export-'))
  const file = join(folder, 'glossary.html')
  writeFileSync(file, textOf('html', glossary(...entries)))
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('dialog', (dialog) => void dialog.dismiss())
  const address = pathToFileURL(file).href
  try {
    await page.goto(address)
    await expect(page.getByText('term 0 <script>window.hacked = 1</script>').first()).toBeVisible()
    for (const name of ['term 0', 'form', '<img']) {
      await page.getByRole('searchbox').fill(name)
      await expect(page.getByRole('region', { name: 'Search' }).locator('dfn').first()).toBeVisible()
    }
    await page.getByRole('searchbox').fill('')
    for (const link of await page.locator('a').all()) expect(await link.getAttribute('href')).toMatch(/^#/)
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
    expect(await page.locator('img, svg, iframe, base, object, embed').count()).toBe(0)
    // Its own, by their hashes.
    expect(await page.locator('script').count()).toBe(1)
    expect(page.url().split('#')[0]).toBe(address)
    expect(requests.filter((url) => url !== address)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
