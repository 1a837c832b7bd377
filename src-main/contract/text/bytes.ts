/** What the first bytes of a file say about its content. Shared by the folder walk (main's scan thread) and the decoder (run worker). */

export type ByteOrderMark = 'utf-8' | 'utf-16le' | 'utf-16be'

/** The byte order mark at the start of the bytes with its length, or null. */
export function byteOrderMark(bytes: Uint8Array): { readonly encoding: ByteOrderMark; readonly length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe && !(bytes[2] === 0 && bytes[3] === 0)) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return null
}

const SNIFFED_BYTES = 8192

/** A unit of UTF-16 that text is made of: ASCII, Latin, kana, CJK, punctuation; no control characters but white space. */
function isTextUnit(unit: number): boolean {
  if (unit < 0x20) return unit === 9 || unit === 10 || unit === 12 || unit === 13
  return (
    unit < 0x500 ||
    (unit >= 0x2000 && unit < 0x2700) ||
    (unit >= 0x3000 && unit < 0xa000) ||
    (unit >= 0xac00 && unit < 0xe000) ||
    unit >= 0xf900
  )
}

/**
 * UTF-16 without a byte order mark, told by its NUL bytes: ASCII letters and line ends have their NUL always on the same side, and nearly
 * every unit read that way is text. Null when the bytes hold no NUL, or hold NULs as binary files do. Looks at the first 8 KB.
 */
export function sniffUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, SNIFFED_BYTES) & ~1
  if (length < 4 || (bytes.length <= SNIFFED_BYTES && bytes.length % 2 !== 0)) return null
  let even = 0
  let odd = 0
  let little = 0
  let big = 0
  let high = 0
  for (let i = 0; i < length; i += 2) {
    const first = bytes[i]!
    const second = bytes[i + 1]!
    if (first >= 0x80 || second >= 0x80) high++
    if (first === 0) even++
    if (second === 0) odd++
    if (isTextUnit(first | (second << 8))) little++
    if (isTextUnit((first << 8) | second)) big++
  }
  const units = length / 2
  // ASCII with a stray NUL also reads as CJK units: without one byte above 0x7f, only plain Latin in UTF-16 is believed.
  if (high === 0 && Math.max(even, odd) < units / 2) return null
  if (odd > 0 && odd > even * 4 && little >= units * 0.95) return 'utf-16le'
  if (even > 0 && even > odd * 4 && big >= units * 0.95) return 'utf-16be'
  return null
}

/** True when the bytes are no text: they hold a NUL in the first 8 KB and are not UTF-16. */
export function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, SNIFFED_BYTES)
  if (!head.includes(0)) return false
  const mark = byteOrderMark(bytes)
  if (mark && mark.encoding !== 'utf-8') return false
  return sniffUtf16(bytes) === null
}
