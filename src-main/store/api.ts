import type { AlikeDecision, AlikePage, AlikeQuery, AlikeRule } from '../contract/alike.ts'
import type {
  ConceptId,
  LibraryInfo,
  ProblemView,
  ReadingsPage,
  TermDetail,
  TermPage,
  TermQuery,
  TermRow,
} from '../contract/library-api.ts'
import type { Stage } from '../contract/run.ts'
import type { Constraints, RunSettings } from '../contract/run-protocol.ts'
import type { MapQuery, TermMap } from '../contract/term-map.ts'
import type { Clock, Ids, RunStore, SidecarStore } from '../runs/ports.ts'
import type { ContentStore, DocumentStore, SearchPage, SearchQuery } from './api-content.ts'
import type { HumanStore } from './api-human.ts'

export type * from './api-content.ts'
export type * from './api-human.ts'

/**
 * The storage of one open library as the rest of main sees it. Every method is asynchronous: small state writes run on main's own
 * connection, everything else in the store thread. Methods reject with AppError, those of `runs` also with StorageError
 * (runs/ports.ts). Writes to a library opened read-only reject with AppError READ_ONLY.
 */
export interface LibraryStore {
  readonly id: string
  /** Name people see: the file's name without `.glossary`. */
  readonly name: string
  /** Real, absolute path. */
  readonly file: string
  readonly readOnly: boolean
  /** Why it is read-only: another process owns it (`owner` says which), the caller asked, or the file can't be written. */
  readonly readOnlyReason: 'owned' | 'asked' | 'not-writable' | null
  readonly owner: OwnerInfo | null
  readonly schemaVersion: number
  /** This opening's owner epoch; empty when read-only. */
  readonly epoch: string
  readonly recovery: RecoveryReport

  readonly runs: RunStore
  readonly sidecar: SidecarStore
  readonly documents: DocumentStore
  readonly contents: ContentStore
  readonly terms: TermStore
  readonly problems: ProblemStore
  readonly human: HumanStore
  readonly revisions: RevisionStore
  readonly copies: CopyStore
  readonly caches: CacheStore

  /** Everything of LibraryInfo. */
  info(): Promise<LibraryInfo>
  /** Documents whose text holds the query: every word of it (CJK: every run) in one block, best first. */
  search(query: SearchQuery): Promise<SearchPage>
  /** What a run must obey (context.constraints). */
  constraints(): Promise<Constraints>
  /** Input digest by stage (context.liveDigests). */
  liveDigests(): Promise<Partial<Record<Stage, string>>>
  /** Library settings, JSON values by name (language, engine, limits …). */
  settings(): Promise<StoredSettings>
  saveSettings(settings: StoredSettings): Promise<void>
  /** Deletes what nothing needs any more: old revisions, logs beyond 50 runs, caches above their limit. In slices; call when idle. */
  evict(limits?: EvictionLimits): Promise<EvictionReport>
  /** Also deletes the text of contents no document has, removes hidden documents for good, and gives the space back. */
  compact(): Promise<EvictionReport>
  /** Checks the tables opening did not check. Resolves with what is wrong; empty = sound. */
  verifyRest(): Promise<readonly string[]>
  /** Tells the world where the owner listens: a second process reads it with `readOwner`. */
  publishSocket(socket: { readonly path: string; readonly token: string } | null): Promise<void>
  /** Called after every commit that changes what people see; the returned function unsubscribes. */
  onChange(listener: (change: StoreChange) => void): () => void
  /** Finishes what was accepted, checkpoints, closes both sides, gives up ownership. Idempotent. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** Absolute path of the `.glossary` file. */
  readonly file: string
  /** Make the library when the file does not exist. Default false: LIBRARY_MISSING. */
  readonly create?: boolean
  readonly readOnly?: boolean
  /** GENGLOSSARY_HOME: sidecar outcomes, owner files, backups. Made when missing. */
  readonly appDataDir: string
  readonly clock: Clock
  readonly ids: Ids
  /** Module of the store thread; default: the one beside this code. Bundles pass theirs. */
  readonly threadEntry?: URL
}

/**
 * open.ts: `openLibrary(options)`. Throws AppError LIBRARY_MISSING, LIBRARY_DAMAGED, LIBRARY_NEWER, LIBRARY_NOT_A_LIBRARY.
 * A library another process owns is opened read-only (not an error).
 */
export type OpenLibrary = (options: OpenOptions) => Promise<LibraryStore>

export interface OwnerInfo {
  readonly pid: number
  readonly epoch: string
  readonly since: string
  readonly socket: { readonly path: string; readonly token: string } | null
}

export interface RecoveryReport {
  /** Runs left active by an owner that died, and what they became. */
  readonly orphans: readonly { readonly runId: number; readonly became: 'interrupted' | 'cancelled' }[]
  /** Outcomes taken from sidecar files. */
  readonly sidecars: readonly { readonly runId: number; readonly outcome: string; readonly applied: boolean }[]
  /** Path of the copy kept before a migration, null when none was needed. */
  readonly migrationCopy: string | null
}

export type StoreChange = { readonly areas: readonly ('documents' | 'terms' | 'problems' | 'runs' | 'human' | 'settings')[] }

export type StoredSettings = Partial<RunSettings> & Readonly<Record<string, unknown>>

