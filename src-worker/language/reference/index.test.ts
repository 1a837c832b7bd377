import { describe, expect, it } from 'vitest'
import { formatReference, parseReference } from './format.ts'
import { loadReference, toReference } from './index.ts'

describe('the reference file', () => {
  it('reads back what it writes, within a step of 0.05 in log10', () => {
    const rates = new Map([
      ['the', 61_000],
      ['heart', 120.5],
      ['ventricle', 0.31],
      ['装置', 0.02],
    ])
    const text = formatReference({ language: 'en', unseenPerMillion: 0.04, sources: ['a 1.0'] }, rates)
    const { header, rates: read } = parseReference(text)
    expect(header).toEqual({ language: 'en', unseenPerMillion: 0.04, sources: ['a 1.0'] })
    for (const [word, rate] of rates) expect(Math.abs(Math.log10(read.get(word)! / rate))).toBeLessThanOrEqual(0.0251)
  })

  it('refuses what is none', () => {
    expect(() => parseReference('hello world')).toThrow()
    expect(() => parseReference('1.00\tthe')).toThrow(/unseen/u)
  })
})

describe('loadReference', () => {
  it.each(['en', 'ja'] as const)('%s loads and is positive for every word', async (language) => {
    const reference = (await loadReference(language))!
    expect(reference.perMillion('qzxv')).toBeGreaterThan(0)
    expect(reference.has('qzxv')).toBe(false)
  })

  it('knows English forms and lemmas, common above rare, words of every trade above none', async () => {
    const { perMillion, has } = (await loadReference('en'))!
    for (const word of ['child', 'children', 'use', 'used', 'house', 'running', 'better']) expect(has(word)).toBe(true)
    expect(perMillion('the')).toBeGreaterThan(perMillion('house'))
    expect(perMillion('house')).toBeGreaterThan(perMillion('ventricle') * 10)
    for (const common of ['time', 'people', 'water', 'money', 'law', 'doctor', 'game'])
      for (const rare of ['ventricle', 'turbine', 'bribery', 'dressage', 'kubernetes'])
        expect(perMillion(common)).toBeGreaterThan(perMillion(rare) * 3)
  })

  it('knows Japanese base forms and compounds, common above rare', async () => {
    const { perMillion, has } = (await loadReference('ja'))!
    for (const word of ['する', '設定', '場合', '人', '時間', '使う', '必要']) expect(has(word)).toBe(true)
    for (const common of ['場合', '使用', '時間', '必要', '名前'])
      for (const rare of ['心室', '贈賄', '馬場馬術', '回転翼', '計装']) expect(perMillion(common)).toBeGreaterThan(perMillion(rare) * 3)
  })

  it('has no list for other languages', async () => {
    expect(await loadReference('other')).toBeNull()
  })

  it('smooths: a listed word never counts for less than an unlisted one', () => {
    const { perMillion } = toReference(formatReference({ language: 'en', unseenPerMillion: 0.5, sources: [] }, new Map([['rare', 0.01]])))
    expect(perMillion('rare')).toBeGreaterThan(perMillion('absent'))
  })
})
