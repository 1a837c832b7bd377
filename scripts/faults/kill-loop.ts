import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openReader } from '../../src-main/store/connection.ts'
import { prepare } from '../../src-main/store/prepare.ts'
import { randomOf } from './random.ts'
import { percentile, type SuiteResult, Tally } from './report.ts'
import { fileOf, headwordsOf, preparationOf } from './store-life.ts'
import { type Acknowledged, acknowledgedIn } from './verdict.ts'

/** kill -9 of a whole main process (store thread, run manager, worker process) at random moments, on one library that lives on. */

const VICTIM = fileURLToPath(new URL('./victim.ts', import.meta.url))
/** Kills are spread over start-up and this many runs, however long they take on this machine. */
const RUNS_OF_A_LIFE = 4
const RECOVERY_LIMIT_MS = 1_000

/** Starts a victim and kills it after `ms`. Gives what it had said. */
function killedLife(folder: string, ms: number): Promise<string> {
  return new Promise((resolve) => {
    const child = fork(VICTIM, [folder, '1000'], { execArgv: ['--no-warnings'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] })
    let output = ''
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString()
    })
    setTimeout(() => child.kill('SIGKILL'), ms)
    child.on('close', () => resolve(output))
  })
}

/** How long start-up and a few runs of an undisturbed victim take, milliseconds. */
function undisturbedLife(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-kill-'))
  const began = performance.now()
  const child = fork(VICTIM, [folder, String(RUNS_OF_A_LIFE)], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((resolve) => {
    child.once('close', () => {
      rmSync(folder, { recursive: true, force: true })
      resolve(performance.now() - began)
    })
  })
}

/** After recovery: nothing active, every acknowledgement there, the glossary that of the newest completed run. */
function violationsAfterKill(folder: string, acknowledged: Acknowledged): string[] {
  const db = openReader(fileOf(folder))
  const found: string[] = []
  try {
    const rows = db.prepare('SELECT id, status FROM runs ORDER BY id').all() as { id: number; status: string }[]
    const status = new Map(rows.map((row) => [row.id, row.status]))
    for (const [id, value] of status) if (!['completed', 'interrupted'].includes(value)) found.push(`run ${id} is ${value}`)
    for (const id of acknowledged.started) if (!status.has(id)) found.push(`run ${id} was acknowledged and is gone`)
    for (const id of acknowledged.completed.keys())
      if (status.get(id) !== 'completed') found.push(`run ${id} was completed and is ${status.get(id)}`)
    const newest = rows.findLast((row) => row.status === 'completed')?.id
    const words = db
      .prepare(
        `SELECT t.headword FROM terms t JOIN live_revisions l ON l.stage='extract' AND l.revision_id=t.revision_id ORDER BY t.glossary_rank`,
      )
      .pluck()
      .all()
    const wanted = newest === undefined ? [] : headwordsOf(newest)
    if (JSON.stringify(words) !== JSON.stringify(wanted))
      found.push(`run ${newest} is the newest completed and the glossary shows ${words.join(', ')}`)
    if (db.pragma('quick_check', { simple: true }) !== 'ok') found.push('quick_check')
  } finally {
    db.close()
  }
  return found
}

/** @param kills how many; @param seed of the moments. */
export async function killLoop(kills: number, seed: number): Promise<SuiteResult> {
  const folder = mkdtempSync(join(tmpdir(), 'genglossary-kill-'))
  const random = randomOf(seed)
  const tally = new Tally()
  const recoveries: number[] = []
  let acknowledged = 0
  const longest = await undisturbedLife()
  try {
    for (let n = 1; n <= kills; n++) {
      const ms = Math.round(random() * longest)
      const said = acknowledgedIn(await killedLife(folder, ms))
      acknowledged += said.lines.length
      if (!existsSync(fileOf(folder))) continue
      const started = performance.now()
      prepare(preparationOf(folder, 'ee'.repeat(16)))
      recoveries.push(performance.now() - started)
      tally.add(violationsAfterKill(folder, said).map((what) => `kill ${n} after ${ms} ms: ${what}`))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  // One of a thousand may have met a machine that did something else just then.
  const slow = percentile(recoveries, 0.99)
  if (slow > RECOVERY_LIMIT_MS) tally.add([`one recovery in a hundred took ${Math.round(slow)} ms`])
  const figures = {
    kills,
    acknowledged,
    seed,
    'recovery ms, median': Math.round(percentile(recoveries, 0.5)),
    'recovery ms, p99': Math.round(slow),
    slowest: Math.round(Math.max(0, ...recoveries)),
  }
  return tally.result('kill -9 of main', figures)
}
