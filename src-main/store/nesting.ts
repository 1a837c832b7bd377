import { type Db, sql } from './connection.ts'

/**
 * Which terms are folded under a longer one they are part of (memoQ's "hide shorter"; Frantzi and Ananiadou's nested terms). A shorter term is
 * folded when the longer one stands before it in the ranking and holds at least two thirds of its uses: `duty` in `duty manager`. A word that
 * is used on its own as well, as `container` beside `reefer container`, stays in the list.
 *
 * Kept in a temporary table of the reading connection, made when a revision is first asked for and made anew when its rows are others.
 */

/** Of the shorter term's uses, at least this share is inside the longer one. */
const INSIDE = 2 / 3
/** Keys with more places a part may begin or end at are sentences rather than terms: their parts are not looked for. */
const MOST_BOUNDARIES = 24

const SPACE = 0x20
/** Kana, Han, and the marks that go with them; all in the basic plane, so that one unit is one character. */
const isCjk = (unit: number): boolean =>
  (unit >= 0x3040 && unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff) || unit === 0x3005 || unit === 0x3006

/** Places of a key where a part of it may begin or end: at its ends, beside a space, on either side of a CJK character. UTF-16 units. */
function boundaries(key: string): number[] {
  const places = [0]
  let before = key.charCodeAt(0)
  for (let at = 1; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    if (unit === SPACE || before === SPACE || isCjk(unit) || isCjk(before)) places.push(at)
    before = unit
  }
  places.push(key.length)
  return places
}

/** Every shorter part of a key that could be a term: at least two characters, no space at its ends. */
export function partsOf(key: string): string[] {
  const places = boundaries(key)
  if (places.length > MOST_BOUNDARIES) return []
  const parts: string[] = []
  for (let i = 0; i < places.length; i++) {
    const from = places[i]!
    if (key.charCodeAt(from) === SPACE) continue
    for (let j = i + 1; j < places.length; j++) {
      const to = places[j]!
      if (to - from < 2 || to - from === key.length || key.charCodeAt(to - 1) === SPACE) continue
      parts.push(key.slice(from, to))
    }
  }
  return parts
}

export interface Nestable {
  readonly concept: number
  readonly language: string
  readonly key: string
  readonly frequency: number
}

/**
 * The longer term each folded term is under; always one that is folded under none, so that the tree has two levels.
 *
 * @param terms in the order of the ranking, the best first
 */
export function nest(terms: readonly Nestable[]): Map<number, number> {
  const places = placesByLanguage(terms)
  const under = new Map<number, number>()
  for (const [i, longer] of terms.entries()) {
    const sameLanguage = places.get(longer.language)!
    for (const part of partsOf(longer.key)) {
      const at = sameLanguage.get(part)
      if (at === undefined || at <= i || longer.frequency < INSIDE * terms[at]!.frequency) continue
      const known = under.get(at)
      // Of several longer ones that with the most uses, then the better ranked, which came first.
      if (known === undefined || terms[known]!.frequency < longer.frequency) under.set(at, i)
    }
  }
  const top = (i: number): number => {
    const above = under.get(i)
    return above === undefined ? i : top(above)
  }
  return new Map([...under.keys()].map((i) => [terms[i]!.concept, terms[top(i)]!.concept]))
}

/** Where in the ranking each key first stands. */
function placesByLanguage(terms: readonly Nestable[]): Map<string, Map<string, number>> {
  const places = new Map<string, Map<string, number>>()
  for (const [i, { language, key }] of terms.entries()) {
    const known = places.get(language) ?? new Map<string, number>()
    places.set(language, known)
    if (!known.has(key)) known.set(key, i)
  }
  return places
}

/** What the table was made from, by connection. */
const madeFrom = new WeakMap<Db, string>()

/** Makes sure that `temp.nested` (concept_id, top_id) is that of the revision as it is now. */
export function prepareNesting(db: Db, revisionId: number): void {
  const now = sql<{ n: number; last: number | null }>(db, 'SELECT count(*) AS n, max(id) AS last FROM terms WHERE revision_id=?').get(
    revisionId,
  )
  const state = `${revisionId} ${now?.n} ${now?.last}`
  if (madeFrom.get(db) === state) return
  const rows = sql<Nestable>(
    db,
    `SELECT concept_id AS concept, language, key, frequency FROM terms INDEXED BY terms_rank
     WHERE revision_id=? AND hidden=0 ORDER BY glossary_rank, concept_id`,
  ).all(revisionId)
  const nested = nest(rows)
  // The connection reads only; its temporary tables are its own and in no file of ours.
  db.pragma('query_only = OFF')
  try {
    db.exec(`CREATE TEMP TABLE IF NOT EXISTS nested(concept_id INTEGER PRIMARY KEY, top_id INTEGER NOT NULL);
      CREATE INDEX IF NOT EXISTS temp.nested_by_top ON nested(top_id); DELETE FROM temp.nested;`)
    const insert = db.prepare('INSERT INTO temp.nested(concept_id, top_id) SELECT key, value FROM json_each(?)')
    insert.run(JSON.stringify(Object.fromEntries(nested)))
  } finally {
    db.pragma('query_only = ON')
  }
  madeFrom.set(db, state)
}
