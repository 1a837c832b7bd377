import { isDeepStrictEqual } from 'node:util'
import { IMPORT_COMMAND, type ImportedRecord, type Resolution } from '../../contract/imports.ts'
import type { ConceptId, UsageStatus } from '../../contract/library-api.ts'
import { foldKey } from '../../contract/text/fold.ts'
import type { HumanChange, HumanField, ImportedConcept } from '../../store/api.ts'
import { hasSurfaces } from '../../store/concepts.ts'
import { type Db, sql } from '../../store/connection.ts'
import { readValues } from '../../store/human-read.ts'
import { importedRecord } from '../../store/imported-record.ts'
import { PackedList } from '../../store/packed-list.ts'
import type { Wanted } from '../changes.ts'
import { plural } from '../changes.ts'
import type { CollectedTerm } from './collect.ts'
import type { Difference } from './compare.ts'
import type { ImportPlan, PlannedTerm } from './plan.ts'
import { languageByScript } from './text.ts'

/** A plan and what people chose, as one command of the human layer: its inverse is known, one undo takes the whole import back. */

export interface CommandOptions {
  /** File name without folders: people read it in the history. */
  readonly name: string
  /** ISO 8601. */
  readonly now: string
  /** Tells imports apart. */
  readonly token: string
  /** The first of as many fresh ids as `plan.counts.fresh`. */
  readonly firstId: ConceptId
  /** For every collision not named below. */
  readonly resolution: Resolution
  /** By `index:field:detail` of the collision. */
  readonly resolutions: Readonly<Record<string, Resolution>>
}

export const collisionKey = (index: number, field: string, detail = ''): string => `${index}:${field}:${detail}`

/** A command whose changes are kept packed: there may be as many as the library has concepts. */
export interface PackedCommand {
  readonly label: string
  readonly mergeKey: string
  readonly changes: PackedList<HumanChange>
}

/** @returns null when everything is like that already */
export function commandOf(db: Db, plan: ImportPlan, options: CommandOptions): PackedCommand | null {
  const mergeKey = `${IMPORT_COMMAND}${options.token}`
  const context = { ...options, mergeKey, libraryIsNew: !hasSurfaces(db) }
  const taken = new Set<string>()
  const refs = new Map(plan.terms.flatMap(({ term }) => (term.record ? [[term.record.id, term] as const] : [])))
  const changes = new PackedList<HumanChange>()
  let next = options.firstId
  for (const { term, concept } of plan.terms) if (concept === null) taken.add(surfaceKey(term.language, term.key, term.sense))
  plan.terms.forEach((planned, index) => {
    if (planned.concept === null) {
      const after = freshConcept(db, planned.term, context, refs, taken)
      changes.push({ kind: 'imported-concept', key: { concept: next }, before: null, after })
      next++
    } else note(db, existingChanges(db, planned, planned.concept, index, context, taken), changes)
  })
  note(db, listed(plan), changes)
  if (changes.length === 0) return null
  const what = plan.terms.length > 0 ? plural(plan.terms.length, 'term') : plural(plan.listings.length, 'listed term')
  return { label: `Import ${what} from "${options.name}"`, mergeKey, changes }
}

const listed = ({ listings }: ImportPlan): Wanted[] =>
  listings.flatMap(({ list, language, key, surface }): Wanted[] => {
    const other = list === 'required' ? 'excluded' : 'required'
    return [
      { kind: 'listed', key: { list: other, language, key }, after: null },
      { kind: 'listed', key: { list, language, key }, after: surface },
    ]
  })

/** Those that change something, with what is there before. */
function note(db: Db, wanted: Wanted[], changes: PackedList<HumanChange>): void {
  const before = readValues(db, wanted as Pick<HumanChange, 'kind' | 'key'>[])
  wanted.forEach((change, index) => {
    if (!isDeepStrictEqual(before[index] ?? null, change.after)) changes.push({ ...change, before: before[index] ?? null } as HumanChange)
  })
}

interface Context extends CommandOptions {
  readonly mergeKey: string
  /** Nobody has any spelling yet: none need be looked for. */
  readonly libraryIsNew: boolean
}

const surfaceKey = (language: string, key: string, sense: number): string => JSON.stringify([language, key, sense])

function freshConcept(
  db: Db,
  term: CollectedTerm,
  context: Context,
  refs: ReadonlyMap<string, CollectedTerm>,
  taken: Set<string>,
): ImportedConcept {
  const { language, key, sense } = term
  const surfaces = [{ language, key, sense, surface: term.term }, ...freeSurfaces(db, term, context, taken)]
  const usage: Record<string, UsageStatus> = {}
  if (term.usage) usage[term.term] = term.usage
  for (const variant of term.variants) if (variant.usage !== null) usage[variant.surface] = variant.usage
  const decision = term.decision ?? 'accepted'
  const fields: Partial<Record<HumanField, string>> = {
    ...(decision === 'undecided' ? {} : { decision }),
    ...(term.definition === undefined ? {} : { definition: term.definition }),
    ...(term.reading === undefined || term.readingSure === false ? {} : { reading: term.reading }),
    ...(term.category === undefined ? {} : { category: term.category }),
    ...(term.note === undefined ? {} : { note: term.note }),
    imported: JSON.stringify(recordOf(term, context, refs)),
  }
  const order = [...surfaces].sort((a, b) => compareText(a.language, b.language) || compareText(a.key, b.key) || a.sense - b.sense)
  return { language, headword: term.term, key, surfaces: order, fields, usage }
}

