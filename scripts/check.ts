import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runNode, type SuiteResult, settle, summary } from './tests/suite.ts'
import { ROOT } from './tracked-files.ts'

/** What `npm run check` runs: formatting and lint, the types of each side, the rules about imports and about the repository. */

interface Check {
  readonly name: string
  readonly args: readonly string[]
}

const bin = (path: string): string => join(ROOT, 'node_modules', path)
const SIDES: readonly { readonly side: string; readonly folder: string }[] = [
  { side: 'main', folder: 'src-main' },
  { side: 'worker', folder: 'src-worker' },
  { side: 'renderer', folder: 'src-renderer' },
  { side: 'electron', folder: 'src-main/electron' },
  { side: 'scripts', folder: 'scripts' },
]
const LIMIT_MS = 5 * 60_000

const STATIC: readonly Check[] = [
  { name: 'biome', args: [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings'] },
  // A side that has no file yet has no types to check.
  ...SIDES.filter(({ folder }) => hasSources(folder)).map(({ side }) => ({
    name: `types of ${side}`,
    args: [bin('typescript/bin/tsc'), '-p', `tsconfig.${side}.json`],
  })),
]
const RULES: Check = {
  name: 'rules',
  args: [bin('vitest/vitest.mjs'), 'run', 'src-main/layering.test.ts', 'scripts/repository.test.ts'],
}

function hasSources(folder: string): boolean {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).some((name) => /\.tsx?$/.test(name))
}

/** Runs each check to its end, one after the other; every one counts as one test. `rules` are unit tests, so `npm test` leaves them out here. */
export async function runChecks(options: { readonly rules: boolean }): Promise<SuiteResult> {
  const begun = performance.now()
  const failed: string[] = []
  const checks = options.rules ? [...STATIC, RULES] : STATIC
  for (const { name, args } of checks) {
    const { code, note } = await runNode(args, { cwd: ROOT, limitMs: LIMIT_MS })
    process.stdout.write(`check ${name}: ${code === 0 ? 'ok' : `failed${note === undefined ? '' : ` (${note})`}`}\n`)
    if (code !== 0) failed.push(name)
  }
  const counts = { passed: checks.length - failed.length, failed: failed.length, skipped: 0 }
  const note = failed.length === 0 ? {} : { note: `failed: ${failed.join(', ')}` }
  return settle('check', { code: failed.length === 0 ? 0 : 1, ...note }, counts, (performance.now() - begun) / 1000)
}

if (import.meta.main) {
  const result = await runChecks({ rules: true })
  process.stdout.write(`${summary(result)}\n`)
  process.exitCode = result.failed === 0 ? 0 : 1
}
