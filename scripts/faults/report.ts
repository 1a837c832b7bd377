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

/** Value below which the share `p` of the samples lies; NaN for none. */
export function percentile(samples: readonly number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN
}
