import { describe, expect, it } from 'vitest'
import { readingOf, romajiToHiragana, toHiragana, toKatakana } from './kana.ts'

describe('readingOf', () => {
  it.each([
    ['りょうし', 'りょうし'],
    ['リョウシ', 'りょうし'],
    ['ﾘｮｳｼ', 'りょうし'],
    ['サーバー', 'さーばー'],
    ['ryoushi', 'りょうし'],
    ['ryōshi', 'りょうし'],
    ['ryousi', 'りょうし'],
    ['Shinbun', 'しんぶん'],
    ['shimbun', null],
    ['kitte', 'きって'],
    ['matcha', null],
    ['hannou', 'はんのう'],
    ["kin'en", 'きんえん'],
    ['sa-ba-', 'さーばー'],
    ['jouhou', 'じょうほう'],
    ['zyouhou', 'じょうほう'],
    ['chotto', 'ちょっと'],
    ['fairu', 'ふぁいる'],
    ['tsukue', 'つくえ'],
    ['konnnichiha', 'こんにちは'],
    // Half typed.
    ['ryous', 'りょう'],
    ['kank', 'かん'],
    ['k', null],
    ['commit', null],
    ['berth window', null],
    ['量子', null],
    ['', null],
  ])('%s → %s', (search, reading) => expect(readingOf(search)).toBe(reading))
})

it('makes katakana of hiragana alone, and the same hiragana of it again', () => {
  expect(toKatakana('量子びっとabcー')).toBe('量子ビットabcー')
  expect(toHiragana(toKatakana('ぁあがぱん'))).toBe('ぁあがぱん')
})

it('leaves everything but katakana alone', () => {
  expect(toHiragana('量子ビットabcー')).toBe('量子びっとabcー')
})

it('never hangs and never throws, whatever is typed', () => {
  for (const text of ["n'''n", 'nnnnnn', '-----', 'kkkkk', 'xxxxx', 'qqq', 'ー', 'nyanyunyo'])
    expect(() => romajiToHiragana(text)).not.toThrow()
})
