import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { expect, test } from '../harness/app.ts'
import { dropFiles } from '../harness/drop.ts'
import {
  another,
  closeDialog,
  dialogOpened,
  inspector,
  listed,
  openDialog,
  palette,
  readFolder,
  rows,
  search,
  sidebar,
} from '../harness/window.ts'

/** Everything a document can try: markup in every place text comes from, scripts, right-to-left overrides. */
const TRICKS =
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"><svg onload=window.hacked=1> \u202egnp.exe\u202c &lt;b&gt;'

function poison(folder: string): void {
  mkdirSync(join(folder, 'hostile'))
  const line = `A **zebra lock** is a lock ${TRICKS} that opens the zebra gate.`
  const text = `# Zebra lock ${TRICKS}\n\n${`${line}\n\nThe zebra lock holds. Every zebra lock is tested.\n\n`.repeat(4)}`
  writeFileSync(join(folder, 'hostile', 'zebra <img src=x onerror=window.hacked=1> \u202egnp.md'), text)
  writeFileSync(
    join(folder, 'hostile', 'page.html'),
    `<html><body onload="window.hacked=1"><h1>Zebra lock</h1><p>The <dfn>zebra lock</dfn> is ${TRICKS} strong.</p></body></html>`,
  )
}

/** Characters that turn the direction of what follows. */
const TURNS = '[\\u202a-\\u202e\\u2066-\\u2069]'

/** Texts on the screen that turn characters beside them that are not theirs: neither isolated nor alone in their line. */
const turned = (page: Page): Promise<string[]> =>
  page.evaluate((turns) => {
    const holds = new RegExp(turns, 'u')
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent ?? ''
      if (!holds.test(text)) continue
      let at = walker.currentNode.parentElement!
      const isolated = () => /isolate|plaintext/.test(getComputedStyle(at).unicodeBidi)
      while (!isolated() && getComputedStyle(at).display === 'inline') at = at.parentElement!
      if (!isolated() && at.textContent?.trim() !== text.trim())
        found.push(`${at.className || at.tagName}: ${at.textContent?.slice(0, 80)}`)
    }
    return [...new Set(found)]
  }, TURNS)

test('a hostile document is shown as the text it is', async ({ page, app }) => {
  poison(app.folder)
  await readFolder(page, app)
  await search(page, 'zebra')
  await rows(page).filter({ hasText: /zebra/i }).first().click()
  await expect(inspector(page).getByRole('heading', { name: /zebra/i })).toBeVisible()
  expect(await turned(page)).toEqual([])
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: 'zebra <img' }).first().dblclick()
  await expect(page.locator('.reader-text')).toContainText('zebra lock')
  expect(await turned(page)).toEqual([])
  await sidebar(page, 'Runs').click()
  await expect(page.getByRole('log')).toBeVisible()
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
  expect(await page.locator('.reader-text img, .reader-text script, .reader-text svg').count()).toBe(0)
})

