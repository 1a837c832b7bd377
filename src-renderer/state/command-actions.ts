import type { ConceptId, TermSort } from '../../src-main/contract/library-api.ts'
import { focusReader } from '../reader/focus.ts'
import type { App } from './app.ts'
import { bestPassage, closePeek, focused, peek } from './peek.ts'
import { termInHand } from './terms.ts'
import type { Dialog, EditField, Place } from './ui.ts'

/** What the commands of the table do, where that is more than one call, and when they can be done. */

export const hasTarget = (app: App) => app.terms.actions.targets().length > 0
export const running = (app: App) => app.runs.getState().active !== null
export const idle = (app: App) => !running(app)
export const toggle = (key: 'sidebar' | 'inspector' | 'reader' | 'log') => (app: App) =>
  app.ui.setState((state) => ({ [key]: !state[key] }))
export const go = (place: Place) => (app: App) => app.act.show({ place })
export const dialog = (name: Dialog) => (app: App) => app.act.show({ dialog: name })
export const edit = (field: EditField) => (app: App) => {
  const row = termInHand(app.terms.getState())
  if (!row) return
  app.act.show({ inspector: true, sheet: false, edit: { field, concept: row.id } })
}

/** Opens the passage and goes into it. */
export async function source(app: App): Promise<void> {
  const term = await focused(app)
  const passage = term && (await bestPassage(app, term))
  if (!passage) return
  await app.act.openPassage(passage)
  focusReader()
}

/** A command that a view carries out, since only it knows what it is about. */
export const ask = (command: string) => (app: App) => app.act.show({ asked: { command } })

/** In the document where the reader has the focus, else in the list of terms. */
export const find = (app: App) => {
  const inReader = app.ui.getState().page === 'reader' || globalThis.document?.activeElement?.closest('.reader-pane')
  return ask(inReader ? 'find.reader' : 'find')(app)
}

/** From one occurrence to the next in the reader; where none is open, it is opened at the best one. */
export const stepOccurrence = (command: 'occurrence.next' | 'occurrence.previous') => (app: App) => {
  const { reader, page } = app.ui.getState()
  return reader || page === 'reader' ? ask(command)(app) : peek(app)
}

/** Escape in the list: what was peeked at goes away; where nothing was, the selection does. */
export const clearList = (app: App): void => {
  if (!closePeek(app)) app.terms.actions.clearSelection()
}

export const moveRow =
  (by: number) =>
  ({ terms }: App) =>
    terms.actions.focusRow(terms.getState().active + by)

/** Steps of the usage that are not stored yet, one after the other. */
const cycling = new WeakMap<App, Promise<void>>()

/** The next usage status of the headword in hand. Pressed again before the host has answered, it goes on from what the press before made of it. */
export function cycleUsage(app: App): Promise<void> {
  const row = termInHand(app.terms.getState())
  if (!row) return Promise.resolve()
  const step = (cycling.get(app) ?? Promise.resolve()).then(() => nextUsage(app, row.id)).catch(app.act.fail)
  cycling.set(app, step)
  return step
}

async function nextUsage(app: App, concept: ConceptId): Promise<void> {
  // From the host: what the inspector shows may be older.
  const term = await app.host.call('terms.detail', { library: app.session.getState().library?.id ?? '', concept })
  const [head] = term.variants
  if (!head) return
  const order = [null, 'preferred', 'admitted', 'forbidden'] as const
  const usage = order[(order.indexOf(head.usage) + 1) % order.length] ?? null
  await app.act.command({ type: 'set-usage', concept: term.id, surface: head.surface, usage })
}

export async function exclude(app: App): Promise<void> {
  const row = termInHand(app.terms.getState())
  if (row) await app.act.command({ type: 'exclude', surfaces: [row.headword], on: true })
}

/** Puts the term in hand in the middle of the map. */
export function showOnMap(app: App): void {
  const term = termInHand(app.terms.getState())
  if (term) app.act.showOnMap(term.id)
}

/** Folds shorter terms under longer ones, or lists every term by itself, from now on. */
export const turnFolding = ({ session }: App): unknown =>
  session.actions.setSettings({ foldNested: !(session.getState().settings?.foldNested ?? true) })

/** Shows the library whose file is chosen in the system's dialog. */
export async function openLibraryFile({ host, act }: App): Promise<void> {
  const file = await host.call('dialogs.pickLibrary', {})
  if (file) await act.openLibrary(() => host.call('libraries.open', { file }), file)
}

/** Sorts the list of terms by a column as a click on its header does: numbers from the largest, and the other way round when it is sorted by it already. */
export async function sortBy({ act, terms }: App, sort: TermSort): Promise<void> {
  act.show({ place: 'terms' })
  const { query } = terms.getState()
  const largestFirst = sort === 'frequency' || sort === 'documents'
  await terms.actions.setQuery({ sort, descending: query.sort === sort ? !(query.descending ?? false) : largestFirst })
}
