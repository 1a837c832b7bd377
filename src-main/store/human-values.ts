import { MOST_FILTERS } from '../contract/filters.ts'
import type { ConceptId } from '../contract/library-api.ts'
import { bytesHash, chosenEncoding, contentKey } from '../contract/text/content-key.ts'
import { HUMAN_FIELDS, type HumanChange, type LivePointer, type NewConcept } from './api-human.ts'
import { conceptExists, insertConcept, members, mergeChain, orderedPair } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { rememberContent } from './former-contents.ts'
import { foundByRun, importedConcept } from './imported-concept.ts'
import { metaValue, setMeta } from './info.ts'
import { hasRule, setRule } from './left-out.ts'
import { reasonKey } from './problems.ts'
import { carryNewConcept } from './reconcile.ts'
import { liveRevision, setLive } from './revisions.ts'
import { filterCount, filterValue, setFilter } from './saved-filters.ts'
import type { Stamp } from './stamps.ts'

/**
 * One adapter per kind of human value: how it is read, written, why it can't be, whose rows it changes, which stages it makes outdated.
 * A value of null means that nobody said anything.
 */
export interface Adapter<C extends HumanChange> {
  read(db: Db, key: C['key']): C['before']
  write(db: Db, key: C['key'], value: C['after']): void
  /** A sentence why the value can't be written, although what was there before still holds; null when it can. */
  refuse?(db: Db, key: C['key'], value: C['after']): string | null
  /** Concepts whose rows repeat this value; asked before and after the write. */
  affects(db: Db, key: C['key'], value: C['after']): readonly ConceptId[]
  /** What is asked after the write instead, where the write itself brings rows up to date. */
  affectsAfter?(db: Db, key: C['key'], value: C['after']): readonly ConceptId[]
  readonly stamp: Stamp | null
}

type Of<Kind extends HumanChange['kind']> = Extract<HumanChange, { kind: Kind }>
type Adapters = { readonly [Kind in HumanChange['kind']]: Adapter<Of<Kind>> }

const noConcept = (id: ConceptId): string => `The term no. ${id} is not in this library any more.`

const field: Adapter<Of<'field'>> = {
  read: (db, { concept, field }) =>
    sql<{ value: string }>(db, 'SELECT value FROM decisions WHERE concept_id=? AND field=?').get(concept, field)?.value ?? null,
  write: (db, { concept, field }, value) => {
    if (value === null) sql(db, 'DELETE FROM decisions WHERE concept_id=? AND field=?').run(concept, field)
    else sql(db, 'INSERT OR REPLACE INTO decisions(concept_id, field, value) VALUES(?, ?, ?)').run(concept, field, value)
  },
  refuse: (db, { concept, field }, value) => {
    if (!HUMAN_FIELDS.includes(field)) return `There is no field ${field}.`
    if (field === 'decision' && value !== null && value !== 'accepted' && value !== 'dropped') return `${value} is not a decision.`
    return conceptExists(db, concept) ? null : noConcept(concept)
  },
  affects: (_db, { concept }) => [concept],
  stamp: 'texts',
}

const usage: Adapter<Of<'usage'>> = {
  read: (db, { concept, surface }) =>
    sql<{ status: 'preferred' | 'admitted' | 'forbidden' }>(db, 'SELECT status FROM usage WHERE concept_id=? AND surface=?').get(
      concept,
      surface,
    )?.status ?? null,
  write: (db, { concept, surface }, value) => {
    if (value === null) sql(db, 'DELETE FROM usage WHERE concept_id=? AND surface=?').run(concept, surface)
    else sql(db, 'INSERT OR REPLACE INTO usage(concept_id, surface, status) VALUES(?, ?, ?)').run(concept, surface, value)
  },
  refuse: (db, { concept }) => (conceptExists(db, concept) ? null : noConcept(concept)),
  affects: (_db, { concept }) => [concept],
  stamp: 'constraints',
}

const listed: Adapter<Of<'listed'>> = {
  read: (db, { list, language, key }) =>
    sql<{ surface: string }>(db, 'SELECT surface FROM listed_terms WHERE list=? AND language=? AND key=?').get(list, language, key)
      ?.surface ?? null,
  write: (db, { list, language, key }, value) => {
    if (value === null) sql(db, 'DELETE FROM listed_terms WHERE list=? AND language=? AND key=?').run(list, language, key)
    else sql(db, 'INSERT OR REPLACE INTO listed_terms(list, language, key, surface) VALUES(?, ?, ?, ?)').run(list, language, key, value)
  },
  affects: (db, { language, key }) =>
    sql<{ id: number }>(
      db,
      `SELECT concept_id AS id FROM surfaces WHERE language=@language AND key=@key
       UNION SELECT v.concept_id FROM revisions r CROSS JOIN term_variants v INDEXED BY term_variants_by_key
         ON v.revision_id=r.id AND v.language=@language AND v.key=@key
       UNION SELECT t.concept_id FROM revisions r CROSS JOIN terms t INDEXED BY terms_by_ref
         ON t.revision_id=r.id AND t.language=@language AND t.key=@key`,
    )
      .all({ language, key })
      .flatMap(({ id }) => mergeChain(db, id)),
  stamp: 'constraints',
}

