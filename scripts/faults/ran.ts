import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { runNode } from '../tests/suite.ts'
import type { Evidence } from './evidence.ts'
import type { SuiteReport } from './suite-runner.ts'

/** What became of the tests, suites and specs the fault matrix names, run just now. */
export interface Ran {
  readonly tests: readonly RanTest[]
  readonly specs: readonly RanTest[]
  /** By the npm script that ran them. */
  readonly suites: Readonly<Record<SuiteCommand, SuiteReport>>
}

/** One test or spec. */
export interface RanTest {
  /** Path inside the repository, with `/`. */
  readonly file: string
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
}

export type SuiteCommand = Extract<Evidence, { by: 'suite' }>['command']

const ROOT = join(import.meta.dirname, '..', '..')
const LIMIT_MS = 90 * 60_000
const SUITE_SCRIPTS: Readonly<Record<SuiteCommand, string>> = {
  'test:faults': 'scripts/faults/run.ts',
  'test:hostile': 'scripts/hostile/run.ts',
}

const vitestReport = z.object({
  testResults: z.array(z.object({ name: z.string(), assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
})

/** @param text Vitest's JSON report */
export function testsOf(text: string): RanTest[] {
  return vitestReport.parse(JSON.parse(text)).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: relative(ROOT, name).replaceAll('\\', '/'),
      name: fullName,
      outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
    })),
  )
}

interface PlaywrightSuite {
  readonly file: string
  readonly specs?: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[] | undefined
  readonly suites?: readonly PlaywrightSuite[] | undefined
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  file: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(z.object({ status: z.string() })) })).optional(),
  get suites() {
    return z.array(playwrightSuite).optional()
  },
})
const playwrightReport = z.object({ config: z.object({ rootDir: z.string() }), suites: z.array(playwrightSuite) })

/** @param text Playwright's JSON report; a spec that passed only when repeated has failed */
export function specsOf(text: string): RanTest[] {
  const { config, suites } = playwrightReport.parse(JSON.parse(text))
  const of = ({ file, specs = [], suites: inner = [] }: PlaywrightSuite): RanTest[] => [
    ...specs.map(({ title, tests }) => ({
      file: relative(ROOT, join(config.rootDir, file)).replaceAll('\\', '/'),
      name: title,
      outcome: tests.every(({ status }) => status === 'expected')
        ? ('passed' as const)
        : tests.every(({ status }) => status === 'skipped')
          ? ('skipped' as const)
          : ('failed' as const),
    })),
    ...inner.flatMap(of),
  ]
  return suites.flatMap(of)
}

/**
 * Runs everything the evidence names: tests, suites, specs, in this order. Their output goes to standard error's place in line: it is printed
 * as it comes.
 * @param whole run the suites whole, not their sample
 * @throws when a runner leaves no report: it crashed
 */
export async function runEvidence(evidence: readonly Evidence[], whole: boolean): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-table-'))
  const report = join(folder, 'report.json')
  const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> => {
    rmSync(report, { force: true })
    await runNode(args, { cwd: ROOT, limitMs: LIMIT_MS, env: { ...env, GENGLOSSARY_HOME: join(folder, 'home') } })
    return readFileSync(report, 'utf8')
  }
  const suitesOf = async (command: SuiteCommand): Promise<SuiteReport> => {
    const names = new Set(evidence.flatMap((one) => (one.by === 'suite' && one.command === command ? [one.name] : [])))
    const args = ['--only', [...names].join(','), ...(whole ? [] : ['--sample']), '--report', report]
    return JSON.parse(await run([join(ROOT, SUITE_SCRIPTS[command]), ...args])) as SuiteReport
  }
  const files = new Set(evidence.flatMap((one) => (one.by === 'tests' ? one.tests.map(([file]) => file) : [])))
  const specs = new Set(evidence.flatMap((one) => (one.by === 'spec' ? [one.file] : [])))
  try {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
    const tests = testsOf(await run([vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files]))
    const suites = { 'test:faults': await suitesOf('test:faults'), 'test:hostile': await suitesOf('test:hostile') }
    const runner = [join(ROOT, 'scripts/run-tests.ts'), '--only', 'e2e', ...specs]
    return { tests, suites, specs: specsOf(await run(runner, { GENGLOSSARY_E2E_REPORT: report })) }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
