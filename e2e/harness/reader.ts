import type { Page } from 'playwright/test'

/** The passage marked as cited in the reader, in small letters, and whether it is in sight; empty while there is none. */
export const cited = (page: Page) =>
  page.evaluate(() => {
    const [range] = [...((CSS as unknown as { highlights: Map<string, Set<StaticRange>> }).highlights.get('citation') ?? [])]
    const box = range?.startContainer.parentElement?.getBoundingClientRect()
    const text =
      range?.startContainer === range?.endContainer ? range?.startContainer.textContent?.slice(range.startOffset, range.endOffset) : ''
    return { text: (text ?? '').toLowerCase(), visible: box !== undefined && box.bottom > 0 && box.top < window.innerHeight }
  })
