import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldKey, foldQuote } from './fold.ts'

describe('foldKey', () => {
  it.each([
    ['Run-Time', 'run time'],
    ['ＡＢＣ', 'abc'],
    ['ｺﾝﾃｷｽﾄ', 'コンテキスト'],
    ['実行 コンテキスト', '実行コンテキスト'],
    ['API キー', 'api キー'],
    ['  two   words ', 'two words'],
    ['snake_case', 'snake case'],
  ])('%s → %s', (surface, key) => expect(foldKey(surface)).toBe(key))

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        expect(foldKey(foldKey(s))).toBe(foldKey(s))
      }),
    )
  })

  it('folds a plain character as it folds it beside a hyphen', () => {
    const ranges = [
      [0x30, 0x39],
      [0x41, 0x5a],
      [0x61, 0x7a],
      [0x3041, 0x3096],
      [0x30a1, 0x30fc],
      [0x4e00, 0x9fff],
      [0x3005, 0x3005],
    ] as const
    for (const [first, last] of ranges) {
      for (let code = first; code <= last; code++) {
        const word = String.fromCharCode(code).repeat(2)
        expect(foldKey(word)).toBe(foldKey(`${word}-`))
      }
    }
  })
})

describe('foldQuote', () => {
  it('folds white space only', () => expect(foldQuote(' a\r\n  b\u3000c ')).toBe('a b c'))
})
