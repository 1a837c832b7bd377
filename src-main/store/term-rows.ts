import type { Decision, TermRow } from '../contract/library-api.ts'
import { type DefinitionKind, type DefinitionState, FAILED_ORDINAL } from '../contract/results.ts'
import { type Db, sql } from './connection.ts'
import { liveRevision, previewRevision } from './revisions.ts'
import { NO_RANK } from './terms.ts'

/** Rows of the term grid: the machine's row of a revision with the human layer on top. */

/** The revisions a reader looks at: live ones, or the active run's staged ones where it has staged something. */
export interface Sight {
  readonly extract: number
  readonly generate: number
  /** The live definitions, shown for a concept the staged revision has not come to yet. */
  readonly liveGenerate: number
  readonly review: number
  readonly refine: number
  /** The rows of `extract` are a preview. */
  readonly preview: boolean
}

export function sightOf(db: Db, preview: boolean): Sight {
  const live = (stage: 'extract' | 'generate' | 'review' | 'refine'): number => liveRevision(db, stage)?.revisionId ?? 0
  const staged = (stage: 'extract' | 'generate' | 'review' | 'refine'): number | null => (preview ? previewRevision(db, stage) : null)
  const extract = staged('extract')
  return {
    extract: extract ?? live('extract'),
    generate: staged('generate') ?? live('generate'),
    liveGenerate: live('generate'),
    review: staged('review') ?? live('review'),
    refine: live('refine'),
    preview: extract !== null,
  }
}

/** A row of `terms` as stored, with the names of the table's columns. */
export interface StoredTerm {
  readonly id: number
  readonly concept_id: number
  readonly claim: number
  readonly language: string
  readonly headword: string
  readonly key: string
  readonly sense: number
  readonly reading: string | null
  readonly reading_sure: number
  readonly category: string
  readonly abbreviation: string | null
  readonly frequency: number
  readonly documents: number
  readonly glossary_rank: number
  readonly termhood_rank: number
  readonly glossary_score: number
  readonly termhood_score: number
  readonly accepted: number
  readonly features: string
  readonly related: string
  readonly from_glossary: number
  readonly absent_since: number | null
  readonly decision: number
  readonly listed: number
}

export const storedTerm = (db: Db, revisionId: number, concept: number): StoredTerm | null =>
  sql<StoredTerm>(db, 'SELECT * FROM terms WHERE revision_id=? AND concept_id=?').get(revisionId, concept) ?? null

export type FieldValues = Readonly<Record<string, string | undefined>>

export const fieldsOf = (db: Db, concept: number): FieldValues =>
  Object.fromEntries(
    sql<{ field: string; value: string }>(db, 'SELECT field, value FROM decisions WHERE concept_id=?')
      .all(concept)
      .map((row) => [row.field, row.value]),
  )

export interface MachineDefinition {
  readonly kind: DefinitionKind
  readonly text: string
  readonly sources: string
  readonly ordinal: number
  readonly state: DefinitionState
}

const DEFINITIONS = `SELECT kind, text, sources, ordinal, state FROM definitions WHERE revision_id=? AND concept_id=? AND state<>'failed' AND text<>''
  ORDER BY ordinal`

/** The machine's definitions of a concept, best first; a refinement of the live refine revision comes before them. */
export function machineDefinitions(db: Db, sight: Sight, concept: number, limit = -1): MachineDefinition[] {
  const refined = sql<{ text: string; sources: string; state: DefinitionState }>(
    db,
    `SELECT text, sources, state FROM refinements WHERE revision_id=? AND concept_id=? AND state<>'failed' AND text<>''`,
  ).get(sight.refine, concept)
  const first: MachineDefinition[] = refined ? [{ ...refined, kind: 'written', ordinal: -1 }] : []
  if (first.length === limit) return first
  const found = sql<MachineDefinition>(db, `${DEFINITIONS} LIMIT ?`).all(sight.generate, concept, limit)
  if (found.length > 0 || sight.generate === sight.liveGenerate) return [...first, ...found]
  return [...first, ...sql<MachineDefinition>(db, `${DEFINITIONS} LIMIT ?`).all(sight.liveGenerate, concept, limit)]
}

export interface Fared {
  readonly state: DefinitionState
  readonly reason: string | null
}

const FARED: Fared = { state: 'ok', reason: null }
const WORST = `CASE state WHEN 'failed' THEN 0 WHEN 'unverified' THEN 1 ELSE 2 END`

/** How the machine fared with a concept's definition: a failure counts before a doubt, a doubt before something left out; the refinement after it. */
export function fared(db: Db, sight: Sight, concept: number): Fared {
  const found = sql<Fared>(
    db,
    `SELECT state, reason FROM definitions WHERE revision_id=? AND concept_id=? AND (ordinal=${FAILED_ORDINAL} OR state='unverified' OR (state='partial' AND ordinal=0))
     ORDER BY ${WORST}, ordinal LIMIT 1`,
  ).get(sight.generate, concept)
  if (found) return found
  return (
    sql<Fared>(db, `SELECT state, reason FROM refinements WHERE revision_id=? AND concept_id=? AND state<>'ok'`).get(
      sight.refine,
      concept,
    ) ?? FARED
  )
}

