import { Draft } from './draft.ts'

/**
 * The texts being typed in this window, each by its field. A text outlives its field until it is stored: one that was refused (no room on the disk, no
 * connection) is there again where its field is shown again, and is tried again with every other text.
 */
export class HeldDrafts {
  readonly #held = new Map<string, Draft>()
  readonly #open = new Set<string>()

  /**
   * The text of a field that comes up.
   * @param key library, field and what it belongs to: the same whenever the same text is shown
   * @param stored what the host has @param save stores it @param failed is told when a text typed could not be stored after a pause
   */
  open(key: string, stored: string, save: (value: string) => Promise<void>, failed: (error: unknown) => void): Draft {
    const kept = this.#held.get(key)
    const draft = kept?.dirty ? kept : new Draft(stored, save, failed)
    this.#held.set(key, draft)
    this.#open.add(key)
    return draft
  }

  /** A field is gone: its text is stored now, and kept where that fails. Rejects when the host refused it. */
  async close(key: string): Promise<void> {
    this.#open.delete(key)
    await this.#store(key)
  }

  /**
   * Stores everything. Rejects when the host refused a text that is on the screen; one whose field is gone holds nobody up, and was told of.
   * @param told is given the errors of those
   */
  async flush(told: (error: unknown) => void): Promise<void> {
    const stored = [...this.#held.keys()].map((key) => (this.#open.has(key) ? this.#store(key) : this.#store(key).catch(told)))
    await Promise.all(stored)
  }

  async #store(key: string): Promise<void> {
    const draft = this.#held.get(key)
    await draft?.flush()
    if (!this.#open.has(key) && this.#held.get(key) === draft) this.#held.delete(key)
  }
}
