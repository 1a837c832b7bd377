import { createHash } from 'node:crypto'
import type { ConceptId } from '../contract/library-api.ts'
import type {
  ConceptRef,
  DefinitionItem,
  DocumentItem,
  ProblemItem,
  RefinementItem,
  ResultItem,
  Unpacker,
  WireItem,
} from '../contract/results.ts'
import type { RunId, Stage } from '../contract/run.ts'
import { bytesHash, chosenEncoding, contentKey } from '../contract/text/content-key.ts'
import { StorageError } from '../runs/ports.ts'
import { ANSWERS, cachePut } from './caches.ts'
import { conceptOfSurface, rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { analysisSteps, contentSteps, type Step } from './contents.ts'
import { rememberContent } from './former-contents.ts'
import { countItems, ensureStaged, isStaging, liveRevision, stagedRevision } from './revisions.ts'
import { retractConcept, stageConcept } from './staging-concepts.ts'
import { raiseStamp } from './stamps.ts'

/** Rows of a run on their way in: one batch becomes steps, the store thread packs steps into short transactions. */

export interface StageBatch {
  readonly runId: RunId
  readonly stage: Stage
  readonly items: readonly WireItem[]
  readonly epoch: string
  readonly now: string
}

/** Throws StorageError (`other`) when the run is over or belongs to another owner: nothing of it may be written any more. */
export function assertStaging(db: Db, batch: Pick<StageBatch, 'runId' | 'epoch'>): void {
  if (!isStaging(db, batch.runId, batch.epoch)) throw new StorageError('other', `Run ${batch.runId} takes no more rows.`)
}

/** The steps of a batch, in order. Every step may be repeated: a batch whose commit was unclear is sent again. */
export function stepsOf(batch: StageBatch, items: readonly ResultItem[]): Step[] {
  return items.flatMap((item) => {
    if (item.type === 'content') return contentSteps(item.document)
    if (item.type === 'analysis') return analysisSteps(item)
    if (item.type === 'document') return [(db: Db) => putDocumentOutcome(db, batch.runId, item)]
    if (item.type === 'answer') return [(db: Db) => cachePut(db, ANSWERS, item)]
    return [(db: Db) => stageMachineItem(db, batch, item)]
  })
}

/** The items of a batch that are whole. Throws StorageError (`constraint`) when a packed one is none: no other try could store it. */
export function unpacked(unpacker: Unpacker, { runId, items }: StageBatch): ResultItem[] {
  try {
    return unpacker.take(runId, items)
  } catch (error) {
    throw new StorageError('constraint', 'A result could not be read.', { cause: error })
  }
}

function stageMachineItem(
  db: Db,
  batch: StageBatch,
  item: Exclude<ResultItem, { type: 'content' | 'analysis' | 'document' | 'answer' }>,
): void {
  const revisionId = ensureStaged(db, batch.runId, batch.stage, batch.now)
  if (stageOne(db, batch.runId, revisionId, item)) countItems(db, revisionId, 1)
}

/** True when the item made a row that was not there. */
function stageOne(
  db: Db,
  runId: RunId,
  revisionId: number,
  item: Exclude<ResultItem, { type: 'content' | 'analysis' | 'document' | 'answer' }>,
): boolean {
  switch (item.type) {
    case 'concept':
      return stageConcept(db, revisionId, item)
    case 'retract':
      countItems(db, revisionId, -item.concepts.filter((ref) => retractConcept(db, revisionId, ref)).length)
      return false
    case 'definition':
      return putDefinition(db, revisionId, resolveRef(db, runId, item.concept), item)
    case 'problem':
      return putProblem(db, revisionId, runId, item)
    case 'refinement':
      return putRefinement(db, revisionId, resolveRef(db, runId, item.concept), item)
  }
}

/** The concept a ref of this run means: its row in the revision the run stages, else in the live one, else the owner of the surface. */
export function resolveRef(db: Db, runId: RunId, ref: ConceptRef): ConceptId | null {
  const revisionId = stagedRevision(db, runId, 'extract') ?? liveRevision(db, 'extract')?.revisionId ?? 0
  const row = sql<{ concept: number }>(
    db,
    'SELECT concept_id AS concept FROM terms WHERE revision_id=? AND language=? AND key=? AND sense=? ORDER BY claim, concept_id LIMIT 1',
  ).get(revisionId, ref.language, ref.key, ref.sense)
  if (row) return row.concept
  const owner = conceptOfSurface(db, ref)
  return owner === null ? null : rootOf(db, owner)
}

/** Throws StorageError: a stage may only speak of concepts that were found. */
function known(concept: ConceptId | null, ref: ConceptRef): ConceptId {
  if (concept === null)
    throw new StorageError('constraint', `The run names a concept it never found: ${ref.language} ${ref.key} ${ref.sense}.`)
  return concept
}

function putDefinition(db: Db, revisionId: number, concept: ConceptId | null, item: DefinitionItem): boolean {
  const id = known(concept, item.concept)
  const existed = sql(db, 'DELETE FROM definitions WHERE revision_id=? AND concept_id=? AND ordinal=?').run(
    revisionId,
    id,
    item.ordinal,
  ).changes
  sql(
    db,
    'INSERT INTO definitions(revision_id, concept_id, ordinal, kind, text, sources, score, state, reason) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(revisionId, id, item.ordinal, item.kind, item.text, JSON.stringify(item.sources), item.score, item.state, item.reason ?? null)
  return existed === 0 && item.ordinal === 0
}

function putRefinement(db: Db, revisionId: number, concept: ConceptId | null, item: RefinementItem): boolean {
  const id = known(concept, item.concept)
  const existed = sql(db, 'DELETE FROM refinements WHERE revision_id=? AND concept_id=?').run(revisionId, id).changes
  sql(db, 'INSERT INTO refinements(revision_id, concept_id, text, sources, state, reason) VALUES(?, ?, ?, ?, ?, ?)').run(
    revisionId,
    id,
    item.text,
    JSON.stringify(item.sources),
    item.state,
    item.reason ?? null,
  )
  return existed === 0
}

/** The same problem of the same concepts has the same fingerprint in every run: SHA-256 of its kind and its refs in order. */
export function fingerprintOf(problem: Pick<ProblemItem, 'kind' | 'concepts'>): string {
  const refs = problem.concepts.map((ref) => JSON.stringify([ref.language, ref.key, ref.sense])).sort()
  return createHash('sha256')
    .update(`${problem.kind}\n${refs.join('\n')}`)
    .digest('hex')
}

/** False when the revision has that problem already. */
export function putProblem(db: Db, revisionId: number, runId: RunId, item: ProblemItem): boolean {
  const result = sql(
    db,
    `INSERT OR IGNORE INTO problems(revision_id, kind, severity, concepts, message, evidence, action, fingerprint)
     VALUES(?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    revisionId,
    item.kind,
    item.severity,
    JSON.stringify(item.concepts),
    item.message,
    JSON.stringify(item.evidence),
    item.action,
    fingerprintOf(item),
  )
  if (result.changes === 0) return false
  for (const ref of item.concepts) {
    const concept = known(resolveRef(db, runId, ref), ref)
    sql(db, 'INSERT OR IGNORE INTO problem_concepts(revision_id, concept_id, problem_id) VALUES(?, ?, ?)').run(
      revisionId,
      concept,
      result.lastInsertRowid,
    )
  }
  return true
}

/**
 * A file that changed after the scan has the hash that was read; its cached time is forgotten so that the next scan reads it again. An encoding that
 * was chosen while the run went on stays chosen: what the run made of the file is of the other reading.
 */
function putDocumentOutcome(db: Db, runId: RunId, item: DocumentItem): void {
  const before = sql<{ hash: string | null }>(db, 'SELECT content_hash AS hash FROM documents WHERE id=?').get(item.documentId)
  if (!before) return
  const encoding = chosenEncoding(before.hash)
  const hash = item.contentHash === undefined ? undefined : contentKey(bytesHash(item.contentHash), encoding)
  const other = hash !== item.contentHash
  const changed = hash !== undefined && hash !== before.hash
  if (changed) rememberContent(db, item.documentId)
  sql(
    db,
    `UPDATE documents SET status=@status, reason=@reason, last_run=@runId, language=coalesce(@language, language),
       mtime=CASE WHEN @hash IS NOT NULL AND @hash IS NOT content_hash THEN NULL ELSE mtime END, content_hash=coalesce(@hash, content_hash)
     WHERE id=@id`,
  ).run({
    id: item.documentId,
    status: other ? 'new' : item.status,
    reason: item.reason ?? null,
    runId,
    language: other ? null : (item.language ?? null),
    hash: hash ?? null,
  })
  if (changed) raiseStamp(db, 'documents')
}
