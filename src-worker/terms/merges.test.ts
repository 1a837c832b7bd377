import { describe, expect, it } from 'vitest'
import type { Language } from '../../src-main/contract/blocks.ts'
import { type ConceptItem, VARIANT_RULES } from '../../src-main/contract/results.ts'
import { conceptsOf } from './concepts.ts'
import { NO_CONSTRAINTS, ranked } from './testing.ts'

/** Every form of a concept says by which rule it came in, and people can take it out again. */

const TEXTS: Readonly<Record<'en' | 'ja' | 'other', string>> = {
  en: [
    'The file system is big. A filesystem is a tree of the file system.',
    'The color profile and the colour profile match. The color profile wins. Color profiles vary.',
    'The speed of wind is known. The wind speed is noisy. A high wind speed is rare. The speed of wind is zero.',
    'A directed acyclic graph (DAG) has no cycles. The directed acyclic graph is drawn.',
    'An OPC is read. The OPC and the OPC win over the open packing convention (OPC).',
  ].join('\n\n'),
  ja: [
    'コレクターを起動する。コレクタは速い。コレクターが止まる。',
    '属性（アトリビュート）を付ける。属性は大切だ。属性を読む。',
    '引き継ぎを始める。引継ぎを終える。引き継ぎは大切だ。',
    '有向非巡回グラフ（以下「DAG」という）を使う。有向非巡回グラフを描く。',
    '髙速回線を使う。高速回線を使う。高速回線は速い。',
  ].join('\n\n'),
  other: 'Ein Rotorblatt ist lang. Die Rotorblätter drehen sich. Drei Rotorblätter sind weiß.',
}

const concepts = async (language: Language, changes: Partial<typeof NO_CONSTRAINTS> = {}): Promise<ConceptItem[]> =>
  conceptsOf(await ranked([TEXTS[language]], language, { constraints: { ...NO_CONSTRAINTS, ...changes } }))
const holder = (list: readonly ConceptItem[], surface: string): ConceptItem | undefined =>
  list.find((one) => one.variants.some((variant) => variant.surface === surface))

describe.each(['en', 'ja', 'other'] as const)('%s', (language) => {
  it('names the rule of every form, and the headword once', async () => {
    for (const { headword, variants } of await concepts(language)) {
      for (const { rule } of variants) expect(VARIANT_RULES).toContain(rule)
      expect(variants.filter(({ rule }) => rule === 'headword').map(({ surface }) => surface)).toEqual([headword])
    }
  })

  it('takes out again every form with a key of its own', async () => {
    const before = await concepts(language)
    const merged = before.flatMap((one) => one.variants.filter(({ key }) => key !== one.key).map((variant) => [one, variant] as const))
    const rules = new Set(merged.map(([, { rule }]) => rule))
    const wanted = {
      en: ['hyphen', 'spelling', 'permutation', 'abbreviation', 'inflection', 'long-form'],
      ja: ['long-vowel', 'translation', 'okurigana', 'abbreviation', 'kanji-variant'],
      other: ['inflection'],
    }
    expect([...rules]).toEqual(expect.arrayContaining(wanted[language]))
    for (const [concept, variant] of merged) {
      const ref = (key: string) => ({ language, key, sense: 0 })
      const after = await concepts(language, { cannotLink: [[ref(concept.key), ref(variant.key)]] } as never)
      const [kept, taken] = [holder(after, concept.headword), holder(after, variant.surface)]
      expect(kept, `${concept.headword} | ${variant.surface}`).toBeDefined()
      expect(taken, `${concept.headword} | ${variant.surface}`).not.toBe(kept)
    }
  })
})

it('counts each form once when the forms of one word are parted', async () => {
  const ref = (key: string) => ({ language: 'en' as const, key, sense: 0 })
  const before = holder(await concepts('en'), 'color profile')!
  const after = await concepts('en', { cannotLink: [[ref('color profile'), ref('color profiles')]] } as never)
  const [kept, taken] = [holder(after, 'color profile')!, after.find(({ key }) => key === 'color profiles')]
  expect(taken?.frequency).toBe(1)
  expect(kept.frequency).toBe(before.frequency - 1)
})
