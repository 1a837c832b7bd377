import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../e2e/harness/chromium.ts'
import { prepareFonts } from '../e2e/harness/fonts.ts'
import { buildDesktop, buildRenderer } from './build-renderer.ts'
import { runChecks } from './check.ts'
import { electronBinary } from './electron-binary.ts'
import { readArguments, SUITES, type Suite } from './tests/arguments.ts'
import { playwrightCounts, readCounts, vitestCounts } from './tests/reports.ts'
import { runNode, type SuiteResult, settle, summary, table, total } from './tests/suite.ts'
import { ROOT } from './tracked-files.ts'

/**
 * `npm test`: every suite to its end, then one line a suite, then as the last line `N passed, N failed, N skipped`. Exit code 1 when
 * anything failed. `--only check|unit|e2e` runs one suite; further arguments go to that suite's runner.
 */

/** Of one suite; a machine that does other things as well takes several times as long as a quiet one. */
const LIMIT_MS = 25 * 60_000

interface Place {
  /** A folder for reports and for what tests write, removed at the end. */
  readonly folder: string
  readonly extra: readonly string[]
}

const since = (begun: number): number => (performance.now() - begun) / 1000

async function unit({ folder, extra }: Place): Promise<SuiteResult> {
  const begun = performance.now()
  const report = join(folder, 'vitest.json')
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs')
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...extra]
  const finished = await runNode(args, { cwd: ROOT, limitMs: LIMIT_MS, env: { GENGLOSSARY_HOME: join(folder, 'home') } })
  return settle('unit', finished, readCounts(report, vitestCounts), since(begun))
}

/** The end-to-end suite, or null when there is none: nothing is counted for tests that do not exist. */
async function e2e({ folder, extra }: Place): Promise<SuiteResult | null> {
  const config = join(ROOT, 'e2e', 'playwright.config.ts')
  if (!existsSync(config)) return null
  const begun = performance.now()
  const failed = (note: string): SuiteResult => settle('e2e', { code: 1, note }, null, since(begun))
  const browser = findChromium()
  if ('problem' in browser) return failed(browser.problem)
  const desktop = electronBinary(ROOT) !== null
  const built = (await buildRenderer()) ?? (desktop ? await buildDesktop() : null)
  if (built !== null) return failed(built)
  // The fault matrix (scripts/faults/table.ts) asks what became of single specs.
  const report = process.env.GENGLOSSARY_E2E_REPORT ?? join(folder, 'playwright.json')
  const env = {
    ...prepareFonts(ROOT),
    GENGLOSSARY_CHROMIUM: browser.executable,
    GENGLOSSARY_HOME: join(folder, 'e2e-home'),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  }
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js')
  // Where there is a desktop nearly every spec runs twice.
  const limitMs = LIMIT_MS * (desktop ? 2 : 1)
  const finished = await runNode([cli, 'test', '--config', config, '--reporter=list,json', ...extra], { cwd: ROOT, limitMs, env })
  return settle('e2e', finished, readCounts(report, playwrightCounts), since(begun))
}

const RUN: Record<Suite, (place: Place) => Promise<SuiteResult | null>> = {
  check: () => runChecks({ rules: false }),
  unit,
  e2e,
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2))
  if (given === null) {
    process.stderr.write(`Usage: npm test, or npm run test:unit|test:e2e [-- files]; suites are ${SUITES.join(', ')}.\n`)
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-test-'))
  const results: SuiteResult[] = []
  try {
    for (const suite of given.suites) {
      process.stdout.write(`\n— ${suite} —\n`)
      const result = await RUN[suite]({ folder, extra: given.extra })
      if (result === null) process.stdout.write(`${suite}: there are no specs yet, nothing was run\n`)
      else results.push(result)
      if (process.exitCode === 130) break
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  const sum = total(results)
  process.stdout.write(`\n${results.length === 0 ? '' : `${table(results)}\n`}${summary(sum)}\n`)
  return process.exitCode === 130 ? 130 : sum.failed === 0 ? 0 : 1
}

process.exitCode = await main()
