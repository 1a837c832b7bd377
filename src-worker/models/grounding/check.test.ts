import { describe, expect, it } from 'vitest'
import { engineFor } from '../../language/engines.ts'
import { problemsOf, wrongQuotes } from './check.ts'
import { SEEDED_CASES, type SeededCase } from './fixtures/seeds.ts'
import type { CheckedPassage } from './types.ts'

const engines = { en: await engineFor('en'), ja: await engineFor('ja'), other: await engineFor('other') }

const passagesOf = (texts: readonly string[]): Map<string, CheckedPassage> =>
  new Map(texts.map((text, i) => [`p${i + 1}`, { text, heading: '' }]))

function problems({ seed, sentence, language }: SeededCase): string[] {
  const passages = passagesOf(seed.passages)
  const subject = { headword: seed.term, surfaces: [seed.term, ...(seed.surfaces ?? [])], language }
  return problemsOf({ text: sentence, ids: [...passages.keys()] }, passages, subject, true, engines[subject.language])
}

describe('the seeded-hallucination set', () => {
  const invented = SEEDED_CASES.filter(({ supported }) => !supported)
  const truths = SEEDED_CASES.filter(({ supported }) => supported)

  it('is big enough, in both languages', () => {
    expect(invented.length).toBeGreaterThanOrEqual(200)
    expect(truths.length).toBeGreaterThanOrEqual(150)
    for (const language of ['en', 'ja']) {
      expect(invented.filter((one) => one.language === language).length).toBeGreaterThan(90)
      expect(truths.filter((one) => one.language === language).length).toBeGreaterThan(60)
    }
  })

  it('not one unsupported sentence passes as supported', () => {
    expect(invented.filter((one) => problems(one).length === 0).map(({ sentence }) => sentence)).toEqual([])
  })

  it('at least 95 % of the true sentences are kept, in each language', () => {
    for (const language of ['en', 'ja']) {
      const mine = truths.filter((one) => one.language === language)
      const kept = mine.filter((one) => problems(one).length === 0).length
      console.log(`${language}: ${kept} of ${mine.length} true sentences kept (${((100 * kept) / mine.length).toFixed(1)} %).`)
      expect(kept / mine.length, language).toBeGreaterThanOrEqual(0.95)
    }
    const lost = truths.filter((one) => problems(one).length > 0)
    expect(lost.length / truths.length, JSON.stringify(lost.map((one) => [one.sentence, problems(one)]))).toBeLessThanOrEqual(0.05)
  })
})

describe('one sentence', () => {
  const subject = { headword: 'lease', surfaces: ['lease', 'leases'], language: 'en' as const }
  const passages = passagesOf(['A lease is a lock that a job runner holds for 30 seconds.', 'The spool is a queue.'])
  const check = (text: string, ids: readonly string[] = ['p1']) =>
    problemsOf({ text, ids }, passages, subject, true, engines[subject.language]).join(' ')
  it.each([
    ['A lock that a job runner holds.', ['p9'], /never shown \(p9\)/],
    ['A lock that a job runner holds.', [], /cites no passage/],
    ['A lock that a job runner holds.', ['p2'], /say nothing about “lease”/],
    ['A lease is a lease that a job runner holds.', ['p1'], /by itself/],
    ['A lock, see https://example.com for more.', ['p1'], /markup/],
    ['A lock <b>held</b> by a job runner.', ['p1'], /markup/],
    ['The passage says it is a lock that a runner holds.', ['p1'], /about the documents/],
    ['リースはロックである。', ['p1'], /not written in English/],
    ['A lock.', ['p1'], /too short/],
    [`A lock ${'that a job runner holds '.repeat(20)}.`, ['p1'], /too long/],
  ])('%s', (text, ids, reason) => {
    expect(check(text, ids)).toMatch(reason)
  })

  it('a quote must stand in its passage, width and spaces aside', () => {
    const ja = passagesOf(['量子ビットとは、量子計算に\nおける情報の最小単位である。'])
    expect(wrongQuotes([{ id: 'p1', quote: '量子計算における 情報' }], ja)).toEqual([])
    expect(wrongQuotes([{ id: 'p1', quote: '最大単位' }], ja)).toHaveLength(1)
    expect(wrongQuotes([{ id: 'p7', quote: '量子' }], ja)).toHaveLength(1)
  })

  it('a passage under the heading of the term speaks about it without its name', () => {
    const headed = new Map([['p1', { text: 'It is held by one runner at a time.', heading: 'Lease' }]])
    expect(problemsOf({ text: 'A lease is held by one runner at a time.', ids: ['p1'] }, headed, subject, true, engines.en)).toEqual([])
    const other = new Map([['p1', { text: 'It is held by one runner at a time.', heading: 'Spool' }]])
    expect(problemsOf({ text: 'A lease is held by one runner at a time.', ids: ['p1'] }, other, subject, true, engines.en)).not.toEqual([])
  })
})
