import { describe, expect, it } from 'vitest'
import { detectLanguage, guessElsewhere, guessLanguage, settleLanguage, tellLanguage } from './detect.ts'

const TEXTS: [string, string][] = [
  ['en', 'The rotor turns the generator, and the power is fed into the grid through a transformer near the tower.'],
  ['ja', '回転翼が発電機を回し、電力は塔の近くの変圧器を通じて系統へ送られる。'],
  ['nl', 'De rotor drijft de generator aan en de stroom gaat via een transformator bij de mast naar het net.'],
  ['fr', 'Le rotor entraîne la génératrice et le courant est injecté dans le réseau par un transformateur.'],
  ['de', 'Der Rotor treibt den Generator an, und der Strom wird über einen Transformator ins Netz eingespeist.'],
  ['ko', '로터는 발전기를 돌리고 전력은 변압기를 통해 계통으로 공급된다.'],
  ['zh', '转子带动发电机，电力通过塔架附近的变压器送入电网。'],
  ['es', 'El rotor mueve el generador y la corriente se inyecta en la red mediante un transformador cercano.'],
]

describe('detectLanguage', () => {
  it.each(TEXTS)('%s', async (tag, text) => {
    expect((await detectLanguage(text)).tag).toBe(tag)
  })

  it('calls a document Japanese that names everything in Latin letters', async () => {
    const text = 'Collectorは、OTLP ExporterとBatch Processorを使ってJaeger BackendへTraceをExportする。Kubernetes Operatorも同じ。'
    expect(await detectLanguage(text)).toEqual({ language: 'ja', tag: 'ja' })
  })

  it('calls an English document English that quotes a Japanese word', async () => {
    const text =
      'The word 用語集 (yōgoshū) means glossary; this guide explains how writers of manuals build one and keep it up to date over years.'
    expect((await detectLanguage(text)).tag).toBe('en')
  })

  it('tells Han alone by its characters, unless the folder says what it is', async () => {
    expect((await detectLanguage('用語集 目次 索引 変更履歴 著作権表示')).tag).toBe('ja')
    expect((await detectLanguage('Go 関連情報 Contrib')).tag).toBe('ja')
    expect((await detectLanguage('目录 介绍 系统设置 网络连接')).tag).toBe('zh')
    expect((await detectLanguage('這是我們的系統 請選擇你的語言')).tag).toBe('zh')
    expect((await detectLanguage('目录 介绍', { language: 'ja', tag: 'ja' })).tag).toBe('ja')
    expect((await detectLanguage('用語集', { language: 'other', tag: 'zh' })).tag).toBe('zh')
  })

  it('asks no n-grams about plain English, and asks them about everything less plain', async () => {
    const asked: string[] = []
    guessElsewhere(async (sample) => {
      asked.push(sample)
      return guessLanguage(sample)
    })
    await detectLanguage('The rotor turns the generator, and the power is fed into the grid through a transformer near the tower.')
    expect(asked).toEqual([])
    for (const [tag, text] of TEXTS.filter(([tag]) => ['nl', 'fr', 'de', 'es'].includes(tag)))
      expect((await detectLanguage(text)).tag).toBe(tag)
    await detectLanguage('Berth plan, crane list, yard map, gate pass, truck slot, reefer plug, tally sheet, mooring line')
    expect(asked).toHaveLength(5)
    guessElsewhere(guessLanguage)
  })

  it('gives the fallback for text that says nothing', async () => {
    const fallback = { language: 'other', tag: 'nl' } as const
    for (const text of ['', '  \n', '12 + 34 = 46', 'OK', 'Metrics API reference'])
      expect(await detectLanguage(text, fallback)).toEqual(fallback)
    expect((await detectLanguage('')).tag).toBe('en')
  })
})

describe('tellLanguage', () => {
  it('says when a text does not tell', async () => {
    for (const text of ['', 'OK', 'Metrics API reference']) expect((await tellLanguage(text)).tag).toBe('und')
    for (const text of ['用語集', '目录 介绍']) expect((await tellLanguage(text)).tag).toBe('und-Hani')
  })

  it('tells Chinese without its folder where there is enough of it', async () => {
    expect((await tellLanguage('转子带动发电机，电力通过塔架附近的变压器送入电网。')).tag).toBe('zh')
    expect(settleLanguage({ language: 'other', tag: 'zh' }, { language: 'ja', tag: 'ja' }).tag).toBe('zh')
  })

  it('takes no other language of the folder for Han characters', () => {
    expect(settleLanguage({ language: 'ja', tag: 'und-Hani' }, { language: 'en', tag: 'en' }).tag).toBe('ja')
    expect(settleLanguage({ language: 'other', tag: 'und-Hani' }, { language: 'en', tag: 'en' }).tag).toBe('zh')
  })
})
