import type { ParsedDocument } from '../../src-main/contract/blocks.ts'
import type { ConnectionReport } from '../../src-main/contract/network.ts'
import type { AnalysisItem, ConceptItem, ConceptRef, DefinitionItem, PackedItem, ResultItem } from '../../src-main/contract/results.ts'
import type { LogLevel, Progress, Stage } from '../../src-main/contract/run.ts'
import type { ContextDocument, ExecutionContext, Pull } from '../../src-main/contract/run-protocol.ts'
import { PROTOCOL_VERSION } from '../../src-main/contract/version.ts'
import type { RunSession } from '../session.ts'

/** Caches that outlive a run, as the library keeps them. */
export interface MemoryCaches {
  readonly parsed: Map<string, ParsedDocument>
  /** `engineVersion content hash` → payload. */
  readonly analyses: Map<string, string>
  /** Answers of models by key. */
  readonly answers: Map<string, string>
}

export const emptyCaches = (): MemoryCaches => ({ parsed: new Map(), analyses: new Map(), answers: new Map() })

/** A context with nothing decided, for tests and measurements. */
export function plainContext(documents: readonly ContextDocument[], changes: Partial<ExecutionContext> = {}): ExecutionContext {
  return {
    protocol: PROTOCOL_VERSION,
    runId: 1,
    token: '0'.repeat(32),
    scope: 'full',
    settings: { language: 'auto', definitionLimit: 0, maxFileBytes: 50 * 1024 * 1024, includeEntities: false },
    documents: [...documents],
    constraints: { required: [], excluded: [], mustLink: [], cannotLink: [], forbidden: [] },
    liveDigests: {},
    ...changes,
  }
}

/** An item as whoever stores it has it. */
export const unpacked = (item: ResultItem | PackedItem): ResultItem =>
  item.type === 'packed' ? (JSON.parse(item.json) as ResultItem) : item

/** A session without processes: results in arrays, caches in maps, never paused. For tests and measurements. */
export class MemorySession implements RunSession {
  readonly context: ExecutionContext
  readonly caches: MemoryCaches
  readonly items: { stage: Stage; item: ResultItem }[] = []
  readonly logs: { level: LogLevel; message: string }[] = []
  readonly progresses: Progress[] = []
  readonly connections: ConnectionReport[] = []
  readonly signal: AbortSignal
  private readonly keepOccurrences: boolean

  constructor(context: ExecutionContext, options: { caches?: MemoryCaches; signal?: AbortSignal; keepOccurrences?: boolean } = {}) {
    this.context = context
    this.caches = options.caches ?? emptyCaches()
    this.signal = options.signal ?? new AbortController().signal
    this.keepOccurrences = options.keepOccurrences ?? true
  }

  log(level: LogLevel, message: string): void {
    this.logs.push({ level, message })
  }

  progress(progress: Progress): void {
    this.progresses.push(progress)
  }

  connected(reports: readonly ConnectionReport[]): void {
    this.connections.push(...reports)
  }

  async emit(stage: Stage, items: readonly (ResultItem | PackedItem)[]): Promise<void> {
    for (const item of items.map(unpacked)) {
      if (item.type === 'content') this.caches.parsed.set(item.document.contentHash, item.document)
      if (item.type === 'answer') this.caches.answers.set(item.key, item.value)
      if (item.type === 'analysis') this.caches.analyses.set(`${item.engineVersion} ${item.contentHash}`, item.payload)
      this.items.push({ stage, item: item.type === 'analysis' && !this.keepOccurrences ? { ...item, occurrences: [] } : item })
    }
  }

  async flush(): Promise<void> {}

  async *pull(pull: Pull): AsyncIterable<unknown> {
    switch (pull.source) {
      case 'analyses':
        for (const contentHash of pull.contentHashes) {
          const payload = this.caches.analyses.get(`${pull.engineVersion} ${contentHash}`)
          if (payload !== undefined) yield { contentHash, payload }
        }
        return
      case 'parsed':
        for (const hash of pull.contentHashes) if (this.caches.parsed.has(hash)) yield this.caches.parsed.get(hash)
        return
      case 'concepts':
        yield* this.concepts
        return
      case 'cached-answers':
        for (const key of pull.keys) if (this.caches.answers.has(key)) yield { key, value: this.caches.answers.get(key) }
        return
      case 'problems':
        yield* this.of('problem')
        return
      case 'definitions': {
        const headwords = new Map(this.concepts.map((concept) => [`${concept.language} ${concept.key}`, concept.headword]))
        for (const { concept, text, kind, ordinal, sources } of this.definitions) {
          if (ordinal === 0)
            yield { concept, headword: headwords.get(`${concept.language} ${concept.key}`), text, pinned: false, kind, sources }
        }
      }
    }
  }

  async checkpoint(): Promise<void> {
    this.signal.throwIfAborted()
  }

  private of<T extends ResultItem['type']>(type: T): Extract<ResultItem, { type: T }>[] {
    return this.items.flatMap(({ item }) => (item.type === type ? [item as Extract<ResultItem, { type: T }>] : []))
  }

  /** As the store would have them: sent again = replaced, retracted = gone. */
  get concepts(): ConceptItem[] {
    const staged = new Map<string, ConceptItem>()
    const name = (ref: ConceptRef) => `${ref.language} ${ref.key} ${ref.sense}`
    for (const { item } of this.items) {
      if (item.type === 'retract') for (const ref of item.concepts) staged.delete(name(ref))
      if (item.type !== 'concept') continue
      staged.delete(name(item))
      staged.set(name(item), item)
    }
    return [...staged.values()]
  }

  get definitions(): DefinitionItem[] {
    return this.of('definition')
  }

  get analyses(): AnalysisItem[] {
    return this.of('analysis')
  }
}