/** As SQLite compares text: by UTF-8 bytes. */
const compareText = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)))

/** Spellings nobody has in this sense: in the library or in the file. */
function freeSurfaces(db: Db, term: CollectedTerm, context: Context, taken: Set<string>): ImportedConcept['surfaces'][number][] {
  const owner = context.libraryIsNew ? null : sql(db, 'SELECT 1 FROM surfaces WHERE language=? AND key=? AND sense=?')
  return term.variants.flatMap(({ surface, rule }) => {
    const language = rule === 'translation' ? languageByScript(surface) : term.language
    const key = foldKey(surface)
    const id = surfaceKey(language, key, term.sense)
    if (taken.has(id) || owner?.get(language, key, term.sense)) return []
    taken.add(id)
    return [{ language, key, sense: term.sense, surface }]
  })
}

function recordOf(term: CollectedTerm, { name, now, mergeKey }: Context, refs: ReadonlyMap<string, CollectedTerm>): ImportedRecord {
  const variants = term.variants.map(({ surface, rule, count }) => ({ surface, rule: rule ?? 'human', count: count ?? 0 }))
  const base = { from: name, commands: [mergeKey], editedAt: now, ...(variants.length === 0 ? {} : { variants }) }
  const unsure = term.reading !== undefined && term.readingSure === false ? { reading: term.reading, readingSure: false } : {}
  const record = term.record?.read()
  if (!record) return { ...base, ...unsure }
  return {
    ...base,
    editedAt: record.editedAt,
    accepted: true,
    ...(record.reading === null ? {} : { reading: record.reading, readingSure: record.readingSure }),
    category: record.category,
    ...(record.abbreviation === null ? {} : { abbreviation: record.abbreviation }),
    frequency: record.frequency,
    documents: record.documents,
    ...(record.glossaryRank === null ? {} : { glossaryRank: record.glossaryRank }),
    glossaryScore: record.glossaryScore,
    ...(record.termhoodRank === null ? {} : { termhoodRank: record.termhoodRank }),
    termhoodScore: record.termhoodScore,
    ...(record.definitions.length === 0 ? {} : { definitions: record.definitions }),
    ...(record.related.length === 0
      ? {}
      : { related: record.related.map(({ id, term: word }) => ({ ref: refOf(refs.get(id ?? '')), term: word })) }),
  }
}

const refOf = (term: CollectedTerm | undefined) => (term ? { language: term.language, key: term.key, sense: term.sense } : null)

/** What changes about a concept the library has. */
function existingChanges(
  db: Db,
  { term, compared }: PlannedTerm,
  concept: ConceptId,
  index: number,
  context: Context,
  taken: Set<string>,
): Wanted[] {
  const wanted = (compared?.differences ?? []).flatMap((difference): Wanted[] => {
    if (difference.kind === 'surface') return surfaceChange(db, term, concept, difference.surface, taken)
    const field = difference.kind === 'usage' ? 'usage' : difference.field
    const detail = difference.kind === 'usage' ? difference.surface : ''
    const chosen = difference.collides ? (context.resolutions[collisionKey(index, field, detail)] ?? context.resolution) : 'theirs'
    return resolved(difference, concept, chosen)
  })
  if (wanted.length === 0) return []
  const old = importedRecord(db, concept)
  const record: ImportedRecord = {
    ...old,
    from: old && !old.from.split(', ').includes(context.name) ? `${old.from}, ${context.name}` : context.name,
    commands: [...(old?.commands ?? []), context.mergeKey],
    editedAt: context.now,
    ...citations(term, wanted),
  }
  return [...wanted, { kind: 'field', key: { concept, field: 'imported' }, after: JSON.stringify(record) }]
}

/** The citations of a definition come along when the definition does. */
const citations = (term: CollectedTerm, wanted: readonly Wanted[]): Pick<ImportedRecord, 'definitions'> => {
  const taken = wanted.some(
    ({ kind, key, after }) => kind === 'field' && (key as { field: string }).field === 'definition' && after === term.definition,
  )
  return taken && term.record ? { definitions: term.record.read().definitions } : {}
}

function surfaceChange(db: Db, { language, sense }: CollectedTerm, concept: ConceptId, surface: string, taken: Set<string>): Wanted[] {
  const key = foldKey(surface)
  const id = surfaceKey(language, key, sense)
  if (taken.has(id) || sql(db, 'SELECT 1 FROM surfaces WHERE language=? AND key=? AND sense=?').get(language, key, sense)) return []
  taken.add(id)
  return [{ kind: 'surface', key: { language, key, sense, surface }, after: concept }]
}

function resolved(difference: Exclude<Difference, { kind: 'surface' }>, concept: ConceptId, chosen: Resolution): Wanted[] {
  if (chosen === 'mine') return []
  if (difference.kind === 'usage') {
    return chosen === 'theirs' ? [{ kind: 'usage', key: { concept, surface: difference.surface }, after: difference.theirs }] : []
  }
  const { field, mine, theirs } = difference
  const text = field === 'definition' || field === 'note'
  if (chosen === 'both' && !text) return []
  const after = chosen === 'both' ? `${mine}${field === 'note' ? '\n' : '\n\n'}${theirs}` : theirs
  // The passage people took their definition from goes with it.
  const replaced: Wanted[] =
    field === 'definition' && chosen === 'theirs' ? [{ kind: 'field', key: { concept, field: 'cited' }, after: null }] : []
  return [{ kind: 'field', key: { concept, field }, after }, ...replaced]
}
