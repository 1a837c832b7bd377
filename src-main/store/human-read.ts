import type { ConceptId, Decision } from '../contract/library-api.ts'
import type { Constraints } from '../contract/run-protocol.ts'
import { foldKey } from '../contract/text/fold.ts'
import type { HumanChange, HumanFields, HumanSnapshot, ListedTerm } from './api-human.ts'
import { type Db, sql } from './connection.ts'
import { adapterOf } from './human-values.ts'
import { savedFilters } from './saved-filters.ts'
import { conceptRefs } from './term-detail.ts'
import { fieldsOf } from './term-rows.ts'

/** Reading the human layer. */

export const readValues = (db: Db, keys: readonly Pick<HumanChange, 'kind' | 'key'>[]): HumanChange['before'][] =>
  keys.map(({ kind, key }) => adapterOf<HumanChange>(kind).read(db, key))

const DECISIONS: readonly Decision[] = ['accepted', 'dropped']

export function humanFields(db: Db, concept: ConceptId): HumanFields {
  const fields = fieldsOf(db, concept)
  return {
    decision: DECISIONS.find((decision) => decision === fields.decision) ?? 'undecided',
    definition: fields.definition ?? null,
    headword: fields.headword ?? null,
    reading: fields.reading ?? null,
    category: fields.category ?? null,
    note: fields.note ?? null,
  }
}

interface LinkRow {
  readonly al: 'en' | 'ja' | 'other'
  readonly ak: string
  readonly as: number
  readonly bl: 'en' | 'ja' | 'other'
  readonly bk: string
  readonly bs: number
  readonly kind: 'must' | 'cannot'
}

const links = (db: Db): HumanSnapshot['links'] =>
  sql<LinkRow>(
    db,
    `SELECT a_language AS al, a_key AS ak, a_sense AS "as", b_language AS bl, b_key AS bk, b_sense AS bs, kind FROM links ORDER BY 1, 2, 3, 4, 5, 6`,
  )
    .all()
    .map((row) => ({
      a: { language: row.al, key: row.ak, sense: row.as },
      b: { language: row.bl, key: row.bk, sense: row.bs },
      kind: row.kind,
    }))

const listed = (db: Db): ListedTerm[] => sql<ListedTerm>(db, 'SELECT list, language, key, surface FROM listed_terms ORDER BY 1, 2, 3').all()

/** All of the human layer, sorted by key. */
export function humanSnapshot(db: Db): HumanSnapshot {
  const rows = <Row>(text: string): Row[] => sql<Row>(db, text).all()
  return {
    fields: rows('SELECT concept_id AS concept, field, value FROM decisions ORDER BY 1, 2'),
    usage: rows('SELECT concept_id AS concept, surface, status AS usage FROM usage ORDER BY 1, 2'),
    listed: listed(db),
    links: links(db),
    ignoredProblems: rows<{ fingerprint: string }>('SELECT fingerprint FROM ignored_problems ORDER BY 1').map((row) => row.fingerprint),
    concepts: rows(`SELECT id AS concept, language, headword, key FROM concepts WHERE origin='human' ORDER BY 1`),
    merged: rows('SELECT concept_id AS concept, into_id AS "into" FROM merges ORDER BY 1'),
    filters: savedFilters(db).map(({ id, name, at, query }) => ({ id, name, at, query })),
    hiddenDocuments: rows<{ id: number }>('SELECT id FROM documents WHERE hidden=1 ORDER BY 1').map((row) => row.id),
  }
}

/** What a run must obey. */
export function readConstraints(db: Db): Constraints {
  const all = listed(db)
  const pairs = links(db)
  const of = (list: 'required' | 'excluded') =>
    all.filter((entry) => entry.list === list).map(({ language, surface, key }) => ({ language, surface, key }))
  return {
    required: of('required'),
    excluded: of('excluded'),
    mustLink: pairs.filter((pair) => pair.kind === 'must').map(({ a, b }) => [a, b]),
    cannotLink: pairs.filter((pair) => pair.kind === 'cannot').map(({ a, b }) => [a, b]),
    forbidden: forbidden(db),
  }
}

function forbidden(db: Db): Constraints['forbidden'] {
  const rows = sql<{ concept: number; surface: string }>(
    db,
    `SELECT concept_id AS concept, surface FROM usage WHERE status='forbidden' ORDER BY 1, 2`,
  ).all()
  return rows.flatMap(({ concept, surface }) => {
    const refs = conceptRefs(db, concept)
    return refs ? [{ concept: refs.headword, key: foldKey(surface), surface }] : []
  })
}
