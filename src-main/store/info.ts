import type { LibraryInfo } from '../contract/library-api.ts'
import { STAGES } from '../contract/run.ts'
import type { StoredSettings } from './api.ts'
import { changesSince } from './changes-since.ts'
import { type Db, sql } from './connection.ts'
import { openProblems } from './mended.ts'
import { isMade, outdatedStages } from './revisions.ts'
import { activeRun, lastRun } from './runs.ts'
import { PROPOSED, type Sight, sightOf } from './term-rows.ts'

/** The counts people see about a library: of live rows only. */

export type LibraryCounts = Pick<
  LibraryInfo,
  'documents' | 'terms' | 'definitions' | 'problems' | 'proposals' | 'activeRun' | 'lastRun' | 'outdated' | 'changes' | 'made' | 'reviewed'
>

export function libraryCounts(db: Db): LibraryCounts {
  return db.transaction((): LibraryCounts => {
    const sight = sightOf(db, false)
    const made = STAGES.filter((stage) => isMade(db, stage))
    return {
      documents: documentCounts(db),
      terms: termCounts(db, sight.extract),
      definitions: definitionCounts(db, sight.extract, sight.generate),
      problems: openProblems(db, sight.review),
      proposals: proposalCount(db, sight),
      activeRun: activeRun(db),
      lastRun: lastRun(db),
      outdated: outdatedStages(db),
      changes: changesSince(db),
      made,
      reviewed: made.includes('review'),
    }
  })()
}

/** Documents people see in the library, by what became of them. */
export function documentCounts(db: Db): LibraryInfo['documents'] {
  const rows = sql<{ status: string; n: number }>(db, 'SELECT status, count(*) AS n FROM documents WHERE hidden=0 GROUP BY status').all()
  const count = (status: string): number => rows.find((row) => row.status === status)?.n ?? 0
  return {
    total: rows.reduce((sum, row) => sum + row.n, 0),
    ok: count('ok'),
    skipped: count('skipped'),
    failed: count('failed'),
    missing: count('missing'),
  }
}

function termCounts(db: Db, extract: number): LibraryInfo['terms'] {
  const rows = sql<{ decision: number; n: number }>(
    db,
    'SELECT decision, count(*) AS n FROM terms WHERE revision_id=? AND hidden=0 GROUP BY decision',
  ).all(extract)
  const count = (decision: number): number => rows.find((row) => row.decision === decision)?.n ?? 0
  const review = sql<{ n: number }>(db, 'SELECT count(*) AS n FROM terms WHERE revision_id=? AND hidden=0 AND in_glossary=1 AND decision=0')
  const toReview = review.get(extract)?.n ?? 0
  return { total: rows.reduce((sum, row) => sum + row.n, 0), undecided: count(0), accepted: count(1), dropped: count(2), toReview }
}

/** Of the terms in the glossary: whose definition is whose. */
function definitionCounts(db: Db, extract: number, generate: number): LibraryInfo['definitions'] {
  const rows = sql<{ kind: keyof LibraryInfo['definitions']; n: number }>(
    db,
    `SELECT CASE WHEN h.value IS NOT NULL THEN 'human' ELSE d.kind END AS kind, count(*) AS n FROM terms t
     LEFT JOIN decisions h ON h.concept_id=t.concept_id AND h.field='definition'
     LEFT JOIN definitions d ON d.revision_id=? AND d.concept_id=t.concept_id AND d.ordinal=0 AND d.state<>'failed'
     WHERE t.revision_id=? AND t.hidden=0 AND t.in_glossary=1 AND (h.value IS NOT NULL OR d.kind IS NOT NULL) GROUP BY 1`,
  ).all(generate, extract)
  const count = (kind: keyof LibraryInfo['definitions']): number => rows.find((row) => row.kind === kind)?.n ?? 0
  return { quoted: count('quoted'), context: count('context'), written: count('written'), human: count('human') }
}

const proposalCount = (db: Db, { extract, generate, refine }: Sight): number =>
  sql<{ n: number }>(db, `SELECT count(*) AS n FROM terms WHERE revision_id=@extract AND hidden=0 AND concept_id IN (${PROPOSED})`).get({
    extract,
    generate,
    refine,
  })?.n ?? 0

export const metaValue = (db: Db, key: string): string | null =>
  sql<{ value: string }>(db, 'SELECT value FROM meta WHERE key=?').get(key)?.value ?? null

export const setMeta = (db: Db, key: string, value: string): void => {
  sql(db, 'INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value').run(key, value)
}

export const readSettings = (db: Db): StoredSettings => JSON.parse(metaValue(db, 'settings') ?? '{}')
