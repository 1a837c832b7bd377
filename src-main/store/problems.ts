import type { ConceptId, ProblemView } from '../contract/library-api.ts'
import type { ProblemItem } from '../contract/results.ts'
import { rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { passageViews } from './contents.ts'
import { fixedProblems } from './mended.ts'
import { headwordSeen, shownHeadword, sightOf } from './term-rows.ts'

/** Tables `problems` and `problem_concepts`, with what people chose to ignore. */

interface Row {
  readonly id: number
  readonly kind: ProblemItem['kind']
  readonly severity: ProblemItem['severity']
  readonly concepts: string
  readonly message: string
  readonly evidence: string
  readonly action: ProblemItem['action']
  readonly fingerprint: string
  readonly ignored: number
  readonly reason: string | null
}

/** Where the reason stands that people gave for putting a problem aside. */
export const reasonKey = (fingerprint: string): string => `ignored:${fingerprint}`

const SELECT = `SELECT p.id, p.kind, p.severity, p.concepts, p.message, p.evidence, p.action, p.fingerprint,
  EXISTS(SELECT 1 FROM ignored_problems i WHERE i.fingerprint=p.fingerprint) AS ignored,
  (SELECT value FROM meta m WHERE m.key='ignored:' || p.fingerprint) AS reason FROM problems p`
const NOT_IGNORED = 'p.fingerprint NOT IN (SELECT fingerprint FROM ignored_problems)'
const SEVERITY = `CASE p.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END`

const toItem = (row: Row): ProblemItem => ({
  type: 'problem',
  kind: row.kind,
  severity: row.severity,
  concepts: JSON.parse(row.concepts),
  message: row.message,
  evidence: JSON.parse(row.evidence),
  action: row.action,
})

/** A term as the lists show it; one the run did not find by what it was made with. */
const headwordOf = (db: Db, extract: number, concept: ConceptId): string =>
  shownHeadword(db, extract, concept) ??
  sql<{ headword: string }>(db, `SELECT ${headwordSeen('c', 'id')} AS headword FROM concepts c WHERE c.id=?`).get(concept)?.headword ??
  ''

function toView(db: Db, row: Row, extract: number, fixed: ReadonlySet<number>): ProblemView {
  const concepts = sql<{ id: number }>(
    db,
    `SELECT c.concept_id AS id FROM problem_concepts c JOIN problems p ON p.id=c.problem_id
     WHERE c.problem_id=? AND c.revision_id=p.revision_id ORDER BY 1`,
  ).all(row.id)
  const item = toItem(row)
  const conceptIds = [...new Set(concepts.map(({ id }) => rootOf(db, id)))]
  return {
    ...item,
    evidence: passageViews(db, item.evidence),
    id: row.id,
    fingerprint: row.fingerprint,
    ignored: row.ignored === 1,
    ignoredReason: row.ignored === 1 ? row.reason : null,
    fixed: fixed.has(row.id),
    conceptIds,
    headwords: conceptIds.map((id) => headwordOf(db, extract, id)),
  }
}

/** The problems of a concept people have not put aside, errors first. */
export const problemsOf = (db: Db, revisionId: number, concept: ConceptId): ProblemItem[] =>
  sql<Row>(
    db,
    `${SELECT} JOIN problem_concepts c ON c.problem_id=p.id AND c.revision_id=p.revision_id
     WHERE p.revision_id=? AND c.concept_id=? AND ${NOT_IGNORED} ORDER BY ${SEVERITY}, p.id`,
  )
    .all(revisionId, concept)
    .map(toItem)

/** Problems people have not put aside, by id, after `after`. */
export const problemsAfter = (
  db: Db,
  revisionId: number,
  after: number,
  limit: number,
): { readonly id: number; readonly item: ProblemItem }[] =>
  sql<Row>(db, `${SELECT} WHERE p.revision_id=? AND p.id>? AND ${NOT_IGNORED} ORDER BY p.id LIMIT ?`)
    .all(revisionId, after, limit)
    .map((row) => ({ id: row.id, item: toItem(row) }))

export interface ProblemQuery {
  readonly includeIgnored?: boolean
  readonly concept?: ConceptId
  readonly offset?: number
  readonly limit?: number
}

/** Problems of the live review, or of the staged one while a run reviews. */
export function problemPage(db: Db, query: ProblemQuery): { readonly total: number; readonly rows: readonly ProblemView[] } {
  const { review, extract } = sightOf(db, true)
  const where = `WHERE p.revision_id=@review AND (@all OR ${NOT_IGNORED})
    AND (@concept IS NULL OR EXISTS(SELECT 1 FROM problem_concepts c WHERE c.revision_id=@review AND c.concept_id=@concept AND c.problem_id=p.id))`
  const parameters = { review, all: query.includeIgnored ? 1 : 0, concept: query.concept ?? null }
  const total = sql<{ n: number }>(db, `SELECT count(*) AS n FROM problems p ${where}`).get(parameters)?.n ?? 0
  const rows = sql<Row>(db, `${SELECT} ${where} ORDER BY ${SEVERITY}, p.id LIMIT @limit OFFSET @offset`).all({
    ...parameters,
    limit: query.limit ?? 100,
    offset: query.offset ?? 0,
  })
  const fixed: ReadonlySet<number> = rows.length === 0 ? new Set() : fixedProblems(db, review)
  return { total, rows: rows.map((row) => toView(db, row, extract, fixed)) }
}
