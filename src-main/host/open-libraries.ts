import { AppError } from '../contract/errors.ts'
import type { ChangeTopic, HostEvents } from '../contract/host-api.ts'
import type { HostEventName } from '../contract/host-names.ts'
import { isActive, type RunId, type RunStatus } from '../contract/run.ts'
import type { Library } from '../library/library.ts'
import type { StoreChange } from '../store/api.ts'
import type { RunNews } from './activity.ts'
import { nameOf } from './app-files.ts'
import type { HostClient, HostShell } from './shell.ts'
import { watchFolders } from './watch.ts'

/** Libraries windows have open: who looks at which one, and what each is told. */

const TOPICS: Readonly<Record<StoreChange['areas'][number], readonly ChangeTopic[]>> = {
  documents: ['documents', 'info'],
  terms: ['terms', 'info'],
  problems: ['problems', 'info'],
  runs: ['runs', 'info'],
  human: ['terms', 'problems', 'lists', 'documents', 'undo', 'info'],
  settings: ['info'],
}

/** Changes within this time reach a window as one: a run commits many batches a second. */
const GATHER_MS = 250

interface Entry {
  readonly library: Library
  readonly clients: Set<HostClient>
  readonly stop: () => void
  readonly waiting: Set<ChangeTopic>
  timer: ReturnType<typeof setTimeout> | null
  /** Stops watching the folders. */
  unwatch: () => void
  /** Undefined until the folders are known. */
  watched: boolean | undefined
  /** Run whose events are being forwarded. */
  following: RunId | null
  /** Tells how the last run stands once it is saved, while it is not. */
  whenSaved: (() => void) | null
  /** The last window that looked at it left while a run of it was active: closed when that is over, unless one comes back. */
  unwanted: boolean
}

export class OpenLibraries {
  readonly #entries = new Map<string, Entry>()
  readonly #shell: HostShell
  readonly #shares = new Map<string, number | null>()

  constructor(shell: HostShell) {
    this.#shell = shell
  }

  /** The library a call names. @throws AppError LIBRARY_MISSING when this window's host has not opened it */
  get(id: string): Library {
    const entry = this.#entries.get(id)
    if (!entry) throw new AppError('LIBRARY_MISSING', 'This library is not open any more. Open it again.', {})
    return entry.library
  }

  /** A window begins to look at a library. An active run of it is followed from now on. */
  async add(library: Library, client: HostClient): Promise<void> {
    const entry = this.#entries.get(library.id) ?? this.#newEntry(library)
    entry.clients.add(client)
    entry.unwanted = false
    const active = library.runs.activeId()
    if (active !== null) await this.follow(library, active)
  }

  #newEntry(library: Library): Entry {
    const entry: Entry = {
      library,
      clients: new Set(),
      stop: library.onChange(({ areas }) => this.#changed(entry, areas)),
      waiting: new Set(),
      timer: null,
      unwatch: () => undefined,
      watched: undefined,
      following: null,
      whenSaved: null,
      unwanted: false,
    }
    this.#entries.set(library.id, entry)
    this.watch(library.id)
    return entry
  }

  /** Whether all folders of a library are watched; undefined while that is not known. */
  watched = (id: string): boolean | undefined => this.#entries.get(id)?.watched

