import { appendFile, open } from 'node:fs/promises'
import type { ModelLogEntry } from '../../src-main/contract/models-api.ts'

/** Writes the model log of a run (main's side: src-main/library/model-log.ts): one line a request, never more than the limit. */

const MOST_BYTES = 512 * 1024 * 1024

export class ModelLog {
  readonly #file: string
  readonly #redact: (text: string) => string
  readonly #warn: (message: string) => void
  #written = 0
  #queue: Promise<void>
  #failed = false

  /**
   * @param file absolute; made for this user alone
   * @param redact takes secrets out of a line
   */
  constructor(file: string, redact: (text: string) => string, warn: (message: string) => void) {
    this.#file = file
    this.#redact = redact
    this.#warn = warn
    this.#queue = this.#guarded(async () => (await open(file, 'a', 0o600)).close())
  }

  add(entry: ModelLogEntry): void {
    const line = `${this.#redact(JSON.stringify(entry))}\n`
    this.#queue = this.#queue.then(() =>
      this.#guarded(async () => {
        this.#written += Buffer.byteLength(line)
        if (this.#written > MOST_BYTES) throw new Error('it has reached its largest size')
        await appendFile(this.#file, line)
      }),
    )
  }

  /** Resolves when everything added so far is written. */
  flush(): Promise<void> {
    return this.#queue
  }

  /** A log that can't be written costs the log, not the run. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    if (this.#failed) return
    try {
      await work()
    } catch (error) {
      this.#failed = true
      this.#warn(`The model log ends here: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
