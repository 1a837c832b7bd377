import { createHash } from 'node:crypto'

/** Where answers are kept between runs. */
export interface AnswerKeeper {
  /** Values of the keys that are kept. */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Resolves when the answer is safe. */
  put(key: string, value: string): Promise<void>
}

/** SHA-256 over everything an answer depends on. `parts` must hold no nonce and no time. */
export const answerKey = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** Keys asked for together: one round trip to main instead of one each. */
const MOST_KEYS = 200

/** Gathers the questions of one turn of the event loop into one pull; one pull is under way at a time. */
export class AnswerLookup {
  readonly #keeper: AnswerKeeper
  #wanted = new Map<string, { resolve(value: string | null): void; reject(error: unknown): void }[]>()
  #busy = false

  constructor(keeper: AnswerKeeper) {
    this.#keeper = keeper
  }

  get(key: string): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.#wanted.set(key, [...(this.#wanted.get(key) ?? []), { resolve, reject }])
      if (!this.#busy) {
        this.#busy = true
        setImmediate(() => void this.#serve())
      }
    })
  }

  async #serve(): Promise<void> {
    while (this.#wanted.size > 0) {
      const batch = [...this.#wanted].slice(0, MOST_KEYS)
      for (const [key] of batch) this.#wanted.delete(key)
      try {
        const found = await this.#keeper.get(batch.map(([key]) => key))
        for (const [key, askers] of batch) for (const asker of askers) asker.resolve(found.get(key) ?? null)
      } catch (error) {
        for (const [, askers] of batch) for (const asker of askers) asker.reject(error)
      }
    }
    this.#busy = false
  }
}
