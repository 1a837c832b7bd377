import type { Page } from 'playwright/test'

/** Notes what a page's content security policy stops, and its uncaught errors. @param breaches what is noted */
export function watchBreaches(page: Pick<Page, 'on'>, breaches: string[]): void {
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted(?:Script|HTML)|Refused to/i.test(message.text())) breaches.push(message.text())
  })
  page.on('pageerror', (error) => breaches.push(error.message))
}
