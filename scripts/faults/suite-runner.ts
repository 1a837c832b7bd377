import { writeFileSync } from 'node:fs'
import type { SuiteResult } from './report.ts'

/** What a suite came to, as `--report FILE` writes it for the fault matrix (table.ts): by the suite's name on the command line. */
export type SuiteReport = Readonly<
  Record<string, { readonly passed: number; readonly failed: number; readonly skipped: readonly string[] }>
>

function print({ name, passed, violations, skipped, figures }: SuiteResult, seconds: number): void {
  console.log(`${name}: ${passed} passed, ${violations.length} failed, ${skipped.length} skipped (${seconds.toFixed(1)} s)`)
  for (const [what, value] of Object.entries(figures)) console.log(`  ${what}: ${value}`)
  for (const violation of violations.slice(0, 30)) console.log(`  violated: ${violation}`)
  for (const reason of skipped) console.log(`  skipped: ${reason}`)
}

/**
 * Runs suites one after the other and prints what became of each; the last line is `N passed, N failed, N skipped`.
 * @param names of the suites wanted, in this order
 * @param report file for a {@link SuiteReport}; none without it
 * @returns the exit code: 1 when anything failed
 * @throws for a name that is none of the suites'
 */
export async function runSuites(
  suites: Readonly<Record<string, () => Promise<SuiteResult>>>,
  names: readonly string[],
  report?: string,
): Promise<number> {
  const reported: Record<string, SuiteReport[string]> = {}
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const name of names) {
    const suite = suites[name]
    if (!suite) throw new Error(`There is no suite "${name}"; there are ${Object.keys(suites).join(', ')}.`)
    const began = performance.now()
    const result = await suite()
    print(result, (performance.now() - began) / 1000)
    reported[name] = { passed: result.passed, failed: result.violations.length, skipped: result.skipped }
    total.passed += result.passed
    total.failed += result.violations.length
    total.skipped += result.skipped.length
  }
  if (report !== undefined) writeFileSync(report, JSON.stringify(reported))
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return total.failed > 0 ? 1 : 0
}