const problemCount = (db: Db, revisionId: number, concept: number): number =>
  sql<{ n: number }>(
    db,
    `SELECT count(*) AS n FROM problem_concepts c JOIN problems p ON p.id=c.problem_id
     WHERE c.revision_id=? AND c.concept_id=? AND p.fingerprint NOT IN (SELECT fingerprint FROM ignored_problems)`,
  ).get(revisionId, concept)?.n ?? 0

const DECISIONS: readonly Decision[] = ['undecided', 'accepted', 'dropped']
const rank = (value: number): number | null => (value === NO_RANK ? null : value)

/** The columns the window's row and the exports read alike. */
export type SaidTerm = Pick<
  StoredTerm,
  | 'concept_id'
  | 'headword'
  | 'language'
  | 'reading'
  | 'reading_sure'
  | 'category'
  | 'abbreviation'
  | 'decision'
  | 'listed'
  | 'frequency'
  | 'documents'
  | 'glossary_rank'
  | 'termhood_rank'
  | 'glossary_score'
  | 'termhood_score'
>

/**
 * SQL: the headword people see: their own, else that of the row.
 * @param row alias of a table with a column `headword` @param id its column with the concept's id
 */
export const headwordSeen = (row: string, id = 'concept_id'): string =>
  `coalesce((SELECT seen.value FROM decisions seen WHERE seen.concept_id=${row}.${id} AND seen.field='headword'), ${row}.headword)`

/** @returns the headword people see of a concept; null where the revision has no row of it */
export const shownHeadword = (db: Db, revisionId: number, concept: number): string | null =>
  sql<{ headword: string }>(db, `SELECT ${headwordSeen('t')} AS headword FROM terms t WHERE t.revision_id=? AND t.concept_id=?`).get(
    revisionId,
    concept,
  )?.headword ?? null

/** What the window's row and the exports say of a term alike: people's words before the machine's, and a machine's reading only of its own headword. */
export function saidOfTerm(term: SaidTerm, fields: FieldValues) {
  const headword = fields.headword ?? term.headword
  const machineReading = headword === term.headword ? term.reading : null
  return {
    id: term.concept_id,
    headword,
    language: term.language,
    reading: fields.reading ?? machineReading,
    readingSure: fields.reading !== undefined || (machineReading !== null && term.reading_sure === 1),
    category: fields.category ?? term.category,
    abbreviation: term.abbreviation,
    decision: DECISIONS[term.decision] ?? 'undecided',
    required: term.listed === 1,
    frequency: term.frequency,
    documents: term.documents,
    glossaryRank: rank(term.glossary_rank),
    termhoodRank: rank(term.termhood_rank),
    glossaryScore: term.glossary_score,
    termhoodScore: term.termhood_score,
  } satisfies Partial<TermRow>
}

/** SQL: concepts of which isProposed holds. Parameters @generate and @refine. */
export const PROPOSED = `SELECT d.concept_id FROM decisions d WHERE d.field='definition' AND coalesce(
    (SELECT text FROM refinements r WHERE r.revision_id=@refine AND r.concept_id=d.concept_id AND r.state<>'failed' AND r.text<>''),
    (SELECT text FROM definitions g WHERE g.revision_id=@generate AND g.concept_id=d.concept_id AND g.state<>'failed' AND g.text<>''
     ORDER BY g.ordinal LIMIT 1), d.value)
  NOT IN (d.value, coalesce((SELECT k.value FROM decisions k WHERE k.concept_id=d.concept_id AND k.field='kept'), d.value))`

/** The machine's best definition differs from people's, and they have not answered it. */
export const isProposed = (machine: Pick<MachineDefinition, 'text'> | undefined, { definition, kept }: FieldValues): boolean =>
  definition !== undefined && machine !== undefined && machine.text !== definition && machine.text !== kept

/** A run stages definitions, and has none of this one yet; what it is not going to define is never waiting. */
const isWaiting = (db: Db, { generate, liveGenerate }: Sight, term: StoredTerm): boolean =>
  generate !== liveGenerate &&
  (term.accepted === 1 || term.decision === 1 || term.listed === 1) &&
  sql(db, 'SELECT 1 FROM definitions WHERE revision_id=? AND concept_id=? LIMIT 1').get(generate, term.concept_id) === undefined

/** The row people see. */
export function toTermRow(db: Db, sight: Sight, term: StoredTerm, fields: FieldValues = fieldsOf(db, term.concept_id)): TermRow {
  const machine = machineDefinitions(db, sight, term.concept_id, 1)[0]
  const { state, reason } = fared(db, sight, term.concept_id)
  return {
    ...saidOfTerm(term, fields),
    accepted: term.accepted === 1 || term.decision === 1 || term.listed === 1,
    definition: fields.definition ?? machine?.text ?? null,
    definitionKind: fields.definition !== undefined ? 'human' : (machine?.kind ?? null),
    definitionState: state,
    definitionReason: reason,
    problems: problemCount(db, sight.review, term.concept_id),
    proposed: isProposed(machine, fields),
    waiting: isWaiting(db, sight, term),
    preview: sight.preview,
    notFoundSinceRun: term.absent_since,
  }
}
