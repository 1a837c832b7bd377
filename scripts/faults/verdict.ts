import { existsSync } from 'node:fs'
import { type Db, openReader, openState } from '../../src-main/store/connection.ts'
import { userVersion } from '../../src-main/store/migrations.ts'
import { prepare } from '../../src-main/store/prepare.ts'
import { listRuns } from '../../src-main/store/runs.ts'
import { fileOf, headwordsOf, preparationOf } from './store-life.ts'

/** What a life had acknowledged before it was cut off. */
export interface Acknowledged {
  readonly started: readonly number[]
  /** Run id → version of the glossary it completed. */
  readonly completed: ReadonlyMap<number, number>
  readonly cancelling: readonly number[]
  readonly cancelled: readonly number[]
  readonly lines: readonly string[]
}

/** @param output standard output of life.ts; a last line cut short is not an acknowledgement. */
export function acknowledgedIn(output: string): Acknowledged {
  const lines = output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
  const numbers = (word: string): number[][] => lines.filter((l) => l.startsWith(`${word} `)).map((l) => l.split(' ').slice(1).map(Number))
  return {
    started: numbers('started').map(([id]) => id as number),
    completed: new Map(numbers('completed').map(([id, version]) => [id as number, version as number])),
    cancelling: numbers('cancelling').map(([id]) => id as number),
    cancelled: numbers('cancelled').map(([id]) => id as number),
    lines,
  }
}

const visible = (db: Db): string[] =>
  db
    .prepare(
      `SELECT t.headword FROM terms t JOIN live_revisions l ON l.stage='extract' AND l.revision_id=t.revision_id ORDER BY t.glossary_rank`,
    )
    .pluck()
    .all() as string[]

const definitions = (db: Db): string[] =>
  db
    .prepare(`SELECT d.text FROM definitions d JOIN live_revisions l ON l.stage='generate' AND l.revision_id=d.revision_id ORDER BY d.text`)
    .pluck()
    .all() as string[]

/**
 * Opens what is left of a library the way the app does (recovery included) and checks the invariants of runs-and-security.md §6 that a
 * crash can break. Gives the violations, one sentence each; [] = sound.
 * @param durable false after a cut of the log: acknowledgements may be gone, wholeness may not.
 */
export function violationsIn(folder: string, acknowledged: Acknowledged, durable = true): string[] {
  if (!existsSync(fileOf(folder))) return acknowledged.lines.length === 0 ? [] : ['an acknowledged library is gone']
  const found: string[] = []
  const prepared = attempt(() => prepare(preparationOf(folder, 'dd'.repeat(16))), 'opening', found)
  if (!prepared) return found
  const db = openReader(fileOf(folder))
  try {
    checkRuns(db, acknowledged, durable, found)
    checkGlossary(db, acknowledged, durable, found)
    const integrity = db.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') found.push(`integrity: ${String(integrity)}`)
  } finally {
    db.close()
  }
  attempt(() => canStart(folder), 'a new run', found)
  return found
}

function attempt<T>(work: () => T, what: string, found: string[]): T | null {
  try {
    return work()
  } catch (error) {
    found.push(`${what} failed: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

function checkRuns(db: Db, acknowledged: Acknowledged, durable: boolean, found: string[]): void {
  const runs = new Map(listRuns(db, 1000).map((run) => [run.id, run]))
  for (const run of runs.values()) {
    if (['pending', 'running', 'cancelling'].includes(run.status)) found.push(`run ${run.id} is still ${run.status} after recovery`)
    if (run.status === 'cancelled' && run.cancelRequestedAt === null) found.push(`run ${run.id} is cancelled although nobody asked`)
    if (run.status === 'failed') found.push(`run ${run.id} failed although nothing in it did`)
    const seqs = db.prepare('SELECT seq FROM run_logs WHERE run_id=? ORDER BY seq').pluck().all(run.id) as number[]
    if (seqs.some((seq, i) => seq !== i + 1)) found.push(`the log of run ${run.id} has a gap: ${seqs.join(',')}`)
  }
  if (!durable) return
  for (const id of acknowledged.started) if (!runs.has(id)) found.push(`run ${id} was acknowledged and is gone`)
  for (const id of acknowledged.completed.keys())
    if (runs.get(id)?.status !== 'completed') found.push(`run ${id} was completed and is ${runs.get(id)?.status}`)
  for (const id of acknowledged.cancelling)
    if (runs.get(id)?.status !== 'cancelled') found.push(`run ${id} was being cancelled and is ${runs.get(id)?.status}`)
}

/** The glossary people see is exactly that of one completed run – the last acknowledged one or a later one – or empty before any. */
function checkGlossary(db: Db, acknowledged: Acknowledged, durable: boolean, found: string[]): void {
  const words = visible(db)
  const version = [0, 1, 2].find((v) => JSON.stringify(v === 0 ? [] : headwordsOf(v)) === JSON.stringify(words))
  if (version === undefined) {
    found.push(`the glossary is no run's: ${words.join(', ')}`)
    return
  }
  const wanted = version === 0 ? [] : headwordsOf(version).map((word) => `A ${word} is a test.`)
  if (JSON.stringify(definitions(db)) !== JSON.stringify(wanted)) found.push(`definitions are not those of version ${version}`)
  const completed = db.prepare(`SELECT count(*) FROM runs WHERE status='completed'`).pluck().get() as number
  if (completed !== version) found.push(`${completed} runs are completed and the glossary is of version ${version}`)
  const newest = Math.max(0, ...acknowledged.completed.values())
  if (durable && version < newest) found.push(`version ${newest} was acknowledged and version ${version} is shown`)
}

function canStart(folder: string): void {
  const db = openState(fileOf(folder))
  try {
    const run = db
      .prepare(`INSERT INTO runs(scope, epoch, status, created_at, settings, inputs) VALUES('full','x','pending','t','{}','{}')`)
      .run()
    db.prepare('DELETE FROM runs WHERE id=?').run(run.lastInsertRowid)
  } finally {
    db.close()
  }
}

/** A migration cut off leaves the old format or the new one, whole, and the copy when it had been made. */
export function violationsOfMigration(folder: string, acknowledged: Acknowledged): string[] {
  const found: string[] = []
  const db = openState(fileOf(folder))
  try {
    const version = userVersion(db)
    if (version !== 1 && version !== 2) found.push(`format ${version}`)
    if (version === 1 && acknowledged.lines.includes('migrated 2')) found.push('the migration was acknowledged and is gone')
    const tables = db.prepare(`SELECT count(*) FROM sqlite_master WHERE name='made_up'`).pluck().get()
    if (tables !== version - 1) found.push(`format ${version} with ${String(tables)} tables of the step`)
    if (version === 2) {
      const [rows, terms] = ['made_up', 'terms'].map((table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
      if (rows !== terms) found.push(`the step carried ${String(rows)} of ${String(terms)} rows`)
    }
    if (JSON.stringify(visible(db)) !== JSON.stringify(headwordsOf(2))) found.push('the glossary changed')
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') found.push('integrity')
  } finally {
    db.close()
  }
  return found
}
