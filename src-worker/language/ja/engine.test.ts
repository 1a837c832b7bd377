import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Token } from '../types.ts'
import { createJapaneseEngine, type JapaneseEngine } from './engine.ts'

let engine: JapaneseEngine
beforeAll(async () => {
  engine = await createJapaneseEngine()
})

const tokens = (text: string): Token[] => engine.analyse(text).flatMap((sentence) => sentence.tokens)
const show = (text: string): string[] => tokens(text).map((token) => `${token.surface}/${token.pos}`)

describe('JapaneseEngine', () => {
  it('maps the parts of speech that term patterns need', () => {
    expect(show('非同期処理的な安全装置を三台ずつ再設定することができる。')).toEqual([
      '非同期/NOUN',
      '処理/NOUN',
      '的/AFFIX',
      'な/AUX',
      '安全/ADJ',
      '装置/NOUN',
      'を/ADP',
      '三/NUM',
      '台/AFFIX',
      'ずつ/PART',
      '再/AFFIX',
      '設定/NOUN',
      'する/VERB',
      'こと/PART',
      'が/ADP',
      'できる/VERB',
      '。/PUNCT',
    ])
  })

  it('keeps Latin runs, numbers and addresses in one piece', () => {
    const surfaces = tokens('Node.jsとTCP/IP、UTF-8、C++、C#、read/write、1,000件、3.5倍、10MB、https://example.com/a?b=1を参照').map(
      (t) => t.surface,
    )
    for (const whole of [
      'Node.js',
      'TCP/IP',
      'UTF-8',
      'C++',
      'C#',
      'read',
      'write',
      '1,000',
      '3.5',
      '10',
      'MB',
      'https://example.com/a?b=1',
    ])
      expect(surfaces).toContain(whole)
  })

  it('gives lower-cased base forms and katakana readings', () => {
    const [read, , write] = tokens('読んで書いた')
    expect(read).toMatchObject({ surface: '読ん', lemma: '読む', reading: 'ヨン', known: true })
    expect(write).toMatchObject({ surface: '書い', lemma: '書く' })
    expect(tokens('ＯＡｕｔｈの')[0]).toMatchObject({ lemma: 'oauth', known: false, tag: '名詞,英字' })
  })

  it('reads words across a line break and in half-width katakana, with offsets of the original', () => {
    const text = 'ｻｰﾊﾞｰの設\n  定を変更する'
    const found = tokens(text)
    expect(found.map((t) => t.surface)).toEqual(['サーバー', 'の', '設定', 'を', '変更', 'する'])
    expect(found.map((t) => text.slice(t.start, t.end))).toEqual(['ｻｰﾊﾞｰ', 'の', '設\n  定', 'を', '変更', 'する'])
  })

  it('never takes a symbol for a noun', () => {
    for (const token of tokens('(a) + [b] = {c} ~ ^ | ★ ※ → 〒 ++、--。')) {
      if (!/[\p{L}\p{N}]/u.test(token.surface)) expect(['PUNCT', 'SYM']).toContain(token.pos)
    }
  })

  it('gives offsets that lead back to the surface, whatever the text', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        '設定',
        'を',
        '変更',
        'する',
        '。',
        '、',
        '\n',
        '\r\n',
        '\n\n',
        ' ',
        '　',
        'ｻｰﾊﾞｰ',
        'ﾞ',
        'ｶﾞ',
        '「',
        '」',
        '（',
        '）',
        '！',
        '.',
        'OAuth2',
        '++',
        '１．５',
        '𠮷',
        '・',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 25 }), (parts) => {
        const text = parts.join('')
        let at = 0
        for (const sentence of engine.analyse(text)) {
          expect(text.slice(at, sentence.start).trim()).toBe('')
          let inside = sentence.start
          for (const token of sentence.tokens) {
            expect(token.start).toBeGreaterThanOrEqual(inside)
            expect(text.slice(inside, token.start).trim()).toBe('')
            const raw = text.slice(token.start, token.end)
            expect(raw.length).toBeGreaterThan(0)
            if (!/[\uff66-\uff9f\n\r]/u.test(raw)) expect(token.surface).toBe(raw)
            else expect(token.surface.normalize('NFKC').replace(/\s/gu, '')).toBe(raw.normalize('NFKC').replace(/\s/gu, ''))
            inside = token.end
          }
          expect(text.slice(inside, sentence.end).trim()).toBe('')
          at = sentence.end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
      { numRuns: 500, seed: 7 },
    )
  })
})
