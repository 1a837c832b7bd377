/** What several parts of the double share. */

/** Electron's answer to whoever uses a window or page that is gone. */
export class Destroyed extends TypeError {
  constructor() {
    super('Object has been destroyed')
  }
}

/** An event whose default a listener may prevent, with more of its own. */
export class FakeEvent {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** @throws Error as Electron does for what may only be used when the app is ready */
export function needReady(ready: boolean, what: string): void {
  if (!ready) throw new Error(`${what} can only be used after app is ready`)
}

/** What comes through Chromium's serialisation: a copy. @throws Error for functions and other things that can't be copied */
export function cloned<T>(value: T): T {
  try {
    return structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
}

/** Lets everything that waits for a turn of the event loop have one. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
