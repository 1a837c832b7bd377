import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { systemClock, systemIds } from '../../src-main/runs/system.ts'
import { openLibrary } from '../../src-main/store/open.ts'

/** What a life said before it ended (engine-life.ts). */
export interface Acks {
  readonly opened: boolean
  readonly started: readonly number[]
  readonly cancelled: readonly number[]
  readonly ended: readonly { readonly id: number; readonly status: string; readonly items: number }[]
}

export function acksOf(output: string): Acks {
  const lines = output.split('\n').filter((line) => line.startsWith('ack '))
  const words = lines.map((line) => line.split(' ').slice(1))
  const of = (kind: string) => words.filter((one) => one[0] === kind)
  return {
    opened: of('opened').length > 0,
    started: of('started').map((one) => Number(one[1])),
    cancelled: of('cancel').map((one) => Number(one[1])),
    ended: of('ended').map(([, id, status, items]) => ({ id: Number(id), status: status!, items: Number(items) })),
  }
}

interface Row {
  readonly id: number
  readonly status: string
  readonly resultRev: number | null
}

export interface Verdict {
  readonly violations: readonly string[]
  /** Milliseconds from opening to a library in which a run can start. */
  readonly recoveryMs: number
}

/**
 * Opens the library as the app does (recovery included), starts a run in it, and holds what the file says against what was acknowledged.
 * Numbers are invariants of runs-and-security.md §6.
 */
export async function verify(file: string, home: string, acks: Acks): Promise<Verdict> {
  const violations: string[] = []
  if (acks.opened && !existsSync(file)) return { violations: ['the library is gone'], recoveryMs: 0 }
  const began = performance.now()
  let recoveryMs = 0
  try {
    const store = await openLibrary({ file, create: true, appDataDir: home, clock: systemClock, ids: systemIds })
    const inserted = await store.runs.insertRun({ scope: 'extract', settings: '{}', retryOf: null })
    recoveryMs = performance.now() - began
    if (!inserted.ok) violations.push(`19: run ${inserted.activeId} blocks the library`)
    else await store.runs.transition({ runId: inserted.run.id, from: ['pending'], to: 'interrupted' })
    await store.close()
  } catch (error) {
    return { violations: [`the library can not be opened: ${String(error)}`], recoveryMs }
  }
  violations.push(...checkFile(file, acks))
  return { violations, recoveryMs }
}

function checkFile(file: string, acks: Acks): string[] {
  const db = new Database(file, { readonly: true })
  try {
    const check = db.pragma('integrity_check', { simple: true })
    if (check !== 'ok') return [`integrity: ${String(check)}`]
    const rows = db.prepare('SELECT id, status, result_rev AS resultRev FROM runs ORDER BY id').all() as Row[]
    return [...checkRows(db, rows), ...checkAcks(db, rows, acks)]
  } finally {
    db.close()
  }
}

function checkRows(db: Database.Database, rows: readonly Row[]): string[] {
  const found: string[] = []
  for (const row of rows) {
    if (['pending', 'running', 'cancelling'].includes(row.status)) found.push(`19: run ${row.id} is still ${row.status}`)
    if ((row.status === 'completed') !== (row.resultRev !== null))
      found.push(`4: run ${row.id} is ${row.status}, revision ${row.resultRev}`)
    const logs = db.prepare('SELECT seq FROM run_logs WHERE run_id=? ORDER BY seq').all(row.id) as { seq: number }[]
    if (logs.some((log, index) => log.seq !== index + 1)) found.push(`13: the log of run ${row.id} has a gap`)
  }
  const live = db
    .prepare('SELECT r.run_id AS runId, r.items, r.state FROM live_revisions l JOIN revisions r ON r.id = l.revision_id')
    .all() as { runId: number | null; items: number; state: string }[]
  for (const one of live) {
    // What a library begins with belongs to no run.
    if (one.runId === null) continue
    const owner = rows.find((row) => row.id === one.runId)
    if (owner?.status !== 'completed') found.push(`5: what people see is of run ${one.runId}, which is ${owner?.status}`)
    if (one.state !== 'live') found.push(`4: the live revision of run ${one.runId} is ${one.state}`)
  }
  return found
}

function checkAcks(db: Database.Database, rows: readonly Row[], acks: Acks): string[] {
  const found: string[] = []
  for (const id of acks.started) if (!rows.some((row) => row.id === id)) found.push(`18: run ${id} was acknowledged and is gone`)
  for (const { id, status, items } of acks.ended) {
    const row = rows.find((one) => one.id === id)
    if (row?.status !== status) found.push(`18: run ${id} was told as ${status} and is ${row?.status}`)
    if (status !== 'completed' || row === undefined) continue
    const terms = db.prepare('SELECT count(*) AS n FROM terms WHERE revision_id=? AND absent_since IS NULL').get(row.resultRev) as {
      n: number
    }
    const kept = db.prepare('SELECT state FROM revisions WHERE id=?').get(row.resultRev) as { state: string } | undefined
    const visible = kept?.state === 'live' || kept?.state === 'previous'
    if (visible && terms.n < items) found.push(`4: run ${id} completed with ${terms.n} of ${items} terms`)
  }
  // Row 12: a run that was asked to stop and ended never reads as failed.
  for (const id of acks.cancelled) {
    const row = rows.find((one) => one.id === id)
    if (row?.status === 'failed') found.push(`run ${id} was cancelled and is failed`)
  }
  return found
}
