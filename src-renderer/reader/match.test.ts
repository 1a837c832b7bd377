import { describe, expect, it } from 'vitest'
import { buildMatcher, type MatchTerm } from './match.ts'

function found(terms: readonly MatchTerm[], text: string) {
  const { quads, entries } = buildMatcher(terms)([text])
  const result: [string, readonly number[]][] = []
  for (let i = 0; i < quads.length; i += 4) result.push([text.slice(quads[i + 1], quads[i + 2]), entries[quads[i + 3]!]!])
  return result
}

describe('buildMatcher', () => {
  it('takes whole Latin words only', () => {
    expect(found([{ id: 1, surfaces: ['AI'] }], 'We maintain AI; the AI-based rain.')).toEqual([
      ['AI', [1]],
      ['AI', [1]],
    ])
  })

  it('takes neither the beginning nor the end of a longer word', () => {
    const terms = [
      { id: 1, surfaces: ['rest'] },
      { id: 2, surfaces: ['サーバ'] },
      { id: 3, surfaces: ['ärm'] },
    ]
    expect(found(terms, 'The forest is restful, arrested; アプリサーバ、サーバー; Wärme, Schwärm')).toEqual([])
  })

  it('prefers the longest form', () => {
    const terms = [
      { id: 1, surfaces: ['commit'] },
      { id: 2, surfaces: ['commit message'] },
    ]
    expect(found(terms, 'A commit message; a commit.')).toEqual([
      ['commit message', [2]],
      ['commit', [1]],
    ])
  })

  it('folds case, width and hyphens without moving offsets', () => {
    expect(found([{ id: 1, surfaces: ['merge-base'] }], 'The Merge Base of ＭＥＲＧＥ＿ＢＡＳＥ')).toEqual([
      ['Merge Base', [1]],
      ['ＭＥＲＧＥ＿ＢＡＳＥ', [1]],
    ])
  })

  it('does not cut katakana words, but finds kanji words anywhere', () => {
    const terms = [
      { id: 1, surfaces: ['サーバ'] },
      { id: 2, surfaces: ['量子'] },
    ]
    expect(found(terms, 'サーバーと量子計算、サーバと。')).toEqual([
      ['量子', [2]],
      ['サーバ', [1]],
    ])
  })

  it('takes a word of one kanji where it stands alone: in a longer run of kanji it is another word', () => {
    const terms = [
      { id: 1, surfaces: ['弦'] },
      { id: 2, surfaces: ['管'] },
      { id: 3, surfaces: ['管楽器'] },
    ]
    expect(found(terms, '弦とは糸である。弦楽器は弦を持つ。管理者は管楽器の管を見る。人々の管々。')).toEqual([
      ['弦', [1]],
      ['弦', [1]],
      ['管楽器', [3]],
      ['管', [2]],
    ])
  })

  it('finds Latin words inside Japanese text, whole, in any width', () => {
    const terms = [{ id: 1, surfaces: ['TOS'] }]
    expect(found(terms, 'TOSは、BerthTOSでもTOS2でもなく、ＴＯＳと同じTOSサーバー。').map(([word]) => word)).toEqual([
      'TOS',
      'ＴＯＳ',
      'TOS',
    ])
  })

  it('says which terms share a form', () => {
    const terms = [
      { id: 1, surfaces: ['head'] },
      { id: 2, surfaces: ['HEAD'] },
    ]
    expect(found(terms, 'the HEAD')).toEqual([['HEAD', [1, 2]]])
  })

  it('matches a megabyte with thousands of terms in a moment', () => {
    const terms = Array.from({ length: 5000 }, (_, id) => ({ id, surfaces: [`term ${id}`, `用語${id}`] }))
    const text = Array.from({ length: 20_000 }, (_, i) => `see term ${i % 5000} and 用語${i % 5000} 、`).join('')
    const { quads } = buildMatcher(terms)([text])
    expect(quads.length / 4).toBe(40_000)
  })
})
