import { describe, expect, it } from 'vitest'
import { splitJapanese } from './sentences.ts'

const split = (text: string): string[] => splitJapanese(text).map(({ start, end }) => text.slice(start, end))

describe('splitJapanese', () => {
  it('ends sentences at 。！？ with the closing brackets behind them', () => {
    expect(split('終わり。本当に？！　はい！')).toEqual(['終わり。', '本当に？！', 'はい！'])
    expect(split('（これは注です。）次の文。')).toEqual(['（これは注です。）', '次の文。'])
  })

  it('does not end a sentence inside a short quote that goes on', () => {
    expect(split('彼は「終わった。帰る。」と言った。次。')).toEqual(['彼は「終わった。帰る。」と言った。', '次。'])
    expect(split('「はい。」「いいえ。」')).toEqual(['「はい。」', '「いいえ。」'])
  })

  it('ends sentences inside a quote too long to be one', () => {
    const long = `「${'これは長い文です。'.repeat(20)}」`
    expect(split(long).length).toBe(20)
  })

  it('leaves decimals, versions and abbreviations alone', () => {
    expect(split('図３．５とver.1.2とe.g. foo を使う．次')).toEqual(['図３．５とver.1.2とe.g. foo を使う．', '次'])
    expect(split('設定は完了です. 次へ進む')).toEqual(['設定は完了です.', '次へ進む'])
    expect(split('See the manual. 次の章へ')).toEqual(['See the manual.', '次の章へ'])
  })

  it('joins wrapped lines, and parts items and paragraphs', () => {
    expect(split('設定を\n変更する。\n・一つ目\n・二つ目\n1. 三つ目\n\n段落')).toEqual([
      '設定を\n変更する。',
      '・一つ目',
      '・二つ目',
      '1. 三つ目',
      '段落',
    ])
  })

  it('cuts what never ends, at 、 where there is one, and loses nothing', () => {
    const clauses = split('設定を変更し、'.repeat(5000))
    expect(clauses.join('').length).toBe(35_000)
    for (const clause of clauses) {
      expect(clause.length).toBeLessThanOrEqual(4000)
      expect(clause.endsWith('、')).toBe(true)
    }
    const solid = split('漢𠮷'.repeat(5000))
    expect(solid.join('')).toBe('漢𠮷'.repeat(5000))
    for (const piece of solid) expect(piece.isWellFormed()).toBe(true)
  })

  it('gives nothing for white space', () => {
    expect(split(' \n　\n')).toEqual([])
    expect(split('')).toEqual([])
  })
})
