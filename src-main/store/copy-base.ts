import type { ConceptId } from '../contract/library-api.ts'
import { type ConceptRef, FAILED_ORDINAL, type ProblemItem } from '../contract/results.ts'
import type { Stage } from '../contract/run.ts'
import { type Db, sql } from './connection.ts'
import { countItems, ensureStaged, liveRevision } from './revisions.ts'
import { assertStaging, putProblem, resolveRef, type StageBatch } from './staging.ts'
import type { Slices } from './thread/scheduler.ts'

/**
 * Partial runs (design §3): the run's staged revision starts as a copy of the live one, without the concepts the run is to make anew.
 * In slices; a copy cut off half-way is never flipped, because its run never completes.
 */
export async function copyBase(slices: Slices, batch: Omit<StageBatch, 'items'>, except: readonly ConceptId[]): Promise<void> {
  const plan = await slices.once((db) => begin(db, batch))
  if (!plan) return
  const left = new Set(except)
  await slices.each(
    plan.concepts.filter((concept) => !left.has(concept)),
    (db, concept) => {
      copyConcept(db, batch.stage, plan.base, plan.revisionId, concept)
      countItems(db, plan.revisionId, 1)
    },
    (db) => assertStaging(db, batch),
  )
  if (batch.stage !== 'review') return
  await slices.each(
    slices.look((db) => uncheckedIds(db, plan.base, left)),
    (db, problem) => {
      if (copyUnchecked(db, batch.runId, plan.revisionId, problem, left)) countItems(db, plan.revisionId, 1)
    },
    (db) => assertStaging(db, batch),
  )
  await slices.each(
    slices.look((db) => problemIds(db, plan.base, left)),
    (db, problem) => {
      if (copyProblem(db, plan.revisionId, problem)) countItems(db, plan.revisionId, 1)
    },
    (db) => assertStaging(db, batch),
  )
}

/**
 * "Keep the finished": an unfinished revision gets the live rows of the concepts its run had not come to, so that making it live replaces
 * what was finished and loses nothing else. Does nothing to a revision that is not an unfinished one; repeating it changes nothing.
 */
export async function fillUnfinished(slices: Slices, revisionId: number): Promise<void> {
  const plan = slices.look((db) => {
    const row = sql<{ stage: Stage }>(db, `SELECT stage FROM revisions WHERE id=? AND state='unfinished'`).get(revisionId)
    const base = row ? liveRevision(db, row.stage)?.revisionId : undefined
    if (!row || base === undefined) return null
    const finished = new Set(conceptsOf(db, row.stage, revisionId))
    const concepts = conceptsOf(db, row.stage, base).filter((concept) => !finished.has(concept))
    return { stage: row.stage, base, concepts, problems: row.stage === 'review' ? problemIds(db, base, new Set()) : [] }
  })
  if (!plan) return
  await slices.each(plan.concepts, (db, concept) => copyConcept(db, plan.stage, plan.base, revisionId, concept))
  await slices.each(plan.problems, (db, problem) => {
    copyProblem(db, revisionId, problem)
  })
}

/**
 * Before a partial run is completed: what it did not come to or failed on keeps the rows of the base. A definition that could not be made
 * anew is not lost; the item that says so stays beside it. Does nothing to a revision that was no copy.
 */
export async function fillPartial(slices: Slices, batch: Omit<StageBatch, 'items' | 'stage'>): Promise<void> {
  const plans = slices.look((db) => partialPlans(db, batch.runId))
  const made = plans.find(({ stage }) => stage === 'generate')
  for (const { id, stage, base, concepts } of plans) {
    // Of a definition that was made anew the refinement is not wanted any more.
    const superseded = (db: Db, concept: ConceptId): boolean =>
      stage === 'refine' && made !== undefined && hasRows(db, 'generate', made.id, concept)
    await slices.each(
      slices.look((db) => concepts.filter((concept) => !hasRows(db, stage, id, concept) && !superseded(db, concept))),
      (db, concept) => copyConcept(db, stage, base, id, concept),
      (db) => assertStaging(db, batch),
    )
  }
}

interface PartialPlan {
  readonly id: number
  readonly stage: Stage
  readonly base: number
  readonly concepts: readonly ConceptId[]
}

/** The run's copied revisions of concepts' texts, refinements first: whether a definition was made anew is asked before it is filled. */
const partialPlans = (db: Db, runId: number): PartialPlan[] =>
  sql<{ id: number; stage: Stage; base: number }>(
    db,
    `SELECT id, stage, base_id AS base FROM revisions
     WHERE run_id=? AND state='staging' AND base_id IS NOT NULL AND stage IN('generate','refine') ORDER BY stage DESC`,
  )
    .all(runId)
    .map((plan) => ({ ...plan, concepts: conceptsOf(db, plan.stage, plan.base) }))

function hasRows(db: Db, stage: Stage, revisionId: number, concept: ConceptId): boolean {
  const made = stage === 'generate' ? `definitions WHERE ordinal<>${FAILED_ORDINAL} AND` : 'refinements WHERE'
  return sql(db, `SELECT 1 FROM ${made} revision_id=? AND concept_id=? LIMIT 1`).get(revisionId, concept) !== undefined
}

