import { IMPORT_COMMAND } from '../contract/imports.ts'
import type { CommandEntry, ConceptId } from '../contract/library-api.ts'
import { members } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { type StoredCommand, TAKEN_BACK, toEntry } from './human.ts'

/** The command log, looked at from one concept: who touched it, and when last. */

/** A change names its concept in its key (field, usage, concept, merged-into) or as its value (what was merged into it, its surfaces). */
const TOUCHED = `CASE WHEN json_extract(change.value, '$.key.concept') IS NOT NULL THEN json_extract(change.value, '$.key.concept')
  WHEN json_extract(change.value, '$.kind')='surface' THEN coalesce(json_extract(change.value, '$.after'), json_extract(change.value, '$.before')) END`
const INTO = `CASE json_extract(change.value, '$.kind') WHEN 'merged-into' THEN
  coalesce(json_extract(change.value, '$.after'), json_extract(change.value, '$.before')) END`

/** A list names a word, an ignored problem its fingerprint: they belong to the concept that has that word or that problem. */
const SAID = `CASE json_extract(change.value, '$.kind')
  WHEN 'listed' THEN json_extract(change.value, '$.key.key') IN (SELECT key FROM surfaces WHERE concept_id IN (SELECT value FROM json_each(@members))
    UNION ALL SELECT key FROM concepts WHERE id IN (SELECT value FROM json_each(@members)))
  WHEN 'ignored-problem' THEN EXISTS(SELECT 1 FROM problems p JOIN problem_concepts c ON c.problem_id=p.id
    WHERE p.fingerprint=json_extract(change.value, '$.key.fingerprint') AND c.concept_id IN (SELECT value FROM json_each(@members))) END`
const AMONG = 'IN (SELECT value FROM json_each(@members))'

/** Imports name thousands of concepts: their changes are never looked through, each concept knows the imports that touched it. */
const IS_IMPORT = `coalesce(merge_key, '') GLOB '${IMPORT_COMMAND}*'`

/** Commands that changed a concept or one merged into it, also undone ones, newest first. */
export const commandsOf = (db: Db, concept: ConceptId, limit: number): CommandEntry[] =>
  sql<StoredCommand>(
    db,
    `SELECT id, time, label, undone FROM commands WHERE CASE WHEN ${IS_IMPORT}
       THEN merge_key IN (SELECT value FROM json_each((SELECT json_extract(value, '$.commands') FROM decisions WHERE concept_id=@concept AND field='imported')))
       ELSE EXISTS(SELECT 1 FROM json_each(commands.changes) change WHERE ${TOUCHED} ${AMONG} OR ${INTO} ${AMONG} OR ${SAID}) END
     ORDER BY id DESC LIMIT @limit`,
  )
    .all({ concept, limit, members: JSON.stringify(members(db, concept)) })
    .map(toEntry)

/** Time (ISO 8601) of the last command not undone, imports left out, for every concept people touched. */
export const editTimes = (db: Db): [ConceptId, string][] =>
  sql<{ concept: ConceptId; time: string }>(
    db,
    `SELECT ${TOUCHED} AS concept, max(commands.time) AS time FROM commands, json_each(CASE WHEN ${IS_IMPORT} THEN '[]' ELSE commands.changes END) change
     WHERE NOT ${IS_IMPORT} AND commands.undone NOT IN(${TAKEN_BACK.join(',')}) AND concept IS NOT NULL GROUP BY concept ORDER BY concept`,
  )
    .all()
    .map(({ concept, time }) => [concept, time])
