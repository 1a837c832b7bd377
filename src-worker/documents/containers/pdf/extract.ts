import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { type Budget, Unreadable } from '../limits.ts'
import { broken } from '../zip.ts'
import type { ExtractMessage, ExtractTask, Page } from './protocol.ts'

export interface Extracted {
  readonly pages: readonly Page[]
  /** Pages of the file, also those above the limit. */
  readonly count: number
  /** Pages pdf.js failed on. */
  readonly unreadable: number
}

const HEAP_MB = 512
/** How much the process may grow over one file. */
const GROWTH = 1024 * 1024 * 1024
const WATCH_MS = 50

/**
 * The text of a PDF, page by page, read in a thread of its own that ends when the time, the memory or the characters are used up or the run is
 * cancelled.
 * @throws Unreadable; the signal's reason when aborted
 */
export function extractPages(bytes: Uint8Array, budget: Budget): Promise<Extracted> {
  const entry = new URL('./thread.ts', import.meta.url)
  // Sources only: type stripping in threads that come and go can abort V8 (store/thread/client.ts has the story).
  if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
  const task: ExtractTask = { bytes, maxPages: budget.limits.pages }
  const worker = new Worker(entry, { name: 'pdf', workerData: task, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
  const before = process.memoryUsage.rss()
  let watch: NodeJS.Timeout | undefined
  return new Promise<Extracted>((resolve, reject) => {
    const pages: Page[] = []
    let unreadable = 0
    watch = setInterval(() => {
      try {
        budget.check()
        if (process.memoryUsage.rss() - before > GROWTH) reject(tooLarge())
      } catch (error) {
        reject(error)
      }
    }, WATCH_MS)
    worker.on('message', (message: ExtractMessage) => {
      if (message.type === 'page') pages.push(message.page)
      else if (message.type === 'unreadable-page') unreadable++
      else if (message.type === 'end') resolve({ pages, count: message.pages, unreadable })
      else reject(asUnreadable(message.name, message.message))
    })
    worker.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : broken(error.message)),
    )
    worker.on('exit', () => reject(broken('reading it ended early')))
  }).finally(async () => {
    clearInterval(watch)
    await worker.terminate()
  })
}

const tooLarge = (): Unreadable => new Unreadable('limit', 'Reading the PDF needs far more memory than a document should; it is not read.')

function asUnreadable(name: string, message: string): Unreadable {
  if (name === 'PasswordException') {
    return new Unreadable('protected', 'The PDF is protected with a password. Save it without a password to include it.')
  }
  return broken(message.replace(/\.$/u, ''))
}
