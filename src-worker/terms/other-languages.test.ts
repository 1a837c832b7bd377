import { describe, expect, it } from 'vitest'
import type { ConceptItem } from '../../src-main/contract/results.ts'
import { engineFor } from '../language/engines.ts'
import { analyseDocument } from './analyse.ts'
import { conceptsOf, rankCorpus } from './concepts.ts'
import { Corpus } from './corpus.ts'
import { withoutParticle } from './lists-other.ts'
import { NO_CONSTRAINTS, parsed } from './testing.ts'
import { inflectionForm } from './variants-other.ts'

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

async function concepts(tag: string, text: string): Promise<ConceptItem[]> {
  const document = { ...parsed(text, 'other'), tag }
  const corpus = new Corpus()
  corpus.add((await analyseDocument(document, await engineFor('other', tag), async () => {})).analysis, 'hash')
  const ranking = await rankCorpus(corpus, {
    references: () => ({ perMillion: () => 1, has: () => false }),
    constraints: NO_CONSTRAINTS,
    includeEntities: false,
  })
  return conceptsOf(ranking)
}

/** Forms of one word that each sample holds, and how often in all. */
const FORMS: readonly (readonly [tag: string, text: string, forms: readonly string[], times: number])[] = [
  [
    'nl',
    'Een rotorblad is lang. De rotorbladen draaien. Elke windturbine heeft rotorbladen. Drie windturbines staan hier.',
    ['rotorblad', 'rotorbladen'],
    3,
  ],
  ['nl', 'De windturbine draait. Drie windturbines staan hier. De windturbines zijn wit.', ['windturbine', 'windturbines'], 3],
  ['fr', "Une éolienne tourne. Les éoliennes tournent. Le mât de l'éolienne est haut.", ['éolienne', 'éoliennes'], 3],
  ['fr', 'Le signal arrive. Les signaux arrivent. Un signal part.', ['signal', 'signaux'], 3],
  ['de', 'Ein Rotorblatt ist lang. Die Rotorblätter drehen sich. Drei Rotorblätter sind weiß.', ['Rotorblatt', 'Rotorblätter'], 3],
  [
    'de',
    'Die Windkraftanlage steht. Zwei Windkraftanlagen stehen. Der Mast der Windkraftanlage ist hoch.',
    ['Windkraftanlage', 'Windkraftanlagen'],
    3,
  ],
  ['ko', '발전기는 안에 있다. 발전기가 돈다. 발전기를 본다.', ['발전기'], 3],
  ['zh', '叶片随风转动。叶片很长。三个叶片。', ['叶片'], 3],
]

describe('languages without a tagger', () => {
  it.each(FORMS)('%s: counts the forms of a word together: %s', async (tag, text, forms, times) => {
    const found = (await concepts(tag, text)).filter((one) => one.variants.some(({ surface }) => forms.includes(surface)))
    expect(found).toHaveLength(1)
    expect(found[0]!.frequency).toBe(times)
    expect(found[0]!.variants.map(({ surface }) => surface)).toEqual(expect.arrayContaining([...forms]))
    for (const { surface, rule } of found[0]!.variants) expect(rule).toBe(surface === found[0]!.headword ? 'headword' : 'inflection')
  })

  it.each([
    ['vent', 'vente'],
    ['lehre', 'lehrer'],
    ['rotor', 'rotation'],
    ['风', '风速'],
  ])('keeps %s and %s apart', (a, b) => expect(inflectionForm(a)).not.toBe(inflectionForm(b)))

  it.each(SAMPLES)('%s', async (tag, text, terms) => {
    const headwords = (await concepts(tag, text)).map((concept) => concept.headword)
    for (const term of terms) expect(headwords.slice(0, 12)).toContain(term)
    for (const headword of headwords) expect(headword).not.toMatch(/^(?:de|het|een|van|le|la|les|du|der|die|das|dem|的|了|있다)(?: |$)/iu)
  })

  it('puts what only stands inside one longer term behind it', async () => {
    const headwords = (await concepts('zh', '预写日志写在前面。节点读预写日志。系统检查预写日志。日志很长，节点很多。')).map(
      (one) => one.headword,
    )
    for (const part of ['预写', '写日志'])
      for (const term of ['预写日志', '日志', '节点']) expect(headwords.slice(headwords.indexOf(term))).toContain(part)
  })

  it('takes Korean verbs in running text for no terms', async () => {
    const headwords = (
      await concepts('ko', '관리자는 결과를 기록하고 보관한다. 결과가 나쁘면 작업을 중지한다. 담당자는 결과를 보관한다.')
    ).map((one) => one.headword)
    expect(headwords).toContain('결과')
    for (const verb of ['보관한다', '기록하고', '중지한다']) expect(headwords).not.toContain(verb)
  })

  it('cuts Korean particles off nouns only', () => {
    expect(withoutParticle('피폭선량이란', 'ko')).toBe('피폭선량')
    expect(withoutParticle('수위차란', 'ko')).toBe('수위차')
    expect(withoutParticle('대혼란', 'ko')).toBe('대혼란')
    expect(withoutParticle('발전기는', 'ko')).toBe('발전기')
    expect(withoutParticle('물이', 'ko')).toBe('물이')
    expect(withoutParticle('house', 'en')).toBe('house')
  })
})
