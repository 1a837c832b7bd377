import { isLoopback } from '../contract/model-address.ts'
import {
  type ConnectionReport,
  type NetworkEntry,
  type NetworkSource,
  type NetworkState,
  type Refusal,
  targetOf,
} from '../contract/network.ts'
import { NetworkTotals } from '../contract/network-totals.ts'

/**
 * Every connection of the app since it started, as the processes that open them tell it; kept in memory alone. Old ones leave the list, their
 * sums stay.
 */

/** The newest that are kept. */
const KEPT = 500

type Kept = { -readonly [K in keyof NetworkEntry]: NetworkEntry[K] }

/** The connections of one process. */
export interface NetworkFeed {
  reported(reports: readonly ConnectionReport[]): void
  /** The process is gone: what was still open is closed by the system. */
  ended(): void
}

export interface NetworkLog {
  /** @param source who asks */
  feed(source: NetworkSource): NetworkFeed
  /** An attempt that main itself, or a page, was not allowed. */
  refused(source: NetworkSource, url: URL, why: Refusal): void
  state(): NetworkState
  /** @returns the way to stop listening */
  onChange(changed: () => void): () => void
}

/** @param now milliseconds since the epoch */
export function createNetworkLog(now: () => number): NetworkLog {
  return new Log(now)
}

class Log implements NetworkLog {
  readonly #now: () => number
  readonly #since: number
  readonly #totals = new NetworkTotals()
  readonly #listeners = new Set<() => void>()
  #entries: Kept[] = []
  #total = 0

  constructor(now: () => number) {
    this.#now = now
    this.#since = now()
  }

  feed(source: NetworkSource): NetworkFeed {
    const open = new Map<number, Kept>()
    return {
      reported: (reports) => {
        for (const report of reports) {
          const known = open.get(report.n) ?? null
          const entry = known === null ? this.#add(source, report) : this.#update(known, report)
          if (report.state === 'open') open.set(report.n, entry)
          else open.delete(report.n)
        }
        this.#tell()
      },
      ended: () => {
        for (const entry of open.values()) entry.state = 'lost'
        if (open.size > 0) this.#tell()
        open.clear()
      },
    }
  }

  refused(source: NetworkSource, url: URL, why: Refusal): void {
    const nothing = { ip: null, code: null, requests: 0, sent: 0, received: 0 }
    const what = { n: 1, at: this.#now(), ...targetOf(url), local: isLoopback(url), ...nothing }
    this.#add(source, { ...what, state: 'refused', refused: why })
    this.#tell()
  }

  state(): NetworkState {
    const totals = this.#totals.list()
    const outside = totals.some(({ local, sent }) => !local && sent > 0)
    const verdict = outside ? 'remote' : totals.some(({ sent }) => sent > 0) ? 'local' : 'none'
    const entries = this.#entries.map((entry) => ({ ...entry })).reverse()
    return { since: this.#since, entries, total: this.#total, totals, verdict }
  }

  onChange(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  #add(source: NetworkSource, report: ConnectionReport): Kept {
    this.#total++
    this.#totals.note(null, report)
    const entry = { ...report, id: this.#total, source }
    this.#entries.push(entry)
    if (this.#entries.length > KEPT) this.#entries.shift()
    return entry
  }

  #update(entry: Kept, report: ConnectionReport): Kept {
    this.#totals.note(entry, report)
    return Object.assign(entry, report)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
