import type { ImportedRecord } from '../contract/imports.ts'
import type { ConceptId, UsageStatus } from '../contract/library-api.ts'
import type { ConceptRef } from '../contract/results.ts'
import type { HumanField, ImportedConcept } from './api-human.ts'
import { conceptExists, insertConcept } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { viewOfFields } from './overlay.ts'
import { carryNewConcept, type NewRow } from './reconcile.ts'

/**
 * A concept an import made, as one value: an import of 50 000 terms is 50 000 changes instead of 350 000, and its undo is checked against
 * everything that was said about each.
 */

export const foundByRun = (db: Db, concept: ConceptId): boolean =>
  sql(db, `SELECT 1 FROM terms t JOIN revisions r ON r.id=t.revision_id WHERE t.concept_id=? AND t.claim<4 AND r.state<>'discarded'`).get(
    concept,
  ) !== undefined

type Surface = ConceptRef & { readonly surface: string }

function read(db: Db, concept: ConceptId): ImportedConcept | null {
  const row = sql<{ language: ImportedConcept['language']; headword: string; key: string }>(
    db,
    `SELECT language, headword, key FROM concepts WHERE id=? AND origin='human'`,
  ).get(concept)
  if (!row) return null
  const surfaces = sql<Surface>(
    db,
    `SELECT language, key, sense, surface FROM surfaces WHERE concept_id=? AND origin='human' ORDER BY language, key, sense`,
  ).all(concept)
  const fields = sql<{ field: HumanField; value: string }>(db, 'SELECT field, value FROM decisions WHERE concept_id=?').all(concept)
  const usage = sql<{ surface: string; status: UsageStatus }>(db, 'SELECT surface, status FROM usage WHERE concept_id=?').all(concept)
  return {
    ...row,
    surfaces,
    fields: Object.fromEntries(fields.map(({ field, value }) => [field, value])),
    usage: Object.fromEntries(usage.map(({ surface, status }) => [surface, status])),
  }
}

function write(db: Db, concept: ConceptId, value: ImportedConcept | null): void {
  const there = conceptExists(db, concept)
  if (there) {
    sql(db, 'DELETE FROM decisions WHERE concept_id=?').run(concept)
    sql(db, 'DELETE FROM usage WHERE concept_id=?').run(concept)
  }
  if (value === null) remove(db, concept)
  else put(db, concept, value, there)
}

/** A concept that a run has found since stays, as one the machine found: only what the import said about it goes. */
function remove(db: Db, concept: ConceptId): void {
  if (foundByRun(db, concept)) {
    sql(db, `UPDATE concepts SET origin='machine' WHERE id=?`).run(concept)
    sql(db, `UPDATE surfaces SET origin='machine' WHERE concept_id=?`).run(concept)
    return
  }
  sql(db, 'DELETE FROM surfaces WHERE concept_id=?').run(concept)
  sql(db, 'DELETE FROM terms WHERE concept_id=?').run(concept)
  sql(db, 'DELETE FROM concepts WHERE id=?').run(concept)
}

function put(db: Db, concept: ConceptId, value: ImportedConcept, there: boolean): void {
  if (there) sql(db, `UPDATE concepts SET origin='human' WHERE id=?`).run(concept)
  else insertConcept(db, 'human', value, concept)
  const surface = sql(
    db,
    `INSERT INTO surfaces(language, key, sense, concept_id, surface, origin) VALUES(?, ?, ?, ?, ?, 'human')
     ON CONFLICT(language, key, sense) DO UPDATE SET concept_id=excluded.concept_id, surface=excluded.surface, origin='human'`,
  )
  for (const { language, key, sense, surface: spelling } of value.surfaces) surface.run(language, key, sense, concept, spelling)
  const field = sql(db, 'INSERT INTO decisions(concept_id, field, value) VALUES(?, ?, ?)')
  for (const [name, text] of Object.entries(value.fields)) field.run(concept, name, text)
  const usage = sql(db, 'INSERT INTO usage(concept_id, surface, status) VALUES(?, ?, ?)')
  for (const [spelling, status] of Object.entries(value.usage)) usage.run(concept, spelling, status)
  if (!there) carryNewConcept(db, concept, rowOf(value), viewOfFields(value.fields, false))
}

function rowOf({ language, headword, key, surfaces, fields }: ImportedConcept): NewRow {
  const own = surfaces.filter((one) => one.language === language && one.key === key)
  const sense = own.reduce((least, one) => Math.min(least, one.sense), own[0]?.sense ?? 0)
  return { language, headword, key, sense, record: fields.imported === undefined ? null : (JSON.parse(fields.imported) as ImportedRecord) }
}

function refuse(db: Db, concept: ConceptId, value: ImportedConcept | null): string | null {
  if (value === null) {
    const merged = sql(db, 'SELECT 1 FROM merges WHERE into_id=@id OR concept_id=@id').get({ id: concept })
    return merged ? 'This term was merged since. Split it first.' : null
  }
  const taken = sql<{ concept: number }>(
    db,
    `SELECT concept_id AS concept FROM surfaces WHERE language=? AND key=? AND sense=? AND origin='human'`,
  )
  const other = value.surfaces.find(({ language, key, sense }) => {
    const owner = taken.get(language, key, sense)
    return owner !== undefined && owner.concept !== concept
  })
  return other ? `"${other.surface}" is a spelling of another term by now.` : null
}

export const importedConcept = {
  read: (db: Db, { concept }: { readonly concept: ConceptId }): ImportedConcept | null => read(db, concept),
  write: (db: Db, { concept }: { readonly concept: ConceptId }, value: ImportedConcept | null): void => write(db, concept, value),
  refuse: (db: Db, { concept }: { readonly concept: ConceptId }, value: ImportedConcept | null): string | null =>
    refuse(db, concept, value),
  // A new concept gets its rows as they are to be; those of one that is there already have to be looked at again.
  affects: (db: Db, { concept }: { readonly concept: ConceptId }): readonly ConceptId[] => (conceptExists(db, concept) ? [concept] : []),
  affectsAfter: (): readonly ConceptId[] => [],
  stamp: 'constraints',
} as const
