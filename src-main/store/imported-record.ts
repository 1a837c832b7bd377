import type { ImportedRecord } from '../contract/imports.ts'
import type { ConceptId, DefinitionView, TermDetail } from '../contract/library-api.ts'
import type { VariantRule } from '../contract/results.ts'
import { foldKey } from '../contract/text/fold.ts'
import { type Db, sql } from './connection.ts'
import { passageViews } from './contents.ts'
import type { OwnedVariant } from './variants.ts'

/** What an import knew of a concept besides what people decided: citations, counts, spellings as they were written. */

/** Null when no import touched the concept. */
export function importedRecord(db: Db, concept: ConceptId): ImportedRecord | null {
  const row = sql<{ value: string }>(db, `SELECT value FROM decisions WHERE concept_id=? AND field='imported'`).get(concept)
  return row ? (JSON.parse(row.value) as ImportedRecord) : null
}

/** The keys of `importedVariants` that are not among the known ones. */
export function importedKeys(db: Db, concept: ConceptId, members: readonly ConceptId[], known: ReadonlySet<string>): string[] {
  const record = importedRecord(db, concept)
  const own = record?.variants && ownKey(db, concept)
  if (!record?.variants || !own) return []
  const open = new Set([own.key])
  for (const { surface } of record.variants) {
    const key = foldKey(surface)
    if (!known.has(key) && !open.has(key) && isOurs(db, own.language, key, members)) open.add(key)
  }
  return [...open]
}

interface OwnKey {
  readonly language: OwnedVariant['language']
  readonly headword: string
  readonly key: string
}

const ownKey = (db: Db, concept: ConceptId): OwnKey | undefined =>
  sql<OwnKey>(db, 'SELECT language, headword, key FROM concepts WHERE id=?').get(concept)

/** No other concept was given the spelling by people. */
function isOurs(db: Db, language: string, key: string, members: readonly ConceptId[]): boolean {
  const owner = sql<{ concept: number }>(
    db,
    `SELECT concept_id AS concept FROM surfaces WHERE language=? AND key=? AND origin='human' ORDER BY sense LIMIT 1`,
  ).get(language, key)
  return owner === undefined || members.includes(owner.concept)
}

/** Spellings of the record; those people gave to another concept since are left out. */
export function importedVariants(db: Db, concept: ConceptId, members: readonly ConceptId[]): (OwnedVariant & { readonly exact: true })[] {
  const record = importedRecord(db, concept)
  const own = ownKey(db, concept)
  if (!record?.variants || !own) return []
  const rows = record.variants.flatMap(({ surface, rule, count }) => {
    const key = foldKey(surface)
    if (!isOurs(db, own.language, key, members)) return []
    return [{ language: own.language, key, surface, rule: rule as VariantRule, count, exact: true as const }]
  })
  return [{ language: own.language, key: own.key, surface: own.headword, rule: 'headword', count: 0, exact: true }, ...rows]
}

/**
 * Definitions of the record with their citations; the first is the human one when a person has not written another text since.
 * A citation leads into a document when the library has one of the same bytes.
 */
export function importedDefinitions(db: Db, record: ImportedRecord | null, human: string | undefined): DefinitionView[] {
  return (record?.definitions ?? []).map(({ kind, text, sources }, index) => ({
    kind,
    text,
    pinned: index === 0 && text === human,
    state: 'ok' as const,
    sources: sources.map((source) => {
      const passage = { contentHash: source.sha256, line: source.line, start: source.start, end: source.end, quote: source.quote }
      const [view] = passageViews(db, [passage])
      return view && view.path !== null ? view : { ...passage, documentId: null, path: source.file }
    }),
  }))
}

/** Where an imported concept came from, for the window and for exports; undefined when no import touched it. */
export function importedView(db: Db, record: ImportedRecord | null, root: (concept: ConceptId) => ConceptId): Pick<TermDetail, 'imported'> {
  if (!record) return {}
  const find = sql<{ concept: number }>(db, 'SELECT concept_id AS concept FROM surfaces WHERE language=? AND key=? AND sense=?')
  const related = record.related?.map(({ ref, term }) => {
    const found = ref ? find.get(ref.language, ref.key, ref.sense) : undefined
    return { id: found ? root(found.concept) : null, headword: term }
  })
  return { imported: { from: record.from, editedAt: record.editedAt, ...(related === undefined ? {} : { related }) } }
}
