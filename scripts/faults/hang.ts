import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { percentile, type SuiteResult, skippedSuite, Tally } from './report.ts'

/**
 * A document on a network drive that hangs (row 103): strace holds every read of it back for two minutes. The run can be cancelled all the same,
 * within three seconds, and its process is gone.
 */

const MAIN = join(import.meta.dirname, 'hang-main.ts')
const HELD_MICROSECONDS = 120_000_000
const CANCEL_GOAL_MS = 3_000

interface Talk {
  readonly child: ChildProcess
  /** Sends a word, if any, and gives the line that answers it. Rejects when the process ends first. */
  next(word?: string): Promise<string>
}

function talk(folder: string): Talk {
  const child = spawn(process.execPath, ['--no-warnings', MAIN, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    child,
    async next(word) {
      if (word !== undefined) child.stdin!.write(`${word}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error('the main process ended')
      return value
    },
  }
}

/** Attaches to the process and to all it starts; resolves when it has. Null where that is not allowed. */
async function holdReads(pid: number, file: string, log: string): Promise<ChildProcess | null> {
  const calls = 'read,pread64'
  const args = [
    '-f',
    '-p',
    String(pid),
    '-o',
    log,
    '-P',
    file,
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:delay_enter=${HELD_MICROSECONDS}`,
  ]
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  return new Promise((resolve) => {
    strace.stderr!.setEncoding('utf8').on('data', (text: string) => {
      if (/attached/u.test(text)) resolve(strace)
    })
    strace.once('close', () => resolve(null))
  })
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function round(folder: string, n: number, latencies: number[]): Promise<string[] | null> {
  const place = join(folder, `round-${n}`)
  const docs = join(place, 'docs')
  mkdirSync(docs, { recursive: true })
  for (const name of ['a', 'b', 'hanging'])
    writeFileSync(join(docs, `${name}.md`), `# ${name}\n\nA job runner is a process that executes jobs.\n`)
  const { child, next } = talk(place)
  let strace: ChildProcess | null = null
  try {
    await next()
    strace = await holdReads(child.pid!, join(docs, 'hanging.md'), join(place, 'trace'))
    if (strace === null) return null
    await next('start')
    // Long enough for the worker to come to the document, at any speed of this machine.
    await sleep(3_000 + n * 500)
    const [, status, ms, gone] = (await next('cancel')).split(' ')
    latencies.push(Number(ms))
    const found: string[] = []
    if (status !== 'cancelled') found.push(`the run ended ${status}`)
    if (gone !== 'true') found.push('its process is still there')
    if (Number(ms) > CANCEL_GOAL_MS) found.push(`the cancel took ${ms} ms`)
    return found.map((what) => `round ${n}: ${what}`)
  } finally {
    child.kill('SIGKILL')
    strace?.kill('SIGKILL')
  }
}

export async function hangingFolder(rounds: number): Promise<SuiteResult> {
  const name = 'a document on a drive that hangs'
  try {
    execFileSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' })
  } catch {
    return skippedSuite(name, 'strace or ptrace is not available here (apt-get install strace)')
  }
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-hang-'))
  const tally = new Tally()
  const latencies: number[] = []
  try {
    for (let n = 1; n <= rounds; n += 1) {
      const found = await round(folder, n, latencies)
      if (found === null) return skippedSuite(name, 'strace may not attach to a process here (kernel.yama.ptrace_scope)')
      tally.add(found)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return tally.result(name, {
    'cancel → process gone, ms p50': Math.round(percentile(latencies, 0.5)),
    'slowest (goal ≤ 3000)': Math.round(Math.max(...latencies)),
  })
}