const linkKey = (key: Of<'link'>['key']): unknown[] => orderedPair(key.a, key.b).flatMap((ref) => [ref.language, ref.key, ref.sense])
const LINK = 'a_language=? AND a_key=? AND a_sense=? AND b_language=? AND b_key=? AND b_sense=?'

const link: Adapter<Of<'link'>> = {
  read: (db, key) => sql<{ kind: 'must' | 'cannot' }>(db, `SELECT kind FROM links WHERE ${LINK}`).get(...linkKey(key))?.kind ?? null,
  write: (db, key, value) => {
    if (value === null) sql(db, `DELETE FROM links WHERE ${LINK}`).run(...linkKey(key))
    else {
      sql(db, 'INSERT OR REPLACE INTO links(a_language, a_key, a_sense, b_language, b_key, b_sense, kind) VALUES(?, ?, ?, ?, ?, ?, ?)').run(
        ...linkKey(key),
        value,
      )
    }
  },
  affects: () => [],
  stamp: 'constraints',
}

const ignored: Adapter<Of<'ignored-problem'>> = {
  read: (db, { fingerprint }) =>
    sql(db, 'SELECT 1 FROM ignored_problems WHERE fingerprint=?').get(fingerprint) ? (metaValue(db, reasonKey(fingerprint)) ?? true) : null,
  write: (db, { fingerprint }, value) => {
    sql(db, 'DELETE FROM meta WHERE key=?').run(reasonKey(fingerprint))
    if (value === null) sql(db, 'DELETE FROM ignored_problems WHERE fingerprint=?').run(fingerprint)
    else sql(db, 'INSERT OR IGNORE INTO ignored_problems(fingerprint) VALUES(?)').run(fingerprint)
    if (typeof value === 'string') setMeta(db, reasonKey(fingerprint), value)
  },
  affects: () => [],
  stamp: null,
}

const concept: Adapter<Of<'concept'>> = {
  read: (db, { concept }) =>
    sql<NewConcept>(db, `SELECT language, headword, key FROM concepts WHERE id=? AND origin='human'`).get(concept) ?? null,
  write: (db, { concept }, value) => {
    if (value === null) {
      sql(db, 'DELETE FROM terms WHERE concept_id=?').run(concept)
      sql(db, 'DELETE FROM concepts WHERE id=?').run(concept)
      return
    }
    insertConcept(db, 'human', value, concept)
    carryNewConcept(db, concept)
  },
  refuse: (db, { concept }, value) => {
    if (value !== null) return conceptExists(db, concept) ? 'A term with that number is in the library already.' : null
    if (foundByRun(db, concept)) return 'A run has found this term in the documents since. Drop it instead.'
    const said = sql(
      db,
      'SELECT 1 FROM decisions WHERE concept_id=@id UNION ALL SELECT 1 FROM usage WHERE concept_id=@id UNION ALL SELECT 1 FROM merges WHERE into_id=@id',
    ).get({ id: concept })
    return said ? 'Other changes build on this term. Undo those first, or drop the term.' : null
  },
  affects: (_db, { concept }) => [concept],
  stamp: 'constraints',
}

const surface: Adapter<Of<'surface'>> = {
  read: (db, ref) =>
    sql<{ id: number }>(db, 'SELECT concept_id AS id FROM surfaces WHERE language=? AND key=? AND sense=?').get(
      ref.language,
      ref.key,
      ref.sense,
    )?.id ?? null,
  write: (db, ref, value) => {
    const { language, key, sense } = ref
    if (value === null) sql(db, 'DELETE FROM surfaces WHERE language=? AND key=? AND sense=?').run(language, key, sense)
    else {
      sql(
        db,
        `INSERT INTO surfaces(language, key, sense, concept_id, surface, origin) VALUES(@language, @key, @sense, @value,
           coalesce(@surface, (SELECT headword FROM concepts WHERE id=@value AND language=@language AND key=@key), @key), 'human')
         ON CONFLICT(language, key, sense) DO UPDATE SET concept_id=@value, origin='human'`,
      ).run({ language, key, sense, value, surface: ref.surface ?? null })
    }
  },
  affects: (db, ref, value) => [...(value === null ? [] : [value]), ...current(surface.read(db, ref))].flatMap((id) => mergeChain(db, id)),
  stamp: 'constraints',
}

const current = (id: ConceptId | null): ConceptId[] => (id === null ? [] : [id])

