import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ranked } from './testing.ts'
import { FEATURE_NAMES } from './weights.ts'

const featuresOf = async (
  texts: readonly string[],
  language: 'en' | 'ja',
  key: string,
  options: Parameters<typeof ranked>[2] = {},
): Promise<Readonly<Record<string, unknown>> | undefined> =>
  (await ranked(texts, language, options)).glossary.find((one) => one.group.members[0]!.key === key)?.scores.contributions

describe('what the folder is about', () => {
  const references = () => ({ perMillion: (word: string) => (word === 'zorblat' ? 0.1 : 2000), has: () => true })
  const about = Array.from(
    { length: 20 },
    (_, i) => `The Zorblat collection ${i} holds a widget. A collection is a set of widgets. Zorblat is fast.`,
  )

  it('lists `Zorblat collection` behind `collection` where every document names Zorblat', async () => {
    expect(await featuresOf(about, 'en', 'zorblat collection', { references })).toHaveProperty('aboutFolder')
    expect(await featuresOf(about, 'en', 'collection', { references })).not.toHaveProperty('aboutFolder')
  })

  it('needs enough documents to say so', async () => {
    expect(await featuresOf(about.slice(0, 5), 'en', 'zorblat collection', { references })).not.toHaveProperty('aboutFolder')
  })
})

describe('single words', () => {
  it('are adjectives only where they are tagged so nearly always', async () => {
    const texts = [
      'A variable holds a value. The variable part changes. Every variable has a name. Variables are typed. A remarkable widget fell.',
    ]
    expect(await featuresOf(texts, 'en', 'variable')).not.toHaveProperty('adjective')
    expect(await featuresOf(texts, 'en', 'remarkable')).toHaveProperty('adjective')
  })

  it('that are adjectives lead a glossary only where somebody marked them', async () => {
    const plain = await featuresOf(['A remarkable widget fell. The remarkable gear fell.'], 'en', 'remarkable')
    const marked = await featuresOf(['A *remarkable* widget fell. The remarkable gear fell.'], 'en', 'remarkable')
    expect(plain).toMatchObject({ adjective: [1, -3.2, -0.4] })
    expect(marked).toMatchObject({ adjective: [1, -0.8, -0.4] })
  })

  it('are no terms when they count', async () => {
    expect(await featuresOf(['Two widgets meet two gears. Two is enough. Hundred widgets fell.'], 'en', 'two')).toBeUndefined()
  })

  it('nearly always inside longer terms go behind', async () => {
    const texts = [`${'The semantic convention is kept. '.repeat(9)}The rest is semantic noise. A semantics is old.`]
    expect(await featuresOf(texts, 'en', 'semantic')).toMatchObject({ adjective: [1, -3.2, -0.4] })
  })
})

describe('hyphenated words', () => {
  const references = () => ({ perMillion: (word: string) => (word === 'fast' || word === 'forward' ? 300 : 0.5), has: () => true })

  it('are one word: neither something fast nor as common as `forward`', async () => {
    const texts = [`${'The merge is a fast-forward. '.repeat(6)}A Fast-forward ends it.`]
    const notListed = () => ({ ...references(), has: (word: string) => !word.includes('-') })
    const features = await featuresOf(texts, 'en', 'fast forward', { references: notListed })
    expect(features).toHaveProperty('specificity')
    expect(features).not.toHaveProperty('genericFirst')
    expect((features!.specificity as number[])[0]).toBeGreaterThan(2)
  })

  it('stay two words where the folder writes them apart', async () => {
    const texts = ['The work-tree is new. The work tree is old. A work tree holds files.']
    const features = await featuresOf(texts, 'en', 'work tree', { references })
    expect(features).toMatchObject({ compound: [2, 0.25, 0] })
  })

  it('that measure are no terms', async () => {
    const texts = ['The 4-byte is read. A 4-byte signature follows. The 4-byte signature ends.']
    expect(await featuresOf(texts, 'en', '4 byte')).toBeUndefined()
    expect(await featuresOf(texts, 'en', '4 byte signature')).toBeDefined()
  })
})

it('takes a participle behind a form of be for no noun', async () => {
  const texts = ['The setting is overridden by the file. It was overridden. The widget is overridden.']
  expect(await featuresOf(texts, 'en', 'overridden')).toBeUndefined()
})

