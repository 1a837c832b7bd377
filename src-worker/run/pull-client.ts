import type { Pull } from '../../src-main/contract/run-protocol.ts'

export interface PullPage {
  readonly rows: readonly unknown[]
  readonly next: string | null
  readonly partial?: boolean | undefined
  readonly error?: string | undefined
}

/** Asks main for pages and hands them out row by row; several pulls may be under way at once. */
export class PullClient {
  readonly #request: (requestId: number, pull: Pull, cursor: string | null) => void
  readonly #waiting = new Map<number, (page: PullPage) => void>()
  #lastId = 0

  constructor(request: (requestId: number, pull: Pull, cursor: string | null) => void) {
    this.#request = request
  }

  /** @throws Error when main could not read the rows; the signal's reason when it was aborted. */
  async *rows(pull: Pull, signal: AbortSignal): AsyncGenerator<unknown, void, undefined> {
    let cursor: string | null = null
    /** Pieces of a row too big for one page. */
    let pieces = ''
    do {
      const page = await this.#page(pull, cursor, signal)
      if (page.error !== undefined) throw new Error(page.error)
      if (page.partial === true) pieces += String(page.rows[0])
      else {
        for (const row of page.rows) {
          yield typeof row === 'string' ? JSON.parse(pieces + row) : row
          pieces = ''
        }
      }
      cursor = page.next
    } while (cursor !== null)
  }

  /** An answer of main; one nobody waits for any more is dropped. */
  answer(requestId: number, page: PullPage): void {
    this.#waiting.get(requestId)?.(page)
  }

  async #page(pull: Pull, cursor: string | null, signal: AbortSignal): Promise<PullPage> {
    signal.throwIfAborted()
    this.#lastId += 1
    const requestId = this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<PullPage>()
    const aborted = () => reject(signal.reason)
    signal.addEventListener('abort', aborted, { once: true })
    this.#waiting.set(requestId, resolve)
    this.#request(requestId, pull, cursor)
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', aborted)
      this.#waiting.delete(requestId)
    }
  }
}
