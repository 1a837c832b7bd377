import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { LibraryInfo } from '../contract/library-api.ts'
import type { Clock, SidecarStore } from '../runs/ports.ts'
import type {
  CacheStore,
  ContentStore,
  CopyStore,
  DocumentStore,
  LibraryStore,
  OwnerInfo,
  ProblemStore,
  RevisionStore,
  StoreChange,
  TermStore,
} from './api.ts'
import type { CopyOrder } from './copies.ts'
import { addRoot, relocateRoot } from './documents.ts'
import { readOnlyError } from './errors.ts'
import { makeHumanStore } from './human-store.ts'
import { setMeta } from './info.ts'
import type { Ownership } from './lock.ts'
import { removeOwner, writeOwner } from './lock.ts'
import type { Prepared } from './prepare.ts'
import { makeReadOnlyRunStore, makeRunStore } from './run-store.ts'
import { sidecarStore } from './sidecar.ts'
import type { StateConnection } from './state-connection.ts'
import { runCopy, type ThreadClient } from './thread/client.ts'

export interface StoreParts {
  readonly file: string
  readonly appDataDir: string
  readonly backup: string
  readonly epoch: string
  readonly clock: Clock
  readonly thread: ThreadClient
  readonly prepared: Prepared
  /** Both null: open for reading. */
  readonly state: StateConnection | null
  readonly ownership: Ownership | null
  readonly readOnlyReason: LibraryStore['readOnlyReason']
  readonly owner: OwnerInfo | null
  readonly threadEntry: URL | undefined
}

const CHECKPOINT_EVERY_MS = 10_000

/** Puts the parts of an open library together. */
export function makeLibraryStore(parts: StoreParts): LibraryStore {
  const { thread, state, prepared, file } = parts
  const listeners = new Set<(change: StoreChange) => void>()
  const changed = (...areas: StoreChange['areas'][number][]): void => {
    for (const listener of listeners) listener({ areas })
  }
  const refuse = (): never => {
    throw readOnlyError()
  }
  const writing = (): StateConnection => state ?? refuse()
  const housekeeping = startHousekeeping(parts)
  const runs = state
    ? makeRunStore({ state, thread, clock: parts.clock, epoch: parts.epoch, changed })
    : makeReadOnlyRunStore(thread, refuse)
  const human = makeHumanStore({ state, thread, clock: parts.clock, refuse, changed: () => changed('human', 'terms', 'problems') })
  let closing: Promise<void> | null = null
  return {
    id: prepared.id,
    name: basename(file).replace(/\.glossary$/u, ''),
    file,
    readOnly: state === null,
    readOnlyReason: parts.readOnlyReason,
    owner: parts.owner,
    schemaVersion: prepared.schemaVersion,
    epoch: state ? parts.epoch : '',
    recovery: prepared.recovery,
    runs,
    sidecar: state ? sidecarStore(parts.appDataDir, prepared.id, (runId) => thread.read('stagedItems', runId)) : readOnlySidecar(refuse),
    documents: makeDocumentStore(thread, writing, () => changed('documents')),
    contents: makeContentStore(thread),
    terms: makeTermStore(thread),
    problems: { page: (options) => thread.read('problemPage', options ?? {}) } satisfies ProblemStore,
    human,
    revisions: makeRevisionStore(parts, writing),
    copies: makeCopyStore(parts, refuse),
    caches: makeCacheStore(thread, writing),
    info: async () => libraryInfo(parts, await thread.read('counts')),
    search: (query) => thread.read('search', query),
    constraints: () => thread.read('constraints'),
    liveDigests: () => thread.read('liveDigests'),
    settings: () => thread.read('settings'),
    saveSettings: async (settings) => {
      await writing().write((db) => setMeta(db, 'settings', JSON.stringify(settings)))
      changed('settings')
    },
    evict: async (limits) => {
      writing()
      return thread.write('evict', limits ?? {})
    },
    compact: async () => {
      writing()
      const report = await thread.write('compact', {})
      await thread.vacuum()
      return report
    },
    verifyRest: () => verifyRest(thread),
    publishSocket: async (socket) => {
      writing()
      writeOwner(parts.appDataDir, file, { ...ownerOf(parts), socket })
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      closing ??= closeAll(parts, housekeeping)
      return closing
    },
  }
}

const ownerOf = (parts: StoreParts): Omit<OwnerInfo, 'socket'> => ({
  pid: process.pid,
  epoch: parts.epoch,
  since: new Date(parts.clock.wall()).toISOString(),
})

function libraryInfo(parts: StoreParts, counts: Omit<LibraryInfo, 'id' | 'name' | 'file' | 'readOnly' | 'schemaVersion'>): LibraryInfo {
  return {
    id: parts.prepared.id,
    name: basename(parts.file).replace(/\.glossary$/u, ''),
    file: parts.file,
    readOnly: parts.state === null,
    schemaVersion: parts.prepared.schemaVersion,
    ...counts,
  }
}

