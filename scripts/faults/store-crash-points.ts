import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type SuiteResult, skippedSuite, Tally } from './report.ts'
import { acknowledgedIn, violationsIn, violationsOfMigration } from './verdict.ts'

/**
 * A fault at every write call of a library's life: strace kills the process, or makes the call fail, at the Nth pwrite, fsync or
 * ftruncate. Deterministic because a life does its file work on one thread (strace counts per thread).
 */

const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate'] as const
type Call = (typeof CALLS)[number]

const LIFE = fileURLToPath(new URL('./store-life.ts', import.meta.url))

interface Fault {
  readonly name: string
  /** strace's words after the call, without `when`. */
  readonly inject: string
}
const KILL: Fault = { name: 'SIGKILL', inject: 'signal=SIGKILL' }
const IO_ERROR: Fault = { name: 'EIO', inject: 'error=EIO' }
const DISK_FULL: Fault = { name: 'ENOSPC', inject: 'error=ENOSPC' }

interface Life {
  readonly phase: string
  /** Phases that prepare the folder, run once and copied for every point. */
  readonly before: readonly string[]
  readonly check: (folder: string, output: string) => string[]
}

const LIVES: readonly Life[] = [
  { phase: 'live', before: [], check: (folder, output) => violationsIn(folder, acknowledgedIn(output)) },
  { phase: 'recover', before: ['leave'], check: (folder, output) => violationsIn(folder, acknowledgedIn(output)) },
  { phase: 'migrate', before: ['live'], check: (folder, output) => violationsOfMigration(folder, acknowledgedIn(output)) },
]

const run = promisify(execFile)

/** Standard output of one life; a life that is killed or fails still gives what it had said. */
async function lifeOutput(folder: string, phase: string, strace: readonly string[] = []): Promise<string> {
  const node = [process.execPath, '--no-warnings', LIFE, folder, phase]
  const [command, ...args] = strace.length > 0 ? ['strace', ...strace, ...node] : node
  try {
    return (await run(command as string, args, { maxBuffer: 8 * 1024 * 1024, timeout: 60_000 })).stdout
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout)
    throw error
  }
}

/** Why strace can't be used here; null when it can. */
export async function straceMissing(): Promise<string | null> {
  try {
    await run('strace', ['-f', '-o', '/dev/null', 'true'], { timeout: 20_000 })
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return code === 'ENOENT'
      ? 'strace is not installed (Debian: apt-get install strace)'
      : 'this machine does not let strace trace a process'
  }
}

/** How often a life makes each call. */
async function countCalls(base: string, life: Life): Promise<Map<Call, number>> {
  const folder = copyOf(base)
  const log = `${folder}.count`
  await lifeOutput(folder, life.phase, ['-f', '--seccomp-bpf', '-c', '-o', log, '-e', `trace=${CALLS.join(',')}`])
  const counts = new Map<Call, number>()
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const cells = line.trim().split(/\s+/u)
    const call = CALLS.find((name) => name === cells.at(-1))
    if (call) counts.set(call, Number(cells[3]))
  }
  rmSync(folder, { recursive: true })
  rmSync(log)
  return counts
}

let copies = 0
function copyOf(base: string): string {
  copies++
  const folder = `${base}-${copies}`
  cpSync(base, folder, { recursive: true })
  return folder
}

interface Point {
  readonly life: Life
  readonly base: string
  readonly call: Call
  readonly nth: number
  readonly fault: Fault
}

async function tryPoint(point: Point): Promise<string[]> {
  const folder = copyOf(point.base)
  const inject = `inject=${point.call}:${point.fault.inject}:when=${point.nth}`
  const output = await lifeOutput(folder, point.life.phase, [
    '-f',
    '--seccomp-bpf',
    '-o',
    '/dev/null',
    '-e',
    `trace=${point.call}`,
    '-e',
    inject,
  ])
  const found = point.life.check(folder, output)
  rmSync(folder, { recursive: true })
  return found.map((what) => `${point.life.phase}: ${point.fault.name} at ${point.call} ${point.nth}: ${what}`)
}

async function pointsOf(scratch: string, life: Life, faults: readonly Fault[], every: number): Promise<Point[]> {
  const base = join(scratch, life.phase)
  mkdirSync(base)
  for (const phase of life.before) await lifeOutput(base, phase)
  const points: Point[] = []
  for (const [call, count] of await countCalls(base, life)) {
    for (const fault of faults) for (let nth = 1; nth <= count; nth += every) points.push({ life, base, call, nth, fault })
  }
  return points
}

/**
 * @param every 1 = every call, 7 = every seventh.
 * @returns counts and violations; skipped with a reason where processes can't be traced.
 */
export async function crashPoints(every: number): Promise<SuiteResult> {
  const missing = await straceMissing()
  if (missing) return skippedSuite('crash points', missing)
  const scratch = mkdtempSync(join(tmpdir(), 'genglossary-crash-'))
  const tally = new Tally()
  try {
    const points: Point[] = []
    for (const life of LIVES) points.push(...(await pointsOf(scratch, life, [KILL, IO_ERROR, DISK_FULL], every)))
    let next = 0
    const work = async (): Promise<void> => {
      for (let point = points[next++]; point; point = points[next++]) {
        tally.add(await tryPoint(point))
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, work))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return tally.result('crash points', { points: tally.tried })
}
