import { decode } from '../../encoding.ts'

/** The head of a message or of one of its parts (RFC 5322, 2.2); names in lower case, the first of each counts. */
export type Headers = ReadonlyMap<string, string>

/** A header's value and its parameters (RFC 2045, 5.1; RFC 2231 for values in other character sets). */
export interface Parameters {
  readonly value: string
  readonly parameters: ReadonlyMap<string, string>
}

const LONGEST = 64 * 1024

/** Reads the head of an entity, its lines unfolded. @param head as Latin-1: one character per byte. */
export function readHeaders(head: string): Headers {
  const headers = new Map<string, string>()
  for (const line of head
    .slice(0, LONGEST)
    .replaceAll(/\r?\n[ \t]+/gu, ' ')
    .split(/\r?\n/u)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (name !== '' && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return headers
}

const ENCODED = /=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\s]{0,1000})\?=/giu

/** The text of a header with encoded words (RFC 2047) or bytes beyond ASCII (RFC 6532). */
export function headerText(value: string): string {
  const joined = value.replaceAll(/(\?=)\s+(?==\?)/gu, '$1')
  if (!ENCODED.test(joined)) return /[\x80-\xff]/u.test(joined) ? decode(Buffer.from(joined, 'latin1')).text : joined
  return joined.replaceAll(ENCODED, (word, charset: string, encoding: string, text: string) => {
    const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' '))
    return decodeCharset(bytes, charset) ?? word
  })
}

export function readParameters(header: string | undefined): Parameters {
  const [value = '', ...rest] = (header ?? '').split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u).slice(0, 50)
  const parameters = new Map<string, string>()
  const pieces = new Map<string, string>()
  for (const one of rest) {
    const match = /^\s*([\w-]+)(?:\*(\d+))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|(\S*))/u.exec(one)
    if (!match) continue
    const name = match[1]!.toLowerCase()
    const text = match[4]?.replaceAll(/\\(.)/gu, '$1') ?? match[5] ?? ''
    if (match[2] !== undefined || match[3]) pieces.set(name, `${pieces.get(name) ?? ''}${text}`)
    else parameters.set(name, headerText(text))
  }
  for (const [name, text] of pieces) parameters.set(name, extended(text))
  return { value: value.trim().toLowerCase(), parameters }
}

/** `utf-8'ja'%E7%94%A8` (RFC 2231, 4). */
function extended(text: string): string {
  const match = /^([\w-]*)'[^']*'(.*)$/su.exec(text)
  const bytes = Buffer.from(
    (match?.[2] ?? text).replaceAll(/%([\da-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  return decodeCharset(bytes, match?.[1] || 'utf-8') ?? text
}

/** Bytes of quoted-printable text (RFC 2045, 6.7), which is Latin-1. */
export const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll(/[ \t]+(?=\r?\n|$)/gu, '')
      .replaceAll(/=\r?\n/gu, '')
      .replaceAll(/=([\da-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** Bytes in a named character set as text; null when there is no such set, or the bytes are not in it. */
export function decodeCharset(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes)
  } catch {
    return null // a RangeError: no such name; a TypeError: not these bytes
  }
}
