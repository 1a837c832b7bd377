import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DESKTOP_MUTANTS } from './desktop.ts'
import { RUN_ENGINE_MUTANTS } from './run-engine.ts'
import { copySources, tryMutant, type Verdict } from './runner.ts'
import { STORAGE_MUTANTS } from './storage.ts'
import { WINDOW_MUTANTS } from './window.ts'
import { WORK_MUTANTS } from './work.ts'

/**
 * `node scripts/mutants/main.ts [part of an id …]`: puts every known defect back, one at a time, and says which test noticed. Exit code 1
 * when one survived, does not apply any more, or broke the tests instead of failing them.
 */
const wanted = process.argv.slice(2)
const mutants = [...RUN_ENGINE_MUTANTS, ...STORAGE_MUTANTS, ...DESKTOP_MUTANTS, ...WINDOW_MUTANTS, ...WORK_MUTANTS].filter(
  (mutant) => wanted.length === 0 || wanted.some((part) => mutant.id.includes(part)),
)
const root = join(import.meta.dirname, '..', '..')
const copy = await copySources(root)
const verdicts: Verdict[] = []
try {
  for (const mutant of mutants) {
    const verdict = await tryMutant(root, copy, mutant)
    verdicts.push(verdict)
    console.log(
      `${verdict.result.padEnd(14)} ${mutant.id.padEnd(36)} ${`${verdict.seconds} s`.padStart(7)}  ${verdict.killers[0] ?? mutant.defect}`,
    )
  }
} finally {
  await rm(copy, { recursive: true, force: true })
}
const killed = verdicts.filter((verdict) => verdict.result === 'killed').length
console.log(`${killed} passed, ${verdicts.length - killed} failed, 0 skipped`)
process.exitCode = killed === verdicts.length && killed > 0 ? 0 : 1
