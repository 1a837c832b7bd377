import { realpath, stat } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import { READ_EXTENSIONS } from '../../contract/formats.ts'
import { PAGE_ENTRIES, type ThreadReply, type ThreadRequest } from './protocol.ts'
import type { KnownFile, ScannedFile, ScanOptions, ScanProgress, ScanResult, SkippedFile } from './types.ts'

export type { KnownFile, ScannedFile, ScanProgress, ScanResult, SkipCode, SkippedFile } from './types.ts'
export { SKIP_CODES } from './types.ts'

export interface ScanRequest extends ScanOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ScanProgress) => void
}

/**
 * Reads a document folder off main's event loop: every supported file with size, time and hash, and everything left out with its reason,
 * both sorted by path. Files listed in `known` with the same size and time are not read again.
 * @throws AppError FOLDER_MISSING, NOT_A_FOLDER, FOLDER_UNREADABLE, FOLDER_EMPTY (not one name in it), NO_SUPPORTED_DOCUMENTS (only names
 *   that are left out); the signal's reason when aborted.
 */
export async function scanFolder(request: ScanRequest): Promise<ScanResult> {
  request.signal?.throwIfAborted()
  const root = await realFolder(request.root)
  const entry = new URL('./thread.ts', import.meta.url)
  // Sources only: type stripping in threads that come and go can abort V8 (store/thread/client.ts has the story).
  if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
  const worker = new Worker(entry, { name: 'scan' })
  const ended = new AbortController()
  try {
    const result = await converse(worker, { ...request, root }, ended.signal)
    if (result.files.length === 0 && !isChosen(request, result)) throw nothingFound(request.root, result.skipped)
    return result
  } finally {
    ended.abort()
    // Not awaited: a read that hangs (a dead network drive) must not hold up the caller.
    worker.terminate().catch(() => undefined)
  }
}

/** Nothing to read is no fault where people chose single files, or left out what there is. */
const isChosen = (request: ScanRequest, { skipped }: ScanResult): boolean =>
  request.only !== undefined || skipped.some(({ code }) => code === 'left-out')

/** Real path of a document folder. Throws AppError FOLDER_MISSING, NOT_A_FOLDER, FOLDER_UNREADABLE. */
export async function realFolder(folder: string): Promise<string> {
  try {
    const root = await realpath(folder)
    if ((await stat(root)).isDirectory()) return root
  } catch (error) {
    throw folderError(folder, (error as NodeJS.ErrnoException).code ?? '', error)
  }
  throw new AppError('NOT_A_FOLDER', `${folder} is a file. Give the folder that holds your documents.`, { folder })
}

function folderError(folder: string, code: string, cause?: unknown): AppError {
  const options = cause === undefined ? {} : { cause }
  if (code === 'ENOENT') {
    return new AppError('FOLDER_MISSING', `There is no folder ${folder}. Check the path.`, { folder }, options)
  }
  if (code === 'ENOTDIR') {
    return new AppError('NOT_A_FOLDER', `${folder} is not a folder. Give the folder that holds your documents.`, { folder }, options)
  }
  const why = code === 'EACCES' || code === 'EPERM' ? 'you have no permission' : code || 'unknown error'
  return new AppError('FOLDER_UNREADABLE', `The folder ${folder} cannot be read (${why}). Check its permissions.`, { folder, why }, options)
}

function nothingFound(folder: string, skipped: readonly SkippedFile[]): AppError {
  if (skipped.length === 0) {
    return new AppError('FOLDER_EMPTY', `The folder ${folder} is empty. Put documents into it, or give another folder.`, { folder })
  }
  const example = `${skipped[0]!.path}: ${skipped[0]!.reason}`
  const count = skipped.length
  const reads = READ_EXTENSIONS.map(([first]) => first).join(', ')
  const message = `The folder ${folder} holds no document GenGlossary can read; it reads ${reads}. Left out: ${count}, for example ${example}`
  return new AppError('NO_SUPPORTED_DOCUMENTS', message, { folder, count, example })
}

/** Sends the known files page by page, starts the walk and collects the result page by page, giving the event loop turns between. */
async function converse(worker: Worker, request: ScanRequest, ended: AbortSignal): Promise<ScanResult> {
  const replies = replyQueue(worker, request, ended)
  const post = (message: ThreadRequest): void => worker.postMessage(message)
  for (let from = 0; from < request.known.length; from += PAGE_ENTRIES) {
    post({ type: 'known', files: request.known.slice(from, from + PAGE_ENTRIES) })
    await turn()
  }
  const { root, maxFileBytes, leftOut, only } = request
  post({ type: 'walk', root, maxFileBytes, ...(leftOut ? { leftOut } : {}), ...(only ? { only } : {}) })
  const walked = await replies.next()
  if (walked.type !== 'walked') throw new Error(`scan thread answered ${walked.type} to walk`)
  const fresh: ScannedFile[] = []
  const skipped: SkippedFile[] = []
  while (fresh.length < walked.fresh || skipped.length < walked.skipped) {
    post({ type: 'page', from: Math.max(fresh.length, skipped.length) })
    const page = await replies.next()
    if (page.type !== 'page') throw new Error(`scan thread answered ${page.type} to page`)
    fresh.push(...page.files)
    skipped.push(...page.skipped)
  }
  return { root: request.root, files: await together(walked.same, request.known, fresh), skipped, hashed: walked.hashed }
}

/** The files in order: those unchanged as they were given, the others as they came. */
async function together(same: Int32Array, known: readonly KnownFile[], fresh: readonly ScannedFile[]): Promise<ScannedFile[]> {
  const files: ScannedFile[] = []
  let next = 0
  for (const [i, place] of same.entries()) {
    if (i % (PAGE_ENTRIES * 10) === PAGE_ENTRIES * 10 - 1) await turn()
    const { path, size, mtimeMs, hash } = place === -1 ? fresh[next++]! : known[place]!
    files.push({ path, size, mtimeMs, hash })
  }
  return files
}

type Answer = Exclude<ThreadReply, { type: 'progress' | 'failed' }>

/** The thread's answers one at a time; progress goes to the caller, failures, an abort and the thread's death reject. */
function replyQueue(worker: Worker, request: ScanRequest, ended: AbortSignal): { next(): Promise<Answer> } {
  let { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const renew = (): void => {
    const fresh = Promise.withResolvers<Answer>()
    promise = fresh.promise
    resolve = fresh.resolve
    reject = fresh.reject
    promise.catch(() => undefined) // whoever calls next() sees the rejection; this only keeps an early one from being "unhandled"
  }
  renew()
  worker.on('message', (reply: ThreadReply) => {
    if (reply.type === 'progress') request.onProgress?.(reply.progress)
    else if (reply.type === 'failed') reject(folderError(request.root, reply.code, new Error(reply.message)))
    else resolve(reply)
  })
  worker.on('error', (error) => reject(error))
  worker.on('exit', (code) => reject(new Error(`the scan thread ended early (exit code ${code})`)))
  request.signal?.addEventListener('abort', () => reject(request.signal?.reason), { once: true, signal: ended })
  return {
    async next() {
      const answer = await promise
      renew()
      if (request.signal?.aborted) throw request.signal.reason
      return answer
    },
  }
}
