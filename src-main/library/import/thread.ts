import { parentPort, workerData } from 'node:worker_threads'
import { AppError, toAppError } from '../../contract/errors.ts'
import { garbageCollector } from './garbage.ts'
import type { ImportReply, ImportRequest, ImportThreadData } from './protocol.ts'
import { ImportWork } from './work.ts'

/** The import thread: one file and one library, as long as somebody looks at that import. It reads; the store thread writes. */

const port = parentPort
if (!port) throw new Error('thread.ts runs as a worker thread only')

const work = new ImportWork(workerData as ImportThreadData, garbageCollector(process.versions.electron !== undefined))

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
