import { AppError } from '../contract/errors.ts'
import type { ConceptId } from '../contract/library-api.ts'
import type { LogLine, RunId, RunRow, Scope } from '../contract/run.ts'
import { MAX_SELECTION, type RunSettings, type RunSnapshot, runSettingsSchema, runSnapshotSchema } from '../contract/run-protocol.ts'
import type { ControlAnswer, RunEnd, RunManager, RunSubscriber, RunView, Subscription } from '../runs/api.ts'
import type { LibraryStore } from '../store/api.ts'
import { readableNow } from './away.ts'
import { cancelThroughOwner, type FollowedEnd, followThroughOwner, type OwnerFollower } from './owner-client.ts'

type OwnedStore = Pick<LibraryStore, 'readOnly' | 'readOnlyReason' | 'owner' | 'file'>

/**
 * Refuses a write to a library this process may only read.
 *
 * @throws AppError NOT_OWNER (another process has it) or READ_ONLY
 */
export function mustOwn(store: OwnedStore): void {
  if (!store.readOnly) return
  const { file, owner } = store
  if (store.readOnlyReason !== 'owned') {
    throw new AppError('READ_ONLY', `${file} can only be read. Check its permissions, or copy it to a place you can write to.`, { file })
  }
  const who = owner === null ? 'another process' : `another process (${owner.pid})`
  throw new AppError('NOT_OWNER', `${file} is in use by ${who}. Wait until it is done, or close it there.`, { file, pid: owner?.pid ?? 0 })
}

/** What a run is to do besides its scope and settings. */
export interface StartOptions {
  /** The run this one continues or repeats; a selection it had is taken over. */
  readonly retryOf?: RunId | null
  /** Only these terms are made anew; for the scopes generate, review and refine. */
  readonly concepts?: readonly ConceptId[]
  /** Ask for these terms anew, also where an answer is kept. */
  readonly again?: boolean
}

const PARTIAL_SCOPES: ReadonlySet<Scope> = new Set(['generate', 'review', 'refine'])

/** Runs of one library. In the process that owns it they are live; in any other one they are what the file says. */
export class LibraryRuns {
  readonly #store: LibraryStore
  readonly #runs: RunManager | null
  readonly #settings: () => Promise<RunSettings>

  constructor(store: LibraryStore, runs: RunManager | null, settings: () => Promise<RunSettings>) {
    this.#store = store
    this.#runs = runs
    this.#settings = settings
  }

  /**
   * Starts a run with the library's settings and those given. Look at the folder first (`rescan`): the run reads what the last look found.
   *
   * @throws AppError ALREADY_ACTIVE, NOT_OWNER, READ_ONLY, DB_BUSY, STORAGE; INVALID_INPUT for a later stage without terms to work on, or a
   * selection its scope can't have; FOLDER_MISSING where documents have to be read again that are not there
   */
  async start(scope: Scope, settings: Partial<RunSettings> = {}, options: StartOptions = {}): Promise<RunRow> {
    const manager = this.#manager()
    if (scope !== 'full' && scope !== 'extract' && (await this.#store.terms.page({ view: 'all', limit: 1 })).total === 0) {
      throw new AppError('INVALID_INPUT', 'There are no terms yet. Run everything first (scope full), or at least the extraction.', {
        scope,
      })
    }
    // Told before there is a run, not as one that failed.
    await readableNow(this.#store)
    const selection = await this.#selection(scope, options)
    const all = runSettingsSchema.parse({ ...(await this.#settings()), ...settings })
    const snapshot: RunSnapshot = selection === undefined ? all : { ...all, selection }
    return manager.start({ scope, settings: snapshot, retryOf: options.retryOf ?? null })
  }

  async #selection(scope: Scope, { retryOf = null, concepts, again = false }: StartOptions): Promise<RunSnapshot['selection']> {
    if (concepts === undefined) {
      const before = retryOf === null ? null : await this.get(retryOf)
      return before === null || before.scope !== scope ? undefined : runSnapshotSchema.parse(JSON.parse(before.settings)).selection
    }
    if (!PARTIAL_SCOPES.has(scope))
      throw new AppError('INVALID_INPUT', 'Finding terms looks at whole documents. Define, review or refine single terms instead.', {
        scope,
      })
    const chosen = [...new Set(concepts)]
    if (chosen.length === 0 || chosen.length > MAX_SELECTION)
      throw new AppError('INVALID_INPUT', `Choose between 1 and ${MAX_SELECTION} terms, or run the whole stage.`, { terms: chosen.length })
    const [last] = await this.list(1)
    return { concepts: chosen, attempt: again ? (last?.id ?? 0) + 1 : 0 }
  }

  /** Cancels a run, whichever process owns the library. */
  async cancel(run: RunId): Promise<ControlAnswer['answer']> {
    if (this.#runs !== null) return (await this.#runs.cancel(run)).answer
    return (await cancelThroughOwner(this.#store.owner?.socket ?? null, run)) as ControlAnswer['answer']
  }

  pause(run: RunId): Promise<ControlAnswer> {
    return this.#manager().pause(run)
  }

  resume(run: RunId): Promise<ControlAnswer> {
    return this.#manager().resume(run)
  }

  /** Id of the run this process has active; null for none, or when another process owns the library. */
  activeId(): RunId | null {
    return this.#runs?.activeId() ?? null
  }

  /** Newest first. */
  list(limit: number, before?: RunId): Promise<(RunRow | RunView)[]> {
    return this.#runs === null ? this.#store.runs.listRuns(limit, before) : this.#runs.list(limit, before)
  }

  get(id: RunId): Promise<RunRow | RunView | null> {
    return this.#runs === null ? this.#store.runs.getRun(id) : this.#runs.get(id)
  }

  logs(id: RunId, afterSeq: number, limit: number): Promise<LogLine[]> {
    return this.#runs === null ? this.#store.runs.readLogs(id, afterSeq, limit) : this.#runs.logs(id, afterSeq, limit)
  }

  /** @throws AppError RUN_UNKNOWN */
  subscribe(id: RunId, subscriber: RunSubscriber, options?: { readonly afterSeq?: number }): Promise<Subscription> {
    return this.#manager().subscribe(id, subscriber, options)
  }

  /** Log lines of another process's run from `afterSeq` on; resolves with how it ended, null when the owner went away. */
  follow(id: RunId, afterSeq: number, follower: OwnerFollower): Promise<FollowedEnd | null> {
    return followThroughOwner(this.#store.owner?.socket ?? null, id, afterSeq, follower)
  }

  /** @throws AppError RUN_UNKNOWN */
  ended(id: RunId): Promise<RunEnd> {
    return this.#manager().ended(id)
  }

  #manager(): RunManager {
    mustOwn(this.#store)
    if (this.#runs === null) throw new AppError('UNAVAILABLE', 'This library was opened without its runs. Open it again.')
    return this.#runs
  }
}
