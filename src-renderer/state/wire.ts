import type { ChangeTopic } from '../../src-main/contract/host-api.ts'
import { isActive } from '../../src-main/contract/run-values.ts'
import type { App } from './app.ts'

const READER_PAUSE_MS = 600

/** Feeds the stores with the host's events. @returns the way to stop */
export function wire(app: App): () => void {
  const { host, session, terms, detail, runs, reader, tables, act } = app
  const mine = (library: string) => session.getState().library?.id === library

  let readerTimer: ReturnType<typeof setTimeout> | undefined

  const topics: Record<ChangeTopic, () => Promise<unknown> | undefined> = {
    info: () => session.actions.refresh(),
    undo: () => session.actions.refresh(),
    terms: () => {
      // The forms in the text are worth waiting for a pause between decisions.
      clearTimeout(readerTimer)
      readerTimer = setTimeout(() => void reader.actions.refreshTerms(), READER_PAUSE_MS)
      return Promise.all([terms.actions.refresh('term'), detail.actions.refresh()])
    },
    documents: () => tables.actions.refresh(['documents']),
    problems: () => tables.actions.refresh(['problems']),
    folders: () => (runs.getState().active ? undefined : session.actions.rescan()),
    lists: () => tables.actions.refresh(['lists']),
    runs: () => (runs.getState().historyReady ? runs.actions.loadHistory() : undefined),
  }

  const off = [
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
    host.on('app.settingsChanged', (settings) => session.setState({ settings })),
    host.on('app.openLibrary', ({ file }) => void act.openLibrary(() => host.call('libraries.open', { file }), file)),
    host.on('connection', ({ open }) => session.setState({ connected: open })),
  ]
  return () => {
    clearTimeout(readerTimer)
    for (const stop of off) stop()
  }
}
