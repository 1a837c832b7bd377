import { describe, expect, it } from 'vitest'
import { corpusOf } from './testing.ts'
import { groupsOf, linkVariants, permuted, spellingForm } from './variants.ts'
import { kanjiForm, longVowelForm, okuriganaForm } from './variants-japanese.ts'

async function groupsIn(text: string, language: 'en' | 'ja'): Promise<string[][]> {
  const corpus = (await corpusOf([text], language)).languages.get(language)!
  return groupsOf(corpus, await linkVariants(corpus))
    .filter((group) => group.members.length > 1)
    .map((group) =>
      group.members.map((member) => `${member.key}${group.rules.has(member.key) ? `:${group.rules.get(member.key)}` : ''}`).sort(),
    )
    .sort()
}

describe('English variants', () => {
  it('folds plural, case and hyphen into one candidate', async () => {
    const corpus = (await corpusOf(['The work-tree is old. The work tree is new. Both work trees are bad.'], 'en')).languages.get('en')!
    const candidate = corpus.candidates.get('work tree')
    expect(candidate?.surfaces.map((one) => one.surface)).toEqual(expect.arrayContaining(['work-tree', 'work tree', 'work trees']))
  })

  it('joins closed compounds, spellings, permutations and abbreviations', async () => {
    const text = [
      'The file system is big. A filesystem is a tree of the file system.',
      'The color profile and the colour profile match. The color profile wins.',
      'The speed of wind is known. The wind speed is noisy. A high wind speed is rare. The speed of wind is zero.',
      'A directed acyclic graph (DAG) has no cycles. The directed acyclic graph is drawn.',
    ].join('\n\n')
    const groups = await groupsIn(text, 'en')
    expect(groups).toContainEqual(['file system', 'filesystem:hyphen'])
    expect(groups).toContainEqual(['color profile', 'colour profile:spelling'])
    expect(groups).toContainEqual(['speed of wind:permutation', 'wind speed'])
    expect(groups).toContainEqual(['dag:abbreviation', 'directed acyclic graph'])
  })

  it('joins plurals the tagger left, and keeps what is done apart from what is left', async () => {
    const text =
      '# REFS\n\nA ref is a name. Every ref points to a commit.\n\nDistributed tracing is new. Distributed tracing helps. A distributed trace is long.'
    const groups = await groupsIn(text, 'en')
    expect(groups).toContainEqual(['ref', 'refs:inflection'])
    expect(groups.flat().join(' ')).not.toContain('tracing')
  })

  it('keeps expansions apart', async () => {
    const groups = await groupsIn('Wind speed grows. The wind speed variation is high. Wind speed variation matters.', 'en')
    expect(groups).toEqual([])
  })

  it('has one spelling for -ise and -our', () => {
    expect(spellingForm('normalise')).toBe(spellingForm('normalize'))
    expect(spellingForm('behaviours')).toBe(spellingForm('behaviors'))
    expect(spellingForm('centre')).toBe(spellingForm('center'))
    expect(spellingForm('hour')).toBe('hour')
  })

  it('permutes only one `of`', () => {
    expect(permuted({ key: 'decrease of wind', shape: 'NON' })).toBe('wind decrease')
    expect(permuted({ key: 'wind speed', shape: 'NN' })).toBeNull()
  })
})

describe('Japanese variants', () => {
  it.each([
    ['コレクター', 'コレクタ'],
    ['インターフェイス', 'インターフェース'],
    ['ヴァイオリン', 'バイオリン'],
    ['サーバー', 'サーバ'],
  ])('%s = %s', (a, b) => expect(longVowelForm(a)).toBe(longVowelForm(b)))

  it('keeps different words apart', () => {
    expect(longVowelForm('キー')).not.toBe(longVowelForm('キ'))
    expect(longVowelForm('カード')).not.toBe(longVowelForm('カド'))
    expect(okuriganaForm('食べる')).toBe('食べる')
  })

  it('folds okurigana and old kanji', () => {
    expect(okuriganaForm('取り込み')).toBe(okuriganaForm('取込み'))
    expect(okuriganaForm('切り替え')).toBe(okuriganaForm('切替'))
    expect(kanjiForm('髙橋')).toBe('高橋')
  })

  it('joins long vowels, width, middle dots and bracketed translations', async () => {
    const text =
      'コレクターを起動する。コレクタは速い。コレクターが止まる。\n\n属性（アトリビュート）を付ける。属性は大切だ。属性を読む。\n\nソフトウェア・ライセンスとソフトウェアライセンスを読む。'
    const groups = await groupsIn(text, 'ja')
    expect(groups).toContainEqual(['コレクター', 'コレクタ:long-vowel'].sort())
    expect(groups).toContainEqual(['アトリビュート:translation', '属性'])
    const corpus = (await corpusOf([text], 'ja')).languages.get('ja')!
    expect(corpus.candidates.get('ソフトウェアライセンス')?.total).toBe(2)
  })

  const often = (word: string, times: number): string => Array.from({ length: times }, (_, i) => `${word}を第${i}表に記す。`).join('')

  it('joins a katakana name given once, used once more, and far rarer than the kanji word', async () => {
    const text = `${often('閾値', 24)}\n\n閾値（スレッショルド）は上限を決める。スレッショルドを下げる。`
    expect(await groupsIn(text, 'ja')).toContainEqual(['スレッショルド:translation', '閾値'])
  })

  it('joins no example that is spoken of as often as what it is an example of', async () => {
    expect(await groupsIn(`${often('果物', 6)}\n\n果物（リンゴ）を積む。リンゴを冷やす。`, 'ja')).toEqual([])
    expect(await groupsIn(`${often('果物', 24)}\n\n果物（リンゴ）を積む。${often('リンゴ', 3)}`, 'ja')).toEqual([])
  })

  it('takes a bracketed remark for no translation', async () => {
    const text =
      'バックエンド（Zipkin）に送る。Zipkinは速い。Zipkinを使う。Zipkinが好き。Zipkinへ送る。Zipkinと比べる。バックエンドを選ぶ。'
    expect(await groupsIn(text, 'ja')).toEqual([])
  })
})
