import type { ConceptId, DefinitionView, TermDetail, UsageStatus } from '../contract/library-api.ts'
import type { ConceptRef, DefinitionKind, Variant } from '../contract/results.ts'
import { ByRef } from './by-ref.ts'
import { rootOf } from './concepts.ts'
import { type Db, sql } from './connection.ts'
import { documentOfPassage, passageView } from './contents.ts'
import type { ExportHead } from './export-heads.ts'
import { termDetail } from './term-detail.ts'
import { type FieldValues, type SaidTerm, type Sight, type StoredTerm, saidOfTerm, shownHeadword, sightOf } from './term-rows.ts'
import { distinctVariants } from './variants.ts'

/**
 * Concepts for exports, many at a time: what term-detail.ts answers for one concept in a dozen statements, half a dozen statements answer
 * here for hundreds. Concepts that people merged, split or made are rare and left to term-detail.ts, which knows how.
 */

/** What an export says of a concept; the values are those of its TermDetail. */
export type ExportRow = Pick<
  TermDetail,
  | 'id'
  | 'headword'
  | 'language'
  | 'reading'
  | 'readingSure'
  | 'abbreviation'
  | 'category'
  | 'decision'
  | 'required'
  | 'frequency'
  | 'documents'
  | 'glossaryRank'
  | 'glossaryScore'
  | 'termhoodRank'
  | 'termhoodScore'
  | 'variants'
  | 'related'
  | 'note'
  | 'imported'
> & { readonly definitions: readonly ExportView[] }

type ExportView = Pick<DefinitionView, 'kind' | 'text' | 'sources'>

/** Those columns of `terms` that exports say something with: the others would be half of what is read. */
const COLUMNS = `concept_id, headword, language, reading, reading_sure, category, abbreviation, decision, listed, frequency, documents, glossary_rank,
  termhood_rank, glossary_score, termhood_score, related`
type Stored = SaidTerm & Pick<StoredTerm, 'related'>

const NOTHING_SAID: FieldValues = {}

/** Reads rows of concepts, in whatever order they are asked for. One for each transaction: it remembers what it looked up. */
export class ExportReader {
  readonly #db: Db
  readonly #sight: Sight
  readonly #special: ReadonlySet<ConceptId>
  readonly #merged: boolean
  readonly #related = new ByRef<{ readonly id: ConceptId; readonly headword: string } | null>()
  readonly #parts = new Map<string, boolean>()
  readonly #documents = new Map<string, { readonly id: number; readonly path: string } | null>()

  /** @param heads concepts of this transaction whose references need no looking up */
  constructor(db: Db, heads: readonly ExportHead[] = []) {
    this.#db = db
    for (const { ref, id, headword } of heads) if (ref !== null) this.#related.set(ref, { id, headword })
    this.#sight = sightOf(db, false)
    this.#merged = sql(db, 'SELECT 1 FROM merges LIMIT 1').get() !== undefined
    this.#special = specialConcepts(db, this.#sight)
  }

