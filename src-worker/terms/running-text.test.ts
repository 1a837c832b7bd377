import { describe, expect, it } from 'vitest'
import { conceptsOf } from './concepts.ts'
import { fingerprint, standsInRepeatedText, vote } from './repeated.ts'
import { analysed, ranked } from './testing.ts'

type Language = 'en' | 'ja'

const candidates = async (text: string, language: Language, path = 'test.md'): Promise<string[]> =>
  (await analysed(text, language, path)).analysis.candidates.map((one) => one.key)
const headwords = async (texts: readonly string[], language: Language): Promise<string[]> =>
  conceptsOf(await ranked(texts, language)).map((one) => one.headword.toLowerCase())

describe('no terms come from', () => {
  it.each(['References', 'Bibliography', 'Further reading', '5. License', 'Licenses', 'Copyright notice', 'Acknowledgements'])(
    'a section "%s", until the next heading of its level',
    async (title) => {
      const found = await candidates(
        `# Berths\n\nA bollard stands.\n\n## ${title}\n\nSmith, widget journal.\n\n## Cranes\n\nA spreader lifts.`,
        'en',
      )
      expect(found).toEqual(expect.arrayContaining(['bollard', 'spreader']))
      expect(found.join('\n')).not.toMatch(/widget|journal|smith/u)
    },
  )

  it.each(['参考文献', '参考資料', 'ライセンス', '著作権', '免責事項', '謝辞'])('a section 「%s」', async (title) => {
    const found = await candidates(
      `# 岸壁\n\n係留索を張る。\n\n## ${title}\n\n港湾技術研究会の雑誌。\n\n## 荷役\n\nスプレッダーを下ろす。`,
      'ja',
    )
    expect(found).toEqual(expect.arrayContaining(['係留索', 'スプレッダー']))
    expect(found.join('\n')).not.toMatch(/港湾|雑誌/u)
  })

  it('a licence file, whatever its headings', async () => {
    const mit =
      'MIT License\n\nCopyright (c) 2021 Zorblat authors\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of the widget.\n\nThe widget comes without warranty of merchantability.'
    expect(await candidates(mit, 'en', 'LICENSE.txt')).toEqual([])
    const ja = '使用許諾契約書\n\n本ソフトウェアを使用する前に必ずお読みください。\n\n使用者は歯車を複製できません。'
    expect(await candidates(ja, 'ja', 'LICENSE.txt')).toEqual([])
  })

  it('a notice of rights among other text', async () => {
    const found = await candidates('A bollard stands.\n\n© 2024 Zorblat Harbour Company. All rights reserved.\n\nA spreader lifts.', 'en')
    expect(found).toEqual(expect.arrayContaining(['bollard', 'spreader']))
    expect(found.join('\n')).not.toMatch(/zorblat|harbour/u)
    const ja = await candidates('係留索を張る。\n\n本書の内容の無断転載を禁じます。歯車出版。\n\n荷役を始める。', 'ja')
    expect(ja).toContain('係留索')
    expect(ja.join('\n')).not.toMatch(/歯車/u)
  })

  it('a bar of links', async () => {
    const bar = '[Widget home](a.md) | [Gear tour](b.md) | [Contact desk](c.md)'
    const found = await candidates(`${bar}\n\nSee the [bollard](d.md) and the [spreader](e.md) of a [crane](f.md).`, 'en')
    expect(found).toEqual(expect.arrayContaining(['bollard', 'spreader', 'crane']))
    expect(found.join('\n')).not.toMatch(/widget|gear|contact/u)
    const ja = await candidates('[歯車案内](a.md)・[連絡窓口](b.md)・[会社概要](c.md)\n\n係留索を張る。', 'ja')
    expect(ja).toEqual(expect.arrayContaining(['係留索']))
    expect(ja.join('\n')).not.toMatch(/歯車|窓口|会社/u)
  })

  it('the navigation of a page', async () => {
    const found = await candidates(
      '<nav><a href="a">Widget home</a></nav><main><p>A bollard stands.</p></main><footer>Gear desk</footer>',
      'en',
      'a.html',
    )
    expect(found).toContain('bollard')
    expect(found.join('\n')).not.toMatch(/widget|gear/u)
  })
})

