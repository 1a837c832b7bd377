import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acksOf, verify } from './engine-verify.ts'
import { type SuiteResult, skippedSuite, Tally } from './report.ts'

/** Every write of a run's life, and of the recovery after a crash: killed at it, and failing at it (rows 27, 33, 41, 43). */

const LIFE = join(import.meta.dirname, 'engine-life.ts')
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

async function crashes(tally: Tally, folder: string, every: number, what: string, prepared: Place | null): Promise<number> {
  const counts = count(folder, what, prepared)
  const before = prepared === null ? '' : readFileSync(join(prepared.folder, 'acks'), 'utf8')
  let slowest = 0
  for (const call of CALLS) {
    for (let nth = 1; nth <= counts[call]!; nth += every) {
      const at = place(folder, 'crash')
      if (prepared !== null) cpSync(prepared.folder, at.folder, { recursive: true })
      const { output } = trace(at, what, ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`])
      const verdict = await verify(at.file, at.home, acksOf(before + output))
      tally.add(verdict.violations.map((one) => `${what}, killed at ${call} ${nth}: ${one}`))
      slowest = Math.max(slowest, verdict.recoveryMs)
    }
  }
  return slowest
}

/** A library whose owner died in the middle of a run: what recovery starts from. */
function crashedLibrary(folder: string): Place {
  const at = place(folder, 'crashed')
  const counts = count(folder, 'life', null)
  const nth = Math.floor(counts.pwrite64! * 0.6)
  const { output } = trace(at, 'life', ['-e', 'trace=pwrite64', '-e', `inject=pwrite64:signal=SIGKILL:when=${nth}`])
  rmSync(join(at.folder, 'trace'), { force: true })
  if (!existsSync(at.file)) throw new Error('the crashed library is missing')
  writeFileSync(join(at.folder, 'acks'), output)
  return at
}

async function errors(tally: Tally, folder: string, every: number): Promise<void> {
  const counts = count(folder, 'life', null)
  for (const [call, error] of ERRORS) {
    for (let nth = 1; nth <= counts[call]!; nth += every) {
      const at = place(folder, 'error')
      const { output } = trace(at, 'life', ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${nth}`])
      const verdict = await verify(at.file, at.home, acksOf(output))
      const stuck = acksOf(output).opened && !output.includes('ack closed') ? ['the life did not end'] : []
      tally.add([...verdict.violations, ...stuck].map((one) => `${error} at ${call} ${nth}: ${one}`))
    }
  }
}

async function inFolder(name: string, run: (tally: Tally, folder: string) => Promise<SuiteResult['figures']>): Promise<SuiteResult> {
  const missing = straceMissing()
  if (missing !== null) return skippedSuite(name, missing)
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-engine-'))
  const tally = new Tally()
  try {
    return tally.result(name, await run(tally, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** SIGKILL at every `every`th write of a life of the run engine on the real store, and of the recovery after a crash (rows 27, 33). */
export const engineCrashPoints = (every: number): Promise<SuiteResult> =>
  inFolder('run engine: a kill at every write', async (tally, folder) => {
    const life = await crashes(tally, folder, every, 'life', null)
    const recovery = await crashes(tally, folder, every, 'open', crashedLibrary(folder))
    return { 'points tried': tally.tried, 'slowest recovery ms': Math.round(Math.max(life, recovery)) }
  })

/** ENOSPC and EIO at every `every`th write of that life: it ends, and what it said is true (rows 41, 43). */
export const engineIoErrors = (every: number): Promise<SuiteResult> =>
  inFolder('run engine: an I/O error at every write', async (tally, folder) => {
    await errors(tally, folder, every)
    return { 'points tried': tally.tried }
  })
