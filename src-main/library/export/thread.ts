import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import { openReader } from '../../store/connection.ts'
import { toErrorData } from '../../store/errors.ts'
import { formatOf } from './index.ts'
import { type ExportDone, type ExportThreadMessage, exportJobSchema } from './job.ts'
import { discard, headOf, type OutputSink, render, renderToBytes } from './render.ts'
import { glossaryFrom } from './source.ts'
import { relativeHref, replaceFile } from './write.ts'
import { replaceFolder } from './write-folder.ts'

/**
 * The export thread: one export, from a connection of its own that only reads, in one transaction, so that the whole file is one state of
 * the library whatever runs and people write meanwhile. In the store thread it would hold up every read of the window for as long.
 */

const PROGRESS_EVERY_MS = 100
/** How long it waits for a lock another process holds while it recovers the log. */
const READ_WAIT_MS = 2_000

const port = parentPort
if (!port) throw new Error('thread.ts runs as a worker thread only')
const post = (message: ExportThreadMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer)

function run(data: { readonly job: unknown; readonly cancelled: SharedArrayBuffer }): ExportDone {
  const job = exportJobSchema.parse(data.job)
  const format = formatOf(job.format)
  const cancelled = new Int32Array(data.cancelled)
  const progress = { done: 0, total: 0, last: performance.now() }
  const onEntry = () => {
    if (Atomics.load(cancelled, 0) !== 0) throw new AppError('CANCELLED', 'The export was cancelled. What was there before is unchanged.')
    progress.done++
    const now = performance.now()
    if (now - progress.last < PROGRESS_EVERY_MS) return
    progress.last = now
    post({ type: 'progress', done: Math.min(progress.done, progress.total), total: progress.total })
  }
  const db = openReader(job.library, READ_WAIT_MS)
  try {
    return db.transaction((): ExportDone => {
      const { to } = job
      const href =
        to.kind === 'file' ? { href: (document: string) => relativeHref(format.folder ? `${to.file}/x` : to.file, document) } : {}
      const limit = job.limit === undefined ? {} : { limit: job.limit }
      const glossary = glossaryFrom(db, job.library, { scope: job.scope, brief: job.brief, onEntry, ...limit, ...href })
      progress.total = glossary.summary.terms
      const head = job.head ? headOf(format, glossary) : ''
      progress.done = 0
      if (to.kind !== 'bytes') return { report: render(format, glossary, sinkOf(to, format.folder)), head, bytes: null, base64: null }
      const { report, bytes } = renderToBytes(format, glossary)
      return to.base64 ? { report, head, bytes: null, base64: bytes.toString('base64') } : { report, head, bytes, base64: null }
    })()
  } finally {
    db.close()
  }
}

function sinkOf(to: { readonly kind: 'file'; readonly file: string } | { readonly kind: 'nothing' }, folder: boolean): OutputSink {
  if (to.kind === 'nothing') return discard
  if (folder) return { take: (files) => replaceFolder(to.file, files) }
  return {
    take: (files) => {
      let bytes = 0
      for (const { pieces } of files) bytes += replaceFile(to.file, pieces)
      return { files: 1, bytes }
    },
  }
}

try {
  const value = run(workerData)
  post({ type: 'done', value }, value.bytes === null ? [] : [value.bytes.buffer as ArrayBuffer])
} catch (error) {
  post({ type: 'failed', error: toErrorData(error) })
}
