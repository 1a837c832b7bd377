import type { HostClient } from './shell.ts'

/** Asks windows that are about to be closed to store what is being typed in them, and waits until they have. */
export class Drafts {
  readonly #waiting = new Map<HostClient, () => void>()
  readonly #later: (run: () => void, ms: number) => () => void

  /** @param later runs a callback after some milliseconds and gives the way to stop it; injected for tests */
  constructor(later: (run: () => void, ms: number) => () => void = timer) {
    this.#later = later
  }

  /**
   * Never rejects: a window that hangs or is gone must not keep the app from closing.
   * @param limitMs after which it is not waited for any longer
   */
  async ask(clients: Iterable<HostClient>, limitMs: number): Promise<void> {
    await Promise.all([...clients].map((client) => this.#askOne(client, limitMs)))
  }

  #askOne(client: HostClient, limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#waiting.get(client)
      const stop = this.#later(done, limitMs)
      const waiting = this.#waiting
      function done(): void {
        stop()
        waiting.delete(client)
        before?.()
        resolve()
      }
      waiting.set(client, done)
      if (client.dead?.()) return done()
      client.send('app.saveDrafts', {})
    })
  }

  /** A window says that everything is stored, or is gone. */
  saved(client: HostClient): void {
    this.#waiting.get(client)?.()
  }
}

function timer(run: () => void, ms: number): () => void {
  const handle = setTimeout(run, ms)
  return () => clearTimeout(handle)
}