function begin(db: Db, batch: Omit<StageBatch, 'items'>): { base: number; revisionId: number; concepts: ConceptId[] } | null {
  assertStaging(db, batch)
  const base = liveRevision(db, batch.stage)?.revisionId ?? null
  const revisionId = ensureStaged(db, batch.runId, batch.stage, batch.now, base)
  if (base === null) return null
  return { base, revisionId, concepts: conceptsOf(db, batch.stage, base) }
}

const TABLES: Readonly<Record<Stage, string | null>> = { extract: 'terms', generate: 'definitions', review: null, refine: 'refinements' }

function conceptsOf(db: Db, stage: Stage, revisionId: number): ConceptId[] {
  const table = TABLES[stage]
  if (table === null) return []
  return sql<{ id: number }>(db, `SELECT DISTINCT concept_id AS id FROM ${table} WHERE revision_id=? ORDER BY 1`)
    .all(revisionId)
    .map(({ id }) => id)
}

const COLUMNS: Readonly<Record<string, string>> = {
  terms: `concept_id, claim, language, headword, key, sense, reading, reading_sure, category, abbreviation, frequency, documents, glossary_rank,
    termhood_rank, glossary_score, termhood_score, accepted, features, related, from_glossary, absent_since, decision, listed, hidden,
    in_glossary, sort_key`,
  term_variants: 'concept_id, ordinal, language, key, surface, rule, count',
  definitions: 'concept_id, ordinal, kind, text, sources, score, state, reason',
  refinements: 'concept_id, text, sources, state, reason',
}

function copyConcept(db: Db, stage: Stage, base: number, revisionId: number, concept: ConceptId): void {
  const tables = stage === 'extract' ? ['terms', 'term_variants'] : [TABLES[stage] as string]
  for (const table of tables) {
    const columns = COLUMNS[table]
    sql(
      db,
      `INSERT OR IGNORE INTO ${table}(revision_id, ${columns}) SELECT ?, ${columns} FROM ${table} WHERE revision_id=? AND concept_id=?`,
    ).run(revisionId, base, concept)
  }
}

/** Problems of the base that concern none of the concepts made anew. */
function problemIds(db: Db, base: number, except: ReadonlySet<ConceptId>): number[] {
  const concepts = sql<{ id: number }>(db, 'SELECT concept_id AS id FROM problem_concepts WHERE revision_id=? AND problem_id=?')
  return sql<{ id: number }>(db, 'SELECT id FROM problems WHERE revision_id=? ORDER BY id')
    .all(base)
    .map(({ id }) => id)
    .filter((problem) => !concepts.all(base, problem).some(({ id }) => except.has(id)))
}

/** Groups that were not checked and hold some of the concepts made anew: the others of the group are still not checked. */
const uncheckedIds = (db: Db, base: number, except: ReadonlySet<number>): number[] =>
  sql<{ id: number; concept: number }>(
    db,
    `SELECT p.id, c.concept_id AS concept FROM problems p JOIN problem_concepts c ON c.problem_id=p.id AND c.revision_id=p.revision_id
     WHERE p.revision_id=? AND p.kind='not-checked' ORDER BY p.id`,
  )
    .all(base)
    .flatMap(({ id, concept }, index, rows) =>
      except.has(concept) && rows.findIndex((row) => row.id === id && except.has(row.concept)) === index ? [id] : [],
    )

function copyUnchecked(db: Db, runId: number, revisionId: number, problem: number, except: ReadonlySet<number>): boolean {
  const row = sql<{ concepts: string; severity: ProblemItem['severity']; message: string }>(
    db,
    'SELECT concepts, severity, message FROM problems WHERE id=?',
  ).get(problem)
  if (!row) return false
  const concepts = (JSON.parse(row.concepts) as ConceptRef[]).filter((ref) => {
    const concept = resolveRef(db, runId, ref)
    return concept !== null && !except.has(concept)
  })
  if (concepts.length === 0) return false
  const { severity, message } = row
  return putProblem(db, revisionId, runId, {
    type: 'problem',
    kind: 'not-checked',
    severity,
    concepts,
    message,
    evidence: [],
    action: 'none',
  })
}

/** False when the revision has that problem already. */
function copyProblem(db: Db, revisionId: number, problem: number): boolean {
  const copy = sql(
    db,
    `INSERT OR IGNORE INTO problems(revision_id, kind, severity, concepts, message, evidence, action, fingerprint)
     SELECT ?, kind, severity, concepts, message, evidence, action, fingerprint FROM problems WHERE id=?`,
  ).run(revisionId, problem)
  if (copy.changes === 0) return false
  sql(
    db,
    'INSERT OR IGNORE INTO problem_concepts(revision_id, concept_id, problem_id) SELECT ?, concept_id, ? FROM problem_concepts WHERE problem_id=?',
  ).run(revisionId, copy.lastInsertRowid, problem)
  return true
}
