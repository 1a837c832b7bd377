import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from 'playwright/test'
import { axe } from '../harness/accessibility.ts'
import { test } from '../harness/fake-test.ts'
import { expectInPlace, LOOKS, type Look, openLook, wear } from '../harness/looks.ts'
import { ROOT } from '../harness/root.ts'
import { settled } from '../harness/settled.ts'
import { dialogOpened, openDialog } from '../harness/window.ts'

/**
 * The screens in light, dark and forced colours, in both languages, over a made-up host. Pictures belong to one major version of Chromium;
 * with another one only the pixels are skipped: names and roles, clipping, overlap and contrast are still looked at.
 * New baselines: GENGLOSSARY_BASELINES=1 npm run test:e2e -- visual
 */

const MAKE = process.env.GENGLOSSARY_BASELINES === '1'
const BASELINES = join(ROOT, 'e2e', 'baselines')
const major = (version: string): number => Number.parseInt(version, 10)

/** Brings the screen up from the welcome screen, by keys and classes alone: names are of a language. */
type Arrange = (page: Page) => Promise<unknown>

const library: Arrange = async (page) => {
  await page.locator('.recent-item').click()
  await page.locator('.inspector-head').waitFor()
}
/** A place by its key. */
const place =
  (key: string): Arrange =>
  async (page) => {
    await library(page)
    await page.keyboard.press(key)
    await expect(page.locator('.grid-row, .tag, .map-term, .reading-row, [role=row]').first()).toBeVisible()
  }
/** A dialog by its key. */
const dialog =
  (key: string): Arrange =>
  async (page) => {
    await library(page)
    await openDialog(page, key, /.*/)
  }

const sheet: Arrange = async (page) => {
  await page.getByRole('textbox').fill('/documents/harbour')
  await page.keyboard.press('Enter')
  await expect(page.locator('.sheet')).toBeVisible()
}

const keyboard: Arrange = async (page) => {
  await dialog('F1')(page)
  await page.getByRole('dialog').locator('button').last().click()
  await expect(page.locator('.key-cap').first()).toBeVisible()
  await dialogOpened(page, /.*/)
  await page.locator('.key-cap').nth(2).click()
  await page.keyboard.press('a')
  await expect(page.locator('.key-taken')).toBeVisible()
}

const reader: Arrange = async (page) => {
  await place('Alt+3')(page)
  // A document beside the folders, the last of the tree.
  await page.locator('.grid-body .grid-row').last().dblclick()
  await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.reader-body')?.dataset.matches) > 0)
  await page.locator('.reader-body').focus()
  await page.keyboard.press('Control+f')
  await expect(page.locator('.reader-find input')).toBeFocused()
  await page.keyboard.type('term 16')
  await expect(page.locator('.reader-find [role=status]')).toContainText('1')
}

const imports: Arrange = async (page) => {
  await dialog('Control+i')(page)
  await page.locator('input[type=file]').setInputFiles({ name: 'terms.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n') })
  await expect(page.getByRole('dialog').getByRole('combobox').nth(2)).toBeVisible()
}

const settings: Arrange = async (page) => {
  await dialog('Control+,')(page)
  // Its parts are loaded when they are first wanted.
  await expect(page.locator('.settings-list button').first()).toBeVisible()
}

const SCREENS: Readonly<Record<string, Arrange>> = {
  welcome: async () => undefined,
  sheet,
  reader,
  keyboard,
  documents: place('Alt+3'),
  lists: place('Alt+4'),
  problems: place('Alt+2'),
  runs: place('Alt+5'),
  readings: place('Alt+6'),
  map: place('Alt+7'),
  settings,
  export: dialog('Control+e'),
  import: imports,
}

/** Takes the picture when it is the same twice in a row. */
async function take(page: Page, file: string): Promise<void> {
  let before: Uint8Array = new Uint8Array()
  await expect(async () => {
    const now = await page.screenshot({ animations: 'disabled' })
    const same = now.equals(before)
    before = now
    expect(same).toBe(true)
  }).toPass()
  writeFileSync(file, before)
}

/** @returns the name of the baseline that is not there; null when the pixels were compared, or taken */
async function pixels(page: Page, name: string): Promise<string | null> {
  const file = join(BASELINES, name)
  if (MAKE) await take(page, file)
  else if (!existsSync(file)) return name
  else await expect(page).toHaveScreenshot(name, { maxDiffPixelRatio: 0.01, animations: 'disabled' })
  return null
}

/** Names, roles and states of everything there is, as text: the same whatever the look and the Chromium. */
function sameNames(names: string, screen: string): string | null {
  const file = join(BASELINES, `${screen}.aria.yml`)
  if (MAKE) writeFileSync(file, `${names}\n`)
  else if (!existsSync(file)) return `${screen}.aria.yml`
  else expect(`${names}\n`, 'names and roles').toBe(readFileSync(file, 'utf8'))
  return null
}

async function compare(page: Page, screen: string, version: string): Promise<void> {
  const missing: (string | null)[] = []
  await page.mouse.move(0, 0)
  await settled(page)
  // A call the made-up host has no answer for.
  await expect(page.locator('.banner.error')).toHaveCount(0)
  const names = await page.locator('body').ariaSnapshot()
  missing.push(sameNames(names, screen))
  for (const look of LOOKS) {
    await wear(page, look)
    await expectInPlace(page, look)
    await axe(page, `${screen}, ${look}`, 'colours')
    await expect.poll(() => page.locator('body').ariaSnapshot(), look).toBe(names)
    // The fonts of the tests are for Linux alone; elsewhere the system's draw the letters.
    if (process.platform === 'linux') missing.push(await pixels(page, `${major(version)}-${screen}-${look}.png`))
    else missing.push('pictures of this system')
  }
  const absent = missing.filter((name) => name !== null)
  const said = `${screen}: no baseline ${absent.join(', ')} for Chromium ${version}: that part was not compared.`
  if (absent.length > 0) process.stdout.write(`${said}\n`)
  test.skip(absent.length > 0, said)
}

const light: Look = 'light'
for (const language of ['en', 'ja'] as const) {
  test(`terms, ${language}`, async ({ page, browser }) => {
    await openLook(page, '/', language, light)
    await library(page)
    await compare(page, `terms-${language}`, browser.version())
  })

  test.describe('smaller screens', () => {
    test.use({ viewport: { width: 1060, height: 640 } })
    for (const [screen, arrange] of Object.entries(SCREENS)) {
      test(`${screen}, ${language}`, async ({ page, browser }) => {
        await openLook(page, '/?scenes', language, light)
        await arrange(page)
        await compare(page, `${screen}-${language}`, browser.version())
      })
    }
  })
}
