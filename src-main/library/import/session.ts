import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import type { Collision, ImportPreview, ImportReport, NotRead, Resolution } from '../../contract/imports.ts'
import type { Clock, Ids } from '../../runs/ports.ts'
import type { LibraryStore } from '../../store/api.ts'
import { PackedList } from '../../store/packed-list.ts'
import type { CommandAnswer, ImportList, ImportMethods, ImportOptions, ImportReply, ImportSource, ImportThreadData } from './protocol.ts'

/** One import, from the file to the command: main's side. The thread reads and compares, the store thread writes, main only passes on. */

export interface ApplyOptions {
  readonly dryRun?: boolean
  /** For every collision `resolutions` does not name. Default mine. */
  readonly resolution?: Resolution
  /** By collisionKey. */
  readonly resolutions?: Readonly<Record<string, Resolution>>
}

type Store = Pick<LibraryStore, 'file' | 'human'>

const ATTEMPTS = 3
const ROWS_OF_A_TURN = 2_000
/** Texts looked among for an equal one, and the fields of a row that often hold one. */
const MOST_SHARED = 200
const SHARED = ['place', 'reason', 'field'] as const

export class ImportSession {
  readonly #thread: ImportThread
  readonly #store: Store
  readonly #clock: Clock
  readonly #ids: Ids
  /** Names it to a window. */
  readonly id: string
  #preview: ImportPreview | null = null

  private constructor(thread: ImportThread, store: Store, clock: Clock, ids: Ids) {
    this.#thread = thread
    this.#store = store
    this.#clock = clock
    this.#ids = ids
    this.id = ids.token()
  }

  /**
   * Reads the file and compares it with the library; nothing is written.
   *
   * @throws AppError IMPORT_FAILED, FILE_UNREADABLE; then there is no session to close
   */
  static async open(
    store: Store,
    source: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array },
    options: ImportOptions,
    ports: { readonly clock: Clock; readonly ids: Ids },
  ): Promise<ImportSession> {
    const thread = new ImportThread({ library: store.file, source: await sourceOf(source) })
    const session = new ImportSession(thread, store, ports.clock, ports.ids)
    try {
      await session.update(options)
      return session
    } catch (error) {
      await session.close()
      throw error
    }
  }

  get preview(): ImportPreview {
    return this.#preview as ImportPreview
  }

  /** The same file with another format, mapping or choice. */
  async update(options: ImportOptions): Promise<ImportPreview> {
    this.#preview = await this.#thread.call('preview', options)
    return this.#preview
  }

  /** A part of a list of the preview. */
  page<L extends ImportList>(list: L, from: number, limit: number): Promise<ImportPreview[L]> {
    return this.#thread.call('page', list, from, limit) as unknown as Promise<ImportPreview[L]>
  }

  /**
   * Does the import as one command of the history.
   *
   * @throws AppError INVALID_INPUT when the library kept changing meanwhile
   */
  async apply(options: ApplyOptions = {}): Promise<ImportReport> {
    const resolution = options.resolution ?? 'mine'
    const dryRun = options.dryRun ?? false
    const { table: _table, terms: _terms, ...seen } = this.preview
    // Packed while the store thread writes: as rows they may take as much memory as the import itself.
    const collisions = await this.#thread.call('whole', 'collisions')
    const notRead = await this.#thread.call('whole', 'notRead')
    const done = dryRun
      ? await this.#command(resolution, options.resolutions ?? {}, 0)
      : await this.#write(resolution, options.resolutions ?? {})
    const lists = { collisions: await rowsOf<Collision>(collisions), notRead: await rowsOf<NotRead>(notRead) }
    return { ...seen, ...lists, dryRun, resolution, changes: done.changes, command: done.command }
  }

  /** Writes the documents the file carries into a folder. @returns their paths in it */
  writeDocuments(folder: string): Promise<readonly string[]> {
    return this.#thread.call('writeDocuments', folder)
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }

  async #command(
    resolution: Resolution,
    resolutions: Readonly<Record<string, Resolution>>,
    firstId: number,
  ): Promise<{ changes: number; command: null }> {
    const answer = await this.#ask(resolution, resolutions, firstId, Number.MAX_SAFE_INTEGER)
    return { changes: 'changes' in answer ? answer.changes : 0, command: null }
  }

  #ask(
    resolution: Resolution,
    resolutions: Readonly<Record<string, Resolution>>,
    firstId: number,
    reserved: number,
  ): Promise<CommandAnswer> {
    const now = new Date(this.#clock.wall()).toISOString()
    return this.#thread.call('command', { firstId, reserved, resolution, resolutions, now, token: this.#ids.token() })
  }

  async #write(
    resolution: Resolution,
    resolutions: Readonly<Record<string, Resolution>>,
  ): Promise<{ changes: number; command: number | null }> {
    let reason = ''
    let needed = this.preview.counts.fresh
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const firstId = needed === 0 ? 0 : await this.#store.human.reserveConcepts(needed)
      const answer = await this.#ask(resolution, resolutions, firstId, needed)
      if ('needed' in answer) {
        needed = answer.needed
        continue
      }
      if (answer.packed === null) return { changes: 0, command: null }
      const { label, mergeKey, packed } = answer
      const result = await this.#store.human.applyPacked({ label, mergeKey }, packed)
      if (result.ok) return { changes: answer.changes, command: result.entry.id }
      reason = result.reason
    }
    throw new AppError('INVALID_INPUT', `The library kept changing while the file was imported, so nothing was changed. ${reason}`.trim())
  }
}

