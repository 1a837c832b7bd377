import { availableParallelism } from 'node:os'
import type { Stage } from '../../src-main/contract/run.ts'
import type { ContextDocument } from '../../src-main/contract/run-protocol.ts'
import { packedText } from '../documents/containers/packed-text.ts'
import type { RunSession } from '../session.ts'
import { Corpus } from '../terms/corpus.ts'
import {
  type Cached,
  type FolderLanguage,
  freshRequest,
  fromCache,
  type Outcome,
  pullAnalyses,
  pullParsed,
  takeFresh,
} from './documents.ts'
import { FolderLanguages } from './folder-language.ts'
import { FolderProgress } from './folder-progress.ts'
import { analyseFresh, type FreshRequest } from './fresh.ts'
import { handOn } from './handed.ts'
import { HeapGrowth } from './lean-heaps.ts'
import { AnalysisPool, type Timed, threadEntry } from './pool.ts'
import { threadCount } from './thread-count.ts'
import type { WorkLimits } from './work-limits.ts'
import { workOrder } from './work-order.ts'

/** Contents asked for together: few round trips, yet little text in memory at once. */
const CHUNK = 32
/** Documents that may be under way or wait for an earlier one: threads have work while one of them is busy with a hard document. */
const MOST_AHEAD = 32
const BYTES_AHEAD = 40_000_000

export interface Gathered {
  readonly corpus: Corpus
  readonly counts: Record<string, number>
}

export interface GatherOptions {
  /** Emit what became of the documents (the extract stage); a later stage only needs the statistics. */
  readonly report: boolean
  /** Stage whose progress this is. Default: extract where it reports, else generate. */
  readonly stage?: Stage
  /** Called after each document that was merged: its bytes, and the number of documents merged so far. */
  readonly onMerged?: (corpus: Corpus, bytes: number, documents: number) => Promise<void>
  /** Threads; 0 = none, which only tests and measurements want. Default: one, or one per core where there is enough to do. */
  readonly threads?: number
  readonly limits?: WorkLimits
}

/** Bytes of documents; at least 1, to divide by. */
export const sizeOf = (documents: readonly ContextDocument[]): number => documents.reduce((total, document) => total + document.size, 1)

/**
 * Analyses every document of the context, from caches where it can, in threads that can be ended, and merges them in a fixed order: the result is
 * the same with any number of threads. A document that fails, hangs or takes too much costs only itself.
 */
export async function gather(session: RunSession, options: GatherOptions): Promise<Gathered> {
  const gathering = new Gathering(session, options)
  try {
    return await gathering.run()
  } finally {
    gathering.close()
  }
}

/** A document whose turn comes, with what is known of it; `known` = from the cache, `fresh` = a thread has it. */
interface Item {
  readonly document: ContextDocument
  readonly cached: Cached
  readonly folder: FolderLanguage
  readonly known: Outcome | null
  readonly fresh: Promise<Timed> | undefined
}

class Gathering {
  private readonly session: RunSession
  private readonly options: GatherOptions
  private readonly work: ContextDocument[]
  private readonly twins: Map<string, ContextDocument[]>
  private readonly progress: FolderProgress
  private readonly corpus = new Corpus()
  private readonly counts: Record<string, number> = {
    'documents.parsed': 0,
    'documents.cached': 0,
    'documents.skipped': 0,
    'documents.failed': 0,
  }
  private pool: AnalysisPool | null = null
  /** Where there is no pool that looks after them. */
  private growth: HeapGrowth | null = null
  private merged = 0
  private readonly folders = new FolderLanguages()
  /** Documents that do not tell their language: they come last, when that of their folders is known. */
  private readonly open: ContextDocument[] = []

  constructor(session: RunSession, options: GatherOptions) {
    this.session = session
    this.options = options
    this.work = workOrder(session.context.documents)
    this.twins = Map.groupBy(session.context.documents, (document) => document.hash)
    this.progress = new FolderProgress(session, options.stage ?? (options.report ? 'extract' : 'generate'), this.work)
  }

  async run(): Promise<Gathered> {
    await this.pass(this.items(this.work, () => null))
    // What they were parsed to is asked back from the library.
    if (this.open.length > 0) await this.session.flush()
    await this.pass(this.items(this.open, ({ path }) => this.folders.of(path) ?? 'unknown'))
    return { corpus: this.corpus, counts: this.counts }
  }

  private async pass(items: AsyncGenerator<Item, void>): Promise<void> {
    const ahead: Item[] = []
    let bytes = 0
    for (let more = true; more || ahead.length > 0; ) {
      while (more && (ahead.length === 0 || (ahead.length < MOST_AHEAD && bytes < BYTES_AHEAD))) {
        const next = await items.next()
        more = next.done !== true
        if (next.done === true) break
        ahead.push(next.value)
        bytes += next.value.document.size
      }
      const item = ahead.shift()
      if (item === undefined) break
      bytes -= item.document.size
      await this.finish(item)
    }
  }

  close(): void {
    this.pool?.close()
  }

