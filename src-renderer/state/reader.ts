import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Block } from '../../src-main/contract/blocks.ts'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { HostApi, ReaderDocument, ReaderTerm } from '../../src-main/contract/host-api.ts'
import type { ReaderPlace } from '../../src-main/contract/host-readers.ts'
import { errorData } from './errors.ts'

/** The document being read, and the passage the person came for. */
export interface Target {
  readonly start: number
  readonly end: number
  readonly quote: string
  /** A new number for every click, so that a second click on the same passage scrolls again. */
  readonly request: number
}

export interface ReaderState {
  readonly document: ReaderDocument | null
  readonly blocks: readonly Block[]
  readonly terms: readonly ReaderTerm[]
  readonly ready: boolean
  /** A document is on its way. */
  readonly loading: boolean
  readonly target: Target | null
  readonly error: AppErrorData | null
}

export interface ReaderActions {
  open(library: string): void
  show(document: number, passage?: NonNullable<ReaderPlace['passage']>): Promise<void>
  refreshTerms(): Promise<void>
  close(): void
}

export type ReaderStore = StoreApi<ReaderState> & { readonly actions: ReaderActions }

const nothing: ReaderState = { document: null, blocks: [], terms: [], ready: false, loading: false, target: null, error: null }

export function createReaderStore(host: HostApi): ReaderStore {
  const store = createStore<ReaderState>(() => nothing)
  const { getState: get, setState: set } = store
  let library = ''
  let request = 0

  async function allBlocks(contentHash: string, current: () => boolean): Promise<Block[]> {
    const blocks: Block[] = []
    for (let from: number | null = 0; from !== null && current(); ) {
      const page: Awaited<ReturnType<typeof ask>> = await ask(contentHash, from)
      blocks.push(...page.blocks)
      from = page.next
    }
    return blocks
  }
  const ask = (contentHash: string, from: number) => host.call('reader.blocks', { library, contentHash, from })

  const actions: ReaderActions = {
    open: (id) => {
      library = id
      set(nothing)
    },
    show: async (id, passage) => {
      const mine = ++request
      const target = passage ? { start: passage.start, end: passage.end, quote: passage.quote, request: mine } : null
      const { document: before, ready } = get()
      const there = ready && before?.documentId === id ? before.contentHash : null
      if (there !== null && (passage?.content ?? there) === there) return set({ target })
      if (there === null) set({ ...nothing, target, loading: true })
      try {
        const document = await host.call('reader.open', {
          library,
          document: id,
          ...(passage?.content ? { content: passage.content } : {}),
        })
        if (mine !== request) return
        // Cited from an earlier text of the file, of which the one shown is the latest.
        if (document.contentHash === there) return set({ target })
        const [blocks, terms] = await Promise.all([
          allBlocks(document.contentHash, () => mine === request),
          host.call('reader.terms', { library, contentHash: document.contentHash }),
        ])
        if (mine === request) set({ document, blocks, terms, target, ready: true, loading: false, error: null })
      } catch (error) {
        if (mine === request) set({ error: errorData(error), ready: true, loading: false })
      }
    },
    refreshTerms: async () => {
      const { document } = get()
      if (!document) return
      try {
        const terms = await host.call('reader.terms', { library, contentHash: document.contentHash })
        if (get().document === document) set({ terms })
      } catch (error) {
        set({ error: errorData(error) })
      }
    },
    close: () => {
      request++
      set(nothing)
    },
  }
  return Object.assign(store, { actions })
}
