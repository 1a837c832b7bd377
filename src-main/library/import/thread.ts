import { queryObjects } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError, toAppError } from '../../contract/errors.ts'
import type { ImportReply, ImportRequest, ImportThreadData } from './protocol.ts'
import { ImportWork } from './work.ts'

/** The import thread: one file and one library, as long as somebody looks at that import. It reads; the store thread writes. */

const port = parentPort
if (!port) throw new Error('thread.ts runs as a worker thread only')

const work = new ImportWork(workerData as ImportThreadData, collectGarbage)

/** Of which there are no objects. */
class Nothing {}

/**
 * Collects this thread's garbage. What reading a file leaves behind would lie there while the store thread writes, because a thread that waits
 * collects nothing; together they are what an import costs. Node documents that looking for objects begins with a full collection, and V8 makes it its
 * last resort, which gives pages back to the system, too. It needs no flag of V8: an embedder (Electron) may have fixed those when it started.
 */
function collectGarbage(): void {
  const { emitWarning } = process
  // Node says once a thread that the function is experimental, on the standard error of whoever imports; nothing else can speak meanwhile.
  process.emitWarning = () => undefined
  try {
    queryObjects(Nothing, { format: 'count' })
  } finally {
    process.emitWarning = emitWarning
  }
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
