import type { RunId } from '../contract/run.ts'
import type { ProcessTable, RunStore } from './ports.ts'

export interface StoppedWorker {
  readonly runId: RunId
  readonly pid: number
  /** `stopped` = signalled; `gone` = no such process; `stranger` = the pid belongs to another process now, left alone. */
  readonly became: 'stopped' | 'gone' | 'stranger'
}

/**
 * Stops workers whose main process died. An idle one has left by itself when its port closed; one in a CPU loop never noticed and would
 * run on (runs-and-security.md §0.6). A process is touched only if pid AND start time are the recorded ones (rows 28, 29). To be called
 * once after opening a library as its owner, with the runs that opening found orphaned.
 */
export async function stopOrphanWorkers(
  store: Pick<RunStore, 'getRun'>,
  orphans: readonly RunId[],
  processes: ProcessTable,
): Promise<StoppedWorker[]> {
  const stopped: StoppedWorker[] = []
  for (const runId of orphans) {
    const row = await store.getRun(runId)
    if (row === null || row.workerPid === null || row.workerStart === null) continue
    stopped.push({ runId, pid: row.workerPid, became: stopIfSame(processes, row.workerPid, row.workerStart) })
  }
  return stopped
}

function stopIfSame(processes: ProcessTable, pid: number, recordedStart: string): StoppedWorker['became'] {
  const start = processes.startTime(pid)
  if (start === null) return 'gone'
  if (start !== recordedStart) return 'stranger'
  // A worker has nothing to save: no gentle signal first.
  return processes.signal(pid, 'SIGKILL') ? 'stopped' : 'gone'
}
