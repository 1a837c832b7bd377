import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { createForkHost } from './hosts/fork-host.ts'
import { systemProcesses } from './hosts/process-system.ts'
import { sourceModelEntry } from './hosts/worker-entry.ts'
import { contextBuilder } from './library/context.ts'
import type { ScanFolder } from './library/documents.ts'
import { Library } from './library/library.ts'
import { environmentKeys, type ModelKeys } from './library/model-keys.ts'
import { type ModelLogs, modelLogs } from './library/model-log.ts'
import { createModelDesk, type ModelDesk, OWN_LIST } from './library/models.ts'
import { createNetworkLog, type NetworkFeed, type NetworkLog } from './library/network-log.ts'
import { openOwnerSocket } from './library/owner-socket.ts'
import { scanFolder } from './library/scan/index.ts'
import type { Clock, Ids, ProcessTable, RunNetwork, WorkerHost } from './runs/ports.ts'
import { stopOrphanWorkers } from './runs/recovery.ts'
import { createRunManager } from './runs/run-manager.ts'
import { createSanitiser, type SanitiserOptions } from './runs/sanitise.ts'
import { systemClock, systemIds } from './runs/system.ts'
import type { LibraryStore } from './store/api.ts'
import { openLibrary } from './store/open.ts'

/** The composition root: wires store, run engine and use-cases for whoever shows them (window, terminal, preview, tests). */

export interface AppOptions {
  /** Folder of the app's own data, absolute (library/home.ts finds it). */
  readonly home: string
  readonly workerHost: WorkerHost
  readonly clock?: Clock
  readonly ids?: Ids
  readonly scan?: ScanFolder
  /** The system's processes; a test gives its own. */
  readonly processes?: ProcessTable
  /** Key for model servers: from the environment in the terminal, from the system's safe in the app. Default: there is none. */
  readonly modelKey?: ModelKeys
  /** Launches the processes that look for models (hosts/worker-entry.ts: sourceModelEntry, or a bundle's). */
  readonly modelHost?: WorkerHost
  /** Ports to look for models at, with commas. */
  readonly modelPorts?: string
  /**
   * Told, in a sentence without paths or keys, what disturbed a run without changing its outcome: writes tried again, log lines lost.
   * Default: a line on standard error.
   */
  readonly warn?: (text: string) => void
  /** Module of the store thread, where the sources are bundled. */
  readonly storeThread?: URL
}

export interface OpenOptions {
  /** Make the library when there is none. */
  readonly create?: boolean
  readonly readOnly?: boolean
}

export interface App {
  readonly home: string
  /** Looking for models, trying them, and their key. */
  readonly models: ModelDesk
  /** What runs sent to models, where people had it kept. */
  readonly modelLogs: ModelLogs
  /** Every connection since this app was made. */
  readonly network: NetworkLog
  /**
   * Opens a library, or gives the one already open: one Library per file, whatever path leads to it. A library another process owns is
   * opened for reading.
   *
   * @throws AppError LIBRARY_MISSING, LIBRARY_DAMAGED, LIBRARY_NEWER, LIBRARY_NOT_A_LIBRARY
   */
  open(file: string, options?: OpenOptions): Promise<Library>
  /** Closes every library: active runs end `interrupted`. Idempotent. */
  close(): Promise<void>
}

/** One key per file: the real path, also for a file still to be made. */
function keyOf(file: string): string {
  const absolute = resolve(file)
  if (existsSync(absolute)) return realpathSync(absolute)
  const folder = dirname(absolute)
  return existsSync(folder) ? join(realpathSync(folder), basename(absolute)) : absolute
}

const NO_KEYS = environmentKeys({})

interface Wiring {
  readonly options: AppOptions
  readonly clock: Clock
  readonly ids: Ids
  readonly logs: ModelLogs
  readonly network: NetworkLog
}

const toStandardError = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** What the run engine reports, as one line for people: which library, what, and why. */
function reporterOf(library: string, hide: SanitiserOptions, warn: (text: string) => void): (what: string, error: unknown) => void {
  const sanitise = createSanitiser(hide)
  return (what, error) => {
    const reason = error === null || error === undefined ? '' : `: ${error instanceof Error ? error.message : String(error)}`
    warn(sanitise(`GenGlossary, ${library}: ${what}${reason}`))
  }
}