const mergedInto: Adapter<Of<'merged-into'>> = {
  read: (db, { concept }) => sql<{ id: number }>(db, 'SELECT into_id AS id FROM merges WHERE concept_id=?').get(concept)?.id ?? null,
  write: (db, { concept }, value) => {
    if (value === null) sql(db, 'DELETE FROM merges WHERE concept_id=?').run(concept)
    else sql(db, 'INSERT OR REPLACE INTO merges(concept_id, into_id) VALUES(?, ?)').run(concept, value)
  },
  refuse: (db, { concept }, value) => {
    if (value === null) return null
    if (!conceptExists(db, concept)) return noConcept(concept)
    if (!conceptExists(db, value)) return noConcept(value)
    return members(db, concept).includes(value) ? 'These terms are one already.' : null
  },
  affects: (db, { concept }, value) => [concept, ...current(value)].flatMap((id) => mergeChain(db, id)),
  stamp: 'constraints',
}

const documentHidden: Adapter<Of<'document-hidden'>> = {
  read: (db, { document }) => (sql(db, 'SELECT 1 FROM documents WHERE id=? AND hidden=1').get(document) ? true : null),
  write: (db, { document }, value) => {
    sql(db, 'UPDATE documents SET hidden=? WHERE id=?').run(value === null ? 0 : 1, document)
  },
  refuse: (db, { document }) =>
    sql(db, 'SELECT 1 FROM documents WHERE id=?').get(document) ? null : 'That document is not in this library any more.',
  affects: () => [],
  stamp: 'documents',
}

const documentEncoding: Adapter<Of<'document-encoding'>> = {
  read: (db, { document }) => chosenEncoding(contentOf(db, document)),
  write: (db, { document }, value) => {
    const content = contentOf(db, document)
    if (content === null) return
    rememberContent(db, document)
    // Read anew by the next run: its language may be another one, too.
    sql(
      db,
      `UPDATE documents SET content_hash=?, language=NULL, status=CASE WHEN status='missing' OR scan_skipped THEN status ELSE 'new' END
       WHERE id=?`,
    ).run(contentKey(bytesHash(content), value) || null, document)
  },
  refuse: (db, { document }) =>
    contentOf(db, document) === null ? 'That document is not in this library any more, or was never read.' : null,
  affects: () => [],
  stamp: 'documents',
}

const contentOf = (db: Db, document: number): string | null =>
  sql<{ hash: string | null }>(db, 'SELECT content_hash AS hash FROM documents WHERE id=?').get(document)?.hash ?? null

const leftOut: Adapter<Of<'left-out'>> = {
  read: (db, rule) => (hasRule(db, rule) ? true : null),
  write: (db, rule, value) => setRule(db, rule, value !== null),
  affects: () => [],
  stamp: 'documents',
}

const savedFilter: Adapter<Of<'saved-filter'>> = {
  read: (db, { filter }) => filterValue(db, filter),
  write: (db, { filter }, value) => setFilter(db, filter, value),
  refuse: (db, { filter }, value) =>
    value !== null && filterValue(db, filter) === null && filterCount(db) >= MOST_FILTERS
      ? `A library keeps ${MOST_FILTERS} filters. Delete one you no longer need.`
      : null,
  affects: () => [],
  stamp: null,
}

const live: Adapter<Of<'live'>> = {
  read: (db, { stage }) => liveRevision(db, stage),
  write: (db, { stage }, value) => {
    if (value !== null) setLive(db, stage, value)
    else {
      sql(db, 'DELETE FROM live_revisions WHERE stage=?').run(stage)
      sql(db, `UPDATE revisions SET state='unfinished' WHERE stage=? AND state IN('live','previous')`).run(stage)
    }
  },
  refuse: (db, { stage }, value) => (value === null ? null : pointerProblem(db, stage, value)),
  affects: () => [],
  stamp: null,
}

function pointerProblem(db: Db, stage: string, value: LivePointer): string | null {
  const row = sql<{ state: string }>(db, 'SELECT state FROM revisions WHERE id=? AND stage=?').get(value.revisionId, stage)
  if (!row || row.state === 'discarded') return 'The results of that run are no longer kept. Run it again.'
  return row.state === 'staging' ? 'That run is still going on. Wait for its end.' : null
}

export const ADAPTERS: Adapters = {
  field,
  usage,
  listed,
  link,
  'ignored-problem': ignored,
  concept,
  'imported-concept': importedConcept,
  surface,
  'merged-into': mergedInto,
  'document-hidden': documentHidden,
  'document-encoding': documentEncoding,
  'left-out': leftOut,
  'saved-filter': savedFilter,
  live,
}

/** The adapter of a change, with its kind and its value types tied together. */
export const adapterOf = <C extends HumanChange>(kind: C['kind']): Adapter<C> => ADAPTERS[kind] as unknown as Adapter<C>
