import { byteOrderMark, sniffUtf16 } from './bytes.ts'
import { bestCjk, strict } from './cjk.ts'

/** A file's text: byte order mark removed, line ends kept. `encoding` is a WHATWG label. */
export interface Decoded {
  readonly text: string
  readonly encoding: string
  readonly warnings: readonly string[]
}

/**
 * Decodes the bytes of a text file. In this order: byte order mark; UTF-16 by its NUL bytes; strict UTF-8; ISO-2022-JP by its escapes;
 * what the file declares (`<meta charset>`, `<?xml encoding?>`, `-*- coding -*-`) if it decodes that way; UTF-8 with a few broken bytes; the encoding of East Asia in which the text says most (cjk.ts);
 * windows-1252.
 * (research/building-blocks.md §5 compares the rule with four libraries.) Never throws: what cannot be decoded becomes U+FFFD with a warning.
 */
export function decode(bytes: Uint8Array): Decoded {
  const mark = byteOrderMark(bytes)
  if (mark) return decodeAs(mark.encoding, bytes.subarray(mark.length))
  // Before UTF-8: plain ASCII in UTF-16 is also valid UTF-8, full of NULs.
  const utf16 = sniffUtf16(bytes)
  if (utf16) return decodeAs(utf16, bytes)
  const unicode = strict('utf-8', bytes)
  if (unicode !== null) return hasJisEscape(bytes) ? (japaneseJis(bytes) ?? plain(unicode, 'utf-8')) : plain(unicode, 'utf-8')
  const declared = declaredEncoding(bytes)
  if (declared !== null) return declared
  if (isMostlyUtf8(bytes)) return decodeAs('utf-8', bytes)
  const eastAsian = bestCjk(bytes)
  return eastAsian === null ? western(bytes) : decodeAs(eastAsian, bytes)
}

const plain = (text: string, encoding: string): Decoded => ({ text, encoding, warnings: [] })

/**
 * Decodes in that encoding, with replacement characters and a warning that counts them. A byte order mark of that very encoding goes.
 * @throws RangeError when there is no encoding of that name
 */
export function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  const text = new TextDecoder(encoding).decode(bytes)
  let replaced = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) replaced++
  if (replaced === 0) return plain(text, encoding)
  const places = replaced === 1 ? '1 place' : `${replaced} places`
  return { text, encoding, warnings: [`Read as ${encoding}, with bytes that are not valid in it in ${places}; they are shown as \ufffd.`] }
}

/** ESC $ @, ESC $ B: the switch to two-byte characters of ISO-2022-JP. Its bytes are all ASCII, so the file is valid UTF-8 as well. */
function hasJisEscape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at !== -1; at = bytes.indexOf(0x1b, at + 1)) {
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x40 || bytes[at + 2] === 0x42)) return true
  }
  return false
}

function japaneseJis(bytes: Uint8Array): Decoded | null {
  const text = strict('iso-2022-jp', bytes)
  return text === null ? null : plain(text, 'iso-2022-jp')
}

const DECLARATION =
  /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w-]{2,40})|-\*-.{0,40}coding:\s*([\w-]{2,40})/iu

/** The encoding the first lines name, believed only when every byte fits it. Called for bytes that are not UTF-8. */
function declaredEncoding(bytes: Uint8Array): Decoded | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const match = DECLARATION.exec(head)
  const label = match?.[1] ?? match?.[2] ?? match?.[3]
  if (label === undefined || /^utf|^unicode/iu.test(label)) return null
  try {
    const { encoding } = new TextDecoder(label)
    const text = strict(encoding, bytes)
    return text === null ? null : plain(text, encoding)
  } catch {
    return null // a RangeError: no encoding of that name
  }
}

/** One byte beyond ASCII in so many: too few to tell a letter with an accent from damage. */
const SPARSE = 500
/** Bytes windows-1252 has nothing for; ÿ, which is no letter people use; and signs that stand between letters only when something is broken. */
const ODD = /[\x81\x8d\x8f\x90\x9d\xff]|(?<=[A-Za-z])[\x80-\x91\x93-\x9f\xa1-\xac\xae-\xb6\xb8-\xbf\xd7\xf7](?=[A-Za-z])/gu

/** What is left is read as windows-1252, which takes any byte: where that is no more than a guess, a warning says so. */
function western(bytes: Uint8Array): Decoded {
  const { text, encoding, warnings } = decodeAs('windows-1252', bytes)
  // Byte by byte: TextDecoder takes the label latin1 for windows-1252.
  const raw = byteByByte(bytes)
  const beyond = raw.match(/[\x80-\xff]/gu)?.length ?? 0
  const odd = raw.match(ODD)?.length ?? 0
  if (odd === 0 && beyond * SPARSE > bytes.length) return { text, encoding, warnings }
  const count = beyond === 1 ? '1 byte is' : `${beyond} bytes are`
  const guess = `Read as windows-1252, a guess: ${count} neither ASCII nor valid in another encoding. If characters look wrong, choose the encoding of the file.`
  return { text, encoding, warnings: [...warnings, guess] }
}

/** A character a byte, U+0000 to U+00FF. */
function byteByByte(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts.join('')
}

/** UTF-8 with damage: far more well-formed sequences than broken bytes. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!
    if (lead < 0x80) {
      i++
      continue
    }
    const length = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0
    let tail = 1
    while (tail < length && (bytes[i + tail]! & 0xc0) === 0x80) tail++
    if (length > 0 && lead < 0xf5 && tail === length) good++
    else bad++
    i += Math.max(1, tail)
  }
  return good > 0 && good >= bad * 4
}
