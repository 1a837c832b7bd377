import { Zip, ZipDeflate } from 'fflate'
import type { Chunk } from './format.ts'

/** ZIP containers (XLSX, DOCX, folders handed over as one file), made piece by piece. */

export interface ZipPart {
  readonly path: string
  readonly chunks: Iterable<Chunk>
  /** Readable in the container as it is: how the folder walk finds the marker. */
  readonly plain?: boolean
}

/** The same bytes whenever it is made. Local time, as the format keeps it: the same in every time zone. */
const THE_TIME = new Date(1980, 0, 1)
const LEVEL = 6
/** Text is gathered to pieces of this many characters: each costs the compressor a call. */
const PIECE = 64 * 1024
/** One for all: a folder of fifty thousand notes would make as many. */
const encoder = new TextEncoder()

/** @returns the bytes of the container, in pieces */
export function* zipped(parts: Iterable<ZipPart>): Generator<Uint8Array> {
  const made: Uint8Array[] = []
  const zip = new Zip((error, data) => {
    if (error) throw error
    made.push(data)
  })
  for (const { path, chunks, plain } of parts) {
    const part = new ZipDeflate(path, { level: plain ? 0 : LEVEL })
    part.mtime = THE_TIME
    zip.add(part)
    for (const bytes of gathered(chunks)) {
      part.push(bytes)
      yield* made.splice(0)
    }
    part.push(new Uint8Array(0), true)
  }
  zip.end()
  yield* made
}

/** Chunks as bytes, text in pieces of about PIECE characters. */
export function* gathered(chunks: Iterable<Chunk>): Generator<Uint8Array> {
  let text: string[] = []
  let length = 0
  for (const chunk of chunks) {
    if (typeof chunk === 'string') {
      text.push(chunk)
      length += chunk.length
    }
    if (typeof chunk !== 'string' || length >= PIECE) {
      if (length > 0) yield encoder.encode(text.join(''))
      text = []
      length = 0
    }
    if (typeof chunk !== 'string') yield chunk
  }
  if (length > 0) yield encoder.encode(text.join(''))
}
