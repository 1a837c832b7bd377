import { parentPort } from 'node:worker_threads'
import type { ThreadReply, ThreadRequest } from './protocol.ts'
import { PAGE_ENTRIES } from './protocol.ts'
import type { KnownFile, ScannedFile, ScanOptions, ScanProgress, SkippedFile } from './types.ts'
import { walkFolder } from './walk.ts'

/** The scan thread: takes the known files page by page, walks, and hands the result back page by page as it is asked for. */

const PROGRESS_EVERY_MS = 100

const port = parentPort
if (!port) throw new Error('thread.ts runs as a worker thread only')
const post = (reply: ThreadReply): void => port.postMessage(reply)

const known: KnownFile[] = []
let fresh: readonly ScannedFile[] = []
let skipped: readonly SkippedFile[] = []

port.on('message', (request: ThreadRequest) => {
  if (request.type === 'known') known.push(...request.files)
  else if (request.type === 'walk') walk(request)
  else {
    const page = {
      files: fresh.slice(request.from, request.from + PAGE_ENTRIES),
      skipped: skipped.slice(request.from, request.from + PAGE_ENTRIES),
    }
    post({ type: 'page', ...page })
  }
})

function walk(options: Omit<ScanOptions, 'known'>): void {
  let last = 0
  const report = (progress: ScanProgress): void => {
    const now = performance.now()
    if (now - last < PROGRESS_EVERY_MS) return
    last = now
    post({ type: 'progress', progress })
  }
  try {
    const result = walkFolder({ ...options, known }, report)
    const same = placesAmongKnown(result.files)
    fresh = result.files.filter((_, i) => same[i] === -1)
    skipped = result.skipped
    port?.postMessage({ type: 'walked', same, fresh: fresh.length, skipped: skipped.length, hashed: result.hashed } satisfies ThreadReply, [
      same.buffer,
    ])
  } catch (error) {
    post({ type: 'failed', code: (error as NodeJS.ErrnoException).code ?? '', message: String(error) })
  }
}

/** Per file its place among the known ones when nothing about it changed, else -1: main has those already. */
function placesAmongKnown(files: readonly ScannedFile[]): Int32Array<ArrayBuffer> {
  const places = new Map(known.map((file, i) => [file.path, i] as const))
  return Int32Array.from(files, (file) => {
    const place = places.get(file.path) ?? -1
    const old = known[place]
    return old && old.hash === file.hash && old.size === file.size && old.mtimeMs === file.mtimeMs ? place : -1
  })
}
