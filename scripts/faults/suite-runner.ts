import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const totalOf = (report: SuiteReport) => ({
  passed: Object.values(report).reduce((sum, one) => sum + one.passed, 0),
  failed: Object.values(report).reduce((sum, one) => sum + one.failed, 0),
  skipped: Object.values(report).reduce((sum, one) => sum + one.skipped.length, 0),
})

/** Prints the last line, `N passed, N failed, N skipped`, writes the report if there is a file for it, and gives the exit code: 1 when anything failed. */
export function conclude(report: SuiteReport, file: string | undefined): number {
  const { passed, failed, skipped } = totalOf(report)
  if (file !== undefined) writeFileSync(file, JSON.stringify(report))
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed > 0 ? 1 : 0
}

/**
 * Runs suites one after the other in this process and prints what became of each.
 * @param names of the suites wanted, in this order
 * @throws for a name that is none of the suites'
 */
export async function runSuites(
  suites: Readonly<Record<string, () => Promise<SuiteResult>>>,
  names: readonly string[],
): Promise<SuiteReport> {
  const report: Record<string, SuiteReport[string]> = {}
  for (const name of names) {
    const suite = suites[name]
    if (!suite) throw new Error(`There is no suite "${name}"; there are ${Object.keys(suites).join(', ')}.`)
    const began = performance.now()
    const result = await suite()
    print(result, (performance.now() - began) / 1000)
    report[name] = { passed: result.passed, failed: result.violations.length, skipped: result.skipped }
  }
  return report
}

/**
 * Runs suites side by side, each in a process of its own, and prints what each had to say when it ends. One that leaves no report has failed.
 * @param names of the suites wanted; the first ones start first
 * @param argumentsOf what Node is given to run one suite and have it write its report into a file
 * @param processes how many at a time
 */
export async function runApart(
  names: readonly string[],
  argumentsOf: (name: string, file: string) => readonly string[],
  processes: number,
): Promise<SuiteReport> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-suites-'))
  const waiting = [...names]
  const report: Record<string, SuiteReport[string]> = {}
  const one = async (name: string): Promise<void> => {
    const file = join(folder, `${name}.json`)
    const output = await outputOf(argumentsOf(name, file))
    // The last line adds up what is added up again below.
    console.log(output.trimEnd().replace(/\n[^\n]*$/, ''))
    if (existsSync(file)) Object.assign(report, JSON.parse(readFileSync(file, 'utf8')) as SuiteReport)
    else {
      console.log(`${name}: ended without a result`)
      report[name] = { passed: 0, failed: 1, skipped: [] }
    }
  }
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await one(name)
  }
  try {
    await Promise.all(Array.from({ length: processes }, lane))
    return report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a Node process wrote, on both streams, when it has ended. */
function outputOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (text += more))
  return new Promise((resolve) => child.once('close', () => resolve(text)))
}