  /** The rows of these concepts, in this order; those the library has no row of are left out. */
  rows(ids: readonly ConceptId[]): ExportRow[] {
    const plain = JSON.stringify(ids.filter((id) => !this.#special.has(id)))
    const made = this.#plainRows(plain)
    return ids.flatMap((id) => {
      const row = made.get(id) ?? termDetail(this.#db, id, false)
      return row === null ? [] : [row]
    })
  }

  #plainRows(ids: string): Map<ConceptId, ExportRow> {
    const terms = sql<Stored>(
      this.#db,
      `SELECT ${COLUMNS} FROM terms WHERE revision_id=? AND concept_id IN (SELECT value FROM json_each(?))`,
    )
    const fields = this.#grouped<{ concept_id: number; field: string; value: string }>(
      'SELECT concept_id, field, value FROM decisions WHERE concept_id IN (SELECT value FROM json_each(@ids))',
      { ids },
    )
    const usage = this.#grouped<{ concept_id: number; surface: string; status: UsageStatus }>(
      'SELECT concept_id, surface, status FROM usage WHERE concept_id IN (SELECT value FROM json_each(@ids))',
      { ids },
    )
    const variants = this.#grouped<Variant & { concept_id: number; language: string }>(
      `SELECT concept_id, language, key, surface, rule, count FROM term_variants
       WHERE revision_id=@extract AND concept_id IN (SELECT value FROM json_each(@ids)) ORDER BY concept_id, ordinal`,
      { ids, extract: this.#sight.extract },
    )
    const definitions = this.#definitions(ids)
    const rows = new Map<ConceptId, ExportRow>()
    for (const term of terms.all(this.#sight.extract, ids)) {
      const id = term.concept_id
      const own = variants.get(id)
      // No spelling of its own: term-detail.ts knows where a concept that people made has them.
      if (own === undefined) continue
      const said = fields.get(id)
      rows.set(
        id,
        this.#row(term, said === undefined ? NOTHING_SAID : Object.fromEntries(said.map(({ field, value }) => [field, value])), {
          own,
          statuses: usage.get(id) ?? [],
          machine: definitions.get(id) ?? [],
        }),
      )
    }
    return rows
  }

  #row(
    term: Stored,
    said: FieldValues,
    parts: {
      readonly own: readonly (Variant & { readonly language: string })[]
      readonly statuses: readonly { readonly surface: string; readonly status: UsageStatus }[]
      readonly machine: readonly ExportView[]
    },
  ): ExportRow {
    return {
      ...saidOfTerm(term, said),
      variants: distinctVariants(parts.own).map(({ surface, key, rule, count }) => ({
        surface,
        key,
        rule,
        count,
        usage: parts.statuses.find((one) => one.surface === surface)?.status ?? null,
      })),
      definitions:
        said.definition === undefined
          ? parts.machine
          : [{ kind: 'human', text: said.definition, sources: this.#passages(said.cited ?? '[]') }, ...parts.machine],
      related: this.#relatedOf(term),
      note: said.note ?? '',
    }
  }

  #grouped<Row extends { readonly concept_id: number }>(text: string, parameters: Record<string, unknown>): Map<ConceptId, Row[]> {
    const groups = new Map<ConceptId, Row[]>()
    for (const row of sql<Row>(this.#db, text).all(parameters)) {
      const group = groups.get(row.concept_id)
      if (group === undefined) groups.set(row.concept_id, [row])
      else group.push(row)
    }
    return groups
  }

  #definitions(ids: string): Map<ConceptId, ExportView[]> {
    type Row = { concept_id: number; kind: DefinitionKind; text: string; sources: string }
    const inIds = 'concept_id IN (SELECT value FROM json_each(@ids))'
    const refined = this.#grouped<Row>(
      `SELECT concept_id, 'written' AS kind, text, sources FROM refinements WHERE revision_id=@refine AND ${inIds} AND state<>'failed' AND text<>''`,
      { ids, refine: this.#sight.refine },
    )
    const found = this.#grouped<Row>(
      `SELECT concept_id, kind, text, sources FROM definitions WHERE revision_id=@generate AND ${inIds} AND state<>'failed' AND text<>''
       ORDER BY concept_id, ordinal`,
      { ids, generate: this.#sight.generate },
    )
    const views = new Map<ConceptId, ExportView[]>()
    for (const rows of [refined, found]) {
      for (const [id, all] of rows) {
        const made = all.map(({ kind, text, sources }) => ({ kind, text, sources: this.#passages(sources) }))
        const before = views.get(id)
        views.set(id, before === undefined ? made : [...before, ...made])
      }
    }
    return views
  }

  #passages(sources: string): DefinitionView['sources'] {
    if (sources === '[]') return []
    return (JSON.parse(sources) as DefinitionView['sources']).map((passage) => {
      let document = this.#documents.get(passage.contentHash)
      if (document === undefined) {
        document = documentOfPassage(this.#db, passage.contentHash)
        this.#documents.set(passage.contentHash, document)
      }
      return this.#hasParts(passage.contentHash)
        ? passageView(this.#db, passage, document)
        : { ...passage, documentId: document?.id ?? null, path: document?.path ?? null }
    })
  }

  /** Most documents have no parts, and then no passage of theirs needs looking for one. */
  #hasParts(contentHash: string): boolean {
    let has = this.#parts.get(contentHash)
    if (has === undefined) {
      const row = sql<{ has: number }>(
        this.#db,
        `SELECT instr(blocks, '"part":')>0 AS has FROM contents WHERE hash=? ORDER BY id DESC LIMIT 1`,
      ).get(contentHash)
      has = row?.has === 1
      this.#parts.set(contentHash, has)
    }
    return has
  }

  #relatedOf(term: Stored): ExportRow['related'] {
    if (term.related === '[]') return []
    const related: { readonly id: ConceptId; readonly headword: string }[] = []
    for (const ref of JSON.parse(term.related) as ConceptRef[]) {
      const found = this.#resolve(ref)
      if (found !== null && found.id !== term.concept_id && !related.some(({ id }) => id === found.id)) related.push(found)
    }
    return related
  }

  /** The concept a reference means in the live revision, with the headword people see. */
  #resolve(ref: ConceptRef): { readonly id: ConceptId; readonly headword: string } | null {
    const known = this.#related.get(ref)
    if (known !== undefined) return known
    const row = sql<{ concept: number }>(
      this.#db,
      'SELECT concept_id AS concept FROM terms WHERE revision_id=? AND language=? AND key=? AND sense=? ORDER BY claim, concept_id LIMIT 1',
    ).get(this.#sight.extract, ref.language, ref.key, ref.sense)
    const id = row === undefined ? null : this.#merged ? rootOf(this.#db, row.concept) : row.concept
    const headword = id === null ? null : shownHeadword(this.#db, this.#sight.extract, id)
    const found = id === null || headword === null ? null : { id, headword }
    this.#related.set(ref, found)
    return found
  }
}

/** Concepts that are not simply their own row: merged, split, made or related by people, or touched by an import. */
function specialConcepts(db: Db, { extract }: Sight): Set<ConceptId> {
  const rows = sql<{ id: number }>(
    db,
    `SELECT into_id AS id FROM merges UNION SELECT concept_id FROM merges UNION SELECT concept_id FROM surfaces WHERE origin='human'
     UNION SELECT concept_id FROM decisions WHERE field IN('imported','related')
     UNION SELECT v.concept_id FROM surfaces s JOIN term_variants v ON v.revision_id=? AND v.language=s.language AND v.key=s.key
     WHERE s.origin='human'`,
  )
  return new Set(rows.all(extract).map(({ id }) => id))
}
