/** One piece of RTF (Rich Text Format 1.9.1, "RTF syntax"). `text` is one byte, as the code pages are those of fonts. */
export type Token =
  | { readonly type: 'open' | 'close' | 'end' }
  | { readonly type: 'word'; readonly name: string; readonly value: number | null }
  | { readonly type: 'symbol'; readonly name: string }
  | { readonly type: 'byte'; readonly value: number }
  | { readonly type: 'text'; readonly start: number; readonly end: number }

const OPEN: Token = { type: 'open' }
const CLOSE: Token = { type: 'close' }
const END: Token = { type: 'end' }

/** Cuts RTF into tokens, one after the other; linear, never throws. */
export class Tokens {
  at = 0
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  next(): Token {
    const { bytes } = this
    while (this.at < bytes.length && isLineEnd(bytes[this.at]!)) this.at++
    if (this.at >= bytes.length) return END
    const byte = bytes[this.at]!
    if (byte === 0x7b || byte === 0x7d) {
      this.at++
      return byte === 0x7b ? OPEN : CLOSE
    }
    if (byte === 0x5c) return this.control()
    const start = this.at
    while (this.at < bytes.length && isPlain(bytes[this.at]!)) this.at++
    return { type: 'text', start, end: this.at }
  }

  /** Passes raw data (`\bin`). */
  skip(count: number): void {
    this.at = Math.min(this.bytes.length, this.at + Math.max(0, count))
  }

  private control(): Token {
    const { bytes } = this
    const first = bytes[++this.at]
    if (first === undefined) return END
    if (!isLetter(first)) {
      this.at++
      if (first !== 0x27) return isLineEnd(first) ? { type: 'word', name: 'par', value: null } : symbol(first)
      const value = Number.parseInt(String.fromCharCode(bytes[this.at] ?? 0, bytes[this.at + 1] ?? 0), 16)
      this.at += 2
      return Number.isNaN(value) ? symbol(0x27) : { type: 'byte', value }
    }
    const from = this.at
    while (this.at < bytes.length && this.at - from < 32 && isLetter(bytes[this.at]!)) this.at++
    const name = String.fromCharCode(...bytes.subarray(from, this.at))
    const digits = this.at
    if (bytes[this.at] === 0x2d) this.at++
    while (this.at < bytes.length && this.at - digits < 11 && isDigit(bytes[this.at]!)) this.at++
    const value = Number.parseInt(String.fromCharCode(...bytes.subarray(digits, this.at)), 10)
    if (bytes[this.at] === 0x20) this.at++
    return { type: 'word', name, value: Number.isNaN(value) ? null : value }
  }
}

const symbol = (byte: number): Token => ({ type: 'symbol', name: String.fromCharCode(byte) })
const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57
const isLineEnd = (byte: number): boolean => byte === 10 || byte === 13
const isPlain = (byte: number): boolean => byte !== 0x5c && byte !== 0x7b && byte !== 0x7d && !isLineEnd(byte)
