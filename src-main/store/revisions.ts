import { type RunId, STAGES, type Stage } from '../contract/run.ts'
import { ENGINE_VERSION, PARSER_VERSION } from '../contract/version.ts'
import type { Completion, TransitionResult } from '../runs/ports.ts'
import type { RevisionInfo } from './api.ts'
import { type Db, sql } from './connection.ts'
import { getRun, moveTo, refusalOf, type Writer } from './runs.ts'
import { readStamps, type Stamps } from './stamps.ts'

/** Tables `revisions` and `live_revisions`: which rows of the machine layer people see. */

/** What a revision was made from: the revisions its stage read, and the stamps when its run began. */
export interface BasedOn {
  readonly revisions: Partial<Record<Stage, number>>
  readonly stamps: Stamps
  /** Version of the analyses the run asked for; null when main has forgotten (an outcome applied at the next opening). */
  readonly engine: string | null
}

/** The stages whose rows a stage reads. */
const READS: Readonly<Record<Stage, readonly Stage[]>> = {
  extract: [],
  generate: ['extract'],
  review: ['extract', 'generate'],
  refine: ['extract', 'generate', 'review'],
}
const STAMPS_READ: Readonly<Record<Stage, readonly (keyof Stamps)[]>> = {
  extract: ['documents', 'constraints'],
  generate: [],
  review: ['constraints', 'texts'],
  refine: [],
}

export interface LiveRevision {
  readonly revisionId: number
  readonly previousId: number | null
}

export const liveRevision = (db: Db, stage: Stage): LiveRevision | null =>
  sql<LiveRevision>(db, 'SELECT revision_id AS revisionId, previous_id AS previousId FROM live_revisions WHERE stage=?').get(stage) ?? null

export const stagedRevision = (db: Db, runId: RunId, stage: Stage): number | null =>
  sql<{ id: number }>(db, `SELECT id FROM revisions WHERE run_id=? AND stage=? AND state='staging'`).get(runId, stage)?.id ?? null

/** The revision the active run is staging for a stage; null when no run is active or it has staged nothing there yet. */
export const previewRevision = (db: Db, stage: Stage): number | null =>
  sql<{ id: number }>(db, `SELECT id FROM revisions WHERE stage=? AND state='staging' ORDER BY id DESC LIMIT 1`).get(stage)?.id ?? null

/** The run's staged revision of a stage, made when missing. What an unfinished run had left of that stage goes now. */
export function ensureStaged(db: Db, runId: RunId, stage: Stage, now: string, baseId: number | null = null): number {
  const existing = stagedRevision(db, runId, stage)
  if (existing !== null) return existing
  sql(db, `UPDATE revisions SET state='discarded' WHERE stage=? AND state='unfinished'`).run(stage)
  const row = sql(db, `INSERT INTO revisions(stage, run_id, base_id, state, created_at) VALUES(?, ?, ?, 'staging', ?)`).run(
    stage,
    runId,
    baseId,
    now,
  )
  return Number(row.lastInsertRowid)
}

/** Adds to the count of items people see as "312 finished". */
export function countItems(db: Db, revisionId: number, by: number): void {
  sql(db, 'UPDATE revisions SET items=items+? WHERE id=?').run(by, revisionId)
}

/** Statuses of runs that ended and left what they had finished beside the results people see. */
const UNFINISHED = `'cancelled', 'failed', 'interrupted'`

/** Points a stage at a revision and sets the states that follow from it. */
export function setLive(db: Db, stage: Stage, pointer: LiveRevision): void {
  sql(
    db,
    `INSERT INTO live_revisions(stage, revision_id, previous_id) VALUES(?, ?, ?)
     ON CONFLICT(stage) DO UPDATE SET revision_id=excluded.revision_id, previous_id=excluded.previous_id`,
  ).run(stage, pointer.revisionId, pointer.previousId)
  // What an unfinished run had finished was kept and is now taken back: it can be kept again.
  sql(
    db,
    `UPDATE revisions SET state=CASE WHEN id IS NOT ? AND run_id IN(SELECT id FROM runs WHERE status IN(${UNFINISHED}))
       THEN 'unfinished' ELSE 'previous' END WHERE stage=? AND state='live'`,
  ).run(pointer.previousId, stage)
  sql(db, `UPDATE revisions SET state='previous' WHERE id=?`).run(pointer.previousId)
  sql(db, `UPDATE revisions SET state='live' WHERE id=?`).run(pointer.revisionId)
}

