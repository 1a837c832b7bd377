/**
 * The order in which items are begun. A server keeps the prompt a slot computed last and computes only what differs: items that share their
 * first messages are best asked one after the other in one slot. So as many groups are open as questions are in flight, and the next item
 * comes from the open group with the fewest of its own under way. One question at a time goes through one group after the other.
 */
export class Lanes<I> {
  readonly #waiting: Lane<I>[] = []
  #open: Lane<I>[] = []
  /** Items not begun. */
  left: number

  /** @param groupOf items with the same group share their first messages; without it every item stands alone */
  constructor(items: readonly I[], groupOf: ((item: I) => unknown) | undefined) {
    this.left = items.length
    if (groupOf === undefined) this.#open = [{ items: [...items].reverse(), active: 0 }]
    else for (const [, members] of Map.groupBy(items, groupOf)) this.#waiting.push({ items: members.reverse(), active: 0 })
    this.#waiting.reverse()
  }

  /** The next item and what to call when it is done; null when none is left. @param width groups that may be open */
  next(width: number): { readonly item: I; readonly done: () => void } | null {
    this.#open = this.#open.filter(({ items, active }) => items.length > 0 || active > 0)
    let best = this.#quietest()
    if ((best === null || best.active > 0) && this.#open.length < width && this.#waiting.length > 0) {
      best = this.#waiting.pop()!
      this.#open.push(best)
    }
    best ??= this.#waiting.pop() ?? null
    if (best === null) return null
    if (!this.#open.includes(best)) this.#open.push(best)
    const lane = best
    lane.active++
    this.left--
    return { item: lane.items.pop()!, done: () => void lane.active-- }
  }

  /** The open group with items left and the fewest under way; the first of several. */
  #quietest(): Lane<I> | null {
    let best: Lane<I> | null = null
    for (const lane of this.#open) if (lane.items.length > 0 && (best === null || lane.active < best.active)) best = lane
    return best
  }
}

interface Lane<I> {
  /** The next one last. */
  readonly items: I[]
  active: number
}
