import { runSettingsSchema } from '../contract/run-protocol.ts'
import type { ContextBuilder } from '../runs/ports.ts'
import type { LibraryStore } from '../store/api.ts'

/** Gives the key for a model server, where people have one: asked for at the start of every run that has a model, kept nowhere. */
export type ModelKey = () => Promise<string | null>

/**
 * Builds what a run gets to know of the library: its settings snapshot as stored with the run, the documents to read, what people decided
 * and the digests of the live stages. Everything in it is a copy. The key of a model server goes along only when the run has a model.
 */
export function contextBuilder(
  store: Pick<LibraryStore, 'documents' | 'constraints' | 'liveDigests'>,
  modelKey: ModelKey = () => Promise.resolve(null),
): ContextBuilder {
  return async (run) => {
    const settings = runSettingsSchema.parse(JSON.parse(run.settings))
    const key = settings.model === undefined ? null : await modelKey()
    return {
      settings,
      documents: await store.documents.runnable(),
      constraints: await store.constraints(),
      liveDigests: await store.liveDigests(),
      ...(key === null || key === '' ? {} : { secrets: { modelKey: key } }),
    }
  }
}
