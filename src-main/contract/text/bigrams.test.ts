import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexTokens, matchExpression, matchRanges } from './bigrams.ts'

describe('indexTokens', () => {
  it.each([
    ['用語の抽出 (API)', '用語 語の の抽 抽出 出 api'],
    ['木', '木'],
    ['API設計', 'api 設計 計'],
    ['ｶﾞｲﾄﾞ', 'ガイ イド ド'],
    ['サーバー', 'サー ーバ バー ー'],
    ['時々', '時々 々'],
    ['Naïve café', 'naïve café'],
    ['', ''],
    ['…—、。', ''],
    ['𠮟る', '𠮟る る'],
  ])('%s → %s', (text, tokens) => {
    expect(indexTokens(text)).toBe(tokens)
  })
})

describe('matchExpression', () => {
  it.each([
    ['用語', '"用語"'],
    ['用語抽出', '"用語 語抽 抽出"'],
    ['語', '"語" *'],
    ['設計API', '"設計 計 api" *'],
    ['merge commit', '"merge" AND "commit" *'],
    ['用語 抽出', '"用語" AND "抽出"'],
    ['"drop" OR x*', '"drop" AND "or" AND "x" *'],
  ])('%s → %s', (query, expression) => {
    expect(matchExpression(query)).toBe(expression)
  })

  it('has nothing to say about a query of punctuation', () => {
    expect(matchExpression(' "*" ()—、 ')).toBeNull()
  })
})

describe('matchRanges', () => {
  it('finds folded text and answers in the units of the original', () => {
    const text = 'Ｇｉｔ の git-gc と GIT'
    expect(matchRanges(text, 'git').map(([start, end]) => text.slice(start, end))).toEqual(['Ｇｉｔ', 'git', 'GIT'])
  })

  it('merges what overlaps', () => {
    expect(matchRanges('用語集', '用語 語集')).toEqual([[0, 3]])
  })

  it('gives ranges inside the text, ascending, apart, for any text and query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        let last = 0
        for (const [start, end] of matchRanges(text, query)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
