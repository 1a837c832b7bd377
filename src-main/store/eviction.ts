import { PARSER_VERSION } from '../contract/version.ts'
import type { EvictionLimits, EvictionReport } from './api.ts'
import { cacheEvict } from './caches.ts'
import { type Db, sql } from './connection.ts'
import { BLOCKS_PER_CONTENT } from './contents.ts'
import { forgetFormer, unusedFormer } from './former-contents.ts'
import { finaliseRemovals } from './human.ts'
import { deleteOldLogs } from './logs.ts'
import type { Slices } from './thread/scheduler.ts'

/** Deleting what nothing needs any more, a few rows a transaction (the store thread only). */

export const DEFAULT_LIMITS: Required<EvictionLimits> = { cacheBytes: 512 * 1024 * 1024, logRuns: 50 }

/** Tables whose rows belong to a revision. */
const BY_REVISION = ['terms', 'term_variants', 'definitions', 'problem_concepts', 'problems', 'refinements', 'proposals'] as const
/** Rows a transaction deletes: about 5 ms with the indexes of `terms`. */
const ROWS = 200

export async function evict(slices: Slices, limits: EvictionLimits): Promise<EvictionReport> {
  const report = { revisions: 0, logLines: 0, cacheEntries: 0, contents: 0, documents: 0 }
  await slices.whileAny((db) => {
    const gone = deleteOldLogs(db, limits.logRuns ?? DEFAULT_LIMITS.logRuns, ROWS)
    report.logLines += gone
    return gone > 0
  })
  await slices.whileAny((db) => {
    const gone = cacheEvict(db, limits.cacheBytes ?? DEFAULT_LIMITS.cacheBytes, ROWS)
    report.cacheEntries += gone
    return gone > 0
  })
  await slices.whileAny((db) => {
    const revision = sql<{ id: number }>(db, `SELECT id FROM revisions WHERE state='discarded' ORDER BY id LIMIT 1`).get()
    if (!revision) return false
    if (deleteRevisionRows(db, revision.id)) return true
    sql(db, 'DELETE FROM revisions WHERE id=?').run(revision.id)
    report.revisions++
    return true
  })
  await slices.each(slices.look(staleAnalyses), deleteStaleAnalysis)
  report.contents = await deleteContents(slices, OUTDATED)
  // The planner's statistics follow the size of the tables; it looks at a sample only.
  await slices.once((db) => {
    db.pragma('optimize')
  })
  return report
}

/** Versions of the engine whose analyses are kept besides those the kept revisions were made from: a run cut off used the newest. */
const ENGINES_KEPT = 2

interface Analysis {
  readonly hash: string
  readonly engine: string
}

/** Analyses of engines that nothing kept was made from and no run will ask for again. */
const staleAnalyses = (db: Db): Analysis[] =>
  sql<Analysis>(
    db,
    `SELECT content_hash AS hash, engine_version AS engine FROM analyses WHERE engine_version NOT IN (
       SELECT json_extract(based_on, '$.engine') FROM revisions WHERE state<>'discarded' AND json_extract(based_on, '$.engine') IS NOT NULL
       UNION SELECT engine_version FROM (SELECT engine_version FROM analyses GROUP BY 1 ORDER BY max(rowid) DESC LIMIT ${ENGINES_KEPT}))`,
  ).all()

function deleteStaleAnalysis(db: Db, { hash, engine }: Analysis): void {
  sql(db, 'DELETE FROM occurrences WHERE content_id=(SELECT id FROM occurrence_contents WHERE content_hash=?) AND engine_version=?').run(
    hash,
    engine,
  )
  sql(db, 'DELETE FROM analyses WHERE content_hash=? AND engine_version=?').run(hash, engine)
}

/** Deletes some rows of a revision; false when it has none left. */
function deleteRevisionRows(db: Db, revisionId: number): boolean {
  for (const table of BY_REVISION) {
    const keys = KEYS[table]
    const gone = sql(db, `DELETE FROM ${table} WHERE (${keys}) IN (SELECT ${keys} FROM ${table} WHERE revision_id=? LIMIT ${ROWS})`).run(
      revisionId,
    ).changes
    if (gone > 0) return true
  }
  return false
}

const KEYS: Readonly<Record<(typeof BY_REVISION)[number], string>> = {
  terms: 'id',
  term_variants: 'revision_id, concept_id, ordinal',
  definitions: 'revision_id, concept_id, ordinal',
  problem_concepts: 'revision_id, concept_id, problem_id',
  problems: 'id',
  refinements: 'revision_id, concept_id',
  proposals: 'revision_id, keep_id, other_id',
}

/**
 * "Compact": removes hidden documents for good, then the text, index, analyses and occurrences of contents no document has
 * and which document had them where nothing cites them, then what `evict` deletes. Giving the space back (VACUUM) is the caller's next step.
 */
export async function compact(slices: Slices, limits: EvictionLimits): Promise<EvictionReport> {
  const documents = await slices.once(removeHidden)
  const orphans = await deleteContents(slices, ORPHANED)
  await slices.each(slices.look(orphanedHashes), deleteAnalysis)
  await slices.each(slices.look(unusedFormer), forgetFormer)
  const report = await evict(slices, limits)
  return { ...report, contents: report.contents + orphans, documents }
}

/** A newer parser has read the same bytes. */
const OUTDATED = `c.parser_version<>'${PARSER_VERSION}' AND EXISTS(SELECT 1 FROM contents n WHERE n.hash=c.hash AND n.parser_version='${PARSER_VERSION}')`
const ORPHANED = 'NOT EXISTS(SELECT 1 FROM documents d WHERE d.content_hash=c.hash)'

/** Deletes texts with their index, one a transaction; gives how many went. */
async function deleteContents(slices: Slices, which: string): Promise<number> {
  let gone = 0
  await slices.whileAny((db) => {
    const content = sql<{ id: number; blocks: number }>(
      db,
      `SELECT c.id, c.block_count AS blocks FROM contents c WHERE ${which} LIMIT 1`,
    ).get()
    if (!content) return false
    const first = content.id * BLOCKS_PER_CONTENT
    sql(db, 'DELETE FROM blocks_fts WHERE rowid BETWEEN ? AND ?').run(first, first + content.blocks)
    sql(db, 'DELETE FROM indexing WHERE content_id=?').run(content.id)
    sql(db, 'DELETE FROM contents WHERE id=?').run(content.id)
    gone++
    return true
  })
  return gone
}

/** Gives how many documents went. */
function removeHidden(db: Db): number {
  const hidden = sql<{ id: number }>(db, 'SELECT id FROM documents WHERE hidden=1').all()
  finaliseRemovals(
    db,
    hidden.map(({ id }) => id),
  )
  return sql(db, 'DELETE FROM documents WHERE hidden=1').run().changes
}

/** Contents that were analysed and that no document has. */
const orphanedHashes = (db: Db): string[] =>
  sql<{ hash: string }>(
    db,
    `SELECT hash FROM (SELECT content_hash AS hash FROM analyses UNION SELECT content_hash FROM occurrence_contents)
     WHERE NOT EXISTS(SELECT 1 FROM documents d WHERE d.content_hash=hash)`,
  )
    .all()
    .map(({ hash }) => hash)

function deleteAnalysis(db: Db, hash: string): void {
  sql(db, 'DELETE FROM occurrences WHERE content_id=(SELECT id FROM occurrence_contents WHERE content_hash=?)').run(hash)
  sql(db, 'DELETE FROM occurrence_contents WHERE content_hash=?').run(hash)
  sql(db, 'DELETE FROM analyses WHERE content_hash=?').run(hash)
}
