import { type Budget, Unreadable } from '../limits.ts'
import { broken } from '../zip.ts'
import { type Fib, PIECES } from './fib.ts'

/** A stretch of the text that lies in one place of the WordDocument stream. */
export interface Piece {
  /** Characters [start, end) of the text. */
  readonly start: number
  readonly end: number
  /** Offset of the first in the stream. */
  readonly offset: number
  /** Bytes per character. */
  readonly width: 1 | 2
}

export interface PieceTable {
  readonly pieces: readonly Piece[]
  /** The whole text, one UTF-16 unit per character position. */
  readonly text: string
}

/** The piece table (MS-DOC 2.8.35 PlcPcd, 2.9.38 Clx): where the characters are and how they are written. @throws Unreadable */
export function readPieces(fib: Fib, budget: Budget): PieceTable {
  const { at, length } = fib.place(PIECES)
  const clx = fib.table.subarray(at, at + length)
  let from = 0
  while (clx[from] === 1) from += 3 + clx.readUInt16LE(from + 1)
  if (clx[from] !== 2) throw broken('its list of texts is missing')
  const list = clx.subarray(from + 5, from + 5 + clx.readUInt32LE(from + 1))
  const count = Math.floor((list.length - 4) / 12)
  const pieces: Piece[] = []
  const parts: string[] = []
  const cp1252 = new TextDecoder('windows-1252')
  let total = 0
  for (let i = 0; i < count; i++) {
    const start = list.readUInt32LE(i * 4)
    const end = list.readUInt32LE(i * 4 + 4)
    const place = list.readUInt32LE((count + 1) * 4 + i * 8 + 2)
    const width = place & 0x40000000 ? 1 : 2
    const offset = width === 1 ? (place & 0x3fffffff) >> 1 : place & 0x3fffffff
    const bytes = fib.document.subarray(offset, offset + (end - start) * width)
    if (start !== total || end < start || bytes.length !== (end - start) * width) throw broken('its list of texts leads outside of it')
    total = end
    if (total > budget.limits.characters) {
      throw new Unreadable('limit', `The file holds more than ${budget.limits.characters} characters of text. Split it to include it.`)
    }
    parts.push(width === 1 ? cp1252.decode(bytes) : bytes.toString('utf16le'))
    pieces.push({ start, end, offset, width })
  }
  return { pieces, text: parts.join('') }
}

/** The piece that holds a character position. */
export function pieceAt(pieces: readonly Piece[], position: number): Piece | null {
  let low = 0
  let high = pieces.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const piece = pieces[middle]!
    if (position < piece.start) high = middle - 1
    else if (position >= piece.end) low = middle + 1
    else return piece
  }
  return null
}

/** Where a character lies in the stream. */
export const offsetOf = (piece: Piece, position: number): number => piece.offset + (position - piece.start) * piece.width
