import type { ExportFormatInfo } from '../../contract/export.ts'
import type { Field, LossBook } from './loss.ts'
import type { ExportGlossary } from './model.ts'

/** Text is encoded by the format's encoding; bytes go out as they are. */
export type Chunk = string | Uint8Array

export interface OutputFile {
  /** Path in the export's folder, `/`-separated; empty when the format is one file. */
  readonly path: string
  readonly chunks: Iterable<Chunk>
}

/**
 * One way out. Pure: the same glossary gives the same chunks, whatever the day and the machine, and nothing is held but the entry at hand.
 * `files` notes in the book every entry it writes and everything it changes or leaves out.
 */
export interface ExportFormat extends ExportFormatInfo {
  readonly carries: readonly Field[]
  files(glossary: ExportGlossary, book: LossBook): Iterable<OutputFile>
  /** What the window shows before writing, where the file's own beginning would say nothing to people (archives). */
  preview?(glossary: ExportGlossary): string
}

/** The `files` of a format that is one file. */
export const oneFile =
  (chunks: (glossary: ExportGlossary, book: LossBook) => Iterable<Chunk>): ExportFormat['files'] =>
  (glossary, book) => [{ path: '', chunks: chunks(glossary, book) }]
