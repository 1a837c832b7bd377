import { describe, expect, it } from 'vitest'
import { bracketedReadings, rubyReading } from './readings.ts'
import { analysed } from './testing.ts'

describe('readings', () => {
  it('come from ruby that covers every kanji', () => {
    const spans = [
      { kind: 'ruby' as const, start: 0, end: 1, reading: 'けい' },
      { kind: 'ruby' as const, start: 1, end: 2, reading: 'そう' },
    ]
    expect(rubyReading({ text: '計装する', spans }, 0, 2)).toEqual({ reading: 'けいそう', sure: true })
    expect(rubyReading({ text: '計装器', spans }, 0, 3)).toBeNull()
  })

  it('come from brackets, not from remarks', () => {
    expect(bracketedReadings('蔵置日数（ぞうちにっすう）を数える。')).toEqual([{ name: '蔵置日数', reading: 'ぞうちにっすう' }])
    expect(bracketedReadings('設定値（とても長い説明ではない）と国会議員（ほか）。')).toEqual([])
  })

  it('reach the candidate', async () => {
    const { analysis } = await analysed('計装（けいそう）は大切だ。計装を始める。', 'ja')
    expect(analysis.candidates.find((one) => one.key === '計装')).toMatchObject({ reading: 'けいそう', readingSure: true })
    const unsure = (await analysed('船会社に聞く。計装を始める。アクセス・トークン。', 'ja')).analysis.candidates
    expect(unsure.find((one) => one.key === '計装')).toMatchObject({ reading: 'けいそう', readingSure: false })
    expect(unsure.find((one) => one.key === 'アクセストークン')).toMatchObject({ reading: 'あくせすとーくん', readingSure: true })
  })
})
