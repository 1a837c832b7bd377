import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * Mutation testing by hand-written mutants: each one puts a known defect back into the code under test (never into a test). The tests
 * named must then fail; a mutant that survives, or whose text is no longer found exactly once, fails the suite.
 */

export interface Edit {
  /** Path of the file in the repository. */
  readonly file: string
  /** Text that stands exactly once in the file. */
  readonly find: string
  readonly replace: string
}

export interface Mutant {
  /** Short and stable, e.g. `seed-3-global-cancel`. */
  readonly id: string
  /** What the defect is, a sentence. */
  readonly defect: string
  readonly edits: readonly Edit[]
  /** Test files that must notice. */
  readonly tests: readonly string[]
}

/** One edit in one file. @param tests what must notice */
export const oneEdit =
  (part: string) =>
  (id: string, defect: string, file: string, find: string, replace: string, ...tests: string[]): Mutant => ({
    id: `${part}-${id}`,
    defect,
    edits: [{ file, find, replace }],
    tests,
  })

export interface Verdict {
  readonly mutant: Mutant
  readonly result: 'killed' | 'survived' | 'does-not-apply' | 'broken'
  /** Names of the tests that failed, at most ten; or why the mutant is broken. */
  readonly killers: readonly string[]
  readonly seconds: number
}

const COPIED = [
  ...['src-main', 'src-worker', 'src-renderer', 'scripts', 'samples', 'packaging'],
  ...['package.json', 'vitest.config.ts', 'tsconfig.base.json', 'tsconfig.main.json', 'electron.vite.config.ts'],
]

/** A copy of the repository's sources with `node_modules` linked, in a temporary folder the caller removes. */
export async function copySources(root: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'genglossary-mutants-'))
  for (const entry of COPIED) await cp(join(root, entry), join(copy, entry), { recursive: true })
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  return copy
}

/** The file's text with the edit made, or null when `find` does not stand in it exactly once. */
export function applyEdit(text: string, edit: Edit): string | null {
  const at = text.indexOf(edit.find)
  if (at < 0 || text.indexOf(edit.find, at + 1) >= 0) return null
  return text.slice(0, at) + edit.replace + text.slice(at + edit.find.length)
}

interface VitestReport {
  readonly numTotalTests: number
  readonly testResults: readonly {
    readonly message?: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

/** Runs the named test files in `copy` and gives vitest's JSON report; throws when there is none. */
async function runTests(copy: string, tests: readonly string[], timeoutMs: number): Promise<VitestReport> {
  const output = join(copy, 'report.json')
  await rm(output, { force: true })
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  await new Promise<void>((resolve) => {
    const args = [vitest, 'run', '--reporter=json', `--outputFile=${output}`, '--bail=1', ...tests]
    execFile(process.execPath, args, { cwd: copy, timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 }, () => resolve())
  })
  return JSON.parse(await readFile(output, 'utf8')) as VitestReport
}

/** By the copy and the tests: what is wrong with them before anything was changed. */
const baselines = new Map<string, Promise<string | null>>()

/** Null when the tests pass in the copy as it is: those that don't would notice any defect, and prove nothing. */
function ailing(copy: string, tests: readonly string[], timeoutMs: number): Promise<string | null> {
  const key = JSON.stringify([copy, tests])
  const known = baselines.get(key)
  if (known !== undefined) return known
  const made = runTests(copy, tests, timeoutMs).then(failuresOf, (error: Error) => error.message)
  baselines.set(key, made)
  return made
}

function failuresOf({ testResults, numTotalTests }: VitestReport): string | null {
  const failed = testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === 'failed'))
  if (failed.length > 0) return failed[0]!.fullName
  return numTotalTests === 0 ? (testResults[0]?.message ?? 'no test ran') : null
}

async function judge(copy: string, mutant: Mutant, timeoutMs: number): Promise<Omit<Verdict, 'mutant' | 'seconds'>> {
  const report = await runTests(copy, mutant.tests, timeoutMs).catch((error: Error) => error)
  if (report instanceof Error) return { result: 'broken', killers: [`no test report: ${report.message}`] }
  const failed = report.testResults.flatMap((file) => file.assertionResults.filter((t) => t.status === 'failed'))
  if (failed.length > 0) return { result: 'killed', killers: failed.slice(0, 10).map((t) => t.fullName) }
  // A mutant that does not even load proves nothing about the tests.
  if (report.numTotalTests === 0) return { result: 'broken', killers: report.testResults.map((file) => file.message ?? 'no test ran') }
  return { result: 'survived', killers: [] }
}

/**
 * Tries one mutant in `copy` (from copySources) and puts the files back afterwards.
 * @param timeoutMs limit for its tests; running into it counts as killed only if a test had failed by then.
 */
export async function tryMutant(root: string, copy: string, mutant: Mutant, timeoutMs = 180_000): Promise<Verdict> {
  const started = performance.now()
  const seconds = () => Math.round((performance.now() - started) / 100) / 10
  const touched = new Set(mutant.edits.map((edit) => edit.file))
  try {
    const sick = await ailing(copy, mutant.tests, timeoutMs)
    if (sick !== null) return { mutant, result: 'broken', killers: [`fails without the defect: ${sick}`], seconds: seconds() }
    for (const edit of mutant.edits) {
      const target = join(copy, edit.file)
      const text = applyEdit(await readFile(target, 'utf8'), edit)
      if (text === null)
        return { mutant, result: 'does-not-apply', killers: [`${edit.file}: ${edit.find.slice(0, 80)}`], seconds: seconds() }
      await writeFile(target, text)
    }
    return { mutant, ...(await judge(copy, mutant, timeoutMs)), seconds: seconds() }
  } finally {
    for (const file of touched) {
      await mkdir(dirname(join(copy, file)), { recursive: true })
      await cp(join(root, file), join(copy, file))
    }
  }
}
