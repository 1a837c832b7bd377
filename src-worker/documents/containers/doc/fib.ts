import { Unreadable } from '../limits.ts'
import { broken } from '../zip.ts'
import type { CompoundFile } from './compound-file.ts'

/** Where something lies in the table stream. */
interface Place {
  readonly at: number
  readonly length: number
}

/** Lengths of the parts of the text, which follow one another in this order (MS-DOC 2.3.1). */
export interface Lengths {
  readonly text: number
  readonly footnotes: number
  readonly headers: number
  readonly comments: number
  readonly endnotes: number
  readonly boxes: number
}

/** What the File Information Block of a Word document says (MS-DOC 2.5). */
export interface Fib {
  readonly document: Buffer
  readonly table: Buffer
  readonly data: Buffer | null
  readonly lengths: Lengths
  /** A structure of the table stream by its number in FibRgFcLcb97. */
  place(index: number): Place
}

export const STYLES = 1
export const FOOTNOTE_TEXTS = 3
export const COMMENT_TEXTS = 5
export const CHARACTER_RUNS = 12
export const PARAGRAPH_RUNS = 13
export const PIECES = 33
export const ENDNOTE_TEXTS = 47

/** @throws Unreadable when it is no Word document, one of Word 95 or older, or an encrypted one. */
export function readFib(file: CompoundFile): Fib {
  const document = file.stream('WordDocument')
  if (!document || document.length < 0x200) throw broken('there is no Word document in it')
  const identifier = document.readUInt16LE(0)
  if (identifier !== 0xa5ec || document.readUInt16LE(2) < 0xc1) {
    if (identifier !== 0xa5ec && identifier !== 0xa5dc) throw broken('there is no Word document in it')
    throw new Unreadable('unsupported', 'The file was written by Word 95 or older. Save it as .docx to include it.')
  }
  const flags = document.readUInt16LE(0x0a)
  if (flags & 0x0100) {
    throw new Unreadable('protected', 'The file is protected with a password. Save it without a password to include it.')
  }
  const table = file.stream(flags & 0x0200 ? '1Table' : '0Table')
  if (!table) throw broken('its tables are missing')
  const length = (at: number): number => Math.max(0, document.readInt32LE(at))
  return {
    document,
    table,
    data: file.stream('Data'),
    lengths: {
      text: length(0x4c),
      footnotes: length(0x50),
      headers: length(0x54) + length(0x58),
      comments: length(0x5c),
      endnotes: length(0x60),
      boxes: length(0x64),
    },
    place: (index) => ({ at: document.readUInt32LE(0x9a + index * 8), length: document.readUInt32LE(0x9e + index * 8) }),
  }
}

/** The positions of a PLC without data, or of its first part (MS-DOC 2.2.2). */
export function positions(fib: Fib, index: number, dataSize: number): number[] {
  const { at, length } = fib.place(index)
  const bytes = fib.table.subarray(at, at + length)
  const count = Math.floor((bytes.length - 4) / (4 + dataSize)) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => bytes.readUInt32LE(i * 4))
}
