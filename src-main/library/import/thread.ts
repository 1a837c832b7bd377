import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError, toAppError } from '../../contract/errors.ts'
import type { ImportReply, ImportRequest, ImportThreadData } from './protocol.ts'
import { ImportWork } from './work.ts'

/** The import thread: one file and one library, as long as somebody looks at that import. It reads; the store thread writes. */

const port = parentPort
if (!port) throw new Error('thread.ts runs as a worker thread only')

const work = new ImportWork(workerData as ImportThreadData, garbageCollector())

/**
 * V8's own collection of this thread's memory. What reading a file leaves behind would lie there while the store thread writes, because a
 * thread that waits collects nothing; together they are what an import costs. The last resort also gives pages back to the system.
 */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext(`typeof gc === 'function' ? gc : null`) as ((options: object) => void) | null
  setFlagsFromString('--no-expose-gc')
  // A runtime whose flags are fixed has none: then the memory comes back later.
  return () => collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}

port.on('message', ({ seq, method, args }: ImportRequest) => {
  const reply = (message: ImportReply): void => port.postMessage(message)
  try {
    const call = work[method] as (...values: readonly unknown[]) => unknown
    reply({ seq, ok: true, value: call.apply(work, [...args]) })
  } catch (error) {
    const known = error instanceof AppError ? error : toAppError(error)
    reply({ seq, ok: false, error: known.toJSON() })
  }
})
