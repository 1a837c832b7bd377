import { judgeRow } from './judge.ts'
import { MATRIX } from './matrix.ts'
import { runEvidence } from './ran.ts'

/**
 * `npm run faults:table [-- --whole | --no-run]`: runs every test, suite and spec the fault matrix names (suites as samples, or `--whole`), then
 * prints the matrix, one row a line starting with its number: `pass`, `fail` or `open`, then what shows it or why not. The last line is
 * `N passed, N failed, N skipped`; exit code 1 when a row fails. With `--no-run` nothing is run and a row only says what is `named` for it.
 */
const evidence = MATRIX.flatMap((row) => row.evidence)
const ran = process.argv.includes('--no-run') ? null : await runEvidence(evidence, process.argv.includes('--whole'))
const counts = { pass: 0, fail: 0, open: 0, named: 0 }
for (const { row, scenario, evidence } of MATRIX) {
  const { verdict, why } = judgeRow(evidence, ran)
  counts[verdict] += 1
  console.log(`${String(row).padEnd(4)} ${verdict.padEnd(5)} ${scenario} | ${why}`)
}
console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.open + counts.named} skipped`)
process.exitCode = counts.fail === 0 ? 0 : 1
