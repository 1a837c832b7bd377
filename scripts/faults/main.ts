import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashPoints, ioErrors } from './crash-points.ts'
import { kills, orphans } from './kills.ts'
import { ownedRace, unownedRace } from './races.ts'
import type { Suite } from './suite.ts'
import { tornWal } from './torn-wal.ts'
import { cancelAnyMoment, doneThenExit } from './workers.ts'

/**
 * `npm run test:faults [-- --sample] [--seed N] [part of a name …]`: crashes, I/O errors, races and kills against real files and real
 * processes. `--sample` tries every 7th crash point and 50 kills.
 */
const SUITES: readonly Suite[] = [crashPoints, ioErrors, tornWal, kills, orphans, ownedRace, unownedRace, doneThenExit, cancelAnyMoment]

const args = process.argv.slice(2)
const seedAt = args.indexOf('--seed')
const seed = seedAt >= 0 ? Number(args[seedAt + 1]) : Date.now() % 2 ** 31
const sample = args.includes('--sample')
const parts = args.filter((arg, index) => !arg.startsWith('--') && index !== seedAt + 1)
const suites = SUITES.filter((suite) => parts.length === 0 || parts.some((part) => suite.name.includes(part)))

let failed = 0
let passed = 0
let skipped = 0
console.log(`fault suites${sample ? ', sampled' : ''}, seed ${seed}`)
for (const suite of suites) {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-faults-'))
  const began = performance.now()
  try {
    const { cases, violations, figures, skipped: why } = await suite.run({ sample, folder, seed })
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    const verdict = violations.length > 0 ? 'FAILED' : cases === 0 ? 'skipped' : 'ok'
    console.log(`${verdict.padEnd(8)}${suite.name}: ${cases} cases, ${violations.length} violations, ${seconds} s`)
    for (const figure of figures) console.log(`        ${figure}`)
    if (why !== null) console.log(`        skipped: ${why}`)
    for (const violation of violations) console.log(`        VIOLATION ${violation}`)
    if (violations.length > 0) failed += 1
    else if (cases === 0) skipped += 1
    else passed += 1
  } catch (error) {
    failed += 1
    console.log(`FAILED  ${suite.name}: ${error instanceof Error ? error.stack : String(error)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1
