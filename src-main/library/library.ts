import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { Lists } from '../contract/host-api.ts'
import type {
  CommandEntry,
  ConceptId,
  DocumentRow,
  HumanCommand,
  LibraryInfo,
  NamedTerm,
  ProblemView,
  ReadingsPage,
  ScanSummary,
  TermDetail,
  TermPage,
  TermQuery,
  UndoResult,
} from '../contract/library-api.ts'
import type { RunId } from '../contract/run.ts'
import { type RunSettings, runSettingsSchema } from '../contract/run-protocol.ts'
import type { ChosenEncoding } from '../contract/text/content-key.ts'
import type { RunManager } from '../runs/api.ts'
import type { Clock, Ids } from '../runs/ports.ts'
import type { ContentStore, LibraryStore, RootRow, SearchPage, SearchQuery, StoreChange, UndoState } from '../store/api.ts'
import { runCommand, type TypingSession, typingSessions } from './commands.ts'
import * as documents from './documents.ts'
import { LibraryExports } from './exports.ts'
import { LibraryFilters } from './filters.ts'
import { LibraryImports } from './import/index.ts'
import { listedTerms, namedTerm } from './lists.ts'
import * as reader from './reader.ts'
import { finishedItems, keepFinished, revertRun } from './revisions.ts'
import { LibraryRuns, mustOwn } from './run-control.ts'
import { LibrarySources } from './sources.ts'

export interface LibraryPorts {
  readonly store: LibraryStore
  /** Null when the library is open read-only: another process runs its runs. */
  readonly runs: RunManager | null
  readonly scan: documents.ScanFolder
  readonly clock: Clock
  readonly ids: Ids
  /** Called once, when no run is active any more and before the file is closed. */
  readonly beforeClose?: () => Promise<void>
}

/**
 * One open library: every use-case of the window and the terminal. Commands run one after the other; everything else may overlap.
 * Methods that write throw AppError READ_ONLY or NOT_OWNER when another process owns the library.
 */
export class Library {
  readonly runs: LibraryRuns
  readonly exports: LibraryExports
  readonly imports: LibraryImports
  readonly sources: LibrarySources
  readonly filters: LibraryFilters
  readonly #ports: LibraryPorts
  readonly #store: LibraryStore
  readonly #typing: TypingSession & { end(): void }
  #queue: Promise<unknown> = Promise.resolve()
  #closing: Promise<void> | null = null

