import { AppError } from '../contract/errors.ts'
import { STAGES, type Stage } from '../contract/run.ts'
import { type RunSnapshot, runSettingsSchema, runSnapshotSchema } from '../contract/run-protocol.ts'
import type { ContextBuilder } from '../runs/ports.ts'
import type { LibraryStore } from '../store/api.ts'
import { readableNow } from './away.ts'
import type { ModelLogs } from './model-log.ts'

/** Gives the key for a model server, where people have one: asked for at the start of every run that has a model, kept nowhere. */
export type ModelKey = () => Promise<string | null>

type Source = Pick<LibraryStore, 'documents' | 'constraints' | 'id' | 'liveDigests' | 'revisions' | 'terms'>

/**
 * Builds what a run gets to know of the library: its settings snapshot as stored with the run, the documents to read, what people decided
 * and the digests of the live stages. Everything in it is a copy. The key of a model server goes along only when the run has a model.
 * For a run of some terms only, the rows of all others are copied into its revision first (design §3).
 */
export function contextBuilder(
  store: Source,
  modelKey: ModelKey = () => Promise.resolve(null),
  logs: ModelLogs | null = null,
): ContextBuilder {
  return async (run) => {
    const stored: unknown = JSON.parse(run.settings)
    const settings = runSettingsSchema.parse(stored)
    const { selection } = runSnapshotSchema.parse(stored)
    const liveDigests = await store.liveDigests()
    const refined = liveDigests.refine !== undefined
    const key = settings.model === undefined ? null : await modelKey()
    return {
      settings,
      documents: await readableNow(store),
      constraints: await store.constraints(),
      liveDigests,
      ...(selection === undefined ? {} : { selection: await selected(store, run, selection, refined) }),
      ...(settings.model?.log === true && logs !== null ? { modelLog: logs.prepare(store.id, run.id) } : {}),
      ...(key === null || key === '' ? {} : { secrets: { modelKey: key } }),
    }
  }
}

/** @throws AppError INVALID_INPUT when the library has none of the terms any more */
async function selected(
  store: Source,
  run: { readonly id: number; readonly scope: string },
  { concepts, attempt }: NonNullable<RunSnapshot['selection']>,
  refined: boolean,
) {
  const refs = await store.terms.headRefs(concepts)
  if (refs.length === 0) throw new AppError('INVALID_INPUT', 'The terms this run was for are not in the library any more. Select others.')
  const stage = STAGES.find((one) => one === run.scope)
  // The refinement of a definition that is made anew goes with it.
  const stages: readonly Stage[] = stage === undefined ? [] : stage === 'generate' && refined ? ['generate', 'refine'] : [stage]
  for (const one of stages) await store.revisions.copyBase(run.id, one, concepts)
  return { concepts: refs, attempt }
}
