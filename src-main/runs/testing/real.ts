import type { LogLine, Progress, RunStatus } from '../../contract/run.ts'
import type { RunEnd, RunManager } from '../api.ts'
import type { RunLimits } from '../limits.ts'
import type { WorkerHost, WorkerProcess } from '../ports.ts'
import { createRunManager } from '../run-manager.ts'
import { systemClock, systemIds } from '../system.ts'
import { emptyContext } from './context.ts'
import { MemoryRunStore, MemorySidecar, type MemoryStoreOptions } from './memory-store.ts'

/** A run manager over a store in memory and real time, with the processes it launched kept for looking at. */
export function realManager(host: WorkerHost, limits: Partial<RunLimits> = {}, storeOptions: MemoryStoreOptions = {}) {
  const store = new MemoryRunStore({ wall: Date.now, ...storeOptions })
  const sidecar = new MemorySidecar()
  const reports: string[] = []
  const launched: WorkerProcess[] = []
  const manager = createRunManager({
    store,
    sidecar,
    host: {
      launch(spec) {
        const process = host.launch(spec)
        launched.push(process)
        return process
      },
    },
    clock: systemClock,
    ids: systemIds,
    context: async () => emptyContext(),
    limits,
    report: (what, error) => void reports.push(`${what}: ${String(error)}`),
  })
  return { store, sidecar, manager, reports, launched }
}

/** Subscribes from the first line and collects all there is. */
export async function follow(manager: RunManager, id: number, afterSeq = 0) {
  const lines: LogLine[] = []
  const progress: Progress[] = []
  const statuses: RunStatus[] = []
  const ends: RunEnd[] = []
  const ended = Promise.withResolvers<RunEnd>()
  const waiting: { text: string; resolve: () => void }[] = []
  const subscription = await manager.subscribe(
    id,
    {
      logs(some) {
        lines.push(...some)
        for (const one of waiting) if (lines.some((line) => line.message.includes(one.text))) one.resolve()
      },
      progress: (one) => void progress.push(one),
      status: (status) => void statuses.push(status),
      end(end) {
        ends.push(end)
        ended.resolve(end)
      },
    },
    { afterSeq },
  )
  /** Resolves when a line with this text has come. */
  const line = (text: string): Promise<void> => {
    if (lines.some((one) => one.message.includes(text))) return Promise.resolve()
    return new Promise((resolve) => waiting.push({ text, resolve }))
  }
  return { lines, progress, statuses, ends, end: ended.promise, line, subscription }
}

/** True while a process with that pid exists and is not a zombie of ours. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
