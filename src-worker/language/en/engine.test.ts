import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { workMs } from '../../../src-main/contract/testing/work.ts'
import type { Token } from '../types.ts'
import { createEnglishEngine, type EnglishEngine } from './engine.ts'

let engine: EnglishEngine
beforeAll(() => {
  engine = createEnglishEngine()
})

const tokens = (text: string): Token[] => engine.analyse(text).flatMap((sentence) => sentence.tokens)
const find = (text: string, surface: string): Token | undefined => tokens(text).find((token) => token.surface === surface)
const sentences = (text: string): string[] => engine.analyse(text).map(({ start, end }) => text.slice(start, end))

describe('EnglishEngine', () => {
  it('tags and lemmatises', () => {
    const text = 'The analyses of the matrices were published.'
    expect(tokens(text).map((t) => `${t.lemma}/${t.pos}`)).toEqual([
      'the/DET',
      'analysis/NOUN',
      'of/ADP',
      'the/DET',
      'matrix/NOUN',
      'be/AUX',
      'publish/VERB',
      './PUNCT',
    ])
  })

  it('joins hyphenated compounds after tagging', () => {
    const text = 'A well-known left-ventricular assist device uses e-mails and state-of-the-art COVID-19 tests from 2019-2021.'
    expect(find(text, 'well-known')).toMatchObject({ pos: 'ADJ', lemma: 'well-known' })
    expect(find(text, 'left-ventricular')).toMatchObject({ pos: 'ADJ' })
    expect(find(text, 'state-of-the-art')).toMatchObject({ pos: 'ADJ' })
    expect(find(text, 'COVID-19')).toMatchObject({ pos: 'PROPN' })
    expect(find('Two wind-farms failed.', 'wind-farms')).toMatchObject({ pos: 'NOUN', lemma: 'wind-farm' })
    expect(find('It is a half - open door.', 'half-open')).toBeUndefined()
  })

  it('joins names torn at their marks', () => {
    for (const name of ['Node.js', 'v1.2', 'TCP/IP', 'snake_case', 'C++', 'R&D'])
      expect(find(`We use ${name} for the work today.`, name)?.surface).toBe(name)
    expect(find('Do it and/or wait.', 'and/or')).toBeUndefined()
  })

  it('never tags a quantifier as an adjective', () => {
    for (const word of ['many', 'such', 'few', 'several', 'other', 'same', 'various', 'certain'])
      expect(find(`In ${word} patients the pump failed.`, word)?.pos).toBe('DET')
    expect(find('The left ventricle failed.', 'left')?.pos).toBe('ADJ')
    expect(find('They left the room.', 'left')?.pos).toBe('VERB')
  })

  it('tags as nouns what stands where no verb can', () => {
    expect(find('The lift coefficient of the blade rose.', 'lift')).toMatchObject({ pos: 'NOUN', lemma: 'lift' })
    expect(find('A code of conduct applies.', 'conduct')?.pos).toBe('NOUN')
    expect(find('Hold the outside rein.', 'outside')?.pos).toBe('ADJ')
    expect(find('Hold the outside rein.', 'rein')?.pos).toBe('NOUN')
    expect(find('Offshore wind turbines are large.', 'wind')?.pos).toBe('NOUN')
    expect(find('They wind the rope to lift the load.', 'lift')?.pos).toBe('VERB')
    expect(find('The warm-up takes a built-in sensor.', 'warm-up')?.pos).toBe('NOUN')
    expect(find('The warm-up takes a built-in sensor.', 'built-in')?.pos).toBe('ADJ')
  })

  it('tags an instruction’s verb as one', () => {
    expect(find('Use the latest release of the tool.', 'Use')?.pos).toBe('VERB')
    expect(find('Visit https://example.com/x.', 'Visit')?.pos).toBe('VERB')
  })

  it('ends sentences where they end', () => {
    expect(
      sentences(
        'Drugs (see Fig. 2) help, e.g. beta blockers, i.e. such drugs. Version 1.2.3 was approved by Dr. Smith et al. in 2020. Done.',
      ),
    ).toEqual([
      'Drugs (see Fig. 2) help, e.g. beta blockers, i.e. such drugs.',
      'Version 1.2.3 was approved by Dr. Smith et al. in 2020.',
      'Done.',
    ])
    expect(sentences('See Sec. 3.2 and Eq. (4). (This is a note.) Use Node.js v1.2. It is approx. 3 cm.')).toEqual([
      'See Sec. 3.2 and Eq. (4).',
      '(This is a note.)',
      'Use Node.js v1.2.',
      'It is approx. 3 cm.',
    ])
    expect(sentences('A wrapped\nline goes on.\n\nA paragraph\n- one item\n2. another item')).toEqual([
      'A wrapped\nline goes on.',
      'A paragraph',
      '- one item',
      '2. another item',
    ])
  })

  it('parts an address from the full stop behind it', () => {
    expect(tokens('Visit https://example.com/x.').map((t) => t.surface)).toEqual(['Visit', 'https://example.com/x', '.'])
  })

  it('takes time linear in the length of what has no white space', () => {
    for (const unit of ['-', 'a-', 'a.', 'a_b.', 'ab', '(', '😀']) {
      const text = unit.repeat(60_000 / unit.length)
      let found: ReturnType<typeof engine.analyse> = []
      expect(
        workMs(() => {
          found = engine.analyse(text)
        }),
      ).toBeLessThan(3000)
      expect(found[0]?.start).toBe(0)
      expect(found.at(-1)?.end).toBe(text.length)
    }
  })

  it('does not depend on what was analysed before', () => {
    const text = 'The zyxkubelet restarts each frobnicator-pod.'
    const before = JSON.stringify(createEnglishEngine().analyse(text))
    engine.analyse('A zyxkubelet frobnicates. Frobnicator pods zyx.')
    expect(JSON.stringify(engine.analyse(text))).toBe(before)
  })

  it('gives offsets that lead back to the surface, whatever the text', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        'The',
        'low-',
        'level',
        '-',
        'API',
        "can't",
        'it’s',
        ' ',
        '  ',
        '\n',
        '\r\n',
        '\n\n',
        '\t',
        '\u00a0',
        '\u200b',
        '.',
        'e.g.',
        '…',
      ),
      fc.constantFrom(
        '(',
        ')',
        '“',
        '”',
        '10MB',
        '3.5',
        '#tag',
        '@user',
        'x@y.com',
        'https://a.b/c.',
        '/',
        'C++',
        '日本語',
        '😀',
        ':-)',
        '$5',
        '½',
        '\u0000',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 25 }), (parts) => {
        const text = parts.join('')
        let at = 0
        for (const sentence of engine.analyse(text)) {
          expect(sentence.tokens.length).toBeGreaterThan(0)
          expect(sentence.start).toBe(sentence.tokens[0]!.start)
          expect(sentence.end).toBe(sentence.tokens.at(-1)!.end)
          for (const token of sentence.tokens) {
            expect(token.start).toBeGreaterThanOrEqual(at)
            expect(text.slice(at, token.start).trim()).toBe('')
            expect(token.end).toBeGreaterThan(token.start)
            expect(text.slice(token.start, token.end).replace(/\s/gu, ' ')).toBe(token.surface)
            at = token.end
          }
        }
        expect(text.slice(at).trim()).toBe('')
      }),
      { numRuns: 1000, seed: 11 },
    )
  })
})
