import { expect, test } from '../harness/app.ts'
import { settled } from '../harness/settled.ts'
import { closeDialog, dialogOpened, inJapanese, openDialog, openLibrary, press, rows } from '../harness/window.ts'

/** Words of the interface that are the same in both languages. */
const SHARED = /^(GenGlossary|English|日本語|handbook|Esc|Ctrl|F\d+|CSV|JSON|Markdown)$/

test('the interface speaks Japanese everywhere once it is chosen, and English again', async ({ page, app }) => {
  await openLibrary(page, app)
  await inJapanese(page)
  await expect(page.getByRole('navigation').getByRole('button', { name: /^用語集/ })).toBeVisible()

  // What the app itself says is Japanese: buttons, headings and labels hold no English word.
  const english = () =>
    page.evaluate(() => {
      const own =
        'header button, nav button, .pane-head, .inspector h3, .inspector summary, .decide button, footer button, [role=columnheader]'
      return [...document.querySelectorAll<HTMLElement>(own)].map((element) => (element.innerText || element.ariaLabel || '').trim())
    })
  await expect(page.locator('.inspector summary').first()).toBeVisible()
  await settled(page)
  const leftovers = async () =>
    (await english()).flatMap((text) => text.split(/\s+/)).filter((word) => /^[A-Za-z]{2,}$/.test(word) && !SHARED.test(word))
  await expect.poll(leftovers).toEqual([])

  await rows(page).filter({ hasText: '蔵置日数' }).first().click()
  await expect(page.locator('.inspector').getByRole('heading', { name: '蔵置日数' })).toBeVisible()
  await press(page, 'a')
  await expect(page.getByText('採用しました：1 件')).toBeVisible()
  const settings = await openDialog(page, 'Control+,', '設定')
  await settings.getByLabel('アプリの言語').first().click()
  await page.getByRole('option', { name: 'English' }).click()
  await dialogOpened(page, 'Settings')
  await closeDialog(page)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})

test.describe('a Japanese system', () => {
  test.use({ locale: 'ja-JP' })
  test('is greeted in Japanese', async ({ page, app }) => {
    await app.open(page)
    await expect(page.getByRole('heading', { name: 'フォルダーかファイルをここにドロップ' })).toBeVisible()
  })
})

test.describe('a Japanese keyboard', () => {
  test('letter keys work while the layout types kana', async ({ page, app }) => {
    await openLibrary(page, app)
    await press(page)
    await settled(page)
    await page.evaluate(() => {
      const target = document.activeElement!
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'ち', code: 'KeyA', bubbles: true, cancelable: true }))
    })
    await expect(page.getByRole('navigation').getByRole('button', { name: /^Accepted/ })).toContainText('1')
  })
})
