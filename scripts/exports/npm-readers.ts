import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../tracked-files.ts'
import { failed, type Outcome, passed } from './outcome.ts'

/** The exports read by textlint with prh, cspell, nspell, N3, jsonld, libxml2, htmlparser2 and the checkers written from each importer's rules. */

const TESTS = 'src-main/library/export/consumers.test.ts'

interface Report {
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly testResults: readonly { readonly assertionResults: readonly { readonly title: string; readonly status: string }[] }[]
}

export function npmReaders(): Outcome {
  const out = join(tmpdir(), `gg-npm-readers-${process.pid}.json`)
  try {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
    const args = [vitest, 'run', TESTS, '--reporter=json', `--outputFile=${out}`]
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', timeout: 300_000 })
    if (status === null) return failed(`vitest ended early: ${stderr}`)
    const { numTotalTests, numPassedTests, testResults } = JSON.parse(readFileSync(out, 'utf8')) as Report
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
    const lines = tests.map(({ title, status: state }) => `          ${state === 'passed' ? '' : `${state}: `}${title}`)
    const note = `${numPassedTests} of ${numTotalTests}\n${lines.join('\n')}`
    return status === 0 && numTotalTests > 0 ? passed(note) : failed(note)
  } finally {
    rmSync(out, { force: true })
  }
}
