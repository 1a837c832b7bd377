import { describe, expect, it } from 'vitest'
import { engineFor } from '../language/engines.ts'
import { analyseDocument } from './analyse.ts'
import { conceptsOf, rankCorpus } from './concepts.ts'
import { Corpus } from './corpus.ts'
import { withoutParticle } from './lists-other.ts'
import { NO_CONSTRAINTS, parsed } from './testing.ts'

/** Small samples of our own; no tagger, so verbs may slip in, but function words must not, and the terms must lead. */
const SAMPLES: readonly (readonly [tag: string, text: string, terms: readonly string[]])[] = [
  [
    'nl',
    'Een windturbine zet windenergie om in elektrische energie. De rotor van een windturbine heeft drie rotorbladen. Een rotorblad is van glasvezel. De windturbine staat op een toren. De rotorbladen draaien met de wind mee.',
    ['windturbine', 'rotorbladen'],
  ],
  [
    'fr',
    "Une éolienne transforme l'énergie du vent en énergie électrique. Le rotor de l'éolienne porte trois pales. La vitesse du vent détermine la puissance de l'éolienne. Les pales du rotor tournent avec la vitesse du vent.",
    ['éolienne', 'vitesse du vent', 'pales'],
  ],
  [
    'de',
    'Eine Windkraftanlage wandelt die Energie des Windes um. Der Rotor der Windkraftanlage hat drei Rotorblätter. Die Rotorblätter drehen sich mit dem Wind. Die Leistung der Windkraftanlage hängt vom Wind ab.',
    ['Windkraftanlage', 'Rotorblätter'],
  ],
  [
    'zh',
    '风力发电机把风能转换为电能。风力发电机的转子有三个叶片。叶片随风转动。发电机位于机舱内。风速决定风力发电机的功率。',
    ['风力发电机', '叶片'],
  ],
  [
    'ko',
    '풍력 발전기는 바람의 에너지를 전기로 바꾼다. 풍력 발전기의 날개는 세 개 있다. 날개는 바람과 함께 돈다. 발전기는 나셀 안에 있다.',
    ['풍력 발전기', '날개'],
  ],
]

describe('languages without a tagger', () => {
  it.each(SAMPLES)('%s', async (tag, text, terms) => {
    const document = { ...parsed(text, 'other'), tag }
    const corpus = new Corpus()
    corpus.add((await analyseDocument(document, await engineFor('other', tag), async () => {})).analysis, 'hash')
    const ranking = await rankCorpus(corpus, {
      references: () => ({ perMillion: () => 1, has: () => false }),
      constraints: NO_CONSTRAINTS,
      includeEntities: false,
    })
    const headwords = conceptsOf(ranking).map((concept) => concept.headword)
    for (const term of terms) expect(headwords.slice(0, 12)).toContain(term)
    for (const headword of headwords) expect(headword).not.toMatch(/^(?:de|het|een|van|le|la|les|du|der|die|das|dem|的|了|있다)(?: |$)/iu)
  })

  it('cuts Korean particles off nouns only', () => {
    expect(withoutParticle('발전기는', 'ko')).toBe('발전기')
    expect(withoutParticle('물이', 'ko')).toBe('물이')
    expect(withoutParticle('house', 'en')).toBe('house')
  })
})
