import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldQuote } from './fold.ts'
import { findQuote, passage } from './quote.ts'

describe('passage', () => {
  it('narrows to the words, counts lines and folds the quote', () => {
    const text = 'One.\r\n  A passage\r\n  over lines. \nEnd.'
    const start = text.indexOf('  A')
    const found = passage(text, start, text.indexOf('\nEnd'))
    expect(found).toEqual({ start: start + 2, end: text.indexOf(' \nEnd'), line: 2, quote: 'A passage over lines.' })
    expect(foldQuote(text.slice(found.start, found.end))).toBe(found.quote)
  })

  it('keeps to the text when the range does not', () => {
    expect(passage('ab', -3, 99)).toEqual({ start: 0, end: 2, line: 1, quote: 'ab' })
    expect(passage('', 0, 0)).toEqual({ start: 0, end: 0, line: 1, quote: '' })
  })
})

describe('findQuote', () => {
  it('finds it as it stands, nearest first', () => {
    expect(findQuote('a run. b run. c run.', 'run', 12)).toEqual({ start: 9, end: 12 })
    expect(findQuote('a run. b run. c run.', 'run', 15)).toEqual({ start: 16, end: 19 })
  })

  it('finds it over other white space', () => {
    const text = 'x\nA commit is\r\n  a snapshot. y'
    const found = findQuote(text, 'A commit is a snapshot.')
    expect(found && text.slice(found.start, found.end)).toBe('A commit is\r\n  a snapshot.')
  })

  it('finds Japanese broken over lines, and other widths', () => {
    const text = '前文。用語集とは、\n用語をＡＢＣ順に\n並べたもの。'
    const found = findQuote(text, '用語集とは、用語をABC順に並べたもの。')
    expect(found && text.slice(found.start, found.end)).toBe('用語集とは、\n用語をＡＢＣ順に\n並べたもの。')
    const nfd = 'カ\u3099イト\u3099です'
    expect(findQuote(nfd, 'ガイド')).toEqual({ start: 0, end: 5 })
  })

  it('says null when it is not there', () => {
    expect(findQuote('abc', 'abd')).toBeNull()
    expect(findQuote('abc', '  ')).toBeNull()
  })

  it('finds every folded slice again', () => {
    const text = fc.array(fc.constantFrom('term', '用語', ' ', '\n', '\r\n', '　', 'Ａ', 'が', '.')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(60), (document, a, b) => {
        const quote = passage(document, Math.min(a, b), Math.max(a, b)).quote
        if (quote === '') return
        const found = findQuote(document, quote)
        expect(found).not.toBeNull()
        expect(foldQuote(document.slice(found!.start, found!.end))).toBe(quote)
      }),
    )
  })
})
