import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Counts } from './suite.ts'

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

/** Counts of Vitest's JSON report. A file that failed without a failed test (it did not load, a hook threw) counts as one failure. */
export function vitestCounts(text: string): Counts {
  const report = vitestReport.parse(JSON.parse(text))
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()).default([]),
})

/** Counts of Playwright's JSON report. A test that passed only when repeated counts as failed; so does every error outside a test. */
export function playwrightCounts(text: string): Counts {
  const { stats, errors } = playwrightReport.parse(JSON.parse(text))
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/** @returns the counts of a report file, or null when the file is missing or is no report: the runner crashed before or while writing it */
export function readCounts(file: string, parse: (text: string) => Counts): Counts | null {
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8')
  try {
    return parse(text)
  } catch (error) {
    process.stderr.write(`The report ${file} can't be read: ${error instanceof Error ? error.message : error}\n`)
    return null
  }
}
