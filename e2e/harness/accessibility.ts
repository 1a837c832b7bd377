import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from 'playwright/test'

/**
 * No breach of WCAG 2.2 AA that rules can find.
 * @param where named in what fails
 */
export async function axe(page: Page, where = 'page'): Promise<void> {
  const { violations } = await new AxeBuilder({ page } as never)
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    // Otherwise each call opens a page of its own to gather the results of frames, of which the app has none.
    .setLegacyMode(true)
    .analyze()
  expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)).toEqual([])
}
