import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { StorageError } from '../../runs/ports.ts'
import type { Db } from '../connection.ts'
import { fromErrorData } from '../errors.ts'
import type { Prepared } from '../prepare.ts'
import type { ThreadReady, ThreadReply, ThreadRole } from './protocol.ts'
import type { Reads } from './reads.ts'
import type { Slices } from './scheduler.ts'
import type { Writes } from './writes.ts'

type Rest<F> = F extends (first: Db, ...rest: infer R) => unknown ? R : F extends (first: Slices, ...rest: infer R) => unknown ? R : never
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

const DEFAULT_ENTRY = new URL('./entry.ts', import.meta.url)

/**
 * Megabytes for what has just been made: V8's own bound is twice that. Rows and changes pass through this thread and are soon garbage; with more
 * room they only lie about longer (an import of 50 000 concepts: 40 MB less for the same processor time).
 */
const LIMITS = { maxYoungGenerationSizeMb: 24 }

function launch(role: ThreadRole, entry: URL): Worker {
  if (entry.pathname.endsWith('.ts')) keepTypeStrippingSafe()
  return new Worker(entry, { workerData: role, name: `genglossary-${role.role}`, resourceLimits: LIMITS })
}

/**
 * Node strips types with WebAssembly, in every thread anew, and the V8 of Node 24.21 sometimes aborts the process when a thread tiers up a
 * wrapper that an ended thread had made ("Check failed: jit_page.has_value()", WasmImportWrapperCache::Free; 1 in 500 thread starts on a
 * busy machine). With a budget no thread uses up, wrappers are never tiered up. Bundles run no WebAssembly here and need nothing.
 */
const keepTypeStrippingSafe = (): void => setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')

/** Main's side of the store thread: typed calls by name. When the thread dies every call under way rejects with StorageError `closed`. */
export class ThreadClient {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #seq = 0
  #dead: StorageError | null = null

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (reply: ThreadReply) => this.#settle(reply))
    worker.on('error', (error) => this.#die(error))
    worker.on('exit', () => this.#die(null))
  }

  /** Starts the thread; rejects with the AppError or StorageError that preparing the library gave. */
  static async start(
    role: Extract<ThreadRole, { role: 'store' }>,
    entry: URL = DEFAULT_ENTRY,
  ): Promise<{ client: ThreadClient; prepared: Prepared }> {
    const worker = launch(role, entry)
    const prepared = await firstMessage(worker)
    return { client: new ThreadClient(worker), prepared: prepared as Prepared }
  }

  read<Name extends keyof Reads>(name: Name, ...args: Rest<Reads[Name]>): Promise<Result<Reads[Name]>> {
    return this.#call(name, args) as Promise<Result<Reads[Name]>>
  }

  write<Name extends keyof Writes>(name: Name, ...args: Rest<Writes[Name]>): Promise<Result<Writes[Name]>> {
    return this.#call(name, args) as Promise<Result<Writes[Name]>>
  }

  /** Moves what the log holds into the file, as far as no reader needs it. */
  async checkpoint(): Promise<void> {
    await this.#call('checkpoint', [])
  }

  /** Fresh connections in place of the thread's own. */
  async reopen(): Promise<void> {
    await this.#call('reopen', [])
  }

  async vacuum(): Promise<void> {
    await this.#call('vacuum', [])
  }

  async close(): Promise<void> {
    if (this.#dead) return
    const ended = new Promise<void>((resolve) => {
      this.#worker.once('exit', () => resolve())
    })
    await this.#call('close', [])
    await ended
  }

  #call(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#dead) return Promise.reject(this.#dead)
    this.#seq++
    const seq = this.#seq
    return new Promise((resolve, reject) => {
      this.#pending.set(seq, { resolve, reject })
      this.#worker.postMessage({ seq, method, args })
    })
  }

  #settle(reply: ThreadReply): void {
    const pending = this.#pending.get(reply.seq)
    this.#pending.delete(reply.seq)
    if (reply.ok) pending?.resolve(reply.value)
    else pending?.reject(fromErrorData(reply.error))
  }

  #die(cause: Error | null): void {
    this.#dead ??= new StorageError('closed', 'The library is closed.', cause ? { cause } : undefined)
    for (const pending of this.#pending.values()) pending.reject(this.#dead)
    this.#pending.clear()
  }
}

/** Runs a thread for one copy to its end. */
export async function runCopy(order: Extract<ThreadRole, { role: 'copy' }>['order'], entry: URL = DEFAULT_ENTRY): Promise<void> {
  const worker = launch({ role: 'copy', order }, entry)
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve())
  })
  await firstMessage(worker)
  await ended
}

function firstMessage(worker: Worker): Promise<Prepared | null> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error)
    const ended = (): void => reject(new StorageError('closed', 'The store thread ended before it was ready.'))
    worker.once('error', failed)
    worker.once('exit', ended)
    worker.once('message', (message: ThreadReady) => {
      worker.off('error', failed)
      worker.off('exit', ended)
      if (message.ok) resolve(message.value)
      else reject(fromErrorData(message.error))
    })
  })
}
