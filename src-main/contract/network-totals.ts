import { type ConnectionReport, type NetworkTotal, originOf } from './network.ts'

/** Addresses counted apart; a page that asks for one address after the other must not fill the memory. */
const MOST_ORIGINS = 200

type Counted = { -readonly [K in keyof NetworkTotal]: NetworkTotal[K] }

/** Sums over connections by where they went, kept up with every report. */
export class NetworkTotals {
  readonly #totals = new Map<string, Counted>()

  /** @param before the same connection as it was counted last; null when it is new */
  note(before: ConnectionReport | null, after: ConnectionReport): void {
    const total = this.#of(after)
    if (before === null && after.state === 'refused') total.refused++
    else if (before === null) total.connections++
    total.requests += after.requests - (before?.requests ?? 0)
    total.sent += after.sent - (before?.sent ?? 0)
    total.received += after.received - (before?.received ?? 0)
    if (!after.local) total.local = false
  }

  /** In the order of their first connection. */
  list(): NetworkTotal[] {
    return [...this.#totals.values()].map((total) => ({ ...total }))
  }

  #of(report: ConnectionReport): Counted {
    const named = originOf(report)
    const origin = this.#totals.has(named) || this.#totals.size < MOST_ORIGINS ? named : ''
    const known = this.#totals.get(origin)
    if (known !== undefined) return known
    const fresh = { origin, local: report.local, connections: 0, refused: 0, requests: 0, sent: 0, received: 0 }
    this.#totals.set(origin, fresh)
    return fresh
  }
}
