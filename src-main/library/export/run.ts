import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import { fromErrorData } from '../../store/errors.ts'
import type { ExportDone, ExportJob, ExportProgress, ExportThreadMessage } from './job.ts'

/** Main's side of an export: a thread for each (thread.ts says why), progress, and a way to stop it. */

export type { ExportDone, ExportJob, ExportProgress } from './job.ts'

/** Megabytes for what has just been made: an export goes on making and dropping texts, and more would only lie about. */
const LIMITS = { maxYoungGenerationSizeMb: 24 }

export interface ExportWatch {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ExportProgress) => void
}

/**
 * Runs one export to its end.
 *
 * @throws AppError INVALID_INPUT for an unknown format, CANCELLED when the signal aborted, EXPORT_FAILED, DB_BUSY, STORAGE; what was there
 *   before is unchanged then
 */
export async function runExport(job: ExportJob, { signal, onProgress }: ExportWatch = {}): Promise<ExportDone> {
  const cancelled = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const entry = new URL('./thread.ts', import.meta.url)
  // Sources only: type stripping in threads that come and go can abort V8 (store/thread/client.ts has the story).
  if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
  const worker = new Worker(entry, { name: 'genglossary-export', workerData: { job, cancelled }, resourceLimits: LIMITS })
  const stop = () => Atomics.store(new Int32Array(cancelled), 0, 1)
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await new Promise<ExportDone>((resolve, reject) => {
      worker.on('message', (message: ExportThreadMessage) => {
        if (message.type === 'progress') onProgress?.({ done: message.done, total: message.total })
        else if (message.type === 'done') resolve(message.value)
        else reject(fromErrorData(message.error))
      })
      worker.on('error', reject)
      worker.on('exit', (code) => reject(new AppError('INTERNAL', `The export ended early (exit code ${code}). Try again.`)))
    })
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