  /** The documents in their order; those not cached are given to a thread as they come. */
  private async *items(
    work: readonly ContextDocument[],
    folderOf: (document: ContextDocument) => FolderLanguage,
  ): AsyncGenerator<Item, void> {
    for (let i = 0; i < work.length; i += CHUNK) {
      const chunk = work.slice(i, i + CHUNK)
      const cached = await this.cachesOf(chunk)
      for (const [k, document] of chunk.entries()) {
        const folder = folderOf(document)
        const known = fromCache(this.session, document, cached, folder)
        if (known === null) this.openPool(work.slice(i + k))
        yield { document, cached, folder, known, fresh: known === null ? this.begin(document, cached, folder) : undefined }
      }
    }
  }

  private begin(document: ContextDocument, cached: Cached, folder: FolderLanguage): Promise<Timed> | undefined {
    if (this.pool === null) return undefined
    const fresh = this.pool.analyse(freshRequest(this.session, document, cached, folder), () => this.progress.took(document))
    // Looked at when its turn comes; until then a failure must not count as unhandled.
    fresh.then(({ result }) => result.status !== 'open' && this.progress.through(document)).catch(() => undefined)
    return fresh
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

  /** Threads come up with the first document that is new. */
  private openPool(left: readonly ContextDocument[]): void {
    if (this.pool) return
    const { threads } = this.options
    const { text: wanted, unpacking } =
      threads === undefined ? threadCount(sizeOf(left), availableParallelism()) : { text: threads, unpacking: threads }
    const entry = wanted > 0 ? threadEntry() : null
    if (!entry) return
    const { limits } = this.options
    const pool = new AnalysisPool(entry, wanted, { ...(limits && { limits }), unpacking, turn: () => this.session.checkpoint() })
    this.pool = pool
    void this.weighLarge()
    // A cancel must not wait for an answer: a thread may be in the middle of anything.
    this.session.signal.addEventListener('abort', () => pool.close(), { once: true })
  }

  /** Asks the archives among the largest documents how much text they hold, one after the other, beside the work. */
  private async weighLarge(): Promise<void> {
    const archives = new Set(this.progress.archives)
    for (const { hash, file } of this.work.filter((document) => archives.has(document.hash))) {
      if (this.session.signal.aborted) return
      const bytes = await packedText(file)
      if (bytes !== null) this.progress.weigh(hash, bytes)
    }
  }

  private async finish(item: Item): Promise<void> {
    const { document } = item
    await this.progress.apart(() => this.session.checkpoint())
    this.progress.at(document.path)
    const { outcome, ms } = await this.attempt(item)
    if (outcome.status === 'open') {
      this.open.push(document)
      return
    }
    const same = this.twins.get(document.hash) ?? [document]
    tally(this.counts, outcome, same.length)
    if (this.options.report) await reportDocument(this.session, same, outcome)
    this.progress.advance(document, ms)
    if (outcome.status !== 'ok') return
    for (const { path } of same) this.folders.add(path, outcome.told)
    this.corpus.merge(outcome.analysis, outcome.contentHash)
    await this.options.onMerged?.(this.corpus, document.size, ++this.merged)
  }

  /** Without a thread: tests, and a bundle that has lost its entry. */
  private async here(request: FreshRequest): Promise<Timed> {
    const { session } = this
    this.growth ??= new HeapGrowth()
    this.growth.look()
    const began = performance.now()
    const result = await analyseFresh(request, { pause: session.checkpoint.bind(session), signal: session.signal })
    return { result: handOn(result, request.engineVersion), ms: performance.now() - began }
  }

  /** Everything that goes wrong inside one document becomes its outcome; only cancellation goes through. */
  private async attempt({ document, cached, folder, known, fresh }: Item): Promise<{ outcome: Outcome; ms: number | null }> {
    const { session } = this
    try {
      if (known) return { outcome: known, ms: null }
      const { result, ms } = await (fresh ?? this.here(freshRequest(session, document, cached, folder)))
      return { outcome: await takeFresh(session, document, result), ms }
    } catch (error) {
      if (session.signal.aborted) throw session.signal.reason
      const message = error instanceof Error ? error.message : String(error)
      session.log('error', `${document.path} could not be analysed: ${message}`)
      const reason = `The document could not be analysed (${message}). The other documents are not affected.`
      return { outcome: { status: 'failed', reason }, ms: null }
    }
  }
}

function tally(counts: Record<string, number>, outcome: Exclude<Outcome, { status: 'open' }>, documents: number): void {
  const name = outcome.status === 'ok' ? `documents.${outcome.how}` : `documents.${outcome.status}`
  // Copies of one content are parsed once; for the others the work is already there.
  if (name === 'documents.parsed') {
    counts[name]! += 1
    counts['documents.cached']! += documents - 1
  } else counts[name]! += documents
}

async function reportDocument(
  session: RunSession,
  documents: readonly ContextDocument[],
  outcome: Exclude<Outcome, { status: 'open' }>,
): Promise<void> {
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
            language: outcome.analysis.l,
          }
        : { type: 'document' as const, documentId: id, status: outcome.status, reason: outcome.reason },
    ),
  )
}
