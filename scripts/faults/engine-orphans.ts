import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { linuxProcesses } from '../../src-main/hosts/process-system.ts'
import { stopOrphanWorkers } from '../../src-main/runs/recovery.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { percentile, type SuiteResult, skippedSuite, Tally } from './report.ts'

/** The worker that a killed main leaves behind (row 28), in a library with years of runs in it (row 52). */

const PAST_RUNS = 10_000
const MAIN = join(import.meta.dirname, 'engine-main.ts')

interface Main {
  readonly process: ChildProcess
  output(): string
  /** Resolves when a line with this text has come. */
  says(text: string): Promise<void>
  readonly gone: Promise<void>
}

function launch(file: string, home: string, scenario: string): Main {
  const child = spawn(process.execPath, [MAIN, file, home, scenario], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  const waiting: { readonly text: string; readonly resolve: () => void }[] = []
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    output += text
    for (const one of waiting) if (output.includes(one.text)) one.resolve()
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    process: child,
    output: () => output,
    gone,
    async says(text) {
      if (output.includes(text)) return
      const said = new Promise<void>((resolve) => waiting.push({ text, resolve }))
      const died = gone.then(() => {
        throw new Error(`main ended before "${text}": ${errors}`)
      })
      await Promise.race([said, died])
    },
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Past runs, as years of use leave them. */
function addPastRuns(file: string, count: number): void {
  const db = new Database(file)
  const insert = db.prepare(
    `INSERT INTO runs(scope, epoch, status, created_at, finished_at, settings) VALUES('full', 'long ago', 'pending', 'then', NULL, '{}')`,
  )
  const end = db.prepare(`UPDATE runs SET status='failed', failure_kind='error', finished_at='then' WHERE id=?`)
  db.transaction(() => {
    for (let n = 0; n < count; n += 1) end.run(insert.run().lastInsertRowid)
  })()
  db.close()
}

/**
 * Main is killed while its worker is in a CPU loop; the next opening ends the run, and the worker is found by pid and start time.
 *
 * @param openings takes how long each opening took, milliseconds
 */
export async function engineOrphans(rounds: number, openings: number[] = []): Promise<SuiteResult> {
  const name = 'run engine: a worker whose main was killed'
  if (process.platform !== 'linux') return skippedSuite(name, 'needs /proc')
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-engine-'))
  const tally = new Tally()
  try {
    for (let round = 1; round <= rounds; round += 1)
      tally.add((await orphan(folder, round, openings)).map((one) => `round ${round}: ${one}`))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const figure = Math.round(percentile(openings, 0.99))
  return tally.result(name, { 'past runs': PAST_RUNS, 'kill → orphan stopped, library open, ms p99 (goal ≤ 1000)': figure })
}

async function orphan(folder: string, round: number, openings: number[]): Promise<string[]> {
  const processes = linuxProcesses()
  const found: string[] = []
  const [file, home] = [join(folder, `orphan-${round}.glossary`), join(folder, 'home')]
  const made = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids: systemIds })
  await made.close()
  addPastRuns(file, PAST_RUNS)
  const main = launch(file, home, 'cpu')
  await main.says('ack started')
  const worker = await runningWorker(file)
  await sleep(150)
  main.process.kill('SIGKILL')
  await main.gone
  await sleep(50)
  if (processes.startTime(worker.pid) !== worker.start) found.push('the worker had left, so nothing was tried')
  const began = performance.now()
  const store = await openLibrary({ file, appDataDir: home, clock: systemClock, ids: systemIds })
  const ids = store.recovery.orphans.map((one) => one.runId)
  const stopped = await stopOrphanWorkers(store.runs, ids, processes)
  openings.push(performance.now() - began)
  // A killed process is gone when the system comes to it: on a busy machine not at once.
  for (let tries = 0; tries < 100 && processes.startTime(worker.pid) === worker.start; tries += 1) await sleep(50)
  if (stopped[0]?.became !== 'stopped') found.push(`the orphan was not stopped: ${JSON.stringify(stopped)}`)
  if (processes.startTime(worker.pid) === worker.start) found.push('the orphan lives')
  const row = ids[0] === undefined ? null : await store.runs.getRun(ids[0])
  if (row?.status !== 'interrupted') found.push(`19: the run is ${row?.status}`)
  await store.close()
  return found
}

/** Pid and start time of the worker, once its row says that it runs. */
async function runningWorker(file: string): Promise<{ readonly pid: number; readonly start: string }> {
  for (let tries = 0; tries < 200; tries += 1) {
    const db = new Database(file, { readonly: true })
    const row = db.prepare(`SELECT worker_pid AS pid, worker_start AS start FROM runs WHERE status='running'`).get()
    db.close()
    if (row !== undefined) return row as { pid: number; start: string }
    await sleep(25)
  }
  throw new Error('no run is running')
}