/** The outcome of completing: `flipped` are the stages whose live rows are other ones now. */
export type CompleteResult = { readonly result: TransitionResult; readonly flipped: readonly Stage[] }

/**
 * The completing transaction (design §3, §4): compare-and-set on id, epoch and status, pointers, status, last sequence and counts, a few
 * rows in all. A stage that was `unchanged` keeps its revision, which now also stands for the inputs of this run. A partial revision
 * whose base is not live any more is not flipped: it stays as unfinished rows.
 */
export function complete(db: Db, completion: Completion, writer: Writer, engine: string | null = null): CompleteResult {
  const refusal = refusalOf(db, completion.runId, ['running', 'cancelling'], writer.epoch)
  if (refusal) return { result: refusal, flipped: [] }
  return { result: 'updated', flipped: flipAndFinish(db, completion, writer.now, engine) }
}

/** The writes of `complete`, without its guard: recovery applies a sidecar's completion under the epoch recorded with it. */
export function flipAndFinish(db: Db, completion: Completion, now: string, engine: string | null = null): Stage[] {
  const stamps = JSON.parse(runInputs(db, completion.runId)) as Stamps
  const flipped: Stage[] = []
  let highest = 0
  for (const stage of STAGES) {
    const outcome = completion.stages.find((entry) => entry.stage === stage)
    if (!outcome || outcome.result === 'nothing') continue
    const live = liveRevision(db, stage)
    const staged = outcome.result === 'staged' ? ensureStaged(db, completion.runId, stage, now) : null
    if (staged !== null && !baseIsLive(db, staged, live)) continue
    if (staged !== null) {
      flip(db, stage, staged, live, outcome.inputDigest)
      flipped.push(stage)
      highest = Math.max(highest, staged)
    }
    const revision = staged ?? live?.revisionId
    // A partial revision is as fresh as the rows it was copied from, and no fresher.
    if (staged !== null && inheritBasedOn(db, staged)) continue
    if (revision !== undefined) setBasedOn(db, stage, revision, { stamps, engine })
  }
  sql(db, 'UPDATE runs SET counts=? WHERE id=?').run(completion.counts, completion.runId)
  moveTo(db, completion.runId, 'completed', now, { lastSeq: completion.lastSeq, durationMs: completion.durationMs }, highest)
  return flipped
}

const runInputs = (db: Db, runId: RunId): string =>
  sql<{ inputs: string }>(db, 'SELECT inputs FROM runs WHERE id=?').get(runId)?.inputs ?? '{}'

function baseIsLive(db: Db, revisionId: number, live: LiveRevision | null): boolean {
  const base = sql<{ base: number | null }>(db, 'SELECT base_id AS base FROM revisions WHERE id=?').get(revisionId)?.base ?? null
  return base === null || base === live?.revisionId
}

/** True when the revision is a copy of another: what that one was made from is said of it too. */
function inheritBasedOn(db: Db, revisionId: number): boolean {
  const copied = sql(
    db,
    `UPDATE revisions SET based_on=(SELECT b.based_on FROM revisions b WHERE b.id=revisions.base_id) WHERE id=? AND base_id IS NOT NULL`,
  ).run(revisionId)
  return copied.changes > 0
}

function flip(db: Db, stage: Stage, revisionId: number, live: LiveRevision | null, inputDigest: string): void {
  sql(db, 'UPDATE revisions SET input_digest=? WHERE id=?').run(inputDigest, revisionId)
  setLive(db, stage, { revisionId, previousId: live?.revisionId ?? null })
  sql(db, `UPDATE revisions SET state='discarded' WHERE stage=? AND state<>'staging' AND id NOT IN(?, ?)`).run(
    stage,
    revisionId,
    live?.revisionId ?? revisionId,
  )
}