/** Main's connection never checkpoints, so the thread does from time to time, also when it has nothing to write itself. */
function startHousekeeping(parts: StoreParts): { stop(): void } {
  if (!parts.state) return { stop: () => undefined }
  let stopped = false
  let timer = parts.clock.after(CHECKPOINT_EVERY_MS, tick)
  function tick(): void {
    const again = (): void => {
      if (!stopped) timer = parts.clock.after(CHECKPOINT_EVERY_MS, tick)
    }
    parts.thread.checkpoint().then(again, again)
  }
  return {
    stop: () => {
      stopped = true
      timer.cancel()
    },
  }
}

async function closeAll(parts: StoreParts, housekeeping: { stop(): void }): Promise<void> {
  housekeeping.stop()
  try {
    // Main's side first: the last connection to close moves the log into the file, and that is the thread's work.
    await parts.state?.close()
    await parts.thread.close()
    if (parts.state) removeOwner(parts.appDataDir, parts.file)
  } finally {
    parts.ownership?.release()
  }
}

async function verifyRest(thread: ThreadClient): Promise<string[]> {
  const findings: string[] = []
  for (const table of await thread.read('tables')) findings.push(...(await thread.read('verifyTable', table)))
  return findings
}

const readOnlySidecar = (refuse: () => never): SidecarStore => ({
  write: async () => refuse(),
  remove: async () => refuse(),
})

function makeDocumentStore(thread: ThreadClient, writing: () => StateConnection, changed: () => void): DocumentStore {
  return {
    roots: () => thread.read('roots'),
    addRoot: (path) => writing().write((db) => addRoot(db, path)),
    relocateRoot: async (rootId, path) => {
      await writing().write((db) => relocateRoot(db, rootId, path))
      changed()
    },
    knownFiles: (rootId) => thread.read('knownFiles', rootId),
    applyScan: async (rootId, files, skipped) => {
      writing()
      const summary = await thread.write('applyScan', rootId, files, skipped)
      changed()
      return summary
    },
    list: (options) => thread.read('documents', options?.includeRemoved ?? false),
    runnable: () => thread.read('runnable'),
  }
}

const OCCURRENCES_PER_PAGE = 200
const EXPORT_ROWS = 200

const makeContentStore = (thread: ThreadClient): ContentStore => ({
  parsedDocument: (contentHash) => thread.read('parsedDocument', contentHash),
  passages: (passages) => thread.read('passages', passages),
  occurrences: (concept, options) => thread.read('occurrences', concept, options?.after ?? null, options?.limit ?? OCCURRENCES_PER_PAGE),
})

const makeTermStore = (thread: ThreadClient): TermStore => ({
  page: (query) => thread.read('termPage', query),
  detail: (concept) => thread.read('termDetail', concept),
  row: (concept) => thread.read('termRow', concept),
  find: (surfaces) => thread.read('findConcepts', surfaces),
  refs: (concept) => thread.read('conceptRefs', concept),
  exportPage: (query, cursor, limit) => thread.read('exportPage', query, cursor, limit ?? EXPORT_ROWS),
  proposals: () => thread.read('proposals'),
})

function makeRevisionStore(parts: StoreParts, writing: () => StateConnection): RevisionStore {
  return {
    list: () => parts.thread.read('revisions'),
    live: (stage) => parts.thread.read('live', stage),
    copyBase: async (runId, stage, exceptConcepts) => {
      writing()
      const now = new Date(parts.clock.wall()).toISOString()
      await parts.thread.write('copyBase', { runId, stage, epoch: parts.epoch, now }, exceptConcepts)
    },
  }
}

function makeCopyStore(parts: StoreParts, refuse: () => never): CopyStore {
  const copy = (kind: CopyOrder['kind'], target: string): Promise<void> =>
    runCopy(
      { source: parts.file, target, kind, id: randomUUID().replaceAll('-', ''), now: new Date(parts.clock.wall()).toISOString() },
      parts.threadEntry,
    )
  return {
    duplicate: (target) => copy('duplicate', target),
    saveCopyToShare: (target) => copy('share', target),
    backup: async () => {
      if (!parts.state) refuse()
      await copy('backup', parts.backup)
      return parts.backup
    },
  }
}

function makeCacheStore(thread: ThreadClient, writing: () => StateConnection): CacheStore {
  return {
    get: async (kind, keys) => {
      writing()
      return thread.write('cacheGet', kind, keys)
    },
    put: async (kind, entries) => {
      writing()
      await thread.write('cachePut', kind, entries)
    },
  }
}
