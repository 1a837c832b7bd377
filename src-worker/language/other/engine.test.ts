import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SegmenterEngine } from './engine.ts'
import { stopWordsFromData, type WordCounts } from './stop-words.ts'

const words = (tag: string, text: string): string[] =>
  new SegmenterEngine(tag)
    .analyse(text)
    .flatMap((s) => s.tokens)
    .filter((t) => t.pos === 'OTHER')
    .map((t) => t.surface)

describe('SegmenterEngine', () => {
  it('finds the words of Dutch, French and German', () => {
    expect(words('nl', 'De Europese Commissie keurt de e-mailwet goed.')).toEqual([
      'De',
      'Europese',
      'Commissie',
      'keurt',
      'de',
      'e-mailwet',
      'goed',
    ])
    expect(words('fr', 'L’énergie éolienne, c’est-à-dire le vent.')).toEqual(['L’énergie', 'éolienne', 'c’est-à-dire', 'le', 'vent'])
    expect(words('de', 'Die Windkraftanlage läuft seit 2019-2021.')).toEqual(['Die', 'Windkraftanlage', 'läuft', 'seit'])
  })

  it('finds the words of Chinese and Korean', () => {
    expect(words('zh', '我们在中国学习汉语语法。')).toEqual(['我们', '在', '中国', '学习', '汉语', '语法'])
    expect(words('ko', '풍력 발전기는 바람으로 전기를 만든다.')).toEqual(['풍력', '발전기는', '바람으로', '전기를', '만든다'])
  })

  it('ends sentences at their marks and not at line breaks', () => {
    const text = 'Een zin die\ndoorloopt. Nog een zin!\n\nAlinea\n- punt'
    expect(new SegmenterEngine('nl').analyse(text).map((s) => text.slice(s.start, s.end))).toEqual([
      'Een zin die\ndoorloopt.',
      'Nog een zin!',
      'Alinea',
      '- punt',
    ])
    expect(new SegmenterEngine('zh').analyse('第一句。第二句！').length).toBe(2)
  })

  it('takes any tag and lower-cases lemmas', () => {
    expect(new SegmenterEngine('???').analyse('Één WOORD')[0]?.tokens.map((t) => t.lemma)).toEqual(['één', 'woord'])
  })

  it('gives offsets that lead back to the surface, whatever the text', () => {
    const engine = new SegmenterEngine('nl')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        let at = 0
        for (const token of engine.analyse(text).flatMap((s) => s.tokens)) {
          expect(token.start).toBeGreaterThanOrEqual(at)
          expect(text.slice(at, token.start).trim()).toBe('')
          expect(text.slice(token.start, token.end).replace(/\s/gu, ' ')).toBe(token.surface)
          at = token.end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
      { numRuns: 500, seed: 3 },
    )
  })
})

describe('stopWordsFromData', () => {
  it('takes frequent short words that occur nearly everywhere', () => {
    const counts = new Map<string, WordCounts>([
      ['de', { frequency: 500, documents: 10 }],
      ['een', { frequency: 300, documents: 10 }],
      ['windturbine', { frequency: 400, documents: 10 }],
      ['rotor', { frequency: 400, documents: 2 }],
      ['het', { frequency: 200, documents: 9 }],
      ['zelden', { frequency: 1, documents: 1 }],
    ])
    expect([...stopWordsFromData(counts, 10)]).toEqual(['de', 'een', 'het'])
  })

  it('takes only single characters where words are written without spaces', () => {
    const counts = new Map<string, WordCounts>([
      ['的', { frequency: 500, documents: 5 }],
      ['叶片', { frequency: 500, documents: 5 }],
    ])
    expect([...stopWordsFromData(counts, 5)]).toEqual(['的'])
  })
})
