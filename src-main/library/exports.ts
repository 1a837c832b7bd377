import type { ExportReport, ExportScope } from '../contract/export.ts'
import { type ExportDone, type ExportJob, type ExportWatch, runExport } from './export/run.ts'

export type { ExportDone, ExportJob, ExportProgress, ExportWatch } from './export/run.ts'

type Options = { readonly limit?: number; readonly brief?: boolean; readonly scope?: ExportScope }

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
