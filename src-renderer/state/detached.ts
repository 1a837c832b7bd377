import type { ReaderPlace } from '../../src-main/contract/host-readers.ts'
import type { App } from './app.ts'

/** The reader in a window of its own: this window is the library's, or it is the reader. */

const HASH = /^#reader=([\w-]{1,64})$/

/** The library a page is the reader of, by its address; null = an ordinary window. */
export const readerOf = (hash: string): string | null => HASH.exec(hash)?.[1] ?? null

export const placeOf = (document: number, passage?: NonNullable<ReaderPlace['passage']>): ReaderPlace => ({
  document,
  passage: passage
    ? {
        start: passage.start,
        end: passage.end,
        quote: passage.quote.slice(0, 20_000),
        ...(passage.content ? { content: passage.content } : {}),
      }
    : null,
})

/**
 * Moves the reader with what it shows into a window of its own.
 * @param openPage opens a page at this address, where windows are not the host's to open
 */
export async function detachReader(app: App, openPage: (hash: string) => void): Promise<void> {
  const library = app.session.getState().library?.id ?? ''
  const { document, target } = app.reader.getState()
  const place = document ? placeOf(document.documentId, target ? { ...target, content: document.contentHash } : undefined) : null
  const shown = place !== null && (await app.host.call('readers.show', { library, place }))
  if (!shown && !(await app.host.call('readers.open', { library, place }))) openPage(`#reader=${library}`)
  app.reader.actions.close()
  app.act.show({ reader: false })
}

/** Makes this window the reader of a library; what it is asked to show comes from the library's other windows. */
export async function joinAsReader(app: App, library: string): Promise<void> {
  const { host, session, reader, detail, tables, ui, act } = app
  const show = ({ document, passage }: ReaderPlace) => reader.actions.show(document, passage ?? undefined).catch(act.fail)
  ui.setState({ page: 'reader' })
  try {
    const joined = await host.call('readers.join', { library })
    session.setState({ library: joined.library })
    reader.actions.open(library)
    detail.actions.open(library)
    tables.actions.open(library)
    host.on('readers.show', (asked) => {
      if (asked.library === library) void show(asked.place)
    })
    if (joined.place) await show(joined.place)
  } catch (error) {
    session.actions.fail(error)
  }
}

/** In a reader's window a term is shown where the list is, and its marks are drawn here. */
export const readerApp = (app: App, library: string): App => ({
  ...app,
  act: {
    ...app.act,
    goToTerm: async (concept) => {
      try {
        await app.host.call('readers.goTo', { library, concept })
        await app.detail.actions.show(concept)
      } catch (error) {
        app.act.fail(error)
      }
    },
  },
})
