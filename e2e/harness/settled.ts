import type { Page } from 'playwright/test'

/** When a page has come to rest: every call of the host is answered, every part of the window is loaded, and what the answers changed is drawn. */

interface Counted {
  /** Numbers of the calls that wait for an answer; absent on the desktop, whose calls go another way. */
  waitingCalls?: Set<number>
  framesAtRest?: number
}

/** Runs in the page before anything of its own: counts the calls on their way, by the messages of its socket. */
export function countCalls(): void {
  const waiting = new Set<number>()
  ;(window as Counted).waitingCalls = waiting
  const known = new WeakSet<WebSocket>()
  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function (this: WebSocket, data: Parameters<WebSocket['send']>[0]) {
    if (!known.has(this)) {
      known.add(this)
      this.addEventListener('message', ({ data: text }) => waiting.delete((JSON.parse(String(text)) as { id?: number }).id ?? -1))
      this.addEventListener('close', () => waiting.clear())
    }
    waiting.add((JSON.parse(String(data)) as { id: number }).id)
    send.call(this, data)
  }
}

/** Frames in a row in which nothing is asked: one answer may lead to the next question. */
const FRAMES = 4

/** Waits until the page asks nothing any more and shows what it was answered. Not for a page in which a run works. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => {
    ;(window as Counted).framesAtRest = 0
  })
  await page.waitForFunction(
    (frames) => {
      const own = window as Counted
      // Parts that are loaded when they are first wanted say that they are on their way.
      const still = (own.waitingCalls?.size ?? 0) === 0 && document.querySelector('[aria-busy=true]') === null
      own.framesAtRest = still ? (own.framesAtRest ?? 0) + 1 : 0
      return own.framesAtRest >= frames
    },
    FRAMES,
    { polling: 'raf' },
  )
}
