import { test as base, expect } from 'playwright/test'
import { watchBreaches } from './breaches.ts'
import { serveFakePage } from './fake-page.ts'
import { slowDown } from './slow.ts'

interface Fixtures {
  readonly breaches: string[]
}

interface WorkerFixtures {
  /** Address of the window over a made-up host: built and served once for all tests of a Playwright worker. */
  readonly fakePage: string
}

/** A test over the window with a made-up host (fake-page.ts): it fails where the page breaks its policy or throws. */
export const test = base.extend<Fixtures & { readonly baseURL: string }, WorkerFixtures>({
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
  baseURL: async ({ fakePage }, use) => use(fakePage),
  fakePage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const served = await serveFakePage()
      await use(served.url)
      served.close()
    },
    { scope: 'worker' },
  ],
})
