import { runSettingsSchema } from '../contract/run-protocol.ts'
import type { ContextBuilder } from '../runs/ports.ts'
import type { LibraryStore } from '../store/api.ts'

/**
 * Builds what a run gets to know of the library: its settings snapshot as stored with the run, the documents to read, what people decided
 * and the digests of the live stages. Everything in it is a copy.
 */
export function contextBuilder(store: Pick<LibraryStore, 'documents' | 'constraints' | 'liveDigests'>): ContextBuilder {
  return async (run) => ({
    settings: runSettingsSchema.parse(JSON.parse(run.settings)),
    documents: await store.documents.runnable(),
    constraints: await store.constraints(),
    liveDigests: await store.liveDigests(),
  })
}
