import { describe, expect, it } from 'vitest'
import { type AlikeTerm, alikeStart, isEmptyRule, looksLike, outerWords } from './alike.ts'

const term = (headword: string, more: Partial<AlikeTerm> = {}): AlikeTerm => ({
  headword,
  language: /^[ -~]*$/u.test(headword) ? 'en' : 'ja',
  category: 'term',
  documents: 2,
  frequency: 7,
  glossaryScore: 0.814,
  accepted: true,
  ...more,
})

describe('outer words', () => {
  it.each([
    ['reefer container yard', 'reefer', 'yard'],
    ['Yard-Crane', 'yard', 'crane'],
    ['コンテナ蔵置場', 'コンテナ', '蔵置場'],
    ['検査済証', '検査', '済証'],
    ['管理者', '管理', '者'],
    ['X線検査', 'x', '線検査'],
  ])('of %s are %s and %s', (headword, first, last) => {
    expect(outerWords(headword)).toEqual({ first, last })
  })

  it.each(['berth', 'コンテナ', '蔵置', 'れる', ''])('of %s alone are none', (headword) => {
    expect(outerWords(headword)).toBeNull()
  })
})

describe('looks', () => {
  it.each([
    ['ISO 9001', ['digits', 'capitals']],
    ['HTTP', ['capitals', 'one-word']],
    ['A', ['one-character', 'one-word']],
    ['config.json', ['code', 'one-word']],
    ['src/main', ['code', 'one-word']],
    ['.gitignore', ['code', 'one-word']],
    ['--force', ['code', 'one-word']],
    ['berth', ['one-word']],
    ['berth window', []],
    ['これ', ['hiragana']],
    ['コンテナ・ヤード', ['katakana']],
    ['量', ['one-character']],
    ['量子', []],
    ['𠮟', ['one-character']],
  ])('of %s are %j', (headword, looks) => {
    const all = ['digits', 'capitals', 'code', 'one-character', 'one-word', 'hiragana', 'katakana'] as const
    expect(all.filter((look) => looksLike(look, headword))).toEqual(looks)
  })
})

describe('the start of a rule', () => {
  it('is what makes a phrase alike: its last word, and no more uses, files or score than it has', () => {
    const { values, on } = alikeStart(term('reefer container yard'), 'dropped')
    expect(values).toMatchObject({ begins: 'reefer', ends: 'yard', language: 'en', category: 'term', documents: 2, uses: 7, score: 0.82 })
    expect([...on].sort()).toEqual(['category', 'documents', 'ends', 'glossary', 'language', 'score', 'uses'])
  })

  it('is what a term looks like where it looks like something, rather than its last word', () => {
    const { values, on } = alikeStart(term('ISO 9001', { accepted: false }), 'dropped')
    expect(values.looks).toEqual(['digits', 'capitals'])
    expect(on).toContain('looks')
    expect(on).not.toContain('ends')
    expect(on).not.toContain('glossary')
  })

  it('fits the term itself, whichever way it is decided', () => {
    expect(alikeStart(term('berth'), 'dropped').values.score).toBeGreaterThanOrEqual(0.814)
    expect(alikeStart(term('berth'), 'accepted').values.score).toBeLessThanOrEqual(0.814)
  })
})

it('a rule without a condition is empty', () => {
  expect(isEmptyRule({})).toBe(true)
  expect(isEmptyRule({ contains: '', looks: [], begins: undefined })).toBe(true)
  expect(isEmptyRule({ uses: 0 })).toBe(false)
})
