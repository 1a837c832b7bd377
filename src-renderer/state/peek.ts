import type { PassageView, TermDetail, TermRow } from '../../src-main/contract/library-api.ts'
import { i18n } from '../i18n/index.ts'
import type { App } from './app.ts'
import { rowAt, termInHand } from './terms.ts'

/**
 * Peeking (Space): the term's best passage beside the list, which keeps the keyboard. While it is open it follows the row with the focus, as the quick look
 * of a file manager does; Space again, Escape and the reader's own close button end it.
 */

/** A row passed on the way to another one is not read. */
const PAUSE_MS = 60

/** The term in hand in full; the inspector may still be on its way to it. */
export async function focused(app: App): Promise<TermDetail | null> {
  const row = termInHand(app.terms.getState())
  if (!row) return null
  await app.detail.actions.show(row.id)
  const { term } = app.detail.getState()
  return term?.id === row.id ? term : null
}

/** The term in hand as far as it is there: its row, or outside the list what the inspector shows. Undefined where it has to be asked for (`focused`). */
export function inHand({ terms, detail }: App): TermRow | undefined {
  const { pointed } = terms.getState()
  if (pointed === null) return rowAt(terms.getState(), terms.getState().active)
  const { term } = detail.getState()
  return term?.id === pointed.id ? term : undefined
}

/** Where a term is best seen: the passage its definition is from, else its first use. */
export async function bestPassage(app: App, term: TermDetail): Promise<PassageView | null> {
  const cited = term.definitions[0]?.sources.find(({ documentId }) => documentId !== null)
  if (cited) return cited
  const library = app.session.getState().library?.id ?? ''
  return (await app.host.call('reader.occurrences', { library, concept: term.id }))[0] ?? null
}

/** Ends the peek. @returns false when none was open */
export function closePeek(app: App): boolean {
  const { peek: before, reader } = app.ui.getState()
  app.act.show({ peek: null })
  if (before === null || !reader) return false
  app.reader.actions.close()
  app.act.show({ reader: false })
  return true
}

/** Begins a peek at the term in hand, or ends the one that is open. */
export async function peek(app: App): Promise<void> {
  if (!closePeek(app)) await look(app)
}

async function look(app: App): Promise<void> {
  const term = await focused(app)
  if (!term) return
  const passage = await bestPassage(app, term)
  // Whoever moved on meanwhile is shown what is there.
  if (termInHand(app.terms.getState())?.id !== term.id) return
  // A reader in a window of its own takes it and stays: there is nothing here to close again, or to follow.
  if (passage) return app.act.openPassage(passage, term.id)
  app.act.say(i18n._('“{term}” is nowhere in the documents.', { term: term.headword }))
  if (app.ui.getState().peek === null) return
  // The passage of the term before would be taken for this one's.
  app.reader.actions.close()
  app.act.show({ peek: term.id })
}

/** Keeps an open peek with the row that has the focus. @returns the way to stop */
export function followPeek(app: App): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = app.terms.subscribe((state) => {
    const shown = app.ui.getState().peek
    const row = termInHand(state)
    clearTimeout(timer)
    if (shown === null || !row || row.id === shown || !app.ui.getState().reader) return
    timer = setTimeout(() => void look(app).catch(app.act.fail), PAUSE_MS)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
