import { describe, expect, it } from 'vitest'
import { byteOrderMark, looksBinary, sniffUtf16 } from './bytes.ts'

const little = (text: string): Uint8Array => Buffer.from(text, 'utf16le')
const big = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16()

describe('first bytes of a file', () => {
  it('reads byte order marks, and leaves UTF-32 alone', () => {
    expect(byteOrderMark(Buffer.from('\ufeffa'))).toEqual({ encoding: 'utf-8', length: 3 })
    expect(byteOrderMark(little('\ufeffa'))).toEqual({ encoding: 'utf-16le', length: 2 })
    expect(byteOrderMark(big('\ufeffa'))).toEqual({ encoding: 'utf-16be', length: 2 })
    expect(byteOrderMark(Buffer.from([0xff, 0xfe, 0, 0]))).toBeNull()
    expect(byteOrderMark(Buffer.from('a'))).toBeNull()
  })

  it.each(['Plain words.\nAnd a line.', '用語集を作る。\r\n二行目。', 'Mixed 用語 text\n'])('knows UTF-16 without a mark: %s', (text) => {
    expect(sniffUtf16(little(text))).toBe('utf-16le')
    expect(sniffUtf16(big(text))).toBe('utf-16be')
    expect(looksBinary(little(text))).toBe(false)
  })

  it('calls bytes with a NUL binary unless they are UTF-16', () => {
    expect(looksBinary(Buffer.from('text only'))).toBe(false)
    expect(looksBinary(Buffer.from('a\0b text'))).toBe(true)
    expect(looksBinary(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72]))).toBe(true)
    expect(looksBinary(Buffer.alloc(64))).toBe(true)
  })
})
