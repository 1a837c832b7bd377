import { test as base, expect } from 'playwright/test'
import { watchBreaches } from './breaches.ts'
import { slowDown } from './slow.ts'

/** A test over the window with a made-up host (fake-page.ts): it fails where the page breaks its policy or throws. */
export const test = base.extend<{ breaches: string[] }>({
  breaches: [
    async ({ page, context }, use) => {
      const breaches: string[] = []
      watchBreaches(page, breaches)
      await slowDown(page, context)
      await use(breaches)
      expect(breaches).toEqual([])
    },
    { auto: true },
  ],
})
