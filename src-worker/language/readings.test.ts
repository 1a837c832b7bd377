import { beforeAll, describe, expect, it } from 'vitest'
import { workMs } from '../../src-main/contract/testing/work.ts'
import { createJapaneseEngine, type JapaneseEngine } from './ja/engine.ts'
import { READINGS } from './ja/readings.fixture.ts'
import { isReadingFor, type Reading, readingOf } from './readings.ts'

let engine: JapaneseEngine
beforeAll(async () => {
  engine = await createJapaneseEngine()
})

const read = (term: string, evidence?: string[]): Reading | null =>
  readingOf(
    engine.analyse(term).flatMap((s) => s.tokens),
    evidence,
  )

describe('readingOf', () => {
  it('reads hand-checked terms of many trades, and is hardly ever wrong when it is sure', () => {
    const readings = READINGS.map(([term, expected]) => ({ term, expected, found: read(term) }))
    const right = readings.filter(({ expected, found }) => found?.reading === expected)
    const sure = readings.filter(({ found }) => found?.sure)
    const sureAndWrong = sure.filter(({ expected, found }) => found?.reading !== expected)
    expect(READINGS.length).toBeGreaterThanOrEqual(200)
    expect(right.length / READINGS.length).toBeGreaterThanOrEqual(0.95)
    expect(sure.length / READINGS.length).toBeGreaterThanOrEqual(0.8)
    expect(sureAndWrong.length / sure.length).toBeLessThanOrEqual(0.01)
  })

  it.each([
    ['積込', 'つみこみ'],
    ['締付トルク', 'しめつけとるく'],
    ['巻上機', 'まきあげき'],
    ['払戻', 'はらいもどし'],
    ['受付口', 'うけつけぐち'],
    ['吸気口', 'きゅうきこう'],
    ['給水口', 'きゅうすいこう'],
    ['作業前確認', 'さぎょうまえかくにん'],
    ['出力後処理', 'しゅつりょくごしょり'],
    ['空コンテナ', 'からこんてな'],
    ['作業靴', 'さぎょうぐつ'],
    ['船会社', 'ふながいしゃ'],
  ])('reads %s as it is in compounds, and says that it is not sure where one kanji could be read otherwise', (term, expected) => {
    const found = read(term)
    expect(found?.reading).toBe(expected)
    if (term !== '出力後処理') expect(found?.sure).toBe(false)
  })

  it('leaves words alone that only begin or end like such compounds', () => {
    for (const [term, expected] of [
      ['船長', 'せんちょう'],
      ['主人', 'しゅじん'],
      ['空気', 'くうき'],
      ['入口', 'いりぐち'],
      ['船', 'ふね'],
      ['空', 'そら'],
    ])
      expect(read(term!)?.reading).toBe(expected)
  })

  it('writes hiragana, keeps ー, drops ・', () => {
    expect(read('設定ファイル')).toEqual({ reading: 'せっていふぁいる', sure: true })
    expect(read('アクセス・トークン')).toEqual({ reading: 'あくせすとーくん', sure: true })
    expect(read('サーバー')?.reading).toBe('さーばー')
  })

  it('has none for Latin letters and digits', () => {
    expect(read('OAuth認証')).toBeNull()
    expect(read('')).toBeNull()
  })

  it('is unsure where a compound or the dictionary leaves a doubt', () => {
    for (const term of ['船会社', '積付計画', '今日', '大家', '三人']) expect(read(term)?.sure).toBe(false)
  })

  it('believes the text: ruby and kana in brackets', () => {
    expect(read('船会社', ['ふながいしゃ'])).toEqual({ reading: 'ふながいしゃ', sure: true })
    expect(read('OAuth認証', ['オーオース にんしょう'])).toEqual({ reading: 'おーおーすにんしょう', sure: true })
    expect(read('船会社', ['ふねがいしゃ', 'ふながいしゃ', 'ふながいしゃ'])?.reading).toBe('ふながいしゃ')
    expect(read('今日', ['today'])?.sure).toBe(false)
  })
})

describe('isReadingFor', () => {
  it('tells a reading from a remark, another name and another word', () => {
    expect(isReadingFor('計装', 'けいそう')).toBe(true)
    expect(isReadingFor('引継ぎ', 'ひきつぎ')).toBe(true)
    expect(isReadingFor('属性', 'アトリビュート')).toBe(false)
    expect(isReadingFor('引継ぎ', 'ひきつけ')).toBe(false)
    expect(isReadingFor('港', 'いわゆるみなとのこと')).toBe(false)
    expect(isReadingFor('サーバー', 'さーばー')).toBe(false)
    expect(isReadingFor('設定', '省略可')).toBe(false)
  })

  it('does not backtrack', () => {
    expect(workMs(() => isReadingFor('漢'.repeat(30), `${'あ'.repeat(149)}ん`))).toBeLessThan(500)
    expect(workMs(() => isReadingFor('漢あ'.repeat(15), 'あ'.repeat(100)))).toBeLessThan(500)
  })
})
