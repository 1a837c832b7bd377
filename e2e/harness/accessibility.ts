import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'
import { settled } from './settled.ts'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
/** Rules that look at colours: all that another theme can change, which alters no element, no name and no place. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/**
 * No breach of WCAG 2.2 AA that rules can find; while a dialog is open, in that dialog.
 * @param where named in what fails
 * @param which every rule, or those of colours alone
 */
export async function axe(page: Page, where = 'page', which: 'every' | 'colours' = 'every'): Promise<void> {
  await settled(page)
  // Once in a page: the whole of axe-core takes its time to be read.
  const known = await page.evaluate(() => 'axe' in window)
  const builder = new AxeBuilder({ page, ...(known ? { axeSource: ';' } : {}) } as never)
    .options({ resultTypes: ['violations'] })
    // Otherwise each call opens a page of its own to gather the results of frames, of which the app has none.
    .setLegacyMode(true)
  if (which === 'every') builder.withTags(TAGS)
  else builder.withRules(COLOUR_RULES)
  // What lies behind it can't be reached, and was looked at by itself.
  if ((await page.getByRole('dialog').count()) > 0) builder.include('[role=dialog]')
  const { violations } = await builder.analyze()
  expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(nodeSaid).join(' | ')}`)).toEqual([])
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number]

/** Which element, and of a contrast which colours: #566069 on #16191d. */
function nodeSaid({ target, any }: Violation['nodes'][number]): string {
  const { fgColor, bgColor } = (any[0]?.data ?? {}) as { fgColor?: string; bgColor?: string }
  return fgColor === undefined ? target.join(' ') : `${target.join(' ')} (${fgColor} on ${bgColor})`
}

/** The looks of the window that people choose or their system does, as Playwright says them. */
const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const
type Look = keyof typeof LOOKS

/**
 * Looks at a page in several looks, changed in place: the settings leave the theme to the system. visual.spec.ts shows that a look changes no
 * element, no name and no state; so every rule is asked in light, and those of colours in the others.
 */
export class EveryLook {
  readonly #page: Page
  #worn: Look = 'light'

  /** @param page in light */
  constructor(page: Page) {
    this.#page = page
  }

  /** @param more where there is something of its own to see in forced colours: there the system chooses all but a few colours */
  async axe(where: string, ...more: 'forced'[]): Promise<void> {
    // No tooltip of where the pointer was left.
    await this.#page.mouse.move(0, 0)
    // The look that is worn comes first: a change draws the whole window anew.
    const looks: readonly Look[] = this.#worn === 'dark' ? ['dark', ...more, 'light'] : ['light', ...more, 'dark']
    for (const look of looks) {
      await this.#wear(look)
      await axe(this.#page, `${where}, ${look}`, look === 'light' ? 'every' : 'colours')
    }
  }

  async #wear(look: Look): Promise<void> {
    if (look !== this.#worn) await this.#page.emulateMedia(LOOKS[look])
    this.#worn = look
  }
}
