import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeAnalysis, encodeAnalysis } from './codec.ts'
import { conceptsOf } from './concepts.ts'
import type { GroupFeatures } from './features.ts'
import { score } from './rank.ts'
import { analysed, corpusOf, ranked } from './testing.ts'
import { FEATURE_NAMES } from './weights.ts'

const PLAIN: GroupFeatures = {
  frequency: 10,
  documents: 2,
  specificityMean: 1,
  specificityMin: 1,
  free: 5,
  words: 2,
  genericFirst: false,
  genericHead: false,
  genericAlone: false,
  singleAdjective: false,
  gerundFirst: false,
  nounOfNoun: false,
  verb: false,
  weak: false,
  abbreviation: false,
  defined: 0,
  heading: 0,
  inHeading: 0,
  emphasis: 0,
  linked: 0,
  definition: 0,
  listed: 0,
  glossary: 0,
  sectionTitle: false,
  codeShare: 0,
  aboutName: false,
  proper: 0,
  aboutFolder: false,
  mostlyNested: false,
  inKatakana: false,
}
const both = (changes: Partial<GroupFeatures>): [number, number] => {
  const { glossary, termhood } = score({ ...PLAIN, ...changes }, 'en')
  return [glossary, termhood]
}

describe('score', () => {
  it('grows with frequency and specificity, and stops growing at the cap', () => {
    expect(both({ frequency: 100 })[0]).toBeGreaterThan(both({})[0])
    expect(both({ specificityMean: 1.2 })[1]).toBeGreaterThan(both({})[1])
    expect(both({ specificityMean: 9 })).toEqual(both({ specificityMean: 5 }))
  })

  it('weighs definitions in the glossary ranking, not in the term list', () => {
    const [glossary, termhood] = both({ defined: 3, definition: 0.9 })
    expect(glossary - both({})[0]).toBeGreaterThan(1)
    expect(termhood - both({})[1]).toBeLessThan(0.6)
  })

  it('puts generic words, parts of longer terms and section titles behind', () => {
    for (const malus of [
      { genericFirst: true },
      { free: 0 },
      { genericAlone: true },
      { sectionTitle: true, heading: 5 },
      { codeShare: 0.9 },
    ]) {
      expect(both(malus)[0]).toBeLessThan(both({ heading: malus.heading ?? 0 })[0])
    }
  })

  it('is the sum of its contributions, whatever the features', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.boolean(),
        fc.nat(50),
        (frequency, specificityMean, weak, defined) => {
          const scores = score({ ...PLAIN, frequency, specificityMean, weak, defined }, 'ja')
          const sum = Object.values(scores.contributions).reduce((total, [, g]) => total + g, 0)
          expect(sum).toBeCloseTo(scores.glossary, 9)
        },
      ),
    )
  })

  it('can leave out every feature', () => {
    const none = score(PLAIN, 'en', new Set(FEATURE_NAMES))
    expect([none.glossary, none.termhood, none.contributions]).toEqual([0, 0, {}])
  })
})

const DOCUMENT = [
  '# Wind turbine',
  'A wind turbine is a machine that converts wind into electricity. The *rotor blade* of a wind turbine is long.',
  'The rotor blades turn. New rotor blades are expensive. The wind turbine (WT) stands on a tower. Each wind turbine has a generator.',
].join('\n\n')

describe('ranking', () => {
  it('puts terms before common words, with every surface form', async () => {
    const concepts = conceptsOf(await ranked([DOCUMENT], 'en'))
    expect(concepts[0]).toMatchObject({ headword: 'wind turbine', abbreviation: 'WT', accepted: true, fromGlossary: false })
    const blade = concepts.find((concept) => concept.key === 'rotor blade')
    expect(blade?.variants.map((variant) => variant.surface)).toEqual(['rotor blade', 'rotor blades'])
    expect(blade?.related.map((ref) => ref.key)).toEqual(expect.arrayContaining(['blade']))
  })

  it('heads a term by no running title in capitals, and takes the number of a journal for no term', async () => {
    const page = 'Annual report on WAVE ENERGY PROJECTS.\n\nThe notice stood in the gazette (No. 48) and in the bulletin (No. 12).'
    const texts = [...Array.from({ length: 25 }, (_, i) => `${page} Part ${i}.`), 'A small wave energy project was approved by the board.']
    const concepts = conceptsOf(await ranked(texts, 'en'))
    const project = concepts.find((one) => one.variants.some(({ surface }) => surface === 'WAVE ENERGY PROJECTS'))
    expect(project?.headword).toBe('wave energy project')
    expect(project?.variants[0]).toMatchObject({ surface: 'wave energy project', rule: 'headword' })
    expect(concepts.map((one) => one.headword)).not.toContain('No.')
  })

  it('does not depend on the order of documents', async () => {
    const other = 'A rotor is the turning part of a turbine. Rotors are heavy.\n\nA generator makes electricity.'
    const [forward, backward] = await Promise.all([ranked([DOCUMENT, other], 'en'), ranked([other, DOCUMENT], 'en')])
    const list = (ranking: typeof forward) =>
      conceptsOf(ranking).map((one) => [one.headword, one.glossaryScore, one.termhoodScore, one.frequency])
    expect(list(backward)).toEqual(list(forward))
  })

  it('survives the cache unchanged', async () => {
    for (const [text, language] of [
      [DOCUMENT, 'en'],
      ['属性（アトリビュート）とは、計装（けいそう）が付ける値である。', 'ja'],
    ] as const) {
      const { analysis } = await analysed(text, language)
      const decoded = decodeAnalysis(encodeAnalysis(analysis))
      expect(decoded).toEqual({ ...analysis, hits: decoded.hits })
      expect([...decoded.hits]).toEqual([...analysis.hits])
    }
    expect(() => decodeAnalysis('{"l":"xx"}')).toThrow()
    expect(() => decodeAnalysis('not json')).toThrow()
    const older = JSON.parse(encodeAnalysis((await analysed(DOCUMENT, 'en')).analysis))
    expect(() => decodeAnalysis(JSON.stringify({ ...older, g: undefined }))).toThrow()
  })

  it('counts a word once per occurrence', async () => {
    const corpus = (await corpusOf([DOCUMENT], 'en')).languages.get('en')!
    expect(corpus.candidates.get('wind turbine')).toMatchObject({ total: 5, heading: 1, defined: 1 })
    expect(corpus.candidates.get('rotor blade')).toMatchObject({ total: 3, emphasis: 1 })
  })
})
