import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { builtWindow } from '../e2e/harness/built-window.ts'
import { prepareFonts } from '../e2e/harness/fonts.ts'
import { endPreview, launchPreview } from '../e2e/harness/preview.ts'
import { ROOT } from './tracked-files.ts'

/** `npm run screenshots`: docs/images/*.png from the sample library, in both languages and themes, as README shows them. */

const OUT = join(ROOT, 'docs', 'images')
const SIZE = { width: 1280, height: 800 }
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync']

interface Place {
  readonly folder: string
  readonly home: string
}

const shoot = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: join(OUT, `${name}.png`), animations: 'disabled' })

/** Settles what is drawn later: highlights, the inspector, fonts. */
const settle = (page: Page): Promise<void> => page.waitForTimeout(700)

const row = (page: Page, text: string) => page.locator('.grid-body .grid-row').filter({ hasText: text }).first()

const view = (page: Page, name: RegExp) => page.getByRole('navigation').getByRole('button', { name })

/** A few more terms are accepted and the rest is dropped: nothing is left to review. What was folded under a dropped term comes up after it. */
async function reviewTheRest(page: Page): Promise<void> {
  await view(page, /^To review/).click()
  await settle(page)
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press('a')
    await page.waitForTimeout(60)
  }
  const done = page.getByText('Everything is reviewed')
  for (let i = 0; i < 5 && !(await done.isVisible()); i++) {
    await page.keyboard.press('Control+a')
    await page.getByText(/ selected$/).waitFor()
    await page.keyboard.press('d')
    await settle(page)
  }
  await done.waitFor()
  await view(page, /^Glossary/).click()
  await settle(page)
}

async function english(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await settle(page)
  await shoot(page, 'welcome')
  await page.getByRole('button', { name: 'handbook', exact: true }).click()
  await page.getByText('last run: Completed').waitFor({ timeout: 60_000 })
  await page.locator('.grid-scroll').focus()
  for (const key of ['a', 'a', 'a', 'd', 'a', 'a', 'd', 'a']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(60)
  }
  await row(page, 'berth window').click()
  await settle(page)
  await shoot(page, 'terms')
  await page.locator('.cite').first().click()
  await settle(page)
  await shoot(page, 'reader')
  await page.keyboard.press('Control+3')
  await reviewTheRest(page)
  await page.keyboard.press('Control+e')
  await page.getByRole('region', { name: 'Beginning of the file' }).waitFor({ timeout: 60_000 })
  await settle(page)
  await shoot(page, 'export')
  await page.keyboard.press('Escape')
}

async function japanese(page: Page): Promise<void> {
  await page.keyboard.press('Control+,')
  await page.getByLabel('Language of the app').first().click()
  await page.getByRole('option', { name: '日本語' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await row(page, '蔵置日数').click()
  await settle(page)
  await page.locator('.cite').first().click()
  await settle(page)
  await shoot(page, 'reader-ja-dark')
}

async function shootAll(browser: Browser, { home, folder }: Place): Promise<void> {
  const { child, url } = await launchPreview(home, [folder])
  try {
    const context = await browser.newContext({ viewport: SIZE, locale: 'en-US', timezoneId: 'UTC', colorScheme: 'light' })
    const page = await context.newPage()
    await english(page, url)
    await page.emulateMedia({ colorScheme: 'dark' })
    await japanese(page)
  } finally {
    await endPreview(child)
  }
}

async function main(): Promise<number> {
  const found = await builtWindow()
  if ('problem' in found) {
    process.stderr.write(`${found.problem}\n`)
    return 1
  }
  mkdirSync(OUT, { recursive: true })
  const root = mkdtempSync(join(tmpdir(), 'genglossary-screenshots-'))
  const place = { folder: join(root, 'handbook'), home: join(root, 'home') }
  cpSync(join(ROOT, 'samples', 'handbook'), place.folder, { recursive: true })
  const browser = await chromium.launch({
    executablePath: found.executable,
    args: ARGS,
    env: { ...(process.env as Record<string, string>), ...prepareFonts(ROOT) },
  })
  try {
    await shootAll(browser, place)
  } finally {
    await browser.close()
    rmSync(root, { recursive: true, force: true })
  }
  return 0
}

process.exitCode = await main()