describe('Japanese documents', () => {
  it('put what never stands alone the further behind the more often it occurs', async () => {
    const bound = async (times: number): Promise<number> => {
      const features = await featuresOf(['分散バックエンドを使う。'.repeat(times)], 'ja', 'エンド')
      return (features?.nestedOnly as number[] | undefined)?.[1] ?? 0
    }
    expect(await bound(40)).toBeLessThan(await bound(4))
  })

  it('take 各 for no part of a term, and 有効化 for a verb', async () => {
    const texts = ['各コンポーネントを有効化する。各コンポーネントの有効化。コンポーネントを見る。再起動する。請求書を送る。']
    expect(await featuresOf(texts, 'ja', '各コンポーネント')).toBeUndefined()
    expect(await featuresOf(texts, 'ja', 'コンポーネント')).toBeDefined()
    expect(await featuresOf(texts, 'ja', '有効化')).toHaveProperty('weak')
    expect(await featuresOf(texts, 'ja', '再起動')).toHaveProperty('weak')
    expect(await featuresOf(texts, 'ja', '請求書')).not.toHaveProperty('weak')
  })

  it('put a Latin word behind where katakana is written more often', async () => {
    const texts = ['コレクターはデータを集める。コレクターを動かす。コレクターを止める。Collectorも使う。Widgetを使う。']
    expect(await featuresOf(texts, 'ja', 'collector')).toHaveProperty('inKatakana')
    expect(await featuresOf(texts, 'ja', 'widget')).not.toHaveProperty('inKatakana')
  })

  it('take 〜的 for an adjective', async () => {
    expect(await featuresOf(['宣言的に書く。宣言的な設定を読む。宣言的だ。'], 'ja', '宣言的')).toHaveProperty('adjective')
  })

  it('hold English furniture no more than English ones do', async () => {
    expect(await featuresOf(['Okと表示する。Okを押す。Getting Startedを読む。Widgetを使う。'], 'ja', 'ok')).toBeUndefined()
  })
})

it('says in words why a term ranks where it does: every feature has its label in the inspector', () => {
  const file = fileURLToPath(new URL('../../src-renderer/views/inspector/Why.tsx', import.meta.url))
  const labels = readFileSync(file, 'utf8')
  for (const name of FEATURE_NAMES) expect(labels, name).toMatch(new RegExp(`^  ${name}: \\(\\) => i18n\\._\\(`, 'mu'))
})

describe('parts of one longer term', () => {
  const leaders = async (texts: readonly string[], language: 'en' | 'ja'): Promise<string[]> =>
    (await ranked(texts, language)).glossary.map((one) => one.group.members[0]!.key)

  it('are no terms where they are phrases and never stand elsewhere', async () => {
    const texts = [
      'The silent gizmo valve leaks. Close the silent gizmo valve. A silent gizmo valve is old. The bronze lever turns. A lever is bronze.',
    ]
    const found = await leaders(texts, 'en')
    expect(found).toEqual(expect.arrayContaining(['silent gizmo valve', 'gizmo', 'valve', 'lever']))
    expect(found).not.toContain('gizmo valve')
    expect(
      await leaders(
        texts.map((text) => `${text} The gizmo valve is new.`),
        'en',
      ),
    ).toContain('gizmo valve')
  })

  it('are no Japanese terms either', async () => {
    const found = await leaders(['荷役責任者が立つ。荷役責任者を呼ぶ。荷役責任者は一人である。'], 'ja')
    expect(found).toContain('荷役責任者')
    expect(found).not.toContain('荷役責任')
  })

  it('stay where their authors marked them', async () => {
    const texts = ['The silent *gizmo valve* leaks. Close the silent gizmo valve. A silent gizmo valve is old.']
    expect(await leaders(texts, 'en')).toContain('gizmo valve')
  })
})

describe('section titles', () => {
  it('are told where a table of contents links to them as well', async () => {
    const names = ['Bollard', 'Crane', 'Spreader', 'Winch', 'Fender', 'Hoist']
    const texts = names.map(
      (name) =>
        `# ${name}\n\n- [Quonk steps](#quonk-steps)\n\nThe ${name.toLowerCase()} is old.\n\n## Quonk steps\n\nPull. The quonk steps of it are three. See the quonk steps.`,
    )
    expect(await featuresOf(texts, 'en', 'quonk step')).toHaveProperty('sectionTitle')
    expect(await featuresOf(texts.slice(0, 2), 'en', 'quonk step')).not.toHaveProperty('sectionTitle')
  })
})
