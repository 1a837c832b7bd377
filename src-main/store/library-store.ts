import { basename } from 'node:path'
import type { LibraryInfo } from '../contract/library-api.ts'
import type { Clock, SidecarStore } from '../runs/ports.ts'
import type { LibraryStore, OwnerInfo, ProblemStore, StoreChange } from './api.ts'
import { readOnlyError } from './errors.ts'
import { makeHumanStore } from './human-store.ts'
import { setMeta } from './info.ts'
import type { Ownership } from './lock.ts'
import { removeOwner, writeOwner } from './lock.ts'
import { forPeople } from './people-errors.ts'
import type { Prepared } from './prepare.ts'
import { makeReadOnlyRunStore, makeRunStore } from './run-store.ts'
import { makeCacheStore, makeContentStore, makeCopyStore, makeDocumentStore, makeRevisionStore, makeTermStore } from './sections.ts'
import { sidecarStore } from './sidecar.ts'
import type { StateConnection } from './state-connection.ts'
import type { ThreadClient } from './thread/client.ts'

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

/** What the sections of a library share. */
interface Shared extends StoreParts {
  readonly changed: (...areas: StoreChange['areas'][number][]) => void
  readonly onChange: LibraryStore['onChange']
  /** Throws AppError READ_ONLY. */
  readonly refuse: () => never
  /** The writing connection; throws AppError READ_ONLY when there is none. */
  readonly writing: () => StateConnection
}

/** Puts the parts of an open library together. */
export function makeLibraryStore(parts: StoreParts): LibraryStore {
  const shared = share(parts)
  const housekeeping = startHousekeeping(parts)
  let closing: Promise<void> | null = null
  return {
    ...identity(parts),
    ...sections(shared),
    ...forPeople(operations(shared)),
    onChange: shared.onChange,
    close: () => {
      closing ??= closeAll(parts, housekeeping)
      return closing
    },
  }
}

function share(parts: StoreParts): Shared {
  const listeners = new Set<(change: StoreChange) => void>()
  const refuse = (): never => {
    throw readOnlyError()
  }
  return {
    ...parts,
    refuse,
    writing: () => parts.state ?? refuse(),
    changed: (...areas) => {
      for (const listener of listeners) listener({ areas })
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const nameOf = (file: string): string => basename(file).replace(/\.glossary$/u, '')

type Identity = 'id' | 'name' | 'file' | 'readOnly' | 'readOnlyReason' | 'owner' | 'schemaVersion' | 'epoch' | 'recovery'

const identity = ({ file, prepared, state, epoch, owner, readOnlyReason }: StoreParts): Pick<LibraryStore, Identity> => ({
  id: prepared.id,
  name: nameOf(file),
  file,
  readOnly: state === null,
  readOnlyReason,
  owner,
  schemaVersion: prepared.schemaVersion,
  epoch: state ? epoch : '',
  recovery: prepared.recovery,
})

type Section = 'runs' | 'sidecar' | 'documents' | 'contents' | 'terms' | 'problems' | 'human' | 'revisions' | 'copies' | 'caches'

function sections(shared: Shared): Pick<LibraryStore, Section> {
  const { thread, state, clock, epoch, changed, refuse, writing } = shared
  const stagedItems = (runId: number) => thread.read('stagedItems', runId)
  return {
    runs: state ? makeRunStore({ state, thread, clock, epoch, changed }) : makeReadOnlyRunStore(thread, refuse),
    sidecar: state ? sidecarStore(shared.appDataDir, shared.prepared.id, stagedItems) : readOnlySidecar(refuse),
    documents: forPeople(makeDocumentStore(thread, writing, () => changed('documents'))),
    contents: forPeople(makeContentStore(thread)),
    terms: forPeople(makeTermStore(thread)),
    problems: forPeople({ page: (options) => thread.read('problemPage', options ?? {}) } satisfies ProblemStore),
    human: forPeople(makeHumanStore({ state, thread, clock, refuse, changed: () => changed('human', 'terms', 'problems') })),
    revisions: forPeople(makeRevisionStore(shared, writing)),
    copies: forPeople(makeCopyStore(shared, refuse)),
    caches: forPeople(makeCacheStore(thread, writing)),
  }
}

type Operation = Exclude<keyof LibraryStore, Identity | Section | 'onChange' | 'close'>

function operations(shared: Shared): Pick<LibraryStore, Operation> {
  const { thread, file, changed, writing } = shared
  return {
    info: async () => libraryInfo(shared, await thread.read('counts')),
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
      changed('documents')
      return report
    },
    verifyRest: () => verifyRest(thread),
    publishSocket: async (socket) => {
      writing()
      writeOwner(shared.appDataDir, file, { ...ownerOf(shared), socket })
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
    name: nameOf(parts.file),
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
