/** What every fault suite gives back; main.ts prints it. */
export interface SuiteResult {
  /** Things tried: crash points, kills, rounds … */
  readonly cases: number
  /** What must never happen and did, one sentence each. */
  readonly violations: readonly string[]
  /** Measured, for the print-out. */
  readonly figures: readonly string[]
  /** Why nothing (or only part) was tried; null when all was. */
  readonly skipped: string | null
}

export interface SuiteOptions {
  /** Every 7th crash point, 50 kills: what continuous integration has time for. */
  readonly sample: boolean
  /** Folder of its own for temporary files; the caller removes it. */
  readonly folder: string
  readonly seed: number
}

export interface Suite {
  readonly name: string
  /** Rows of the fault matrix it covers. */
  readonly rows: readonly number[]
  run(options: SuiteOptions): Promise<SuiteResult>
}

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32), so that a failing round can be repeated. */
export function randomOf(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

/** At most ten violations, and how many there were. */
export function shorten(violations: readonly string[]): string[] {
  return violations.length <= 10 ? [...violations] : [...violations.slice(0, 10), `… and ${violations.length - 10} more`]
}
