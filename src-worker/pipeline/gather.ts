import { availableParallelism } from 'node:os'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import type { RunSession } from '../session.ts'
import { Corpus } from '../terms/corpus.ts'
import { type Cached, freshRequest, fromCache, type Outcome, pullAnalyses, pullParsed, takeFresh } from './documents.ts'
import { analyseFresh, type FreshResult } from './fresh.ts'
import { AnalysisPool, threadEntry } from './pool.ts'
import { StepProgress } from './progress.ts'

/** Contents asked for together: few round trips, yet little text in memory at once. */
const CHUNK = 32
const MOST_THREADS = 4
/** Fewer bytes than this are analysed sooner than threads are up: each has to load its language first. */
const WORTH_THREADS = 2_000_000

export interface Gathered {
  readonly corpus: Corpus
  readonly counts: Record<string, number>
}

export interface GatherOptions {
  /** Emit what became of the documents (the extract stage); a later stage only needs the statistics. */
  readonly report: boolean
  /** Called after each document that was merged: its bytes, and the number of documents merged so far. */
  readonly onMerged?: (corpus: Corpus, bytes: number, documents: number) => Promise<void>
  /** Threads; 0 = none. Default: one per core but this one's, which merges and sends, where there is enough to do. */
  readonly threads?: number
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Bytes of documents; at least 1, to divide by. */
export const sizeOf = (documents: readonly ContextDocument[]): number => documents.reduce((total, document) => total + document.size, 1)

/** One document per content, small files first: the first results come soon, and the order does not depend on how documents are listed. */
export function workOrder(documents: readonly ContextDocument[]): ContextDocument[] {
  const sorted = [...documents].sort((a, b) => a.size - b.size || order(a.hash, b.hash) || order(a.path, b.path))
  const seen = new Set<string>()
  return sorted.filter((document) => !seen.has(document.hash) && seen.add(document.hash))
}

/**
 * Analyses every document of the context, from caches where it can, in threads where that pays, and merges them in a fixed order: the result is
 * the same with any number of threads. A document that fails costs only itself.
 */
export async function gather(session: RunSession, options: GatherOptions): Promise<Gathered> {
  const gathering = new Gathering(session, options)
  try {
    return await gathering.run()
  } finally {
    gathering.close()
  }
}

class Gathering {
  private readonly session: RunSession
  private readonly options: GatherOptions
  private readonly work: ContextDocument[]
  private readonly twins: Map<string, ContextDocument[]>
  private readonly progress: StepProgress
  private readonly corpus = new Corpus()
  private readonly counts: Record<string, number> = {
    'documents.parsed': 0,
    'documents.cached': 0,
    'documents.skipped': 0,
    'documents.failed': 0,
  }
  private pool: AnalysisPool | null = null
  private threads = 0
  private merged = 0

  constructor(session: RunSession, options: GatherOptions) {
    this.session = session
    this.options = options
    this.work = workOrder(session.context.documents)
    this.twins = Map.groupBy(session.context.documents, (document) => document.hash)
    this.progress = new StepProgress(session, options.report ? 'extract' : 'generate', 'analyse', this.work.length, sizeOf(this.work))
  }

  async run(): Promise<Gathered> {
    for (let i = 0; i < this.work.length; i += CHUNK) {
      await this.session.checkpoint()
      const chunk = this.work.slice(i, i + CHUNK)
      const cached = await this.cachesOf(chunk)
      this.openPool(chunk.filter((document) => !cached.analyses.has(document.hash)).length, this.work.slice(i))
      await this.chunk(chunk, cached)
    }
    return { corpus: this.corpus, counts: this.counts }
  }

  close(): void {
    this.pool?.close()
  }

  private async cachesOf(chunk: readonly ContextDocument[]): Promise<Cached> {
    const analyses = await pullAnalyses(
      this.session,
      chunk.map((document) => document.hash),
    )
    const missing = chunk.filter((document) => !analyses.has(document.hash))
    const parsed = await pullParsed(
      this.session,
      missing.map((document) => document.hash),
    )
    return { analyses, parsed }
  }

  /** Threads come up with the first chunk that has something new in it, where enough is left to do. */
  private openPool(missing: number, left: readonly ContextDocument[]): void {
    if (this.pool || missing < 2) return
    const wanted = this.options.threads ?? (sizeOf(left) >= WORTH_THREADS ? Math.min(MOST_THREADS, availableParallelism() - 1) : 0)
    const entry = wanted > 1 ? threadEntry() : null
    if (!entry) return
    this.threads = wanted
    const pool = new AnalysisPool(entry, wanted)
    this.pool = pool
    // A cancel must not wait for an answer: while the threads read their dictionaries there is none for a second or two.
    this.session.signal.addEventListener('abort', () => pool.close(), { once: true })
  }

  /** Documents of one chunk, in order; with threads, a few are under way ahead of the one waited for. */
  private async chunk(chunk: readonly ContextDocument[], cached: Cached): Promise<void> {
    const ahead = new Map<ContextDocument, Promise<FreshResult>>()
    let sent = 0
    for (const [i, document] of chunk.entries()) {
      await this.session.checkpoint()
      for (; this.pool && sent < chunk.length && sent <= i + this.threads + 1; sent++) {
        const next = chunk[sent]!
        if (cached.analyses.has(next.hash)) continue
        const result = this.pool.analyse(freshRequest(this.session, next, cached))
        // Looked at when its turn comes; until then a failure must not count as unhandled.
        result.catch(() => undefined)
        ahead.set(next, result)
      }
      this.progress.at(document.path)
      const outcome = await this.attempt(document, cached, ahead.get(document))
      const same = this.twins.get(document.hash) ?? [document]
      tally(this.counts, outcome, same.length)
      if (this.options.report) await reportDocument(this.session, same, outcome)
      this.progress.advance(document.size)
      if (outcome.status !== 'ok') continue
      this.corpus.add(outcome.analysis, outcome.contentHash)
      await this.options.onMerged?.(this.corpus, document.size, ++this.merged)
    }
  }

  /** Everything that goes wrong inside one document becomes its outcome; only cancellation goes through. */
  private async attempt(document: ContextDocument, cached: Cached, ahead: Promise<FreshResult> | undefined): Promise<Outcome> {
    const { session } = this
    try {
      const known = fromCache(session, document, cached)
      if (known) return known
      const result = await (ahead ??
        analyseFresh(freshRequest(session, document, cached), session.checkpoint.bind(session), session.signal))
      return await takeFresh(session, document, result)
    } catch (error) {
      if (session.signal.aborted) throw session.signal.reason
      const message = error instanceof Error ? error.message : String(error)
      session.log('error', `${document.path} could not be analysed: ${message}`)
      return { status: 'failed', reason: `The document could not be analysed (${message}). The other documents are not affected.` }
    }
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
