import { describe, expect, it } from 'vitest'
import { withoutHeadword } from '../../src-main/contract/text/glossary-form.ts'
import { cleanSentence } from './clean.ts'
import { fragmentQuality } from './fragment.ts'
import { definitionScore, isDefinitionSentence } from './sentence.ts'
import { standAlone } from './stand-alone.ts'

describe('isDefinitionSentence', () => {
  it.each([
    'A pack index is a file that speeds up access to the objects of a pack.',
    'Sampling is a process that restricts the amount of traces that are generated.',
    'The rate at which the blades turn is called the rotor speed of the turbine.',
    'Idempotency refers to the property of operations that can be applied many times.',
    'A market , also known as an exchange , is a place where buyers meet sellers .',
    'Demurrage occurs when a container stays longer than its free time allows.',
  ])('yes: %s', (sentence) => expect(isDefinitionSentence(sentence, 'en')).toBe(true))

  it.each([
    'Click the button and wait until the page has loaded again.',
    'She went home early because her brother had called about dinner.',
    'Is a commit the same thing as a snapshot of the project?',
    'Run it now.',
    'We measured the wind for two weeks in the summer of 2004.',
  ])('no: %s', (sentence) => expect(isDefinitionSentence(sentence, 'en')).toBe(false))

  it.each([
    'スパンとは、サービスが行う処理の単位である。',
    '税を納める義務を負う者を納税者という。',
    'コレクターは、データを受信して処理するコンポーネントです。',
    'APIは、Application Programming Interfaceの略である。',
  ])('はい: %s', (sentence) => expect(isDefinitionSentence(sentence, 'ja')).toBe(true))

  it.each([
    '設定ファイルを開いてください。',
    '昨日は東京へ行きました。',
    'この機能は無料で利用できます。',
    '詳細は次の節を参照してください。',
  ])('いいえ: %s', (sentence) => expect(isDefinitionSentence(sentence, 'ja')).toBe(false))

  it('weighs what speaks against a definition', () => {
    const plain = definitionScore('Gravity is a force that attracts every body towards every other body.', 'en')
    expect(definitionScore('Gravity is a force that attracts him and his family in 1687.', 'en')).toBeLessThan(plain)
  })
})

describe('fragmentQuality', () => {
  it('tells definitions from instructions, option tables and navigation', () => {
    expect(fragmentQuality('A short steel post on the quay.', 'en')).toBeGreaterThan(0.9)
    expect(fragmentQuality('The plan that shows where each container stands.', 'en')).toBeGreaterThan(0.7)
    expect(fragmentQuality('Show the list of files.', 'en')).toBeLessThan(0.4)
    expect(fragmentQuality('Home | Guide | About', 'en')).toBeLessThan(0.2)
    expect(fragmentQuality('船を岸壁につなぎ止める綱。', 'ja')).toBeGreaterThan(0.5)
    expect(fragmentQuality('ファイルを選んでください。', 'ja')).toBeLessThan(0.4)
  })
})

describe('standAlone', () => {
  it('costs pronouns, connectives, pointing words, questions and extreme lengths', () => {
    const good = standAlone('A span is a unit of work that a service does for one request.', 'en')
    expect(good).toBe(1)
    for (const bad of [
      'It is a unit of work that a service does for one request.',
      'However, a span is a unit of work of one service.',
      'A span is the unit of work shown above in this section.',
      'Is a span a unit of work that a service does?',
      'A span.',
    ])
      expect(standAlone(bad, 'en')).toBeLessThan(good)
    expect(standAlone('これは、サービスが行う処理の単位である。', 'ja')).toBeLessThan(
      standAlone('スパンは、サービスが行う処理の単位である。', 'ja'),
    )
  })
})

describe('clean text', () => {
  it('removes marks, not words', () => {
    expect(cleanSentence(' - A  span\n is a unit [1] of work .')).toBe('A span is a unit of work.')
    expect(cleanSentence('See [docs](x).')).toBe('See [docs](x).')
  })

  it('cuts headword and copula on request only where the sentence has them', () => {
    expect(withoutHeadword('A fast-forward is a special type of merge.', 'fast-forward', 'en')).toBe('A special type of merge.')
    expect(withoutHeadword('Merges may be fast.', 'merge', 'en')).toBe('Merges may be fast.')
    expect(withoutHeadword('スパンとは、処理の単位を表すものである。', 'スパン', 'ja')).toBe('処理の単位を表すものである。')
    expect(withoutHeadword('A (b is a strange headword with brackets.', '(b', 'en')).toBeTypeOf('string')
  })
})
