import type { ConceptId } from '../contract/library-api.ts'
import type { Stage } from '../contract/run.ts'
import { type Db, sql } from './connection.ts'
import { countItems, ensureStaged, liveRevision } from './revisions.ts'
import { assertStaging, type StageBatch } from './staging.ts'
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
