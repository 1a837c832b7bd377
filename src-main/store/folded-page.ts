import type { ConceptId, TermPage, TermQuery } from '../contract/library-api.ts'
import { type Db, sql } from './connection.ts'
import { prepareNesting } from './nesting.ts'
import { type Order, orderBy, slice } from './term-order.ts'
import { type Sight, type StoredTerm, toTermRow } from './term-rows.ts'

/** Pages of a list in which shorter terms are folded under longer ones: counted, sorted and cut to pages in SQLite. */

/** Views that are folded, as conditions on the rows of one table. */
const VIEWS: Partial<Record<TermQuery['view'], (row: string) => string>> = {
  glossary: (row) => `${row}.in_glossary=1`,
  all: () => '1',
  undecided: (row) => `${row}.decision=0`,
  review: (row) => `${row}.in_glossary=1 AND ${row}.decision=0`,
}

const inView = (view: TermQuery['view'], row: string): string =>
  `${row}.revision_id=@extract AND ${row}.hidden=0 AND ${VIEWS[view]?.(row) ?? '1'}`

/** The longer term is in the view, too: a term whose longer one is not stands for itself. */
const isFolded = (view: TermQuery['view']): string =>
  `EXISTS (SELECT 1 FROM temp.nested n JOIN terms p ON p.revision_id=@extract AND p.concept_id=n.top_id
     WHERE n.concept_id=t.concept_id AND ${inView(view, 'p')})`

/** The term a concept is folded under in a view; null when it is a row of its own. */
export function foldedUnder(db: Db, sight: Sight, view: TermQuery['view'], concept: ConceptId): ConceptId | null {
  prepareNesting(db, sight.extract)
  const row = sql<{ top: ConceptId }>(
    db,
    `SELECT n.top_id AS top FROM temp.nested n JOIN terms t ON t.revision_id=@extract AND t.concept_id=n.concept_id
       JOIN terms p ON p.revision_id=@extract AND p.concept_id=n.top_id
     WHERE n.concept_id=@concept AND ${inView(view, 't')} AND ${inView(view, 'p')}`,
  ).get({ extract: sight.extract, concept })
  return row?.top ?? null
}

interface Listed {
  readonly id: number
  readonly concept: ConceptId
  /** Null: a row of the first level. */
  readonly under: ConceptId | null
}

/** The page, with the number of terms that are no rows of the list because their longer one is closed. */
export function foldedPage(db: Db, sight: Sight, query: TermQuery & { readonly order: Order }): TermPage {
  prepareNesting(db, sight.extract)
  const { view } = query
  const { extract } = sight
  const open = JSON.stringify(query.open ?? [])
  const all = count(db, `SELECT count(*) AS n FROM terms t INDEXED BY ${query.order.index} WHERE ${inView(view, 't')}`, { extract })
  const nested = count(
    db,
    `SELECT count(*) AS n FROM temp.nested x CROSS JOIN terms t ON t.revision_id=@extract AND t.concept_id=x.concept_id WHERE ${inView(view, 't')} AND ${isFolded(view)}`,
    { extract },
  )
  const shown = query.open?.length ? count(db, `SELECT count(*) AS n ${childrenOf(view)}`, { extract, open }) : 0
  const rows = shown === 0 ? topRows(db, query, extract, slice(query)) : openRows(db, query, extract, open, slice(query))
  const read = sql<StoredTerm>(db, 'SELECT * FROM terms WHERE id=?')
  const below = sql<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM temp.nested n CROSS JOIN terms t ON t.revision_id=@extract AND t.concept_id=n.concept_id
     WHERE n.top_id=@concept AND ${inView(view, 't')}`,
  )
  return {
    total: all - nested + shown,
    folded: nested - shown,
    rows: rows.map(({ id, under }) => {
      const term = toTermRow(db, sight, read.get(id) as StoredTerm)
      if (under !== null) return { ...term, under }
      const n = below.get({ extract, concept: term.id })?.n ?? 0
      return n === 0 ? term : { ...term, nested: n }
    }),
  }
}

/** Ids of every row of the list, those of open terms included. */
export function foldedIds(db: Db, sight: Sight, query: TermQuery & { readonly order: Order }): ConceptId[] {
  prepareNesting(db, sight.extract)
  const all = { limit: -1, offset: 0 }
  const rows = query.open?.length
    ? openRows(db, query, sight.extract, JSON.stringify(query.open), all)
    : topRows(db, query, sight.extract, all)
  return rows.map(({ concept }) => concept)
}

const count = (db: Db, text: string, parameters: object): number => sql<{ n: number }>(db, text).get(parameters)?.n ?? 0

/** The part of a list that is wanted; a limit of -1 = to its end. */
type Part = { readonly limit: number; readonly offset: number }

/** Nothing is open: the order is that of the index, so only as much is read as the page needs. */
function topRows(db: Db, query: TermQuery & { readonly order: Order }, extract: number, part: Part): Listed[] {
  const { order, view } = query
  return sql<Listed>(
    db,
    `SELECT t.id, t.concept_id AS concept, NULL AS under FROM terms t INDEXED BY ${order.index} WHERE ${inView(view, 't')} AND NOT ${isFolded(view)}
     ${orderBy(order, 't.')} LIMIT @limit OFFSET @offset`,
  ).all({ extract, ...part })
}

/** Shown children: those of open terms. `p` the longer one, `t` the shorter. */
const childrenOf = (view: TermQuery['view']): string =>
  `FROM json_each(@open) o CROSS JOIN temp.nested n ON n.top_id=o.value
     CROSS JOIN terms p ON p.revision_id=@extract AND p.concept_id=n.top_id
     CROSS JOIN terms t ON t.revision_id=@extract AND t.concept_id=n.concept_id
   WHERE ${inView(view, 'p')} AND ${inView(view, 't')}`

/** Rows of the first level with the children of the open ones right after them, both in the order asked for. */
function openRows(db: Db, query: TermQuery & { readonly order: Order }, extract: number, open: string, part: Part): Listed[] {
  const { order, view } = query
  const anchors = (row: string) => order.columns.map(([name], i) => `${row}.${name} AS a${i}`).join(', ')
  const own = order.columns.map(([name], i) => `t.${name} AS b${i}`).join(', ')
  const none = order.columns.map((_column, i) => `NULL AS b${i}`).join(', ')
  const by = [
    ...order.columns.map(([_name, direction], i) => `a${i} ${direction}`),
    'level',
    ...order.columns.map(([_name, direction], i) => `b${i} ${direction}`),
  ]
  return sql<Listed>(
    db,
    `SELECT id, concept, under FROM (
       SELECT t.id, t.concept_id AS concept, NULL AS under, 0 AS level, ${anchors('t')}, ${none} FROM terms t INDEXED BY ${order.index}
         WHERE ${inView(view, 't')} AND NOT ${isFolded(view)}
       UNION ALL
       SELECT t.id, t.concept_id AS concept, n.top_id AS under, 1 AS level, ${anchors('p')}, ${own} ${childrenOf(view)})
     ORDER BY ${by.join(', ')} LIMIT @limit OFFSET @offset`,
  ).all({ extract, open, ...part })
}
