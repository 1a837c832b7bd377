/**
 * The slots of a server as llama-server has them: each holds the prompt it served last; a new request takes the free slot whose prompt
 * shares the longest prefix with its own, and only the rest is computed.
 */

export interface Slot {
  readonly index: number
  prompt: string
}

export interface SlotFigures {
  /** Prompt tokens of all requests served. */
  servedTokens: number
  /** Of these, not taken from a slot's prefix. */
  computedTokens: number
  maxBusy: number
}

const commonPrefix = (a: string, b: string): number => {
  const end = Math.min(a.length, b.length)
  let i = 0
  while (i < end && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}

export class Slots {
  readonly figures: SlotFigures = { servedTokens: 0, computedTokens: 0, maxBusy: 0 }
  /** [milliseconds, slots at work from then on] */
  readonly timeline: [number, number][] = []
  readonly #free: Slot[]
  readonly #waiting: ((slot: Slot) => void)[] = []
  readonly #count: number
  #busy = 0

  constructor(count: number) {
    this.#count = count
    this.#free = Array.from({ length: count }, (_, index) => ({ index, prompt: '' }))
  }

  get count(): number {
    return this.#count
  }
  get busy(): number {
    return this.#busy
  }

  /** Waits for a slot; gives it with how many characters of the prompt it has already. */
  async take(prompt: string, signal: AbortSignal): Promise<{ slot: Slot; cached: number }> {
    const slot = this.#best(prompt) ?? (await this.#next(signal))
    const cached = commonPrefix(slot.prompt, prompt)
    slot.prompt = prompt
    this.#busy++
    this.figures.maxBusy = Math.max(this.figures.maxBusy, this.#busy)
    this.timeline.push([performance.now(), this.#busy])
    return { slot, cached }
  }

  give(slot: Slot): void {
    this.#busy--
    this.timeline.push([performance.now(), this.#busy])
    const next = this.#waiting.shift()
    if (next) next(slot)
    else this.#free.push(slot)
  }

  /** Share of the slots' time between two moments in which they were at work. */
  busyShare(from: number, to: number): number {
    let area = 0
    let at = from
    let busy = 0
    for (const [time, count] of [...this.timeline, [to, 0] as [number, number]]) {
      const end = Math.min(Math.max(time, from), to)
      area += busy * (end - at)
      at = end
      busy = count
    }
    return area / ((to - from) * this.#count)
  }

  #best(prompt: string): Slot | null {
    let best = -1
    let shared = -1
    for (const [index, slot] of this.#free.entries()) {
      const length = commonPrefix(slot.prompt, prompt)
      if (length > shared) [best, shared] = [index, length]
    }
    return best === -1 ? null : this.#free.splice(best, 1)[0]!
  }

  #next(signal: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const take = (slot: Slot): void => {
        signal.removeEventListener('abort', gone)
        resolve(slot)
      }
      const gone = (): void => {
        const at = this.#waiting.indexOf(take)
        if (at !== -1) this.#waiting.splice(at, 1)
        reject(new Error('gone'))
      }
      signal.addEventListener('abort', gone, { once: true })
      this.#waiting.push(take)
    })
  }
}
