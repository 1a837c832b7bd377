import type { BrowserContext, Page } from 'playwright/test'

/**
 * How many times slower the processor of every page is made: what `GENGLOSSARY_E2E_SLOW` says, else 1. Races show that a quick machine hides.
 */
const TIMES = Number(process.env.GENGLOSSARY_E2E_SLOW ?? 1)

/** Slows down a page and those that its context opens later, when asked to. @param context of that page */
export async function slowDown(page: Page, context: BrowserContext): Promise<void> {
  if (TIMES === 1) return
  const slow = async (one: Page): Promise<void> => {
    const client = await context.newCDPSession(one)
    await client.send('Emulation.setCPUThrottlingRate', { rate: TIMES })
  }
  // A page that is closed at once has nothing to slow down.
  context.on('page', (one) => void slow(one).catch(() => undefined))
  await slow(page)
}
