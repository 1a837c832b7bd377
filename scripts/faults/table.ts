import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Evidence, MatrixRow } from './evidence.ts'
import { MATRIX } from './matrix.ts'

/**
 * `npm run faults:table [-- --no-run]`: the fault matrix, one row a line starting with its number: `pass`, `fail` or `open`, then what shows it.
 * Runs the named tests first; fault suites and specs are named with the command that runs them, their titles checked. `--no-run` only prints.
 */
const ROOT = join(import.meta.dirname, '..', '..')

interface Result {
  readonly file: string
  readonly name: string
  readonly passed: boolean
}

interface Report {
  readonly testResults: readonly {
    readonly name: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

const filesOf = (rows: readonly MatrixRow[]): string[] => [
  ...new Set(rows.flatMap((row) => row.evidence.flatMap((one) => (one.by === 'tests' ? one.tests.map(([file]) => file) : [])))),
]

/** Runs the test files of the matrix and gives what became of each test. */
async function results(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-table-'))
  const output = join(folder, 'report.json')
  try {
    const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=json', `--outputFile=${output}`, ...filesOf(MATRIX)]
    await new Promise<void>((resolve) => {
      execFile(process.execPath, args, { cwd: ROOT, timeout: 900_000, maxBuffer: 1 << 28 }, () => resolve())
    })
    const report = JSON.parse(readFileSync(output, 'utf8')) as Report
    return report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map((one) => ({
        file: relative(ROOT, name).replaceAll('\\', '/'),
        name: one.fullName,
        passed: one.status === 'passed',
      })),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Judged {
  readonly verdict: 'pass' | 'fail' | 'open'
  readonly text: string
}

function judge(evidence: Evidence, ran: readonly Result[] | null): Judged {
  if (evidence.by === 'open') return { verdict: 'open', text: evidence.why }
  if (evidence.by === 'suite') return { verdict: 'pass', text: `npm run test:faults -- --only ${evidence.name}` }
  if (evidence.by === 'command') return { verdict: 'pass', text: evidence.command }
  if (evidence.by === 'spec') return judgeSpec(evidence.file, evidence.title)
  const missing = evidence.tests.filter(([file, name]) => ran !== null && !ran.some((one) => one.file === file && one.name.includes(name)))
  const failed = (ran ?? []).filter(
    (one) => !one.passed && evidence.tests.some(([file, name]) => one.file === file && one.name.includes(name)),
  )
  const text = evidence.tests.map(([file, name]) => `${file}: ${name}`).join('; ')
  if (missing.length > 0) return { verdict: 'fail', text: `no such test: ${text}` }
  return { verdict: failed.length > 0 ? 'fail' : 'pass', text }
}

function judgeSpec(file: string, title: string): Judged {
  const there = readFileSync(join(ROOT, file), 'utf8').includes(title)
  return { verdict: there ? 'pass' : 'fail', text: `npm run test:e2e: ${file}: ${title}` }
}

const verdictOf = (judged: readonly Judged[]): Judged['verdict'] => {
  if (judged.some((one) => one.verdict === 'fail')) return 'fail'
  return judged.some((one) => one.verdict === 'pass') ? 'pass' : 'open'
}

const ran = process.argv.includes('--no-run') ? null : await results()
const counts = { pass: 0, fail: 0, open: 0 }
for (const { row, scenario, evidence } of MATRIX) {
  const judged = evidence.map((one) => judge(one, ran))
  const verdict = verdictOf(judged)
  counts[verdict] += 1
  console.log(`${String(row).padEnd(4)} ${verdict.padEnd(5)} ${scenario} | ${judged.map((one) => one.text).join(' | ')}`)
}
console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.open} skipped`)
process.exitCode = counts.fail === 0 ? 0 : 1
