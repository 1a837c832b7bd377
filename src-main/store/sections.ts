import { randomUUID } from 'node:crypto'
import type { CacheStore, ContentStore, CopyStore, DocumentStore, RevisionStore, TermStore } from './api.ts'
import type { CopyOrder } from './copies.ts'
import { addRoot, relocateRoot } from './documents.ts'
import { setChosenFiles } from './left-out.ts'
import type { StoreParts } from './library-store.ts'
import type { StateConnection } from './state-connection.ts'
import { runCopy, type ThreadClient } from './thread/client.ts'

/** The sections of a library that only pass on to the store thread or to main's connection. */

export function makeDocumentStore(thread: ThreadClient, writing: () => StateConnection, changed: () => void): DocumentStore {
  return {
    roots: () => thread.read('roots'),
    addRoot: (path) => writing().write((db) => addRoot(db, path)),
    relocateRoot: async (rootId, path) => {
      await writing().write((db) => relocateRoot(db, rootId, path))
      changed()
    },
    leftOut: () => thread.read('leftOut'),
    setChosenFiles: (rootId, names) => writing().write((db) => setChosenFiles(db, rootId, names)),
    knownFiles: (rootId) => thread.read('knownFiles', rootId),
    applyScan: async (rootId, files, skipped, options) => {
      writing()
      const summary = await thread.write('applyScan', rootId, files, skipped, options?.hidden ?? false)
      changed()
      return summary
    },
    list: (options) => thread.read('documents', options?.includeRemoved ?? false),
    runnable: () => thread.read('runnable'),
    unkept: () => thread.read('unkept'),
  }
}

const OCCURRENCES_PER_PAGE = 200
const EXPORT_ROWS = 200

export const makeContentStore = (thread: ThreadClient): ContentStore => ({
  parsedDocument: (contentHash) => thread.read('parsedDocument', contentHash),
  passages: (passages) => thread.read('passages', passages),
  occurrences: (concept, options) => thread.read('occurrences', concept, options?.after ?? null, options?.limit ?? OCCURRENCES_PER_PAGE),
})

export const makeTermStore = (thread: ThreadClient): TermStore => ({
  page: (query) => thread.read('termPage', query),
  count: (query) => thread.read('termCount', query),
  ids: (query) => thread.read('termIds', query),
  indexOf: (query, concept) => thread.read('termIndex', query, concept),
  alike: (query) => thread.read('alike', query),
  alikeIds: (rule, decision) => thread.read('alikeIds', rule, decision),
  topOf: (query, concept) => thread.read('topOf', query, concept),
  map: (query) => thread.read('termMap', query),
  detail: (concept) => thread.read('termDetail', concept),
  row: (concept) => thread.read('termRow', concept),
  find: (surfaces) => thread.read('findConcepts', surfaces),
  refs: (concept) => thread.read('conceptRefs', concept),
  headRefs: (concepts) => thread.read('headRefs', concepts),
  exportPage: (query, cursor, limit) => thread.read('exportPage', query, cursor, limit ?? EXPORT_ROWS),
  readings: (from, limit) => thread.read('readingsPage', from, limit),
  proposals: () => thread.read('proposals'),
})

export function makeRevisionStore(parts: StoreParts, writing: () => StateConnection): RevisionStore {
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

export function makeCopyStore(parts: StoreParts, refuse: () => never): CopyStore {
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

export function makeCacheStore(thread: ThreadClient, writing: () => StateConnection): CacheStore {
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
