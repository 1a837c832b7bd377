import { app, type UtilityProcess, utilityProcess } from 'electron'
import { createLinkCore } from '../contract/link-core.ts'
import { isPlainData } from '../hosts/links.ts'
import { systemProcesses } from '../hosts/process-system.ts'
import { TextTail } from '../hosts/stderr-tail.ts'
import { workerEnv } from '../hosts/worker-env.ts'
import type { WorkerExit, WorkerHost, WorkerProcess, WorkerSpec } from '../runs/ports.ts'
import { exitReason } from './rules.ts'

/** Runs workers as Electron utility processes: one per run, an explicit environment, output kept apart. */

/** Why a process went, by its service name; Electron tells it apart from the exit, before or after it. */
const goneReasons = new Map<string, string>()

/** How long an exit waits for `child-process-gone`, which may come after it. */
const GONE_GRACE_MS = 100

/** @param entry path of the worker's bundle */
export function createUtilityHost(entry: string): WorkerHost {
  const system = systemProcesses()
  app.on('child-process-gone', (_event, details) => {
    if (details.type === 'Utility' && details.name) goneReasons.set(details.name, details.reason)
  })
  return {
    launch: (spec) => {
      const child = utilityProcess.fork(entry, [spec.serviceName], {
        serviceName: spec.serviceName,
        env: workerEnv(process.env),
        execArgv: [`--max-old-space-size=${spec.maxOldSpaceMb}`],
        stdio: ['ignore', 'pipe', 'pipe'],
        allowLoadingUnsignedLibraries: false,
      })
      return adopt(child, spec, system)
    },
  }
}

function adopt(child: UtilityProcess, spec: WorkerSpec, system: ReturnType<typeof systemProcesses>): WorkerProcess {
  const tail = new TextTail()
  let alive = true
  let killed = false
  let exit: WorkerExit | null = null
  let onExit: ((exit: WorkerExit) => void) | null = null
  const core = createLinkCore({
    send: (value) => {
      // Posting after the exit throws (electron#53923); a value that can't be cloned closes the port (electron#42373).
      if (!alive || !isPlainData(value)) return false
      child.postMessage(value)
      return true
    },
    shut: () => undefined,
  })
  const tell = () => {
    const listener = onExit
    if (exit === null || listener === null) return
    onExit = null
    listener(exit)
  }
  child.stderr?.on('data', (bytes: Buffer) => tail.push(bytes))
  child.stdout?.on('data', () => undefined)
  child.on('message', (value) => core.deliver(value))
  child.on('exit', (code) => {
    alive = false
    setTimeout(() => {
      exit = { code, signal: null, reason: exitReason(goneReasons.get(spec.serviceName) ?? null, killed) }
      goneReasons.delete(spec.serviceName)
      core.ended()
      setImmediate(tell)
    }, GONE_GRACE_MS)
  })
  return {
    link: core.link,
    get pid() {
      return child.pid
    },
    onSpawn: (spawned) => (child.pid === undefined ? void child.once('spawn', spawned) : queueMicrotask(spawned)),
    onExit: (exited) => {
      onExit = exited
      tell()
    },
    kill: (signal) => {
      const { pid } = child
      if (!alive || pid === undefined) return false
      killed = true
      return signal === 'SIGTERM' ? child.kill() : process.kill(pid, 'SIGKILL')
    },
    stderrTail: () => tail.text(),
    rssBytes: () => (alive && child.pid !== undefined ? system.rssBytes(child.pid) : null),
    startTime: () => (child.pid === undefined ? null : system.startTime(child.pid)),
  }
}
