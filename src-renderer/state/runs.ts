import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '../../src-main/contract/errors.ts'
import type { HostApi } from '../../src-main/contract/host-api.ts'
import type { LibraryInfo } from '../../src-main/contract/library-api.ts'
import type { LogLine, Progress, RunRow, RunStatus, Scope } from '../../src-main/contract/run.ts'
import { isActive } from '../../src-main/contract/run-values.ts'
import { errorData } from './errors.ts'

/** Runs of the open library: the active one with its progress, the history, and the log of the one being looked at. */

const HISTORY = 50
const LOG_PAGE = 2000

export interface RunsState {
  readonly active: RunRow | null
  readonly paused: boolean
  /** The active run is over, as this says, and could not be saved yet. */
  readonly saving: RunStatus | null
  readonly progress: Progress | null
  readonly history: readonly RunRow[]
  readonly historyReady: boolean
  /** Run whose log is shown; null = none. */
  readonly logRun: number | null
  readonly lines: readonly LogLine[]
  readonly logReady: boolean
  /** Documents were added while a run was active: they are read when it has completed. */
  readonly waiting: boolean
  readonly error: AppErrorData | null
}

export interface StartPart {
  readonly concepts?: readonly number[]
  readonly again?: boolean
  readonly retryOf?: number
}

export interface RunsActions {
  open(library: string, active: LibraryInfo['activeRun']): void
  /** @param part only some terms, or the run to go on with */
  start(scope: Scope, part?: StartPart): Promise<void>
  /** Runs what has changed as soon as the active run has completed; one that ends otherwise is left to the person. */
  startAfter(): void
  /** Runs what has changed: at once, or after the run that is active or about to be. What fails is in the state. @returns true when it waits */
  startOrWait(): Promise<boolean>
  cancel(): Promise<void>
  togglePause(): Promise<void>
  loadHistory(): Promise<void>
  showLog(run: number | null): Promise<void>
  changed(run: RunRow, paused: boolean, saving?: RunStatus | null): void
  progressed(run: number, progress: Progress): void
  logged(run: number, lines: readonly LogLine[]): void
  dismissError(): void
}

export type RunsStore = StoreApi<RunsState> & { readonly actions: RunsActions }

const initial: RunsState = {
  active: null,
  paused: false,
  saving: null,
  progress: null,
  history: [],
  historyReady: false,
  logRun: null,
  lines: [],
  logReady: false,
  waiting: false,
  error: null,
}

/**
 * Lines joined by number: those that are there already are dropped.
 * @returns null when a line is missing between the two, so that the caller asks for it
 */
export function joinLines(have: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] | null {
  const last = have.at(-1)?.seq ?? 0
  const fresh = more.filter((line) => line.seq > last)
  if (fresh.length === 0) return have
  return fresh[0]!.seq === last + 1 ? [...have, ...fresh] : null
}

/**
 * @param schedule groups log lines that arrive in one frame into one change; injected for tests
 */
export function createRunsStore(host: HostApi, schedule: (run: () => void) => void = (run) => void requestAnimationFrame(run)): RunsStore {
  const store = createStore<RunsState>(() => initial)
  const { getState: get, setState: set } = store
  let library = ''
  /** Lines of this frame, not shown yet. */
  let arrived: LogLine[] = []
  let scheduled = false
  let reading: Promise<void> | null = null
  /** Settles once no run is about to begin. */
  let beginning: Promise<void> = Promise.resolve()

  async function guarded(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      set({ error: errorData(error) })
    }
  }

  async function readOn(run: number): Promise<void> {
    for (;;) {
      const after = get().lines.at(-1)?.seq ?? 0
      const page = await host.call('runs.logs', { library, run, after, limit: LOG_PAGE })
      if (get().logRun !== run) return
      set({ lines: joinLines(get().lines, page) ?? get().lines, logReady: true })
      if (page.length < LOG_PAGE) return
    }
  }

  function catchUp(run: number): Promise<void> {
    reading ??= guarded(() => readOn(run)).finally(() => {
      reading = null
    })
    return reading
  }

  function flush(): void {
    scheduled = false
    const lines = arrived
    arrived = []
    const joined = joinLines(get().lines, lines)
    const run = get().logRun
    if (joined) set({ lines: joined })
    else if (run !== null) void catchUp(run)
  }

  const actions: RunsActions = {
    open: (id, active) => {
      // The connection broke off and is back: what waits for the run that is still active goes on waiting.
      const waiting = id === library && active !== null && active.id === get().active?.id && get().waiting
      library = id
      arrived = []
      if (active === null || !isActive(active.status)) set(initial)
      else set({ ...initial, active, paused: active.paused ?? false, saving: active.saving ?? null, waiting })
    },
    start: (scope, part = {}) => {
      const begun = guarded(async () => {
        const { concepts, ...rest } = part
        const run = await host.call('runs.start', {
          library,
          scope,
          ...rest,
          ...(concepts === undefined ? {} : { concepts: [...concepts] }),
        })
        if (isActive(run.status)) set({ active: run, progress: null, paused: false, saving: null, error: null })
      })
      beginning = Promise.all([beginning, begun]).then(() => undefined)
      return begun
    },
    startAfter: () => set({ waiting: get().active !== null }),
    startOrWait: async () => {
      const mine = library
      await beginning
      // Another library was opened meanwhile: nothing of it has changed.
      if (library !== mine) return false
      actions.startAfter()
      if (!get().waiting) await actions.start('full')
      return get().waiting
    },
    cancel: () =>
      guarded(async () => {
        const run = get().active
        if (run) await host.call('runs.cancel', { library, run: run.id })
      }),
    togglePause: () =>
      guarded(async () => {
        const { active, paused } = get()
        if (active) await host.call(paused ? 'runs.resume' : 'runs.pause', { library, run: active.id })
      }),
    loadHistory: () => guarded(async () => set({ history: await host.call('runs.list', { library, limit: HISTORY }), historyReady: true })),
    showLog: async (run) => {
      arrived = []
      set({ logRun: run, lines: [], logReady: false })
      if (reading) await reading
      if (run !== null && get().logRun === run) await catchUp(run)
    },
    changed: (run, paused, saving = null) => {
      const still = isActive(run.status)
      const known = get().history.some((row) => row.id === run.id)
      const history = known ? get().history.map((row) => (row.id === run.id ? run : row)) : [run, ...get().history]
      set({
        active: still ? run : get().active?.id === run.id ? null : get().active,
        paused: still && paused,
        saving: still ? saving : null,
        history,
      })
      if (still) return
      const { waiting } = get()
      set({ progress: null, waiting: false })
      if (waiting && run.status === 'completed') void actions.start('full')
    },
    progressed: (run, progress) => {
      if (get().active?.id === run) set({ progress })
    },
    logged: (run, lines) => {
      if (get().logRun !== run) return
      arrived.push(...lines)
      if (scheduled) return
      scheduled = true
      schedule(flush)
    },
    dismissError: () => set({ error: null }),
  }
  return Object.assign(store, { actions })
}
