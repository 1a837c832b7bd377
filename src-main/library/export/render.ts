import type { ExportReport } from '../../contract/export.ts'
import type { Chunk, ExportFormat, OutputFile } from './format.ts'
import { LossBook } from './loss.ts'
import type { ExportGlossary } from './model.ts'
import { gathered, zipped } from './zip.ts'

/** From a format's chunks to bytes, and to the report of what they hold. */

/** The bytes of a file's chunks in the format's encoding, in pieces. */
export function* encoded(encoding: ExportFormat['encoding'], chunks: Iterable<Chunk>): Generator<Uint8Array> {
  if (encoding === 'utf-16le-bom') {
    yield Uint8Array.of(0xff, 0xfe)
    for (const bytes of gathered(chunks)) yield Buffer.from(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), 'utf16le')
    return
  }
  if (encoding === 'utf-8-bom') yield Uint8Array.of(0xef, 0xbb, 0xbf)
  yield* gathered(chunks)
}

export interface OutputSink {
  /** Takes the files one after the other, each wholly before the next. @returns files and bytes taken */
  take(files: Iterable<{ readonly path: string; readonly pieces: Iterable<Uint8Array> }>): {
    readonly files: number
    readonly bytes: number
  }
}

/** Takes bytes and forgets them: for the report before the writing. */
export const discard: OutputSink = {
  take: (files) => {
    const sum = { files: 0, bytes: 0 }
    for (const { pieces } of files) {
      sum.files++
      for (const piece of pieces) sum.bytes += piece.length
    }
    return sum
  },
}

function* encodedFiles(format: ExportFormat, files: Iterable<OutputFile>) {
  for (const { path, chunks } of files) yield { path, pieces: encoded(format.encoding, chunks) }
}

/** Runs a format into a sink. The report is of exactly what the sink took. */
export function render(format: ExportFormat, glossary: ExportGlossary, sink: OutputSink): ExportReport {
  const book = new LossBook()
  const taken = sink.take(encodedFiles(format, format.files(glossary, book)))
  return { terms: glossary.summary.terms, written: book.written, ...taken, losses: book.losses() }
}

/** Everything a format makes as one piece: the file, or a ZIP of the folder. */
export function renderToBytes(format: ExportFormat, glossary: ExportGlossary): { readonly report: ExportReport; readonly bytes: Buffer } {
  const pieces: Uint8Array[] = []
  const keep = (all: Iterable<Uint8Array>) => {
    for (const piece of all) pieces.push(piece)
  }
  const report = render(format, glossary, {
    take: (files) => {
      let count = 0
      if (!format.folder) for (const { pieces: own } of files) keep(own)
      else {
        const parts = (function* () {
          for (const { path, pieces: chunks } of files) {
            count++
            yield { path, chunks }
          }
        })()
        keep(zipped(parts))
      }
      return { files: Math.max(1, count), bytes: pieces.reduce((sum, { length }) => sum + length, 0) }
    },
  })
  // Not Buffer.concat: a small one would lie in a pool it shares, and could not be handed to another thread.
  const bytes = Buffer.from(new ArrayBuffer(report.bytes))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return { report, bytes }
}

const HEAD_ENTRIES = 20
const HEAD_CHARACTERS = 4000

/** What the output begins with, as text, from the first entries alone. */
export function headOf(format: ExportFormat, glossary: ExportGlossary): string {
  const first = { ...glossary, entries: { [Symbol.iterator]: () => firstOf(glossary.entries, HEAD_ENTRIES) } }
  if (format.preview !== undefined) return format.preview(first).slice(0, HEAD_CHARACTERS)
  let head = ''
  for (const { path, chunks } of format.files(first, new LossBook())) {
    if (path !== '') head += `${head === '' ? '' : '\n'}── ${path}\n`
    for (const chunk of chunks) {
      if (typeof chunk === 'string') head += chunk
      if (head.length > HEAD_CHARACTERS) return head.slice(0, HEAD_CHARACTERS)
    }
  }
  return head
}

function* firstOf<T>(values: Iterable<T>, count: number): Generator<T> {
  let left = count
  for (const value of values) {
    if (left-- <= 0) return
    yield value
  }
}
