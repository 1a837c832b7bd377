import { describe, expect, it } from 'vitest'
import { BlockText } from './block-text.ts'

const collect = (source: string, fill: (text: BlockText) => void) => {
  const text = new BlockText(source)
  fill(text)
  return text.finish()
}
const copied = (source: string) => collect(source, (text) => text.copy(0, source.length))

describe('BlockText', () => {
  it('copies plain text as one stretch', () => {
    expect(copied('Plain text.')).toEqual({ text: 'Plain text.', map: [0, 11, 0, 11], spans: [] })
  })

  it('makes one space of a run, none of a break between CJK, and trims', () => {
    expect(copied('  a \t b\n')).toEqual({ text: 'a b', map: [0, 1, 2, 1, 1, 1, 3, 3, 2, 1, 6, 1], spans: [] })
    expect(copied('用語\r\n  集').text).toBe('用語集')
    expect(copied('用語\nAPI').text).toBe('用語 API')
    expect(copied('。　次').text).toBe('。　次')
    // A line feed that becomes a space is an inserted character: the same length would claim a copy.
    expect(copied('a\nb')).toEqual({ text: 'a b', map: [0, 1, 0, 1, 2, 1, 2, 1], spans: [] })
  })

  it('composes letters with combining marks and drops what is invisible', () => {
    expect(copied('カ\u3099イト\u3099')).toEqual({ text: 'ガイド', map: [0, 1, 0, 2, 1, 1, 2, 1, 2, 1, 3, 2], spans: [] })
    expect(copied('x\u0302y').text).toBe('x\u0302y')
    expect(copied('a\u0000b\u001bc\u007fd\u0085e\uffffĀ').text).toBe('abcdeĀ')
    expect(copied('glos\u00adsa\u200bry\ue000').text).toBe('glossary')
  })

  it('writes units, and keeps empty and blank ones out of the map', () => {
    const { text, map } = collect('a&amp;b&nbsp;c', (t) => {
      t.copy(0, 1)
      t.unit('&', 1, 6)
      t.copy(6, 7)
      t.unit('\u00a0', 7, 13)
      t.unit('', 13, 13)
      t.copy(13, 14)
    })
    expect(text).toBe('a&b c')
    expect(map).toEqual([0, 1, 0, 1, 1, 1, 1, 5, 2, 1, 6, 1, 3, 1, 7, 6, 4, 1, 13, 1])
  })

  it('bounds spans by their words, not by the space around them', () => {
    const { spans } = collect('a  b  c', (t) => {
      t.copy(0, 3)
      t.openSpan('strong')
      t.copy(3, 6)
      t.closeSpan('strong')
      t.openSpan('code')
      t.closeSpan('code')
      t.copy(6, 7)
      t.openSpan('emphasis')
    })
    expect(spans).toEqual([{ kind: 'strong', start: 2, end: 3 }])
  })
})
