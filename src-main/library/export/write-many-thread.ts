import { closeSync, constants, openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { writeAll } from './write.ts'
import { type FileBatch, PLACES, type WriteFailure, type WriterData } from './write-batch.ts'

/**
 * Writes the files of a folder while the export thread makes the next ones: with fifty thousand of them, creating files takes the kernel as long
 * as making them takes us. One thread, because files of one folder are created one at a time whoever asks.
 */

const port = parentPort
if (!port) throw new Error('write-many-thread.ts runs as a worker thread only')
const { state, port: failures } = workerData as WriterData
const shared = new Int32Array(state)

/** A file must not be there yet: the folder is a new one. */
const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL

function write({ paths, ends, bytes }: FileBatch): void {
  let from = 0
  for (const [index, path] of paths.entries()) {
    // In this order: who sets the stop and then sees nothing begun knows that nothing will be.
    Atomics.add(shared, PLACES.begun, 1)
    if (Atomics.load(shared, PLACES.stop) !== 0) return
    const end = ends[index] ?? from
    const descriptor = openSync(path, NEW, 0o644)
    try {
      writeAll(descriptor, bytes.subarray(from, end))
    } finally {
      closeSync(descriptor)
    }
    from = end
  }
}

port.on('message', (batch: FileBatch | null) => {
  if (batch === null) {
    port.close()
    return
  }
  try {
    if (Atomics.load(shared, PLACES.failed) === 0) write(batch)
  } catch (error) {
    const failure: WriteFailure = { code: String((error as { code?: unknown }).code ?? ''), message: String((error as Error).message) }
    failures.postMessage(failure)
    Atomics.store(shared, PLACES.failed, 1)
  }
  Atomics.add(shared, PLACES.done, 1)
  Atomics.notify(shared, PLACES.done)
})
