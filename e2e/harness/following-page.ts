import type { Page } from 'playwright/test'

/**
 * A page that stands for whatever window the app shows by now. On the desktop a restart makes a new window; a spec keeps the `page` it got.
 * Listeners are put on every window that comes.
 */
export interface FollowingPage {
  readonly page: Page
  /** @param next the window from here on; null while there is none */
  follow(next: Page | null): void
}

export function followingPage(): FollowingPage {
  let current: Page | null = null
  const listeners: Parameters<Page['on']>[] = []
  const on = (...listener: Parameters<Page['on']>): void => {
    listeners.push(listener)
    current?.on(...listener)
  }
  const page = new Proxy({} as Page, {
    get: (_target, name) => {
      if (name === 'on') return on
      // What awaits the fixture asks whether it is a promise.
      if (name === 'then') return undefined
      if (current === null) throw new Error(`The desktop shows no window yet: page.${String(name)} before app.open.`)
      const value = Reflect.get(current, name, current) as unknown
      return typeof value === 'function' && name !== 'constructor' ? value.bind(current) : value
    },
    getPrototypeOf: () => (current === null ? Object.prototype : Object.getPrototypeOf(current)),
  })
  return {
    page,
    follow: (next) => {
      current = next
      for (const listener of listeners) next?.on(...listener)
    },
  }
}
