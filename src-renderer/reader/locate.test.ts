import { describe, expect, it } from 'vitest'
import type { Block } from '../../src-main/contract/blocks.ts'
import { textRange } from '../../src-main/contract/text/block-range.ts'
import { locate } from './locate.ts'

const paragraph = (text: string, start: number): Block => ({
  kind: 'paragraph',
  text,
  map: [0, text.length, start, text.length],
  start,
  end: start + text.length,
  line: 1,
})

describe('textRange', () => {
  it('follows copied stretches and takes entities whole', () => {
    // source: "a &amp; b" → text: "a & b"
    const block = { text: 'a & b', map: [0, 2, 100, 2, 2, 1, 102, 5, 3, 2, 107, 2] }
    expect(textRange(block, 100, 109)).toEqual({ start: 0, end: 5 })
    expect(textRange(block, 104, 105)).toEqual({ start: 2, end: 3 })
    expect(textRange(block, 108, 109)).toEqual({ start: 4, end: 5 })
    expect(textRange(block, 200, 210)).toBeNull()
  })
})

describe('locate', () => {
  const blocks = [paragraph('A blob is a file.', 0), paragraph('A tree lists blobs.', 20), paragraph('A tree lists blobs.', 400)]

  it('lands on the offsets while the words there are the quoted ones', () => {
    expect(locate(blocks, { start: 20, end: 39, quote: 'A tree lists blobs.' })).toEqual([{ block: 1, start: 0, end: 19 }])
  })

  it('searches the quote when the offsets have moved, nearest place first', () => {
    expect(locate(blocks, { start: 2, end: 17, quote: '**A tree** lists blobs' })).toEqual([{ block: 1, start: 0, end: 18 }])
    expect(locate(blocks, { start: 390, end: 395, quote: 'A tree lists blobs' })).toEqual([{ block: 2, start: 0, end: 18 }])
  })

  it('is content with the beginning of a quote whose end was rewritten', () => {
    const long = paragraph('A pack file holds many objects in one compressed file on the disk.', 0)
    const spots = locate([long], { start: 900, end: 960, quote: 'A pack file holds many objects in one compressed file, forever.' })
    expect(spots[0]?.start).toBe(0)
  })

  it('returns nothing for words that are nowhere', () => {
    expect(locate(blocks, { start: 900, end: 910, quote: 'no such words' })).toEqual([])
  })
})
