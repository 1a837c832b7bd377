import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Suite, type SuiteOptions, type SuiteResult, shorten } from './suite.ts'
import { acksOf, verify } from './verify.ts'

/** Every write of a run's life, and of the recovery after a crash: killed at it, and failing at it (rows 27, 33, 41, 43). */

const LIFE = join(import.meta.dirname, 'life.ts')
const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename'] as const
const ERRORS: readonly (readonly [string, string])[] = [
  ['pwrite64', 'ENOSPC'],
  ['pwrite64', 'EIO'],
  ['fsync', 'EIO'],
  ['fdatasync', 'EIO'],
  ['ftruncate', 'EIO'],
]

/** Null when strace can be used here, else the reason. */
function straceMissing(): string | null {
  try {
    execFileSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' })
    return null
  } catch {
    return 'strace or ptrace is not available here (apt-get install strace)'
  }
}

interface Place {
  readonly file: string
  readonly home: string
  readonly folder: string
}

function place(base: string, name: string): Place {
  const folder = join(base, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return { folder, file: join(folder, 'test.glossary'), home: join(folder, 'home') }
}

/** Runs a life under strace; only its main thread is traced, where all its file work is. */
function trace(at: Place, what: string, args: readonly string[]): { output: string; signal: string | null } {
  const result = spawnSync('strace', ['-qq', '-o', join(at.folder, 'trace'), ...args, process.execPath, LIFE, at.file, at.home, what], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '', TMPDIR: at.folder },
  })
  return { output: result.stdout ?? '', signal: result.signal }
}

/** How often each call happens in a life that nothing disturbs. */
function count(base: string, what: string, prepared: Place | null): Record<string, number> {
  const at = place(base, 'count')
  if (prepared !== null) cpSync(prepared.folder, at.folder, { recursive: true })
  const { output } = trace(at, what, ['-e', `trace=${CALLS.join(',')}`])
  if (!output.includes('ack closed')) throw new Error(`the undisturbed life did not end: ${output}`)
  const lines = readFileSync(join(at.folder, 'trace'), 'utf8').split('\n')
  return Object.fromEntries(CALLS.map((call) => [call, lines.filter((line) => line.startsWith(`${call}(`)).length]))
}

async function crashes(
  options: SuiteOptions,
  what: string,
  prepared: Place | null,
): Promise<{ cases: number; violations: string[]; slowest: number }> {
  const counts = count(options.folder, what, prepared)
  const violations: string[] = []
  let cases = 0
  let slowest = 0
  for (const call of CALLS) {
    for (let nth = 1; nth <= counts[call]!; nth += options.sample ? 7 : 1) {
      const at = place(options.folder, 'crash')
      if (prepared !== null) cpSync(prepared.folder, at.folder, { recursive: true })
      const { output } = trace(at, what, ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`])
      const before = prepared === null ? '' : readFileSync(join(prepared.folder, 'acks'), 'utf8')
      const verdict = await verify(at.file, at.home, acksOf(before + output))
      violations.push(...verdict.violations.map((one) => `${what}, killed at ${call} ${nth}: ${one}`))
      slowest = Math.max(slowest, verdict.recoveryMs)
      cases += 1
    }
  }
  return { cases, violations, slowest }
}

/** A library whose owner died in the middle of a run: what recovery starts from. */
function crashedLibrary(options: SuiteOptions): Place {
  const at = place(options.folder, 'crashed')
  const counts = count(options.folder, 'life', null)
  const { output } = trace(at, 'life', [
    '-e',
    'trace=pwrite64',
    '-e',
    `inject=pwrite64:signal=SIGKILL:when=${Math.floor(counts.pwrite64! * 0.6)}`,
  ])
  rmSync(join(at.folder, 'trace'), { force: true })
  if (!existsSync(at.file)) throw new Error('the crashed library is missing')
  writeFileSync(join(at.folder, 'acks'), output)
  return at
}

async function errors(options: SuiteOptions): Promise<{ cases: number; violations: string[] }> {
  const counts = count(options.folder, 'life', null)
  const violations: string[] = []
  let cases = 0
  for (const [call, error] of ERRORS) {
    for (let nth = 1; nth <= counts[call]!; nth += options.sample ? 7 : 1) {
      const at = place(options.folder, 'error')
      const { output } = trace(at, 'life', ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${nth}`])
      const verdict = await verify(at.file, at.home, acksOf(output))
      violations.push(...verdict.violations.map((one) => `${error} at ${call} ${nth}: ${one}`))
      if (acksOf(output).opened && !output.includes('ack closed')) violations.push(`${error} at ${call} ${nth}: the life did not end`)
      cases += 1
    }
  }
  return { cases, violations }
}

export const crashPoints: Suite = {
  name: 'a kill at every write',
  rows: [27, 33],
  async run(options): Promise<SuiteResult> {
    const skipped = straceMissing()
    if (skipped !== null) return { cases: 0, violations: [], figures: [], skipped }
    const life = await crashes(options, 'life', null)
    const recovery = await crashes(options, 'open', crashedLibrary(options))
    return {
      cases: life.cases + recovery.cases,
      violations: shorten([...life.violations, ...recovery.violations]),
      figures: [
        `${life.cases} points of a life, ${recovery.cases} of a recovery`,
        `slowest recovery ${Math.max(life.slowest, recovery.slowest).toFixed(0)} ms`,
      ],
      skipped: null,
    }
  },
}

export const ioErrors: Suite = {
  name: 'an I/O error at every write',
  rows: [41, 43],
  async run(options): Promise<SuiteResult> {
    const skipped = straceMissing()
    if (skipped !== null) return { cases: 0, violations: [], figures: [], skipped }
    const { cases, violations } = await errors(options)
    return { cases, violations: shorten(violations), figures: [], skipped: null }
  },
}
