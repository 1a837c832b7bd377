import { test as base, expect } from 'playwright/test'
import { watchBreaches } from './breaches.ts'

/** A test over the window with a made-up host (fake-page.ts): it fails where the page breaks its policy or throws. */
export const test = base.extend<{ breaches: string[] }>({
  breaches: [
    async ({ page }, use) => {
      const breaches: string[] = []
      watchBreaches(page, breaches)
      await use(breaches)
      expect(breaches).toEqual([])
    },
    { auto: true },
  ],
})