// ---- machine layer with the human layer on top -------------------------------------------------------------------------------

export interface TermStore {
  page(query: TermQuery): Promise<TermPage>
  /** How many terms a query's view and search hold, folded ones included. */
  count(query: TermQuery): Promise<number>
  /** Ids of every row of the query, in its order; `offset` and `limit` don't count. */
  ids(query: TermQuery): Promise<ConceptId[]>
  /** Row number of a concept in the query's order, from 0; null when it isn't in it. */
  indexOf(query: TermQuery, concept: ConceptId): Promise<number | null>
  /** Terms that fit a rule, and a decision would be made about. */
  alike(query: AlikeQuery): Promise<AlikePage>
  alikeIds(rule: AlikeRule, decision: AlikeDecision): Promise<ConceptId[]>
  /** The term a concept is folded under in a folded list; null when it is a row of its own or not in it. */
  topOf(query: TermQuery, concept: ConceptId): Promise<ConceptId | null>
  /** What a term is linked with, at most MOST_ON_MAP terms; null when the library has no such concept. */
  map(query: MapQuery): Promise<TermMap | null>
  /** Null when the library has no such concept. A merged concept answers with the one it was merged into. */
  detail(concept: ConceptId): Promise<TermDetail | null>
  row(concept: ConceptId): Promise<TermRow | null>
  /** Concepts with one of these surfaces (folded with foldKey), in the order given; null where there is none. */
  find(surfaces: readonly string[]): Promise<(ConceptId | null)[]>
  /** The ref of a concept's headword and of all its surfaces, as links and listed terms need them. */
  refs(concept: ConceptId): Promise<ConceptRefs | null>
  /** The refs of the headwords of concepts; those the library does not know are left out. */
  headRefs(concepts: readonly ConceptId[]): Promise<ConceptRefs['headword'][]>
  /** Everything of a view, page after page, in its order: for exports. `generation` differs between pages when somebody wrote in between. */
  exportPage(query: Omit<TermQuery, 'offset' | 'limit'>, cursor: string | null, limit?: number): Promise<ExportPage>
  /** Japanese terms of the glossary with their readings, unsure ones first; in slices. */
  readings(from: number, limit: number): Promise<ReadingsPage>
  /** "These two look the same to the machine, but people touched both." */
  proposals(): Promise<MergeProposal[]>
}

export interface ConceptRefs {
  readonly headword: { readonly language: 'en' | 'ja' | 'other'; readonly key: string; readonly sense: number }
  readonly surfaces: readonly {
    readonly language: 'en' | 'ja' | 'other'
    readonly key: string
    readonly sense: number
    readonly surface: string
    /** The concept the surface belongs to itself (a member, when concepts were merged). */
    readonly concept: ConceptId
  }[]
}

export interface ExportPage {
  readonly rows: readonly TermDetail[]
  readonly next: string | null
  readonly generation: number
}

export interface MergeProposal {
  readonly keep: ConceptId
  readonly other: ConceptId
  readonly headwords: readonly [string, string]
}

export interface ProblemStore {
  /** Of the live review (or the active run's staged one), errors first. Ignored ones only when asked for. */
  page(options?: {
    readonly includeIgnored?: boolean
    readonly concept?: ConceptId
    readonly offset?: number
    readonly limit?: number
  }): Promise<{ readonly total: number; readonly rows: readonly ProblemView[] }>
}

// ---- revisions, caches, copies -----------------------------------------------------------------------------------------------

export interface RevisionInfo {
  readonly id: number
  readonly stage: Stage
  readonly runId: number | null
  readonly state: 'staging' | 'live' | 'previous' | 'unfinished' | 'discarded'
  readonly baseId: number | null
  readonly inputDigest: string
  readonly items: number
  readonly createdAt: string
}

export interface RevisionStore {
  list(): Promise<RevisionInfo[]>
  live(stage: Stage): Promise<{ readonly revisionId: number; readonly previousId: number | null } | null>
  /**
   * A partial run of a stage: makes the run's staged revision from the live one with every row but those of `exceptConcepts`, in slices.
   * Completing flips it only if that base is still live; otherwise the rows stay as an unfinished revision.
   */
  copyBase(runId: number, stage: Stage, exceptConcepts: readonly ConceptId[]): Promise<void>
}

/** Keyed machine texts (model answers, prompts): any value a recomputation could make again. */
export interface CacheStore {
  get(kind: string, keys: readonly string[]): Promise<(string | null)[]>
  put(kind: string, entries: readonly { readonly key: string; readonly value: string }[]): Promise<void>
}

export interface EvictionLimits {
  readonly cacheBytes?: number
  readonly logRuns?: number
}
export interface EvictionReport {
  readonly revisions: number
  readonly logLines: number
  readonly cacheEntries: number
  readonly contents: number
  readonly documents: number
}

export interface CopyStore {
  /** A whole second library with an id of its own, without the active run. Atomic: `target` is complete or untouched. */
  duplicate(target: string): Promise<void>
  /** As `duplicate`, and without logs, caches, analyses and root paths. */
  saveCopyToShare(target: string): Promise<void>
  /** The last-good copy in appDataDir, replaced only when the new one is complete. Gives its path. */
  backup(): Promise<string>
}
