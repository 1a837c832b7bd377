import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { linuxProcesses } from '../../src-main/hosts/process-system.ts'
import { stopOrphanWorkers } from '../../src-main/runs/recovery.ts'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'
import { percentile, randomOf, type Suite, type SuiteResult, shorten } from './suite.ts'
import { type Acks, acksOf, verify } from './verify.ts'

/** Main killed at random moments (rows 26, 52) and the worker it leaves behind (row 28). */

const MAIN = join(import.meta.dirname, 'main-process.ts')

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

const merge = (a: Acks, b: Acks): Acks => ({
  opened: a.opened || b.opened,
  started: [...a.started, ...b.started],
  cancelled: [...a.cancelled, ...b.cancelled],
  ended: [...a.ended, ...b.ended],
})

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

export const kills: Suite = {
  name: 'main killed at random moments',
  rows: [26, 52],
  async run({ sample, folder, seed }): Promise<SuiteResult> {
    const random = randomOf(seed)
    const [file, home] = [join(folder, 'test.glossary'), join(folder, 'home')]
    const first = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids: systemIds })
    await first.close()
    addPastRuns(file, 10_000)
    const rounds = sample ? 50 : 1000
    const violations: string[] = []
    const recoveries: number[] = []
    let acks = acksOf('')
    for (let round = 1; round <= rounds; round += 1) {
      const main = launch(file, home, 'terms')
      // Mostly in the middle of runs, now and then while it starts and recovers.
      if (random() < 0.8) await main.says('ack opened')
      await sleep(random() * 400)
      main.process.kill('SIGKILL')
      await main.gone
      acks = merge(acks, acksOf(main.output()))
      const verdict = await verify(file, home, acks)
      recoveries.push(verdict.recoveryMs)
      violations.push(...verdict.violations.map((one) => `kill ${round}: ${one}`))
      if (violations.length > 0) break
    }
    return {
      cases: recoveries.length,
      violations: shorten(violations),
      figures: [
        `${acks.started.length} runs acknowledged as started, ${acks.ended.length} as ended, 0 lost; 10 000 past runs in the file`,
        `recovery until a run can start: p50 ${percentile(recoveries, 0.5).toFixed(0)} ms, p99 ${percentile(recoveries, 0.99).toFixed(0)} ms (goal ≤ 1 000)`,
      ],
      skipped: null,
    }
  },
}

export const orphans: Suite = {
  name: 'a worker in a CPU loop whose main was killed',
  rows: [28],
  async run({ sample, folder }): Promise<SuiteResult> {
    if (process.platform !== 'linux') return { cases: 0, violations: [], figures: [], skipped: 'needs /proc' }
    const processes = linuxProcesses()
    const violations: string[] = []
    const rounds = sample ? 3 : 20
    for (let round = 1; round <= rounds; round += 1) {
      const [file, home] = [join(folder, `orphan-${round}.glossary`), join(folder, 'home')]
      const main = launch(file, home, 'cpu')
      await main.says('ack started')
      const worker = await runningWorker(file)
      await sleep(150)
      main.process.kill('SIGKILL')
      await main.gone
      await sleep(50)
      if (processes.startTime(worker.pid) !== worker.start) violations.push(`round ${round}: the worker had left, so nothing was tried`)
      const store = await openLibrary({ file, appDataDir: home, clock: systemClock, ids: systemIds })
      const stopped = await stopOrphanWorkers(
        store.runs,
        store.recovery.orphans.map((one) => one.runId),
        processes,
      )
      await sleep(50)
      if (stopped[0]?.became !== 'stopped') violations.push(`round ${round}: the orphan was not stopped: ${JSON.stringify(stopped)}`)
      if (processes.startTime(worker.pid) === worker.start) violations.push(`round ${round}: the orphan lives`)
      await store.close()
    }
    return { cases: rounds, violations, figures: [], skipped: null }
  },
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
