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
})

describe('foldQuote', () => {
  it('folds white space only', () => expect(foldQuote(' a\r\n  b\u3000c ')).toBe('a b c'))
})
