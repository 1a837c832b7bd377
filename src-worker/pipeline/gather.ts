import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import type { RunSession } from '../session.ts'
import { Corpus } from '../terms/corpus.ts'
import { analyseOne, type Cached, type Outcome, pullAnalyses, pullParsed } from './documents.ts'
import { StepProgress } from './progress.ts'

/** Contents asked for together: few round trips, yet little text in memory at once. */
const CHUNK = 32

export interface Gathered {
  readonly corpus: Corpus
  readonly counts: Record<string, number>
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** One document per content, small files first: the first results come soon, and the order does not depend on how documents are listed. */
export function workOrder(documents: readonly ContextDocument[]): ContextDocument[] {
  const sorted = [...documents].sort((a, b) => a.size - b.size || order(a.hash, b.hash) || order(a.path, b.path))
  const seen = new Set<string>()
  return sorted.filter((document) => !seen.has(document.hash) && seen.add(document.hash))
}

/**
 * Analyses every document of the context, from caches where it can, and merges them. A document that fails costs only itself. With
 * `report` false nothing is emitted about documents (a later stage that only needs the statistics).
 */
export async function gather(session: RunSession, report: boolean): Promise<Gathered> {
  const { documents } = session.context
  const twins = Map.groupBy(documents, (document) => document.hash)
  const work = workOrder(documents)
  const progress = new StepProgress(session, report ? 'extract' : 'generate', 'analyse', work.length, sizeOf(work))
  const corpus = new Corpus()
  const counts: Record<string, number> = { 'documents.parsed': 0, 'documents.cached': 0, 'documents.skipped': 0, 'documents.failed': 0 }
  for (let i = 0; i < work.length; i += CHUNK) {
    const chunk = work.slice(i, i + CHUNK)
    const cached = await cachesOf(session, chunk)
    for (const document of chunk) {
      await session.checkpoint()
      progress.at(document.path)
      const outcome = await attempt(session, document, cached)
      if (outcome.status === 'ok') corpus.add(outcome.analysis, outcome.contentHash)
      const same = twins.get(document.hash) ?? [document]
      tally(counts, outcome, same.length)
      if (report) await reportDocument(session, same, outcome)
      progress.advance(document.size)
    }
  }
  return { corpus, counts }
}

const sizeOf = (documents: readonly ContextDocument[]): number => documents.reduce((total, document) => total + document.size, 1)

async function cachesOf(session: RunSession, chunk: readonly ContextDocument[]): Promise<Cached> {
  const analyses = await pullAnalyses(
    session,
    chunk.map((document) => document.hash),
  )
  const missing = chunk.filter((document) => !analyses.has(document.hash))
  const parsed = await pullParsed(
    session,
    missing.map((document) => document.hash),
  )
  return { analyses, parsed }
}

/** Everything that goes wrong inside one document becomes its outcome; only cancellation goes through. */
async function attempt(session: RunSession, document: ContextDocument, cached: Cached): Promise<Outcome> {
  try {
    return await analyseOne(session, document, cached)
  } catch (error) {
    if (session.signal.aborted) throw error
    const message = error instanceof Error ? error.message : String(error)
    session.log('error', `${document.path} could not be analysed: ${message}`)
    return { status: 'failed', reason: `The document could not be analysed (${message}). The other documents are not affected.` }
  }
}

function tally(counts: Record<string, number>, outcome: Outcome, documents: number): void {
  const name = outcome.status === 'ok' ? `documents.${outcome.how}` : `documents.${outcome.status}`
  // Copies of one content are parsed once; for the others the work is already there.
  if (name === 'documents.parsed') {
    counts[name]! += 1
    counts['documents.cached']! += documents - 1
  } else counts[name]! += documents
}

async function reportDocument(session: RunSession, documents: readonly ContextDocument[], outcome: Outcome): Promise<void> {
  if (outcome.status !== 'ok') for (const { path } of documents) session.log('warn', `${path} was left out: ${outcome.reason}`)
  await session.emit(
    'extract',
    documents.map(({ id }) =>
      outcome.status === 'ok'
        ? {
            type: 'document' as const,
            documentId: id,
            status: 'ok' as const,
            contentHash: outcome.contentHash,
            language: outcome.analysis.language,
          }
        : { type: 'document' as const, documentId: id, status: outcome.status, reason: outcome.reason },
    ),
  )
}
