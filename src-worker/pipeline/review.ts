import { createHash } from 'node:crypto'
import type { ConceptItem, ConceptRef, ProblemItem } from '../../src-main/contract/results.ts'
import type { StageResult } from '../../src-main/contract/run-protocol.ts'
import { circularProblems, duplicateProblems, type Entry, forbiddenProblems, missingProblems } from '../definitions/checks.ts'
import type { RunSession } from '../session.ts'
import { stageDigest } from './digest.ts'
import { pullConcepts } from './generate.ts'
import { StepProgress } from './progress.ts'
import { endDigest, identity, isUnchanged, selector } from './selection.ts'
import { type Cited, sourceChangedProblems } from './source-changed.ts'

export interface Reviewed {
  readonly result: StageResult
  readonly counts: Record<string, number>
}

interface DefinitionRow {
  readonly concept: ConceptRef
  readonly headword: string
  readonly text: string
  readonly pinned: boolean
  readonly kind?: string
  readonly sources?: Cited['sources']
}

const isDefinitionRow = (row: unknown): row is DefinitionRow =>
  typeof row === 'object' &&
  row !== null &&
  typeof (row as DefinitionRow).text === 'string' &&
  typeof (row as DefinitionRow).concept === 'object'

/** Definitions as people see them now. */
export async function definitionRows(session: RunSession): Promise<Map<string, DefinitionRow>> {
  await session.flush()
  const rows = new Map<string, DefinitionRow>()
  for await (const row of session.pull({ source: 'definitions' })) {
    await session.checkpoint()
    if (isDefinitionRow(row)) rows.set(identity(row.concept), row)
  }
  return rows
}

/** One hash of what people read: an edited definition makes a new review. */
async function rowsDigest(session: RunSession, rows: ReadonlyMap<string, DefinitionRow>): Promise<string> {
  const hash = createHash('sha256')
  for (const [key, row] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await session.checkpoint()
    hash.update(JSON.stringify([key, row.text, row.kind ?? null]))
  }
  return hash.digest('hex')
}

/** Definitions with the passages they cite: a mere context is none. */
const cited = (rows: ReadonlyMap<string, DefinitionRow>): Cited[] =>
  [...rows.values()].flatMap(({ concept, headword, kind, sources = [] }) => (kind === 'context' ? [] : [{ concept, headword, sources }]))

/** Concepts with the definition people see now; concepts without one have an empty text. */
async function entriesOf(
  session: RunSession,
  rows: ReadonlyMap<string, DefinitionRow>,
): Promise<{ concepts: ConceptItem[]; entries: Entry[] }> {
  const chosen = session.context.selection === undefined ? () => false : selector(session.context)
  const concepts = (await pullConcepts(session)).filter((concept) => concept.accepted || rows.has(identity(concept)) || chosen(concept))
  return { concepts, entries: concepts.map((concept) => entry(concept, rows.get(identity(concept)))) }
}

function entry(concept: ConceptItem, row: DefinitionRow | undefined): Entry {
  const isContext = row?.kind === 'context'
  return {
    concept: { language: concept.language, key: concept.key, sense: concept.sense },
    headword: concept.headword,
    variants: concept.variants,
    frequency: concept.frequency,
    glossaryRank: concept.glossaryRank,
    definition: row === undefined || isContext ? '' : row.text,
  }
}

/** A definition is missed for what the glossary lists and the documents use more than once: a rest below the cut-off is no finding. */
const isExpected = ({ accepted, frequency }: ConceptItem): boolean => accepted && frequency > 1

/** Stage 3 without a model: rule checks over the terms and the definitions people see. */
export async function review(session: RunSession, previous: string): Promise<Reviewed> {
  const { context } = session
  const rows = await definitionRows(session)
  const changed = await sourceChangedProblems(session, cited(rows))
  const sources = changed.length === 0 ? '' : JSON.stringify(changed.map(({ concepts, message }) => [concepts, message]))
  const inputDigest = stageDigest('review', context, previous + (await rowsDigest(session, rows)) + sources)
  if (isUnchanged(context, 'review', inputDigest)) {
    session.log('info', 'Nothing changed since the last review: its findings are kept.')
    return { result: { stage: 'review', result: 'unchanged', inputDigest, items: 0 }, counts: {} }
  }
  const { concepts, entries } = await entriesOf(session, rows)
  const rest = () => session.checkpoint()
  const checks: readonly (() => Promise<ProblemItem[]>)[] = [
    () => duplicateProblems(entries, rest),
    () => circularProblems(entries, rest),
    () => forbiddenProblems(entries, context.constraints.forbidden, rest),
    async () => missingProblems(entries.filter((_entry, i) => isExpected(concepts[i]!))),
    async () => changed,
  ]
  const progress = new StepProgress(session, 'review', 'check', checks.length)
  const wanted = selector(context)
  let items = 0
  for (const check of checks) {
    await session.checkpoint()
    const problems = (await check()).filter(({ concepts: involved }) => involved.some(wanted))
    items += problems.length
    if (problems.length > 0) await session.emit('review', problems)
    progress.advance()
  }
  session.log('info', `${context.selection?.concepts.length ?? entries.length} terms reviewed by rules, ${items} problems found.`)
  const { model } = context.settings
  const end = (failed: number): string => endDigest(context, 'review', inputDigest, failed)
  if (model === undefined)
    return { result: { stage: 'review', result: 'staged', inputDigest: end(0), items }, counts: { 'problems.found': items } }
  const { reviewWithModel, withModel } = await import('./model/index.ts')
  const more = await withModel(session, model, (open) => reviewWithModel(session, open, { entries, concepts }))
  const found = items + more.items
  return {
    result: { stage: 'review', result: 'staged', inputDigest: end(more.notChecked), items: found },
    counts: { 'problems.found': found, ...more.counts },
  }
}