/** The rows of a packed list; main's other work gets a turn in between. */
async function rowsOf<T extends object>(packed: Uint8Array): Promise<T[]> {
  const rows: T[] = []
  const share = sharing()
  for (const row of PackedList.from<T>(packed).values()) {
    rows.push(share(row))
    if (rows.length % ROWS_OF_A_TURN === 0) await nextTurn()
  }
  return rows
}

/** Of equal texts one is kept: every row is parsed by itself, and the reasons of thousands of rows are a few sentences. */
function sharing(): <T extends object>(row: T) => T {
  const texts = new Map<string, string>()
  const one = (value: string): string => {
    const known = texts.get(value)
    if (known !== undefined) return known
    if (texts.size >= MOST_SHARED) texts.clear()
    texts.set(value, value)
    return value
  }
  return (row) => {
    const fields = row as Record<string, unknown>
    for (const name of SHARED) if (typeof fields[name] === 'string') fields[name] = one(fields[name])
    return row
  }
}

async function sourceOf(source: { readonly path: string } | { readonly name: string; readonly bytes: Uint8Array }): Promise<ImportSource> {
  if ('bytes' in source) return { name: basename(source.name), bytes: source.bytes }
  // A link that leads to a library is a library: told by its real name.
  const path = await realpath(source.path).catch(() => source.path)
  return { name: basename(source.path), path }
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/**
 * Megabytes for what has just been made, and for what stays: more only leaves more garbage lying about while a large file is read. V8 lets the
 * heap grow fourfold between collections where it may have 2 GB and more, twofold below.
 */
const LIMITS = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 1536 }

/** The thread of one import. When it dies, every call under way rejects. */
class ImportThread {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #seq = 0
  #dead: AppError | null = null

  constructor(data: ImportThreadData) {
    // Sources only: type stripping in threads that come and go can abort V8 (store/thread/client.ts has the story).
    if (import.meta.url.endsWith('.ts')) setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000')
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data, name: 'import', resourceLimits: LIMITS })
    this.#worker.on('message', (reply: ImportReply) => {
      const pending = this.#pending.get(reply.seq)
      this.#pending.delete(reply.seq)
      if (reply.ok) pending?.resolve(reply.value)
      else pending?.reject(AppError.from(reply.error))
    })
    this.#worker.on('error', (error) => this.#die(error))
    this.#worker.on('exit', () => this.#die(null))
  }

  call<M extends keyof ImportMethods>(method: M, ...args: Parameters<ImportMethods[M]>): Promise<ReturnType<ImportMethods[M]>> {
    if (this.#dead) return Promise.reject(this.#dead)
    this.#seq++
    const seq = this.#seq
    return new Promise((resolve, reject) => {
      this.#pending.set(seq, { resolve: resolve as (value: unknown) => void, reject })
      this.#worker.postMessage({ seq, method, args })
    })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #die(cause: Error | null): void {
    const out = (cause as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
    const reason = out
      ? 'The file needs more memory than there is. Split it and import the parts.'
      : 'The import was ended. Choose the file again.'
    this.#dead ??= new AppError('IMPORT_FAILED', reason, {}, cause ? { cause } : undefined)
    for (const pending of this.#pending.values()) pending.reject(this.#dead)
    this.#pending.clear()
  }
}
