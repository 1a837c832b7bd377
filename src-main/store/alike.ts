import type { AlikeDecision, AlikePage, AlikeQuery, AlikeRow, AlikeRule, Look } from '../contract/alike.ts'
import type { ConceptId } from '../contract/library-api.ts'
import { foldKey } from '../contract/text/fold.ts'
import { type Db, sql } from './connection.ts'
import { headwordSeen, sightOf } from './term-rows.ts'

/** Terms that fit a rule ("all like this"): counted and cut to pages in SQLite, so that a change of the rule is answered at once. */

/** As looksLike of the contract. GLOB compares characters, and its ranges go by code point. */
export const LOOKS_IN_SQL: Readonly<Record<Look, string>> = {
  digits: `t.headword GLOB '*[0-9０-９]*'`,
  capitals: `t.headword GLOB '*[A-Z]*[A-Z]*' AND t.headword NOT GLOB '*[a-z]*'`,
  code: `(t.headword GLOB '*[/\\_]*' OR t.headword GLOB '*[A-Za-z0-9].[A-Za-z0-9]*' OR t.headword GLOB '[-.]*')`,
  'one-character': `length(t.headword)=1`,
  'one-word': `instr(t.headword, ' ')=0 AND t.headword GLOB '*[A-Za-z]*'`,
  hiragana: `t.headword<>'' AND t.headword NOT GLOB '*[^ぁ-ゖー]*'`,
  katakana: `t.headword<>'' AND t.headword NOT GLOB '*[^ァ-ヺー・]*'`,
}

/** Where a word may end or begin inside a key: at a space, and beside kana and Han. */
const EDGE = `'[ ぁ-ヿ㐀-䶿一-鿿々〆]'`
/** A word stands whole; characters of Japanese stand anywhere. */
const beside = (unit: string, word: string): string => `(${unit}='' OR ${unit} GLOB ${EDGE} OR ${word} GLOB ${EDGE})`

const CONDITIONS: Readonly<Record<Exclude<keyof AlikeRule, 'looks' | 'glossary'>, string>> = {
  begins: `substr(t.key, 1, length(@begins))=@begins AND ${beside('substr(t.key, length(@begins)+1, 1)', 'substr(@begins, -1)')}`,
  ends: `substr(t.key, -length(@ends))=@ends AND ${beside('substr(t.key, -length(@ends)-1, 1)', 'substr(@ends, 1, 1)')}`,
  contains: 'instr(t.key, @contains)>0',
  language: 't.language=@language',
  category: `(CASE WHEN t.concept_id IN (SELECT concept_id FROM decisions WHERE field='category')
    THEN (SELECT value FROM decisions WHERE concept_id=t.concept_id AND field='category') ELSE t.category END)=@category`,
  documents: 't.documents<=@documents',
  uses: 't.frequency<=@uses',
  score: 't.glossary_score<=@score',
}
const AT_MOST: ReadonlySet<string> = new Set(['documents', 'uses', 'score'])

/** People gave it words of their own: no rule takes it away. A category alone is a way to mark what is to be dropped. */
const TOUCHED = `t.concept_id IN (SELECT concept_id FROM decisions WHERE field IN('definition','headword','reading','note'))`

/** What is decided anew: undecided terms; what people asked for or worked on is never dropped with others. */
const OPEN: Readonly<Record<AlikeDecision, string>> = {
  dropped: `t.decision=0 AND t.listed<>1 AND NOT ${TOUCHED}`,
  accepted: 't.decision=0',
}

interface Where {
  readonly from: string
  readonly parameters: Record<string, unknown>
}

/** Rows of the revision people look at that fit the rule, whatever was decided about them. */
function fitting(db: Db, rule: AlikeRule, decision: AlikeDecision): Where {
  const parameters: Record<string, unknown> = { extract: sightOf(db, true).extract }
  const conditions: string[] = []
  for (const name of Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]) {
    const value = typeof rule[name] === 'string' && name !== 'language' && name !== 'category' ? foldKey(rule[name]) : rule[name]
    if (value === undefined || value === '') continue
    parameters[name] = value
    conditions.push(decision === 'accepted' && AT_MOST.has(name) ? CONDITIONS[name].replace('<=', '>=') : CONDITIONS[name])
  }
  for (const look of rule.looks ?? []) conditions.push(LOOKS_IN_SQL[look])
  if (rule.glossary) conditions.push('t.in_glossary=1')
  // A rule that says nothing fits nothing.
  if (conditions.length === 0) conditions.push('0')
  return {
    from: `FROM terms t INDEXED BY terms_rank WHERE t.revision_id=@extract AND t.hidden=0 AND ${conditions.join(' AND ')}`,
    parameters,
  }
}

/** One page of the terms the decision would be made about, in the order of the glossary, with the number of all of them and of those spared. */
export function alikePage(db: Db, { rule, decision, except, offset, limit }: AlikeQuery): AlikePage {
  const { from, parameters } = fitting(db, rule, decision)
  const counted = sql<{ total: number; excepted: number; accepted: number; dropped: number; required: number; touched: number }>(
    db,
    `SELECT count(*) FILTER (WHERE ${OPEN[decision]}) AS total,
       count(*) FILTER (WHERE ${OPEN[decision]} AND t.concept_id IN (SELECT value FROM json_each(@except))) AS excepted,
       count(*) FILTER (WHERE t.decision=1) AS accepted,
       count(*) FILTER (WHERE t.decision=2) AS dropped, count(*) FILTER (WHERE t.decision=0 AND t.listed=1) AS required,
       count(*) FILTER (WHERE t.decision=0 AND t.listed<>1 AND ${TOUCHED}) AS touched ${from}`,
  ).get({ ...parameters, except: JSON.stringify(except) })!
  const { total, excepted, ...spared } = counted
  const rows = sql<AlikeRow>(
    db,
    `SELECT t.concept_id AS id, ${headwordSeen('t')} AS headword,
       t.language, t.frequency, t.documents ${from} AND ${OPEN[decision]} ORDER BY t.glossary_rank, t.concept_id LIMIT @limit OFFSET @offset`,
  ).all({ ...parameters, limit, offset })
  const none = decision === 'accepted' ? { required: 0, touched: 0 } : {}
  return { total, excepted, spared: { ...spared, ...none }, rows }
}

/** Ids of all the terms the decision would be made about, in the order of the glossary. */
export function alikeConcepts(db: Db, rule: AlikeRule, decision: AlikeDecision): ConceptId[] {
  const { from, parameters } = fitting(db, rule, decision)
  return sql<{ id: ConceptId }>(db, `SELECT t.concept_id AS id ${from} AND ${OPEN[decision]} ORDER BY t.glossary_rank, t.concept_id`)
    .all(parameters)
    .map(({ id }) => id)
}
