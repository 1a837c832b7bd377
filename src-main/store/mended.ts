import { type Db, sql } from './connection.ts'
import { liveRevision } from './revisions.ts'

/** Which problems of a review seem to be mended by what was done since: a problem that was fixed is neither open nor ignored. */

/**
 * SQL: what a problem of revision @review is about, as its terms live now (`about`), and what became of those. Merges are followed to the concept that
 * lives on. Parameters @review, @refine, @generate: revisions; @since: when the review began.
 */
const MENDED = `WITH RECURSIVE
  named(problem, concept) AS (SELECT problem_id, concept_id FROM problem_concepts WHERE revision_id=@review),
  chain(concept, at) AS (SELECT DISTINCT concept, concept FROM named
    UNION SELECT c.concept, m.into_id FROM chain c JOIN merges m ON m.concept_id=c.at),
  lives(concept, root) AS (SELECT concept, at FROM chain WHERE at NOT IN (SELECT concept_id FROM merges)),
  about(problem, concept) AS (SELECT DISTINCT n.problem, coalesce(l.root, n.concept) FROM named n LEFT JOIN lives l ON l.concept=n.concept),
  edited(concept) AS (SELECT DISTINCT CAST(substr(merge_key, 12) AS INTEGER) FROM commands
    WHERE time>=@since AND undone NOT IN(1,2) AND merge_key GLOB 'definition:*'),
  became(problem, dropped, rewritten) AS (SELECT a.problem,
    EXISTS(SELECT 1 FROM decisions d WHERE d.concept_id=a.concept AND d.field='decision' AND d.value='dropped'),
    (a.concept IN edited AND EXISTS(SELECT 1 FROM decisions d WHERE d.concept_id=a.concept AND d.field='definition'))
      OR (@refine>@review AND EXISTS(SELECT 1 FROM refinements r
        WHERE r.revision_id=@refine AND r.concept_id=a.concept AND r.state<>'failed' AND r.text<>''))
      OR (@generate>@review AND EXISTS(SELECT 1 FROM definitions g
        WHERE g.revision_id=@generate AND g.concept_id=a.concept AND g.ordinal=0 AND g.state='ok' AND g.kind<>'context'))
    FROM about a),
  sums(problem, terms, dropped, rewritten) AS (SELECT problem, count(*), sum(dropped), sum(rewritten) FROM became GROUP BY problem),
  wanting(problem, concept) AS (SELECT a.problem, min(a.concept) FROM about a JOIN problems p ON p.id=a.problem
    WHERE p.kind='missing-relation' GROUP BY a.problem),
  kin(concept, member) AS (SELECT DISTINCT concept, concept FROM wanting
    UNION SELECT k.concept, m.concept_id FROM kin k JOIN merges m ON m.into_id=k.member),
  related(concept, other) AS (SELECT k.concept, j.value FROM kin k
      JOIN decisions d ON d.concept_id=k.member AND d.field='related' JOIN json_each(d.value) j
    UNION SELECT r.concept, m.into_id FROM related r JOIN merges m ON m.concept_id=r.other),
  unrelated(problem) AS (SELECT w.problem FROM wanting w JOIN about a ON a.problem=w.problem AND a.concept<>w.concept
    WHERE NOT EXISTS(SELECT 1 FROM related r WHERE r.concept=w.concept AND r.other=a.concept))`

/** SQL: a problem `p` with its `sums` is fixed. Of no term at all nothing is left to mend. */
const IS_FIXED = `(s.problem IS NULL OR s.dropped=s.terms OR CASE
  WHEN p.kind IN('not-checked','forbidden-form','unnecessary') THEN 0
  WHEN p.kind='duplicate' THEN s.terms-s.dropped<2
  WHEN p.kind='missing-relation' THEN p.id NOT IN unrelated
  WHEN p.kind IN('circular','contradiction') THEN s.rewritten>0
  ELSE s.rewritten=s.terms END)`

function parameters(db: Db, review: number) {
  const since = sql<{ time: string }>(db, 'SELECT created_at AS time FROM revisions WHERE id=?').get(review)?.time ?? ''
  return { review, since, refine: liveRevision(db, 'refine')?.revisionId ?? 0, generate: liveRevision(db, 'generate')?.revisionId ?? 0 }
}

/** @returns ids of the problems of that review that are fixed */
export function fixedProblems(db: Db, review: number): ReadonlySet<number> {
  const fixed = sql<{ id: number }>(
    db,
    `${MENDED} SELECT p.id FROM problems p LEFT JOIN sums s ON s.problem=p.id WHERE p.revision_id=@review AND ${IS_FIXED}`,
  )
  return new Set(fixed.all(parameters(db, review)).map(({ id }) => id))
}

/** @returns how many problems of that review are neither fixed nor put aside */
export function openProblems(db: Db, review: number): number {
  // Most libraries have none, and asked is after every decision.
  if (sql(db, 'SELECT 1 FROM problems WHERE revision_id=? LIMIT 1').get(review) === undefined) return 0
  const open = sql<{ n: number }>(
    db,
    `${MENDED} SELECT count(*) AS n FROM problems p LEFT JOIN sums s ON s.problem=p.id
     WHERE p.revision_id=@review AND p.fingerprint NOT IN (SELECT fingerprint FROM ignored_problems) AND NOT ${IS_FIXED}`,
  )
  return open.get(parameters(db, review))?.n ?? 0
}
