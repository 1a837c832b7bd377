import { byteOrderMark, sniffUtf16 } from '../../src-main/contract/text/bytes.ts'

/** A file's text: byte order mark removed, line ends kept. `encoding` is a WHATWG label. */
export interface Decoded {
  readonly text: string
  readonly encoding: string
  readonly warnings: readonly string[]
}

const DETECTION_BYTES = 256 * 1024

/**
 * Decodes the bytes of a text file. In this order: byte order mark; UTF-16 by its NUL bytes; strict UTF-8; ISO-2022-JP by its escapes;
 * what the file declares (`<meta charset>`, `<?xml encoding?>`, `-*- coding -*-`) if it decodes that way; Shift_JIS and EUC-JP where one of them decodes without an error into plausible Japanese; UTF-8 with a few broken bytes; windows-1252.
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
  const japanese = bestJapanese(bytes)
  if (japanese) return japanese
  if (isMostlyUtf8(bytes)) return decodeAs('utf-8', bytes)
  return decodeAs('windows-1252', bytes)
}

const plain = (text: string, encoding: string): Decoded => ({ text, encoding, warnings: [] })

/** Decodes with replacement characters, with a warning that counts them. */
function decodeAs(encoding: string, bytes: Uint8Array): Decoded {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
  let replaced = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) replaced++
  if (replaced === 0) return plain(text, encoding)
  const places = replaced === 1 ? '1 place' : `${replaced} places`
  return { text, encoding, warnings: [`Read as ${encoding}, with bytes that are not valid in it in ${places}; they are shown as \ufffd.`] }
}

function strict(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null // a TypeError is how the decoder says "not this encoding"
  }
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

/**
 * Shift_JIS or EUC-JP, by which of them reads as Japanese: no error in the sample, and the share of kana and common kanji among the
 * characters that are not ASCII. Half-width katakana counts against a reading: EUC-JP bytes read as Shift_JIS are full of it.
 */
function bestJapanese(bytes: Uint8Array): Decoded | null {
  let best: { encoding: string; score: number } | null = null
  for (const encoding of ['shift_jis', 'euc-jp']) {
    const sample = strict(encoding, bytes) ?? strictHead(encoding, bytes)
    const score = sample === null ? 0 : japaneseScore(sample)
    if (score >= 0.5 && score > (best?.score ?? 0)) best = { encoding, score }
  }
  return best && decodeAs(best.encoding, bytes)
}

/** A long file with one broken byte far down is still Japanese: judge its first part, cut at a line end so that no character is halved. */
function strictHead(encoding: string, bytes: Uint8Array): string | null {
  const cut = bytes.subarray(0, Math.min(DETECTION_BYTES, Math.floor(bytes.length * 0.75))).lastIndexOf(10)
  return cut > 1024 ? strict(encoding, bytes.subarray(0, cut)) : null
}

function japaneseScore(text: string): number {
  let japanese = 0
  let other = 0
  let run = 0
  let longest = 0
  for (let i = 0; i < text.length && i < DETECTION_BYTES; i++) {
    const code = text.charCodeAt(i)
    run = code < 0x80 ? 0 : run + 1
    longest = Math.max(longest, run)
    if (code < 0x80) continue
    if ((code >= 0x3000 && code <= 0x30ff) || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xff01 && code <= 0xff5e)) japanese++
    else if (code >= 0xff61 && code <= 0xff9f) other += 1.5
    else if (code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code < 0xf900)) other += 3
    else other += 0.25
  }
  // Pairs of accented Latin letters also read as kanji, but they stand alone between ASCII letters; Japanese comes in runs, or has kana or its punctuation.
  const kana = /[\u3041-\u3096\u30a1-\u30fc\u3001\u3002\u300c\u300d]/u.test(text)
  if (!kana && longest < 3) return 0
  return japanese / Math.max(1, japanese + other)
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