describe('rows of short items', () => {
  it('are bars of languages or pages, no text', async () => {
    const found = await candidates(
      'The bollard stands.\n\nAvailable languages: da | de | quonk\n\nWidget › Gadget › Gizmo\n\nThe crane | hoist pair lifts a spreader, and the winch › drum stays.',
      'en',
    )
    expect(found).toEqual(expect.arrayContaining(['bollard', 'spreader']))
    expect(found.join('\n')).not.toMatch(/quonk|widget|gizmo/u)
  })
})

describe('text repeated across files', () => {
  it('may be as short as what an option says', async () => {
    const names = ['bollard', 'crane', 'spreader', 'winch', 'fender', 'hoist']
    const texts = names.map((name) => `# ${name}\n\nThe ${name} is old.\n\n- Silent gizmo output\n\nA ${name} stands.`)
    const found = await headwords(texts, 'en')
    expect(found).toEqual(expect.arrayContaining(['bollard', 'crane']))
    expect(found.join('\n')).not.toMatch(/gizmo/u)
  })

  const subjects = ['bollard', 'spreader', 'crane', 'quay', 'berth', 'gate', 'truck']
  const notice = 'Ask the widget helpdesk of your harbour office whenever a gearbox handbook is missing, page'
  const texts = subjects.map(
    (one, i) =>
      `# About\n\nThe ${one} is inspected every year. Every ${one} has a number of its own, and every ${one} is painted.\n\n${notice} ${i + 1}.`,
  )

  it('gives no terms', async () => {
    const found = await headwords(texts, 'en')
    expect(found).toEqual(expect.arrayContaining(subjects))
    expect(found.join('\n')).not.toMatch(/widget|helpdesk|gearbox|harbour/u)
  })

  it('gives terms that stand elsewhere too', async () => {
    const found = await headwords(
      [...texts, 'The gearbox handbook is here. A gearbox handbook is thick. A gearbox handbook is long.'].concat([
        'The gearbox handbook is old.',
        'Read the gearbox handbook now.',
        'A gearbox handbook is heavy.',
      ]),
      'en',
    )
    expect(found).toContain('gearbox handbook')
    expect(found).not.toContain('widget helpdesk')
  })

  it('gives no terms in Japanese', async () => {
    const things = ['係留索', '防舷材', '揚貨機', '岸壁', '倉庫', '桟橋']
    const found = await headwords(
      things.map(
        (one, i) =>
          `${one}を毎年点検する。${one}には番号がある。${one}を色で塗り分け、傷のある${one}は取り替える。\n\n不明な点は歯車相談窓口の担当部署までお問い合わせください（${i}頁）。`,
      ),
      'ja',
    )
    expect(found).toEqual(expect.arrayContaining(things))
    expect(found.join('\n')).not.toMatch(/歯車|窓口/u)
  })

  it('is not told from three versions of one manual', async () => {
    expect(
      await headwords(
        Array.from({ length: 3 }, () => texts[0]!),
        'en',
      ),
    ).toContain('widget helpdesk')
  })

  it('is the same text whatever its digits, case and white space; headings and short blocks never are', () => {
    const block = (text: string, kind: 'paragraph' | 'heading' = 'paragraph') => fingerprint({ kind, text })
    expect(block('Page 3 of the  Harbour handbook, 2021')).toBe(block('Page 14 of the harbour handbook, 2024'))
    expect(block('Page 3 of the Harbour handbook, 2021')).not.toBe(block('Page 3 of the harbour notebook, 2021'))
    expect(block('Page 3 of the Harbour handbook, 2021', 'heading')).toBe(0)
    expect(block('See the crane')).toBe(0)
  })

  it('is counted in constant memory, in any order', () => {
    const count = (places: readonly number[]) => {
      const repeats = { block: 0, votes: 0 }
      for (const place of places) vote(repeats, place)
      return standsInRepeatedText(repeats, places.length, places.length)
    }
    expect(count([7, 7, 7, 7, 7])).toBe(true)
    expect(count([0, 7, 7, 7, 7, 7, 7, 7, 7, 7])).toBe(true)
    expect(count([7, 0, 3, 7, 7])).toBe(false)
    expect(count([7, 7, 7])).toBe(false)
    expect(count([0, 0, 0, 0, 0])).toBe(false)
  })
})
