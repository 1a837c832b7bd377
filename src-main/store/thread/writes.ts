import type { ConceptId } from '../../contract/library-api.ts'
import type { LogLine, RunId } from '../../contract/run.ts'
import type { EvictionLimits, ScannedFile } from '../api.ts'
import type { ApplyResult, HumanCommandInput } from '../api-human.ts'
import { cacheGet, cachePut, cacheTouch } from '../caches.ts'
import { copyBase, fillPartial, fillUnfinished } from '../copy-base.ts'
import { applyChange, changesInputs, knownDocuments, noteChangedInputs, summarise, waitsForRun } from '../documents.ts'
import { compact, evict } from '../eviction.ts'
import { answer, applyCommand, applyPacked, redoCommand, undoCommand } from '../human.ts'
import { appendLog } from '../logs.ts'
import { carryConcept, missingConcepts } from '../reconcile.ts'
import { liveRevision } from '../revisions.ts'
import { planScan } from '../scan-plan.ts'
import { assertStaging, type StageBatch, stepsOf, unpacked } from '../staging.ts'
import type { Lane, Slices } from './scheduler.ts'

/** Jobs of the store thread's writing connection, each cut into short transactions. By name, as in reads.ts. */
export const WRITES = {
  /** Tells what main can not see in packed items: the version of the analyses in the batch, and whether documents are in it. */
  stage: async (slices: Slices, batch: StageBatch) => {
    const items = unpacked(slices.unpacker, batch)
    await slices.each(
      stepsOf(batch, items),
      (db, step) => step(db),
      (db) => assertStaging(db, batch),
    )
    const analysis = items.find((item) => item.type === 'analysis')
    return { engine: analysis?.engineVersion ?? null, documents: items.some((item) => item.type === 'document') }
  },
  copyBase: (slices: Slices, batch: Omit<StageBatch, 'items'>, except: readonly ConceptId[]) => copyBase(slices, batch, except),
  fillPartial: (slices: Slices, batch: Omit<StageBatch, 'items' | 'stage'>) => fillPartial(slices, batch),
  fillUnfinished: (slices: Slices, revisionId: number) => fillUnfinished(slices, revisionId),
  appendLogs: (slices: Slices, runId: RunId, lines: readonly LogLine[]) => slices.each(lines, (db, line) => appendLog(db, runId, line)),
  applyScan: async (
    slices: Slices,
    rootId: number,
    files: readonly ScannedFile[],
    skipped: readonly { readonly path: string; readonly reason: string }[],
    hidden: boolean,
  ) => {
    const plan = planScan(
      slices.look((db) => knownDocuments(db, rootId)),
      files,
      skipped,
    )
    // Raised first: were the scan cut off half-way, the stages made from the old documents are outdated all the same.
    if (changesInputs(plan) || slices.look((db) => waitsForRun(db, rootId))) await slices.once(noteChangedInputs)
    await slices.each(plan.changes, (db, change) => applyChange(db, rootId, change, hidden))
    return summarise(plan, skipped)
  },
  /** After a flip: every touched concept has a row in the live revision. `runId` null: nobody looked for it. */
  reconcile: async (slices: Slices, runId: RunId | null) => {
    const { revisionId, concepts } = slices.look((db) => {
      const live = liveRevision(db, 'extract')?.revisionId ?? 0
      return { revisionId: live, concepts: live === 0 ? [] : missingConcepts(db, live) }
    })
    await slices.each(concepts, (db, concept) => carryConcept(db, revisionId, concept, runId))
  },
  /** A command too big for main's thread: one fully synchronised transaction here. */
  applyHuman: (slices: Slices, command: HumanCommandInput, now: string): Promise<ApplyResult> =>
    answer(slices.onceFully((db) => applyCommand(db, command, now))),
  /** The same for a command too big to be copied between threads. */
  applyPacked: (
    slices: Slices,
    command: Omit<HumanCommandInput, 'changes'>,
    changes: Uint8Array<SharedArrayBuffer>,
    now: string,
  ): Promise<ApplyResult> => answer(slices.onceFully((db) => applyPacked(db, command, changes, now))),
  undoHuman: (slices: Slices, commandId: number | null) => answer(slices.onceFully((db) => undoCommand(db, commandId))),
  redoHuman: (slices: Slices) => answer(slices.onceFully((db) => redoCommand(db))),
  cacheGet: async (slices: Slices, kind: string, keys: readonly string[]) =>
    slices.once((db) => {
      cacheTouch(db, kind, keys)
      return cacheGet(db, kind, keys)
    }),
  cachePut: (slices: Slices, kind: string, entries: readonly { readonly key: string; readonly value: string }[]) =>
    slices.each(entries, (db, entry) => cachePut(db, kind, entry)),
  evict: (slices: Slices, limits: EvictionLimits) => evict(slices, limits),
  compact: (slices: Slices, limits: EvictionLimits) => compact(slices, limits),
} as const

export type Writes = typeof WRITES

export const LANES: Readonly<Record<keyof Writes, Lane>> = {
  stage: 'bulk',
  copyBase: 'bulk',
  fillPartial: 'bulk',
  fillUnfinished: 'bulk',
  appendLogs: 'logs',
  applyScan: 'bulk',
  reconcile: 'logs',
  applyHuman: 'logs',
  applyPacked: 'logs',
  undoHuman: 'logs',
  redoHuman: 'logs',
  cacheGet: 'logs',
  cachePut: 'bulk',
  evict: 'idle',
  compact: 'idle',
}
