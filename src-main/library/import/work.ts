import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { ImportPreview } from '../../contract/imports.ts'
import { type Db, openReader, sql } from '../../store/connection.ts'
import { PackedList } from '../../store/packed-list.ts'
import { generationOf } from '../../store/term-detail.ts'
import { commandOf } from './changes.ts'
import { type Collected, collect } from './collect.ts'
import { fileSource } from './file-source.ts'
import { type ByteSource, type ReadFile, readImport } from './formats.ts'
import type { ImportedDocument } from './model.ts'
import { type ImportPlan, planImport, stateOf } from './plan.ts'
import type { CommandAnswer, CommandRequest, ImportList, ImportMethods, ImportOptions, ImportThreadData, ReportList } from './protocol.ts'

/** What the import thread does; a class of its own, so that tests can do it without a thread. */

/** Rows of each list that come with a preview; the rest comes in pages. */
export const PREVIEW_ROWS = 100
/** Terms of a file that leaves enough garbage to be cleared away at once. */
const LONG = 2_000
const READ_WAIT_MS = 2_000
const SHOWN_DEFINITION = 300

/** Differs as soon as a plan may: people said something, other results are live, or a run that is under way found more spellings. */
const stateOfLibrary = (db: Db): string =>
  JSON.stringify([
    generationOf(db),
    sql(db, 'SELECT count(*) AS surfaces FROM surfaces').get(),
    sql(db, 'SELECT max(id) AS concept FROM concepts').get(),
  ])

const NOT_READ = () => new AppError('INVALID_INPUT', 'The file was not read yet. Choose it again.')

export class ImportWork implements ImportMethods {
  readonly #data: ImportThreadData
  readonly #collectGarbage: () => void
  #db: Db | null = null
  #documents: readonly ImportedDocument[] = []
  #collected: Collected | null = null
  #plan: ImportPlan | null = null
  #require = true
  #version: unknown = null
  /** What the plan was made from. */
  #seen = ''

  /** @param collectGarbage gives back the memory of what is not needed any more */
  constructor(data: ImportThreadData, collectGarbage: () => void = () => undefined) {
    this.#data = data
    this.#collectGarbage = collectGarbage
  }

  preview(options: ImportOptions): ImportPreview {
    // What was read before goes first: two files of this size may be more than there is memory for.
    this.#collected = null
    this.#plan = null
    const read = this.#read(options)
    this.#tidy()
    // The lossless format says itself which terms are required.
    this.#require = options.require ?? true
    const { counts } = this.#planned()
    const { format, encoding, warnings, table } = read
    return {
      ...{ name: this.#data.source.name, format, encoding, warnings, table, counts },
      terms: this.page('terms', 0, PREVIEW_ROWS) as ImportPreview['terms'],
      collisions: this.page('collisions', 0, PREVIEW_ROWS) as ImportPreview['collisions'],
      notRead: this.page('notRead', 0, PREVIEW_ROWS) as ImportPreview['notRead'],
    }
  }

  /** Reads the file; of what its reader made only the rows stay. */
  #read(options: ImportOptions): Omit<ReadFile, 'glossary'> {
    const { glossary, ...read } = readImport(this.#data.source.name, this.#source(), options.format ?? null, options.mapping)
    this.#documents = glossary.documents ?? []
    this.#collected = collect(glossary)
    return read
  }

  /** After a long file; a short one is not worth the time. */
  #tidy(): void {
    if ((this.#collected?.terms.length ?? 0) >= LONG) this.#collectGarbage()
  }

  page(list: ImportList, from: number, limit: number): ReturnType<ImportMethods['page']> {
    const plan = this.#known()
    if (list === 'collisions') return plan.collisions.slice(from, from + limit)
    if (list === 'notRead') {
      const length = Math.max(0, Math.min(limit, plan.notRead.length - from))
      return Array.from({ length }, (_, index) => plan.notRead.at(from + index))
    }
    return plan.terms.slice(from, from + limit).map((planned) => ({
      place: planned.term.place,
      term: planned.term.term,
      reading: planned.term.reading ?? '',
      definition: (planned.term.definition ?? '').slice(0, SHOWN_DEFINITION).toWellFormed(),
      state: stateOf(planned),
    }))
  }

  whole(list: ReportList): Uint8Array<SharedArrayBuffer> {
    const plan = this.#known()
    return (list === 'notRead' ? plan.notRead : PackedList.of(plan.collisions)).bytes()
  }

  command(request: CommandRequest): CommandAnswer {
    if (this.#isOutdated()) this.#planned()
    const plan = this.#known()
    const needed = plan.counts.fresh
    if (needed > request.reserved) return { needed }
    const command = this.#looking((db) => commandOf(db, plan, { ...request, name: this.#data.source.name }))
    if (command === null) return { packed: null, changes: 0 }
    const { label, mergeKey, changes } = command
    const packed = changes.bytes()
    this.#tidy()
    return { label, mergeKey, packed, changes: changes.length }
  }

  writeDocuments(folder: string): readonly string[] {
    const root = resolve(folder)
    return this.#documents.flatMap(({ name, text }) => {
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

  #source(): Uint8Array | ByteSource {
    const { path, bytes } = this.#data.source
    return bytes ?? fileSource(path ?? '')
  }

  #known(): ImportPlan {
    if (!this.#plan) throw NOT_READ()
    return this.#plan
  }

  #planned(): ImportPlan {
    const collected = this.#collected
    if (!collected) throw NOT_READ()
    this.#version = this.#dataVersion()
    const plan = this.#looking((db) => {
      this.#seen = stateOfLibrary(db)
      return planImport(db, collected, { require: this.#require, documents: this.#documents.length })
    })
    this.#plan = plan
    return plan
  }

  /** Somebody has written since the plan was made, and something it depends on: reserving the ids of its own concepts is no reason. */
  #isOutdated(): boolean {
    const version = this.#dataVersion()
    if (version === this.#version) return false
    this.#version = version
    return this.#looking(stateOfLibrary) !== this.#seen
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
