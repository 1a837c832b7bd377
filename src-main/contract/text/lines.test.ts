import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineAt, lineEnd, lineStarts } from './lines.ts'

describe('lines', () => {
  it('ends lines at CR LF, LF and CR', () => {
    const text = 'a\r\nb\nc\rd\r\r\n'
    const starts = lineStarts(text)
    expect(starts).toEqual([0, 3, 5, 7, 9, 11])
    expect(starts.map((start, i) => text.slice(start, lineEnd(text, starts, i)))).toEqual(['a', 'b', 'c', 'd', '', ''])
    expect([0, 2, 3, 5, 8, 9, 10, 11].map((offset) => lineAt(starts, offset))).toEqual([1, 1, 2, 3, 4, 5, 5, 6])
  })

  it('agrees with splitting, for every text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'あ', '\r', '\n', '\r\n')), (parts) => {
        const text = parts.join('')
        const starts = lineStarts(text)
        expect(starts.map((start, i) => text.slice(start, lineEnd(text, starts, i)))).toEqual(text.split(/\r\n|\r|\n/u))
        for (let offset = 0; offset < text.length; offset++) {
          const line = lineAt(starts, offset) - 1
          expect(starts[line]).toBeLessThanOrEqual(offset)
          expect(starts[line + 1] ?? text.length).toBeGreaterThan(offset)
        }
      }),
    )
  })
})
