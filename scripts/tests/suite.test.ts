import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playwrightCounts, readCounts, vitestCounts } from './reports.ts'
import { runNode, settle, summary, table, total } from './suite.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genglossary-suite-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a suite that crashes counts as failed, whatever its report says', () => {
  const fine = { passed: 5, failed: 0, skipped: 1 }
  expect(settle('s', { code: 0 }, fine, 1)).toEqual({ name: 's', ...fine, seconds: 1 })
  expect(settle('s', { code: 1 }, fine, 1)).toMatchObject({ passed: 5, failed: 1, note: expect.stringContaining('exit code 1') })
  expect(settle('s', { code: 1 }, { ...fine, failed: 2 }, 1)).toEqual({ name: 's', ...fine, failed: 2, seconds: 1 })
  expect(settle('s', { code: 0 }, null, 1)).toMatchObject({ passed: 0, failed: 1, note: 'left no report' })
  expect(settle('s', { code: 1, note: 'ended by SIGSEGV' }, null, 1)).toMatchObject({ failed: 1, note: 'ended by SIGSEGV' })
})

test('the last line adds the suites up', () => {
  const results = [
    { name: 'unit', passed: 10, failed: 1, skipped: 2, seconds: 3.4 },
    { name: 'e2e', passed: 4, failed: 0, skipped: 0, seconds: 60 },
  ]
  expect(summary(total(results))).toBe('14 passed, 1 failed, 2 skipped')
  expect(summary(total([]))).toBe('0 passed, 0 failed, 0 skipped')
  expect(table(results)).toBe('unit  10 passed, 1 failed, 2 skipped  (3 s)\ne2e   4 passed, 0 failed, 0 skipped  (60 s)')
})

test("Vitest's report: a file that did not load is a failure", () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }
  expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 7, failed: 2, skipped: 3 })
})

test("Playwright's report: a flaky test and an error outside tests are failures", () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no config' }] }
  expect(playwrightCounts(JSON.stringify(report))).toEqual({ passed: 3, failed: 3, skipped: 2 })
})

test('a report that is missing or cut off is no report', () => {
  const file = join(folder, 'report.json')
  expect(readCounts(file, vitestCounts)).toBeNull()
  writeFileSync(file, '{"numPassedTests": 3, "numFai')
  expect(readCounts(file, vitestCounts)).toBeNull()
})

test('a program past its limit is ended, with everything it started', async () => {
  const file = join(folder, 'forever.mjs')
  const beats = join(folder, 'beats')
  const beat = `setInterval(() => require('node:fs').appendFileSync(${JSON.stringify(beats)}, '.'), 20)`
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process'\nspawn(process.execPath, ['-e', ${JSON.stringify(beat)}])\nsetInterval(() => {}, 1000)`,
  )
  const size = (): number => (existsSync(beats) ? statSync(beats).size : 0)
  // A busy machine may end it before what it starts has begun: then it gets more time.
  for (let limitMs = 1200; size() === 0 && limitMs < 30_000; limitMs *= 4)
    expect(await runNode([file], { cwd: folder, limitMs })).toEqual({ code: 1, note: `stopped after ${limitMs / 60_000} minutes` })
  expect(size()).toBeGreaterThan(0)
  // Ended, though it may have had its last word after its parent. As long as it lives this has no end.
  for (let before = -1; before !== size(); ) {
    before = size()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  expect(await runNode(['-e', 'process.exit(3)'], { cwd: folder, limitMs: 10_000 })).toEqual({ code: 3 })
  expect(await runNode(['-e', 'process.kill(process.pid, "SIGKILL")'], { cwd: folder, limitMs: 10_000 })).toEqual({
    code: 1,
    note: 'ended by SIGKILL',
  })
})