function setBasedOn(db: Db, stage: Stage, revisionId: number, inputs: Pick<BasedOn, 'stamps' | 'engine'>): void {
  const revisions: Partial<Record<Stage, number>> = {}
  for (const other of READS[stage]) {
    const live = liveRevision(db, other)
    if (live) revisions[other] = live.revisionId
  }
  const basedOn: BasedOn = { revisions, ...inputs }
  sql(db, 'UPDATE revisions SET based_on=? WHERE id=?').run(JSON.stringify(basedOn), revisionId)
}

/** True when this version of the app analyses documents in another way than the one that made these terms. @param engine as `analysisVersion` writes it */
function isOtherEngine(engine: string | null | undefined): boolean {
  const [made, parsed] = (engine ?? '').split('+')
  return (made !== '' && made !== ENGINE_VERSION) || (parsed !== undefined && parsed !== PARSER_VERSION)
}

/**
 * Stages whose live revision was made from inputs that have changed since, or by an older version of the app. The empty first revision of a
 * new library is none.
 */
export function outdatedStages(db: Db): Stage[] {
  const stamps = readStamps(db)
  return STAGES.filter((stage) => {
    const live = liveRevision(db, stage)
    if (!live) return false
    const text = sql<{ basedOn: string }>(db, 'SELECT based_on AS basedOn FROM revisions WHERE id=?').get(live.revisionId)?.basedOn ?? '{}'
    const basedOn = JSON.parse(text) as Partial<BasedOn>
    if (!basedOn.stamps || !basedOn.revisions) return false
    const then = basedOn.stamps
    const read = basedOn.revisions
    return (
      (stage === 'extract' && isOtherEngine(basedOn.engine)) ||
      STAMPS_READ[stage].some((name) => then[name] !== stamps[name]) ||
      READS[stage].some((other) => read[other] !== liveRevision(db, other)?.revisionId)
    )
  })
}

/** Stamp of the documents that the live terms were made from; null before the first terms, and where an older version noted none. */
export function documentsReadAt(db: Db): number | null {
  const live = liveRevision(db, 'extract')
  const text = live && sql<{ basedOn: string }>(db, 'SELECT based_on AS basedOn FROM revisions WHERE id=?').get(live.revisionId)?.basedOn
  return (JSON.parse(text ?? '{}') as Partial<BasedOn>).stamps?.documents ?? null
}

/** False while the live revision of a stage is the empty first one: no run of that stage has been completed, or it was reverted. */
export function isMade(db: Db, stage: Stage): boolean {
  const live = liveRevision(db, stage)
  const text = live && sql<{ basedOn: string }>(db, 'SELECT based_on AS basedOn FROM revisions WHERE id=?').get(live.revisionId)?.basedOn
  return (JSON.parse(text ?? '{}') as Partial<BasedOn>).stamps !== undefined
}

/** Version of the analyses the live terms were made from; null when it is not known. */
export function liveEngine(db: Db): string | null {
  const live = liveRevision(db, 'extract')
  const text = live && sql<{ basedOn: string }>(db, 'SELECT based_on AS basedOn FROM revisions WHERE id=?').get(live.revisionId)?.basedOn
  return (JSON.parse(text ?? '{}') as Partial<BasedOn>).engine ?? null
}

export function liveDigests(db: Db): Partial<Record<Stage, string>> {
  const rows = sql<{ stage: Stage; digest: string }>(
    db,
    `SELECT l.stage, r.input_digest AS digest FROM live_revisions l JOIN revisions r ON r.id=l.revision_id WHERE r.input_digest<>''`,
  ).all()
  return Object.fromEntries(rows.map((row) => [row.stage, row.digest]))
}

export const listRevisions = (db: Db): RevisionInfo[] =>
  sql<RevisionInfo>(
    db,
    `SELECT id, stage, run_id AS runId, state, base_id AS baseId, input_digest AS inputDigest, items, created_at AS createdAt
     FROM revisions ORDER BY id DESC`,
  ).all()

/** Guard of every staged write: the run is active and belongs to this epoch. */
export function isStaging(db: Db, runId: RunId, epoch: string): boolean {
  const run = getRun(db, runId)
  return run !== null && run.epoch === epoch && ['pending', 'running', 'cancelling'].includes(run.status)
}
