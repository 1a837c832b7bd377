import { expect, type Page } from 'playwright/test'
import { settled } from './settled.ts'

/** Languages and looks of the window over a made-up host (fake-page.ts), and what must hold in all of them. */

export type Language = 'en' | 'ja'
export const LOOKS = ['light', 'dark', 'forced'] as const
export type Look = (typeof LOOKS)[number]

interface Bench {
  emit(name: string, payload: unknown): void
  answers: Record<string, () => object>
}

/** Changes settings of the app, as another window of it would. */
const setSettings = (page: Page, change: object): Promise<void> =>
  page.evaluate((part) => {
    const { bench } = window as unknown as { bench: Bench }
    const settings = { ...bench.answers['app.settings']!(), ...part }
    bench.answers['app.settings'] = () => settings
    bench.emit('app.settingsChanged', settings)
  }, change)

/** Opens the page's welcome screen in a language and a look. @param url below the address of the page over a made-up host (fake-test.ts) */
export async function openLook(page: Page, url: string, language: Language, look: Look): Promise<void> {
  await page.goto(url)
  await page.locator('.recent-item').waitFor()
  // The theme is the system's, so that the settings say the same in every look.
  await setSettings(page, { language, theme: 'auto' })
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await wear(page, look)
}

/** Changes the look in place: what is open stays open. */
export async function wear(page: Page, look: Look): Promise<void> {
  const scheme = look === 'dark' ? 'dark' : 'light'
  await page.emulateMedia({ colorScheme: scheme, forcedColors: look === 'forced' ? 'active' : 'none' })
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme)
}

/**
 * Nothing is misplaced, once what has to be measured is measured: parts whose place is worked out after they are drawn are put there a frame later.
 * @param where named when something is
 */
export async function expectInPlace(page: Page, where: string): Promise<void> {
  await settled(page)
  await expect.poll(() => misplaced(page), where).toEqual([])
}

/** Buttons and headings whose words are cut off, buttons that lie on each other (a dialog may lie on what is below it), and those of the frame that lie outside the window. */
const misplaced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button, h2, [role=columnheader]')].filter((one) => one.checkVisibility())
    const cut = buttons.filter((one) => !one.closest('.ellipsis, .grid-body') && one.scrollWidth > one.clientWidth + 1)
    const boxes = [...document.querySelectorAll<HTMLElement>('header button, .pane-head button, footer button, .decide button')].map(
      (one) => [one, one.getBoundingClientRect()] as const,
    )
    const over = boxes.flatMap(([one, a], i) =>
      boxes
        .slice(i + 1)
        .filter(([other]) => other.closest('[role=dialog]') === one.closest('[role=dialog]'))
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${one.innerText || one.ariaLabel} over ${other.innerText || other.ariaLabel}`),
    )
    const outside = boxes.filter(
      ([one, a]) => one.checkVisibility() && (a.left < -1 || a.right > innerWidth + 1 || a.bottom > innerHeight + 1),
    )
    return [
      ...outside.map(([one]) => `outside: ${one.innerText || one.ariaLabel}`),
      ...cut.map((one) => `cut: ${one.innerText || one.ariaLabel}`),
      ...over,
    ]
  })
