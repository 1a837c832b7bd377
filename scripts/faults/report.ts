/** What a fault suite found. */
export interface SuiteResult {
  readonly name: string
  /** Points, kills, cuts … that kept every invariant. */
  readonly passed: number
  /** One sentence each; [] = none. */
  readonly violations: readonly string[]
  /** Why something was not tried. */
  readonly skipped: readonly string[]
  /** Figures worth printing. */
  readonly figures: Readonly<Record<string, number | string>>
}

/** Counts tries and the violations of each; a try is passed when it has none. */
export class Tally {
  readonly violations: string[] = []
  tried = 0
  #broken = 0

  add(found: readonly string[]): void {
    this.tried++
    if (found.length > 0) this.#broken++
    this.violations.push(...found)
  }

  result(name: string, figures: SuiteResult['figures']): SuiteResult {
    return { name, passed: this.tried - this.#broken, violations: this.violations, skipped: [], figures }
  }
}

/** A suite that can't run here. */
export const skippedSuite = (name: string, reason: string): SuiteResult => ({
  name,
  passed: 0,
  violations: [],
  skipped: [reason],
  figures: {},
})

/** Value below which the share `p` of the samples lies; NaN for none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN
}
