import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError } from '../contract/errors.ts'
import type { ExportReport, ExportScope } from '../contract/export.ts'
import { fromErrorData } from '../store/errors.ts'
import type { ExportDone, ExportJob, ExportProgress, ExportThreadMessage } from './export/job.ts'

/** Main's side of an export: a thread for each (export/thread.ts says why), progress, and a way to stop it. */

export type { ExportDone, ExportJob, ExportProgress } from './export/job.ts'

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
  const entry = new URL('./export/thread.ts', import.meta.url)
  // Sources only: type stripping in threads that come and go can abort V8 (store/thread/client.ts has the story).
  if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
  const worker = new Worker(entry, { name: 'genglossary-export', workerData: { job, cancelled } })
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

type Options = { readonly limit?: number; readonly scope?: ExportScope }

/** The exports of one open library. */
export class LibraryExports {
  readonly #file: string

  /** @param file the library's path */
  constructor(file: string) {
    this.#file = file
  }

  /**
   * One export of the state the library is in now: to a file (or folder), as bytes, or only its report and beginning. Off this thread.
   *
   * @throws as runExport
   */
  run(job: Omit<ExportJob, 'library'>, watch: ExportWatch = {}): Promise<ExportDone> {
    return runExport({ ...job, library: this.#file }, watch)
  }

  /** The glossary as text, in a format that is one file of UTF-8; a byte order mark, where the format has one, is its first character. */
  async text(format: string, options: Options = {}): Promise<{ readonly text: string; readonly terms: number }> {
    const { report, bytes } = await this.run({ scope: { kind: 'all' }, ...options, format, to: { kind: 'bytes' } })
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes ?? undefined), terms: report.written }
  }

  /** Writes the glossary to a file, whole or not at all; links lead from that file's place to the documents. */
  async toFile(file: string, format: string, options: Options = {}): Promise<{ readonly terms: number; readonly report: ExportReport }> {
    const { report } = await this.run({ scope: { kind: 'all' }, ...options, format, to: { kind: 'file', file } })
    return { terms: report.written, report }
  }
}