test('hostile text in a log line, a definition, a note and an imported glossary is the text it is', async ({ page, app }) => {
  writeFileSync(join(app.folder, 'broken <img src=x onerror=window.hacked=1>.docx'), 'no archive')
  await readFolder(page, app)
  await sidebar(page, 'Runs').click()
  await expect(page.getByRole('log')).toContainText('broken <img src=x onerror=window.hacked=1>.docx')
  await sidebar(page, /^All terms/).click()

  const dialog = await openDialog(page, 'Control+i', 'Import a glossary')
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const table = `Term,Definition,${quoted(`Note ${TRICKS}`)}\n${quoted(`yak gate ${TRICKS}`)},${quoted(`A gate ${TRICKS}`)},${quoted(TRICKS)}\n`
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'a <img src=x onerror=window.hacked=1> \u202evsc.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await expect(dialog.getByRole('status')).toContainText('1 term')
  expect(await dialog.locator('img, script, iframe').count()).toBe(0)
  expect(await turned(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Import', exact: true }).press('Enter')
  await expect(dialog.getByText('1 term imported as one step.')).toBeVisible()
  await closeDialog(page)
  await search(page, 'yak gate')
  await rows(page).first().click()
  await expect(inspector(page).getByRole('heading', { name: /yak gate <img src=x/ })).toBeVisible()
  await expect(inspector(page)).toContainText('A gate <img src=x onerror="window.hacked=1"><script>')
  await inspector(page).getByRole('textbox', { name: 'Note' }).fill(TRICKS)
  await inspector(page).getByText('History', { exact: true }).click()
  expect(await turned(page)).toEqual([])
  const found = await palette(page, 'yak gate')
  await expect(found.getByText(/yak gate <img/).first()).toBeVisible()
  await closeDialog(page)
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
  expect(await page.locator('.inspector img, .grid-body img, [role=log] img, main iframe, main script').count()).toBe(0)
})

/** A document that wants to be left for another place, by every way HTML knows. */
const LEADS = `<html><head><base href="https://example.org/"><meta http-equiv="refresh" content="0; url=https://example.org/"></head><body>
<h1>Leads</h1><p>A <a href="https://example.org/" target="_blank" ping="https://example.org/">pilot link</a> is a link that leads away.</p>
<p>A <a href="javascript:window.hacked=1">pilot script</a> is a script that leads away.</p>
<form action="https://example.org/"><button>pilot button</button></form><area href="https://example.org/"></body></html>`

test('nothing leads the window away: links, a middle click, and no file dropped anywhere', { tag: ['@debugger', '@path'] }, async ({
  page,
  app,
  context,
}) => {
  const asked: string[] = []
  context.on('request', (request) => asked.push(request.url()))
  const drop = (x: number, y: number) => dropFiles(page, [join(app.folder, 'en', 'welcome.md')], { x, y })
  writeFileSync(join(app.folder, 'leads.html'), LEADS)
  await app.open(page)
  const start = page.url()
  await drop(600, 300)
  await expect(page.getByLabel('Path of a folder or a .glossary file')).toBeFocused()
  expect(page.url()).toBe(start)
  await readFolder(page, app)
  const here = page.url()

  // What a document calls a link is text.
  await sidebar(page, /^Documents/).click()
  await rows(page).filter({ hasText: 'leads.html' }).first().dblclick()
  const words = page.locator('.reader-text').getByText('pilot link').first()
  await expect(words).toBeVisible()
  expect(await page.locator('a[href], area, form[action], base, meta[http-equiv=refresh], iframe, object, embed').count()).toBe(0)
  for (const button of ['left', 'middle'] as const) await words.click({ button })
  await words.click({ modifiers: ['ControlOrMeta'] })
  // Nor does anything of the window's own.
  await sidebar(page, /^Glossary/).click()
  await rows(page).first().click({ button: 'middle' })
  await listed(page)
  await rows(page).first().click()
  const term = await rows(page).first().locator('.term-name').innerText()
  await expect(inspector(page).getByRole('heading', { name: term, exact: true })).toBeVisible()
  await inspector(page).locator('.cite').first().click({ button: 'middle' })
  await sidebar(page, /^Problems/).click({ button: 'middle' })
  expect(page.url()).toBe(here)
  expect(context.pages()).toHaveLength(1)

  // The places a file may land on: the list, the search field, the inspector, the status bar; each opens the sheet of folders and files.
  for (const [x, y] of [
    [500, 400],
    [680, 20],
    [1200, 300],
    [400, 840],
  ] as const) {
    await drop(x, y)
    await dialogOpened(page, 'Folders and files')
    expect(page.url()).toBe(here)
    await closeDialog(page)
  }
  expect(context.pages()).toHaveLength(1)
  expect(asked.filter((url) => !url.startsWith(new URL(here).origin))).toEqual([])
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined()
})

test('the policy stops inline scripts, eval and every request elsewhere', async ({ page, app, breaches }) => {
  await app.open(page)
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const outcome = await page.evaluate(async () => {
    const tried: Record<string, string> = {}
    const attempt = async (name: string, work: () => unknown) => {
      try {
        await work()
        tried[name] = 'allowed'
      } catch {
        tried[name] = 'refused'
      }
    }
    await attempt('innerHTML', () => {
      document.createElement('div').innerHTML = '<b>x</b>'
    })
    await attempt('fetch', () => fetch('https://example.org/'))
    await attempt('worker', () => new Worker('data:text/javascript,1'))
    // Code from a string; what the debugger evaluates itself, like eval here, is exempt from the policy.
    await attempt('code', () => setTimeout('window.hacked = 1' as never))
    return tried
  })
  expect(outcome).toEqual({ innerHTML: 'refused', fetch: 'refused', worker: 'refused', code: 'refused' })
  expect(requests.filter((url) => url.includes('example.org'))).toEqual([])
  // These breaches are the point of the test.
  expect(breaches.length).toBeGreaterThan(0)
  breaches.length = 0
})

test('a term with characters nobody sees is marked', async ({ page, app }) => {
  await readFolder(page, app)
  await sidebar(page, 'Required and excluded').click()
  await page.getByRole('textbox', { name: 'Add a required term' }).fill('tide\u202egate')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Required', exact: true })).toContainText('gate')
  await another(page, () => page.keyboard.press('Control+r'))
  await sidebar(page, /^All terms/).click()
  await search(page, 'tide\u202egate')
  await expect(rows(page).filter({ hasText: 'invisible characters' })).toHaveCount(1)
  await expect(rows(page).filter({ hasText: 'U+202E' })).toHaveCount(1)
  expect(await turned(page)).toEqual([])
})