/** Tells the list of connections of a library's runs. */
function runNetwork(library: string, network: NetworkLog): RunNetwork {
  const feeds = new Map<number, NetworkFeed>()
  return {
    reported: ({ id: run, scope }, reports) => {
      const feed = feeds.get(run) ?? network.feed({ kind: 'run', library, run, scope })
      feeds.set(run, feed)
      feed.reported(reports)
    },
    ended: ({ id }) => {
      feeds.get(id)?.ended()
      feeds.delete(id)
    },
  }
}

/** The owner's library: run engine, socket for other processes, use-cases. Opened for reading, it has neither engine nor socket. */
async function assemble({ options, clock, ids, logs, network }: Wiring, store: LibraryStore): Promise<Library> {
  const ports = { store, scan: options.scan ?? scanFolder, clock, ids }
  if (store.readOnly) return new Library({ ...ports, runs: null })
  // Before anything new starts: workers of an owner that died may still be at it.
  await stopOrphanWorkers(
    store.runs,
    store.recovery.orphans.map((orphan) => orphan.runId),
    options.processes ?? systemProcesses(),
  )
  const hide = { paths: [{ path: store.file, shown: basename(store.file) }] }
  const runs = createRunManager({
    store: store.runs,
    sidecar: store.sidecar,
    host: options.workerHost,
    clock,
    ids,
    context: contextBuilder(store, () => (options.modelKey ?? NO_KEYS).read(), logs),
    hide,
    network: runNetwork(store.name, network),
    report: reporterOf(store.name, hide, options.warn ?? toStandardError),
  })
  const socket = await openOwnerSocket(options.home, store.file, runs)
  await store.publishSocket({ path: socket.path, token: socket.token })
  const beforeClose = async () => {
    await store.publishSocket(null)
    await socket.close()
  }
  return new Library({ ...ports, runs, beforeClose })
}

export function createApp(options: AppOptions): App {
  const wiring: Wiring = {
    options,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? systemIds,
    logs: modelLogs(options.home),
    network: createNetworkLog(() => (options.clock ?? systemClock).wall()),
  }
  const { modelPorts: ports } = options
  const models = createModelDesk({
    host: options.modelHost ?? createForkHost({ entry: sourceModelEntry() }),
    ids: wiring.ids,
    keys: options.modelKey ?? NO_KEYS,
    network: wiring.network,
    ownList: join(options.home, OWN_LIST),
    ...(ports === undefined ? {} : { ports }),
  })
  const libraries = new Map<string, Promise<Library>>()
  const load = async (key: string, open: OpenOptions): Promise<Library> => {
    const { clock, ids } = wiring
    const thread = options.storeThread === undefined ? {} : { threadEntry: options.storeThread }
    const store = await openLibrary({ ...open, file: key, appDataDir: options.home, clock, ids, ...thread })
    try {
      return await assemble(wiring, store)
    } catch (error) {
      await store.close()
      throw error
    }
  }
  const forget = (key: string, library: Promise<Library>) => {
    if (libraries.get(key) === library) libraries.delete(key)
  }
  /** A library on its way out is waited for and opened anew: two openings of one file would lock each other out. */
  const reuse = async (library: Library, key: string, open: OpenOptions): Promise<Library> => {
    if (!library.closing) return library
    await library.close()
    return load(key, open)
  }
  return {
    home: options.home,
    models,
    modelLogs: wiring.logs,
    network: wiring.network,
    open(file, open = {}) {
      const key = keyOf(file)
      const known = libraries.get(key)
      const library = known === undefined ? load(key, open) : known.then((one) => reuse(one, key, open))
      libraries.set(key, library)
      // Who opens hears of the failure; the next one who opens tries again.
      library.catch(() => forget(key, library))
      return library
    },
    async close() {
      const open = await Promise.allSettled(libraries.values())
      await Promise.all(open.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)))
    },
  }
}
