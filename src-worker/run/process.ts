import type { Pipeline } from '../session.ts'
import { findWorkerPort } from './port.ts'
import { serveRun } from './serve.ts'

const ORPHAN_CHECK_MS = 1000

/**
 * Makes this process the worker of one run. Ctrl-C in a terminal reaches the whole process group; the run is cancelled over its port
 * instead, so SIGINT is ignored. There is deliberately no SIGTERM handler: a busy loop would never get to it.
 */
export function startWorker(load: () => Promise<Pipeline>): void {
  process.on('SIGINT', () => undefined)
  const served = serveRun({ port: findWorkerPort(), load, exit: (code) => process.exit(code) })
  process.on('uncaughtException', (error) => served.crashed(error))
  process.on('unhandledRejection', (reason) => served.crashed(reason))
  leaveWhenOrphaned()
}

/** A closed port says that the parent is gone; its pid says so too where a grandchild keeps the port open. */
function leaveWhenOrphaned(): void {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1)
  }, ORPHAN_CHECK_MS).unref()
}
