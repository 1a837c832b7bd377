import type { Page } from 'playwright'
import { median } from '../../scripts/bench/median.ts'

/** One figure of the window beside its goal. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 's' | 'MB' | 'kB'
  readonly limit: number
}

/** Several rounds of the same figures as one: the median of each, of frames the longest. */
export function together(rounds: readonly (readonly Figure[])[]): Figure[] {
  return (rounds[0] ?? []).map((figure, index) => {
    const values = rounds.map((round) => round[index]!.value)
    return { ...figure, value: figure.what.includes('longest') ? Math.max(...values) : median(values) }
  })
}

/** Begins to measure the frames of a page anew. */
export const watchFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const state = window as unknown as { longest: number; watching?: boolean }
    state.longest = 0
    if (state.watching) return
    state.watching = true
    let last = performance.now()
    const frame = (now: number) => {
      state.longest = Math.max(state.longest, now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })

/** Milliseconds between two frames at most, since `watchFrames`. */
export const longestFrame = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { longest: number }).longest)

/** A table for docs/performance.md. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(
    ({ what, value, unit, limit }) =>
      `| ${what} | ${value.toFixed(unit === 's' ? 2 : 1)} ${unit} | ${limit} ${unit} | ${value <= limit ? 'met' : 'missed'} |`,
  )
  return ['| figure | measured | goal | |', '|---|---:|---:|---|', ...rows].join('\n')
}
