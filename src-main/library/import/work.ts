import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { ImportPreview } from '../../contract/imports.ts'
import { type Db, openReader } from '../../store/connection.ts'
import { commandOf } from './changes.ts'
import { type Collected, collect } from './collect.ts'
import { type ReadFile, readImport } from './formats.ts'
import { MAX_FILE_BYTES, unreadable } from './limits.ts'
import { type ImportPlan, planImport, stateOf } from './plan.ts'
import type { CommandAnswer, CommandRequest, ImportList, ImportMethods, ImportOptions, ImportThreadData } from './protocol.ts'

/** What the import thread does; a class of its own, so that tests can do it without a thread. */

/** Rows of each list that come with a preview; the rest comes in pages. */
export const PREVIEW_ROWS = 100
const READ_WAIT_MS = 2_000
const SHOWN_DEFINITION = 300

export class ImportWork implements ImportMethods {
  readonly #data: ImportThreadData
  #bytes: Uint8Array | null = null
  #db: Db | null = null
  #read: ReadFile | null = null
  #collected: Collected | null = null
  #plan: ImportPlan | null = null
  #require = true
  #version: unknown = null

  constructor(data: ImportThreadData) {
    this.#data = data
  }

  preview(options: ImportOptions): ImportPreview {
    this.#read = readImport(this.#data.source.name, this.#source(), options.format ?? null, options.mapping)
    this.#collected = collect(this.#read.glossary)
    // The lossless format says itself which terms are required.
    this.#require = options.require ?? true
    const { counts } = this.#planned()
    const { format, encoding, warnings, table } = this.#read
    return {
      ...{ name: this.#data.source.name, format, encoding, warnings, table, counts },
      terms: this.page('terms', 0, PREVIEW_ROWS) as ImportPreview['terms'],
      collisions: this.page('collisions', 0, PREVIEW_ROWS) as ImportPreview['collisions'],
      notRead: this.page('notRead', 0, PREVIEW_ROWS) as ImportPreview['notRead'],
    }
  }

  page(list: ImportList, from: number, limit: number): ReturnType<ImportMethods['page']> {
    const plan = this.#known()
    if (list !== 'terms') return plan[list].slice(from, from + limit)
    return plan.terms.slice(from, from + limit).map((planned) => ({
      place: planned.term.place,
      term: planned.term.term,
      reading: planned.term.reading ?? '',
      definition: (planned.term.definition ?? '').slice(0, SHOWN_DEFINITION).toWellFormed(),
      state: stateOf(planned),
    }))
  }

  command(request: CommandRequest): CommandAnswer {
    if (this.#dataVersion() !== this.#version) this.#planned()
    const plan = this.#known()
    const needed = plan.counts.fresh
    if (needed > request.reserved) return { needed }
    const command = this.#looking((db) => commandOf(db, plan, { ...request, name: this.#data.source.name }))
    if (command === null) return { encoded: null, changes: 0 }
    const bytes = Buffer.from(JSON.stringify(command))
    const encoded = new SharedArrayBuffer(bytes.length)
    new Uint8Array(encoded).set(bytes)
    return { encoded, changes: command.changes.length }
  }

  writeDocuments(folder: string): readonly string[] {
    const root = resolve(folder)
    return (this.#read?.glossary.documents ?? []).flatMap(({ name, text }) => {
      if (text === '') return []
      const path = freePath(root, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text, { flag: 'wx' })
      return [path.slice(root.length + 1)]
    })
  }

  /** Closes its connection to the library; the thread's end does the same. */
  close(): void {
    this.#db?.close()
    this.#db = null
  }

  #source(): Uint8Array {
    const { path, bytes } = this.#data.source
    this.#bytes ??= bytes ?? readFile(path ?? '')
    return this.#bytes
  }

  #known(): ImportPlan {
    if (!this.#plan) throw new AppError('INVALID_INPUT', 'The file was not read yet. Choose it again.')
    return this.#plan
  }

  #planned(): ImportPlan {
    const [read, collected] = [this.#read as ReadFile, this.#collected as Collected]
    this.#version = this.#dataVersion()
    this.#plan = this.#looking((db) => planImport(db, collected, read.glossary, { require: this.#require }))
    return this.#plan
  }

  /** Changes when another connection has committed something. */
  #dataVersion(): unknown {
    return this.#connection().pragma('data_version', { simple: true })
  }

  #connection(): Db {
    this.#db ??= openReader(this.#data.library, READ_WAIT_MS)
    return this.#db
  }

  /** One state of the library from the first read to the last. */
  #looking<T>(work: (db: Db) => T): T {
    const db = this.#connection()
    return db.transaction(() => work(db))()
  }
}

function readFile(path: string): Uint8Array {
  // Opening and closing a library by any other way than SQLite's would drop the locks of this process on it.
  if (/\.glossary(?:-wal|-shm|-journal|\.lock)?$/iu.test(path)) {
    throw unreadable('That is a library, no glossary file. Open it, and export its glossary as JSON.')
  }
  let size: number
  try {
    const stats = statSync(path)
    if (stats.isDirectory()) throw unreadable('That is a folder. Choose a file.')
    size = stats.size
    if (size <= MAX_FILE_BYTES) return readFileSync(path)
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'you have no permission' : (code ?? 'unknown error')
    throw new AppError(
      'FILE_UNREADABLE',
      `The file ${basename(path)} cannot be read (${why}). Check its path.`,
      { file: basename(path), why },
      { cause: error },
    )
  }
  throw unreadable('The file is larger than 256 MB. Split it and import the parts.')
}

/** A path below the folder for a document's name, with a number where it is taken; parts that lead elsewhere are left out. */
function freePath(root: string, name: string): string {
  const parts = name
    .split(/[\\/]/u)
    .map((part) => part.replace(/[\p{Cc}<>:"|?*]/gu, '_').trim())
    .filter((part) => part !== '' && !/^\.+$/u.test(part))
  const path = join(root, ...(parts.length === 0 ? ['document.txt'] : parts))
  if (!path.startsWith(root + sep)) return join(root, 'document.txt')
  for (let number = 2; ; number++) {
    const candidate = number === 2 ? path : path.replace(/(\.[^./\\]*)?$/u, (ending) => ` ${number - 1}${ending}`)
    if (!existsSync(candidate)) return candidate
  }
}
