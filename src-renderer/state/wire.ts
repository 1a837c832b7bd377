import type { ChangeTopic } from '../../src-main/contract/host-api.ts'
import { isActive } from '../../src-main/contract/run-values.ts'
import type { App } from './app.ts'
import { followPeek } from './peek.ts'

/** What is worth waiting for a pause between decisions. */
const PAUSE_MS = 600

/** Feeds the stores with the host's events. @returns the way to stop */
export function wire(app: App): () => void {
  const { host, session, terms, detail, runs, reader, tables, map, ui, act } = app
  const mine = (library: string) => session.getState().library?.id === library

  let pauseTimer: ReturnType<typeof setTimeout> | undefined

  /** A run looks at the folders itself, and who only reads the library leaves that to its owner. */
  const mayLook = () => session.getState().library?.readOnly === false && runs.getState().active === null
  /** They may have changed while the window was in the background. A look that is under way is not begun again. */
  const cameForward = () => {
    if (ui.getState().page === 'library' && mayLook() && !session.getState().scanning) void session.actions.rescan()
  }
  globalThis.addEventListener?.('focus', cameForward)

  const topics: Record<ChangeTopic, () => Promise<unknown> | undefined> = {
    info: () => session.actions.refresh(),
    undo: () => session.actions.refresh(),
    terms: () => {
      clearTimeout(pauseTimer)
      pauseTimer = setTimeout(() => {
        // The forms in the text, and how many terms the saved filters show.
        void reader.actions.refreshTerms()
        void tables.actions.countFilters()
      }, PAUSE_MS)
      return Promise.all([terms.actions.refresh('term'), detail.actions.refresh(), ui.getState().place === 'map' && map.actions.refresh()])
    },
    documents: () => tables.actions.refresh(['documents']),
    problems: () => tables.actions.refresh(['problems']),
    folders: () => (mayLook() ? session.actions.rescan() : undefined),
    lists: () => tables.actions.refresh(['lists', 'filters']),
    runs: () => (runs.getState().historyReady ? runs.actions.loadHistory() : undefined),
  }

  const off = [
    followPeek(app),
    host.on('library.changed', ({ library, topics: changed }) => {
      if (!mine(library)) return
      // Both ask for the same two things.
      const wanted = new Set(changed.map((topic) => (topic === 'undo' ? 'info' : topic)))
      for (const topic of wanted) void Promise.resolve(topics[topic]()).catch(act.fail)
    }),
    host.on('run.changed', ({ library, run, paused, saving }) => {
      if (!mine(library)) return
      runs.actions.changed(run, paused, saving)
      if (!isActive(run.status))
        for (const topic of ['info', 'terms', 'documents', 'problems'] as const) void Promise.resolve(topics[topic]()).catch(act.fail)
    }),
    host.on('run.progress', ({ library, run, progress }) => {
      if (mine(library)) runs.actions.progressed(run, progress)
    }),
    host.on('run.logs', ({ library, run, lines }) => {
      if (mine(library)) runs.actions.logged(run, lines)
    }),
    host.on('readers.term', ({ library, concept }) => {
      if (mine(library) && ui.getState().page === 'library') void act.goToTerm(concept)
    }),
    host.on('app.settingsChanged', session.actions.settingsChanged),
    host.on('app.openLibrary', ({ file }) => void act.openLibrary(() => host.call('libraries.open', { file }), file)),
    // About to be closed. What can't be stored is shown, and holds nobody up.
    host.on('app.saveDrafts', () => {
      const done = () => host.call('app.draftsSaved', {}).catch(act.fail)
      void app.flushDrafts().catch(act.fail).then(done)
    }),
    host.on('connection', ({ open }) => {
      const back = open && !session.getState().connected
      session.setState({ connected: open })
      if (back) void rejoin(app).catch(act.fail)
    }),
  ]
  return () => {
    clearTimeout(pauseTimer)
    globalThis.removeEventListener?.('focus', cameForward)
    for (const stop of off) stop()
  }
}

/** After the connection broke off the host knows this window as a new one: it looks at its library again, and at what it missed. */
async function rejoin(app: App): Promise<void> {
  const { host, session, terms, detail, runs, reader, tables } = app
  const shown = session.getState().library
  if (!shown) return
  const library = await host.call('libraries.open', { file: shown.file })
  if (session.getState().library?.id !== shown.id) return
  session.setState({ library })
  const { logRun } = runs.getState()
  runs.actions.open(library.id, library.activeRun)
  await Promise.all([
    session.actions.refresh(),
    terms.actions.refresh('term'),
    detail.actions.refresh(),
    reader.actions.refreshTerms(),
    tables.actions.refresh(['documents', 'problems', 'lists', 'filters']),
    tables.actions.countFilters(),
    runs.actions.loadHistory(),
    runs.actions.showLog(logRun),
    // What was typed meanwhile could not be stored.
    app.flushDrafts(),
  ])
}