  constructor(ports: LibraryPorts) {
    this.#ports = ports
    this.#store = ports.store
    this.runs = new LibraryRuns(ports.store, ports.runs, () => this.settings())
    this.exports = new LibraryExports(ports.store.file)
    const command = <T>(work: () => Promise<T>): Promise<T> => this.#command(work)
    this.imports = new LibraryImports(ports, command)
    this.filters = new LibraryFilters(ports.store, command)
    this.sources = new LibrarySources(ports, command, () => this.#scanOptions({}))
    this.#typing = typingSessions(() => ports.clock.monotonic(), ports.ids.token().slice(0, 8))
  }

  get id(): string {
    return this.#store.id
  }
  get name(): string {
    return this.#store.name
  }
  /** Real path of the `.glossary` file. */
  get file(): string {
    return this.#store.file
  }
  get readOnly(): boolean {
    return this.#store.readOnly
  }
  get readOnlyReason(): LibraryStore['readOnlyReason'] {
    return this.#store.readOnlyReason
  }

  /** @throws AppError NOT_OWNER, READ_ONLY when this process may only read the library */
  mustOwn(): void {
    mustOwn(this.#store)
  }

  async info(): Promise<LibraryInfo> {
    const info = await this.#store.info()
    return info.activeRun === null ? info : { ...info, activeRun: (await this.runs.get(info.activeRun.id)) ?? info.activeRun }
  }

  /** Settings new runs start with. */
  async settings(): Promise<RunSettings> {
    return runSettingsSchema.parse(await this.#store.settings())
  }

  async saveSettings(settings: RunSettings): Promise<void> {
    mustOwn(this.#store)
    const { model: _before, ...others } = await this.#store.settings()
    await this.#store.saveSettings({ ...others, ...runSettingsSchema.parse(settings) })
  }

  /** Called after every change people can see; the returned function stops it. */
  onChange(listener: (change: StoreChange) => void): () => void {
    return this.#store.onChange(listener)
  }

  // ---- documents -------------------------------------------------------------------------------------------------------------

  roots = (): Promise<RootRow[]> => this.#store.documents.roots()

  documents(): Promise<DocumentRow[]> {
    return this.#store.documents.list()
  }

  /** Adds a folder, or looks at it again. */
  addFolder(folder: string, options: Partial<documents.ScanOptions> = {}): Promise<ScanSummary> {
    return this.#command(async () => documents.addFolder(this.#store, this.#ports.scan, folder, await this.#scanOptions(options)))
  }

  /** Looks at every folder again. */
  rescan(options: Partial<documents.ScanOptions> = {}): Promise<ScanSummary> {
    return this.#command(async () => documents.scanAll(this.#store, this.#ports.scan, await this.#scanOptions(options)))
  }

  relocateRoot(root: number, folder: string): Promise<ScanSummary> {
    return this.#command(async () => documents.relocateRoot(this.#store, this.#ports.scan, root, folder, await this.#scanOptions({})))
  }

  removeDocuments(ids: readonly number[]): Promise<CommandEntry | null> {
    return this.#command(() => documents.removeDocuments(this.#store, ids))
  }

  setEncoding(ids: readonly number[], encoding: ChosenEncoding | null): Promise<CommandEntry | null> {
    return this.#command(() => documents.setEncoding(this.#store, ids, encoding))
  }

  async #scanOptions(options: Partial<documents.ScanOptions>): Promise<documents.ScanOptions> {
    return { maxFileBytes: (await this.settings()).maxFileBytes, ...options }
  }

  // ---- terms, problems, reader -----------------------------------------------------------------------------------------------

  terms = (query: TermQuery): Promise<TermPage> => this.#store.terms.page(query)
  /** The terms as the store has them: which stand where in a list, what is near one on the map, which are alike. */
  storedTerms = (): Pick<LibraryStore['terms'], 'ids' | 'indexOf' | 'topOf' | 'map' | 'alike' | 'alikeIds'> => this.#store.terms

  /** Every term of a view, page after page. */
  async *allTerms(query: Omit<TermQuery, 'offset' | 'limit'>, limit = Number.POSITIVE_INFINITY): AsyncGenerator<TermDetail> {
    let cursor: string | null = null
    let left = limit
    do {
      const page = await this.#store.terms.exportPage(query, cursor, Math.min(500, left))
      yield* page.rows
      left -= page.rows.length
      cursor = page.next
    } while (cursor !== null && left > 0)
  }

  /** @throws AppError TERM_UNKNOWN */
  async term(concept: ConceptId): Promise<TermDetail> {
    const detail = await this.#store.terms.detail(concept)
    if (detail === null) throw new AppError('TERM_UNKNOWN', 'This term is not in the library any more. Refresh the list.', { concept })
    return detail
  }

  /** The concepts with these spellings (any variant), in the order given; null where there is none. */
  findTerms = (surfaces: readonly string[]): Promise<(ConceptId | null)[]> => this.#store.terms.find(surfaces)

  /** Japanese terms of the glossary, those with a reading to check first. */
  readings(from: number, limit: number): Promise<ReadingsPage> {
    return this.#store.terms.readings(from, limit)
  }

  occurrences(concept: ConceptId, options?: Parameters<ContentStore['occurrences']>[1]): ReturnType<ContentStore['occurrences']> {
    return this.#store.contents.occurrences(concept, options)
  }

  /** Every problem of the last review, errors first. */
  async problems(options: { readonly includeIgnored?: boolean } = {}): Promise<readonly ProblemView[]> {
    const { rows } = await this.#store.problems.page({ ...options, offset: 0, limit: 100_000 })
    return rows
  }

  search = (query: SearchQuery): Promise<SearchPage> => this.#store.search(query)

  openDocument = (documentId: number, content?: string) => reader.openDocument(this.#store, documentId, content)

  documentBlocks(contentHash: string, from: number) {
    return reader.documentBlocks(this.#store, contentHash, from)
  }

  passages: ContentStore['passages'] = (passages) => this.#store.contents.passages(passages)
  lists = (): Promise<Lists> => listedTerms(this.#store)
  named = (surface: string): Promise<NamedTerm> => namedTerm(this.#store, surface)
  // ---- decisions -------------------------------------------------------------------------------------------------------------

  /** Does what a person asked for as one command with its inverse; null when everything was like that already. */
  do(command: HumanCommand): Promise<CommandEntry | null> {
    return this.#command(() => runCommand(this.#store, command, this.#typing))
  }

  /** Takes back the newest command, or that one. An inverse that does not apply any more says why and changes nothing. */
  undo(command?: number): Promise<UndoResult> {
    return this.#command(() => {
      this.#typing.end()
      return this.#store.human.undo(command)
    })
  }

  redo(): Promise<UndoResult> {
    return this.#command(() => {
      this.#typing.end()
      return this.#store.human.redo()
    })
  }

  undoState = (): Promise<UndoState> => this.#store.human.undoState()

  /** Newest first. */
  history(limit: number, before?: number): Promise<CommandEntry[]> {
    return this.#store.human.commands(limit, before)
  }

  /** Commands that changed one term, newest first. */
  historyOf(concept: ConceptId, limit: number): Promise<CommandEntry[]> {
    return this.#store.human.commandsOf(concept, limit)
  }

  revertRun(run: RunId): Promise<CommandEntry | null> {
    return this.#command(() => revertRun(this.#store, run))
  }

  finishedItems = (run: RunId): Promise<number> => finishedItems(this.#store, run)
  keepFinished(run: RunId): Promise<CommandEntry | null> {
    return this.#command(() => keepFinished(this.#store, run))
  }

  // ---- copies and exports ----------------------------------------------------------------------------------------------------

  places(): Promise<documents.DocumentPlaces> {
    return documents.documentPlaces(this.#store, join)
  }

  /** A second library with an id of its own, without an active run. */
  duplicate(target: string): Promise<void> {
    return this.#store.copies.duplicate(target)
  }

  /** A copy to give away: without logs, caches and folder paths. */
  saveCopyToShare(target: string): Promise<void> {
    return this.#store.copies.saveCopyToShare(target)
  }

  compact(): Promise<unknown> {
    return this.#command(() => this.#store.compact())
  }

  /** True from the first call of `close` on, also when it is done. */
  get closing(): boolean {
    return this.#closing !== null
  }

  /** Ends an active run (`interrupted`), finishes what was accepted and closes the file. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.#ports.runs?.close()
    await this.imports.closeAll()
    await this.#queue
    await this.#ports.beforeClose?.()
    await this.#store.close()
  }

  // ---- inside ----------------------------------------------------------------------------------------------------------------

  /** After every write before it: what is read before a write is still there when it is written. */
  async #command<T>(work: () => Promise<T>): Promise<T> {
    mustOwn(this.#store)
    const result = this.#queue.then(work)
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }
}
