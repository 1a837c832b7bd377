import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workMs, workMsOf } from '../../src-main/contract/testing/work.ts'
import { toSource } from '../documents/source-map.ts'
import { pieces } from './long-blocks.ts'
import { prepareText } from './prepare.ts'
import { analysed, parsed } from './testing.ts'

describe('pieces', () => {
  it('leave a short block alone', () => {
    const block = parsed('A short one.', 'en').blocks[0]!
    expect(pieces(block)).toEqual([block])
  })

  it('put together are the block, and lead to the same places in the source', () => {
    const sentence = 'A *turbine* turns &amp; turns. '
    const document = parsed(sentence.repeat(4000), 'en')
    const [block] = document.blocks
    const parts = pieces(block!)
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.map((part) => part.text).join('')).toBe(block!.text)
    let at = 0
    for (const part of parts) {
      const range = toSource(part, 0, 20)
      expect(range).toEqual(toSource(block!, at, at + 20))
      for (const span of part.spans ?? []) expect(part.text.slice(span.start, span.end)).toBe('turbine')
      at += part.text.length
    }
  })

  it('cuts a text without any space, never inside a character', () => {
    fc.assert(
      fc.property(fc.constantFrom('x', '語', '𠮷'), fc.integer({ min: 39_999, max: 90_001 }), (unit, length) => {
        const text = unit.repeat(length)
        const parts = pieces({ kind: 'paragraph', text, map: [0, text.length, 0, text.length], start: 0, end: text.length, line: 1 })
        expect(parts.map((part) => part.text).join('')).toBe(text)
        for (const part of parts) expect(part.text).toBe(part.text.toWellFormed())
      }),
      { numRuns: 20 },
    )
  })
})

describe('long input', () => {
  it('takes time in proportion to its length', async () => {
    const time = (text: string): Promise<number> => workMsOf(() => analysed(text, 'en', 'test.txt'))
    await time('Warm up the tagger with a sentence.')
    const sentence = 'The rotor_speed of core.bare is set with --no-ff in `x_y` by the wind turbine (WT) every day. '
    const short = await time(sentence.repeat(500))
    const long = await time(sentence.repeat(5000))
    expect(long).toBeLessThan(Math.max(30, short) * 40)
  })

  it('masks a megabyte without a space quickly', () => {
    for (const unit of ['a', 'a.', 'a_', '(', '/', '<a', 'あ', 'a@', '-a']) {
      expect(workMs(() => prepareText({ text: unit.repeat(200_000) }))).toBeLessThan(1500)
    }
  })
})