  /** Watches the library's folders as they are now; called again when one was added or moved. */
  watch(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    const note = (text: string) => process.stderr.write(`${text}\n`)
    const changed = () => this.#send(entry, 'library.changed', { library: id, topics: ['folders'] })
    const begin = async () => {
      const folders = (await entry.library.roots()).flatMap(({ path, files }) =>
        path === null ? [] : [{ path, ...(files ? { files } : {}) }],
      )
      if (this.#entries.get(id) !== entry) return
      entry.unwatch()
      entry.watched = folders.length > 0
      // Also later: a watched folder may be taken away.
      const missed = (text: string) => {
        note(text)
        entry.watched = false
        this.#send(entry, 'library.changed', { library: id, topics: ['info'] })
      }
      entry.unwatch = watchFolders(folders, changed, missed)
      this.#send(entry, 'library.changed', { library: id, topics: ['info'] })
    }
    begin().catch((error: unknown) => note(`The folders are not watched: ${String(error)}`))
  }

  /** Watches every library's folders anew, and has its windows look what changed. */
  lookAgain(): void {
    for (const [id, entry] of this.#entries) {
      this.watch(id)
      this.#send(entry, 'library.changed', { library: id, topics: ['folders'] })
    }
  }

  /** A window stops looking. A library nobody looks at is closed: at once, or when the run that goes on is over and saved. */
  async leave(id: string, client: HostClient): Promise<void> {
    const entry = this.#entries.get(id)
    if (!entry) return
    entry.clients.delete(client)
    if (entry.clients.size > 0) return
    const active = entry.library.runs.activeId()
    if (active === null) return this.close(id)
    entry.unwanted = true
    await this.follow(entry.library, active)
  }

  /** A run is over and saved: nobody waits for its library any more if they left meanwhile. */
  async #closeUnwanted(entry: Entry): Promise<void> {
    const { library, clients, unwanted } = entry
    // Closed and opened anew meanwhile, it is another entry's.
    if (unwanted && clients.size === 0 && this.#entries.get(library.id) === entry) await this.close(library.id)
  }

  /** The window is gone: a reloaded page comes back in a moment, so nothing is closed for it. */
  detach(client: HostClient): void {
    for (const entry of this.#entries.values()) entry.clients.delete(client)
  }

  /** The window is closed for good: so are the libraries nobody else looks at, those with an active run when that is over. */
  async gone(client: HostClient): Promise<void> {
    const mine = [...this.#entries.values()].filter(({ clients }) => clients.has(client))
    await Promise.all(mine.map(({ library }) => this.leave(library.id, client)))
  }

  async close(id: string): Promise<void> {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    entry.stop()
    entry.unwatch()
    if (entry.timer) clearTimeout(entry.timer)
    await entry.library.close()
  }

  clientsOf(id: string): readonly HostClient[] {
    return [...(this.#entries.get(id)?.clients ?? [])]
  }

  /** File of the library a window looks at; null = none. */
  fileOf(client: HostClient): string | null {
    const mine = [...this.#entries.values()].findLast(({ clients }) => clients.has(client))
    return mine?.library.file ?? null
  }

  activeRuns(): number {
    return [...this.#entries.values()].filter(({ library }) => library.runs.activeId() !== null).length
  }

  /** Forwards a run's log lines, progress and status to every window of its library until it ends. */
  async follow(library: Library, run: RunId): Promise<void> {
    const entry = this.#entries.get(library.id)
    if (!entry || entry.following === run) return
    entry.following = run
    const id = library.id
    const note = (error: unknown) => void process.stderr.write(`run ${run}: ${String(error)}\n`)
    let row = await library.runs.get(run)
    const changed = async (paused: boolean, saving: RunStatus | null) => {
      try {
        row = await library.runs.get(run)
      } catch (error) {
        // A library that can't be read just now: what was known of the run, and what is new, is shown all the same.
        note(error)
      }
      if (row) this.#send(entry, 'run.changed', { library: id, run: row, paused, saving })
    }
    const report = (work: Promise<void>) => void work.catch(note)
    await library.runs.subscribe(
      run,
      {
        logs: (lines) => this.#send(entry, 'run.logs', { library: id, run, lines }),
        progress: (progress) => {
          this.#send(entry, 'run.progress', { library: id, run, progress })
          this.#shares.set(id, progress.total > 0 ? progress.done / progress.total : null)
          this.#activity(entry)
        },
        status: (_status, { paused, saving }) => report(changed(paused, saving)),
        end: (end) => {
          entry.following = null
          const told = changed(false, end.unsaved ? end.status : null)
          report(end.unsaved ? told : told.then(() => this.#closeUnwanted(entry)))
          entry.whenSaved = end.unsaved ? () => report(this.#tellWhenSaved(entry, run)) : null
          this.#shares.delete(id)
          const ended = { name: nameOf(library.file), status: end.status }
          this.#activity(entry, ended)
        },
      },
      { afterSeq: row?.lastSeq ?? 0 },
    )
    this.#shares.set(id, null)
    this.#activity(entry)
  }

  /** A run whose end was told before it was saved: once it is, its row says the same, and that is told. */
  async #tellWhenSaved(entry: Entry, id: RunId): Promise<void> {
    const run = await entry.library.runs.get(id)
    if (run === null || isActive(run.status)) return
    entry.whenSaved = null
    this.#send(entry, 'run.changed', { library: entry.library.id, run, paused: false, saving: null })
    await this.#closeUnwanted(entry)
  }

  #activity({ library, clients }: Entry, ended?: RunNews['ended']): void {
    const front = () => {
      const [client] = clients
      if (client) this.#shell.bringForward?.(client)
    }
    const news = { library: library.id, active: this.activeRuns(), share: this.#share(), ...(ended ? { ended } : {}) }
    this.#shell.runActivity?.(news, front)
  }

  /** Of all running work whose share is known, 0 to 1. */
  #share(): number | null {
    const known = [...this.#shares.values()].filter((value) => value !== null)
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null
  }

  #changed(entry: Entry, areas: StoreChange['areas']): void {
    for (const area of areas) for (const topic of TOPICS[area]) entry.waiting.add(topic)
    if (areas.includes('runs')) entry.whenSaved?.()
    // What a person did shows at once; what a run commits is gathered.
    const now = areas.includes('human')
    if (now && entry.timer) {
      clearTimeout(entry.timer)
      entry.timer = null
    }
    if (now) this.#flush(entry)
    else entry.timer ??= setTimeout(() => this.#flush(entry), GATHER_MS)
  }

  #flush(entry: Entry): void {
    entry.timer = null
    const topics = [...entry.waiting]
    entry.waiting.clear()
    if (topics.length > 0) this.#send(entry, 'library.changed', { library: entry.library.id, topics })
  }

  #send<K extends HostEventName>(entry: Entry, event: K, payload: HostEvents[K]): void {
    for (const client of entry.clients) client.send(event, payload)
  }

  /** Is a run of this library active, here or by its row? */
  async isBusy(id: string): Promise<boolean> {
    const { activeRun } = await this.get(id).info()
    return activeRun !== null && isActive(activeRun.status)
  }
}
