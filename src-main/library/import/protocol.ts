import type { AppErrorData } from '../../contract/errors.ts'
import type { Collision, ColumnMapping, ImportFormatId, ImportPreview, NotRead, Resolution } from '../../contract/imports.ts'

/** What main and the import thread say to each other. Requests are numbered; every one gets exactly one reply. */

export interface ImportSource {
  /** File name without folders. */
  readonly name: string
  /** Absolute path of a file the thread reads itself, … */
  readonly path?: string
  /** … or its bytes, where the window has no path. */
  readonly bytes?: Uint8Array
}

export interface ImportOptions {
  /** Absent: found out. */
  readonly format?: ImportFormatId
  /** Tables only; absent: guessed. */
  readonly mapping?: ColumnMapping
  /** New accepted terms are looked for by runs from now on. Default true. */
  readonly require?: boolean
}

export interface CommandRequest {
  readonly firstId: number
  /** Ids reserved from `firstId` on. */
  readonly reserved: number
  readonly resolution: Resolution
  readonly resolutions: Readonly<Record<string, Resolution>>
  readonly now: string
  readonly token: string
}

export type CommandAnswer =
  /** The changes as the bytes of a PackedList. */
  | {
      readonly label: string
      readonly mergeKey: string
      readonly packed: Uint8Array<SharedArrayBuffer>
      readonly changes: number
    }
  /** Everything is like that already. */
  | { readonly packed: null; readonly changes: 0 }
  /** The library has changed since: so many ids are needed now. */
  | { readonly needed: number }

export type ImportList = 'terms' | 'collisions' | 'notRead'
/** Lists of a report. */
export type ReportList = 'collisions' | 'notRead'

/** Methods of the thread, by name. */
export interface ImportMethods {
  /** Reads the file (again, with other options) and compares it with the library. */
  preview(options: ImportOptions): ImportPreview
  page(list: ImportList, from: number, limit: number): readonly (ImportPreview['terms'][number] | Collision | NotRead)[]
  /** The whole of a list, as the bytes of a PackedList. */
  whole(list: ReportList): Uint8Array<SharedArrayBuffer>
  command(request: CommandRequest): CommandAnswer
  /** Writes the documents the file carries into a folder; gives their paths in it. */
  writeDocuments(folder: string): readonly string[]
}

export interface ImportThreadData {
  /** The library, read on a connection of the thread's own. */
  readonly library: string
  readonly source: ImportSource
}

export interface ImportRequest {
  readonly seq: number
  readonly method: keyof ImportMethods
  readonly args: readonly unknown[]
}

export type ImportReply =
  | { readonly seq: number; readonly ok: true; readonly value: unknown }
  | { readonly seq: number; readonly ok: false; readonly error: AppErrorData }
