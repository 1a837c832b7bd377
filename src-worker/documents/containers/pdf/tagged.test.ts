import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { Budget, LIMITS } from '../limits.ts'
import { ContainerText } from '../output.ts'
import { document } from '../testing.ts'
import { layOut } from './layout.ts'
import type { Page, PageItem } from './page.ts'
import type { Leaf } from './tags.ts'
import { type Element, pages, type Shown, taggedPage } from './testing.ts'

const line = (y: number, text: string, x = 50, size = 10): Shown => [x, y, text, size]

describe('tagged pdf', { timeout: 30_000 }, () => {
  /** Written bottom first, as some writers do: only the tree knows the order. */
  const SHOWN: readonly Shown[] = [
    line(100, '1', 50, 10),
    line(100, 'The list is kept for seven years.', 60),
    line(300, 'berth'),
    line(300, 'A place where a vessel lies.', 250),
    line(320, 'Term'),
    line(320, 'Definition', 250),
    line(400, '-', 50),
    line(400, 'Rig the ladder.', 60),
    line(700, 'Harbour words'),
    line(680, 'A berth is a place where'),
    line(668, 'a vessel is moored.'),
    line(280, 'Words of the trade'),
  ]
  const TREE: Element = [
    'Document',
    ['H2', 8],
    ['P', 9, ['Span', 10], ['Note', ['Lbl', 0], ['P', 1]]],
    ['L', ['LI', ['Lbl', 6], ['LBody', ['P', 7]]]],
    ['Table', ['THead', ['TR', ['TH', ['P', 4]], ['TH', ['P', 5]]]], ['TBody', ['TR', ['TD', 2], ['TD', 3]]]],
    ['Caption', 11],
  ]

  it('gives order, headings, lists, tables, captions and notes as the structure tree says them', async () => {
    const output = await document('pdf', taggedPage(SHOWN, TREE, { artifacts: [line(780, 'HARBOUR HANDBOOK')] }))
    expect(outline(output)).toEqual([
      'heading2: Harbour words',
      'paragraph: A berth is a place where a vessel is moored.',
      'list-item1: Rig the ladder.',
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: berth',
      'table-cell[1,1]: A place where a vessel lies.',
      'caption: Words of the trade',
      'paragraph: The list is kept for seven years.',
    ])
  })

  it('takes tags for nothing where the file does not say it is tagged, or suspects them', async () => {
    const plain = outline(await document('pdf', pages(SHOWN)))
    for (const markInfo of ['<</Marked false>>', '<</Marked true/Suspects true>>', '12', '<</Marked/Maybe>>'])
      expect(outline(await document('pdf', taggedPage(SHOWN, TREE, { markInfo })))).toEqual(plain)
  })

  const text = Array.from({ length: 14 }, (_, i) =>
    line(700 - i * 12, `Sentence ${'abcdefghijklmn'[i]} says where a vessel lies and for how long.`),
  )
  const said = text.map((one) => one[2]).join(' ')
  const all = text.map((_, i) => i)

  const LIES: readonly (readonly [string, Element])[] = [
    ['leads to little of the text', ['Document', ['P', 3], ['P', 1]]],
    ['names texts that are not there', ['Document', ['P', 77, 1000, 3]]],
    ['turns the page upside down', ['Document', ...[...all].reverse().map((i): Element => ['P', i])]],
    ['goes to and fro', ['Document', ...all.map((i): Element => ['P', (i * 5) % 14])]],
    ['calls everything the label of a list item', ['Document', ['L', ['LI', ['Lbl', ...all]]]]],
    ['calls everything no content', ['Artifact', ...all]],
    ['calls everything a reading', ['Document', ['Ruby', ['RT', ...all]]]],
    ['is empty', ['Document']],
  ]
  it.each(LIES)('falls back to the places of the text where the tree %s', async (_, tree) => {
    const output = await document('pdf', taggedPage(text, tree))
    expect(output.blocks.map((block) => block.text).join(' ')).toBe(said)
    expect(output.blocks.every(({ kind }) => kind === 'paragraph')).toBe(true)
  })

  it('falls back where a page says that what stands on it is no content', async () => {
    const output = await document('pdf', taggedPage([line(100, 'Page one of one')], ['P', 0], { artifacts: text }))
    expect(output.blocks.map((block) => block.text).join(' ')).toContain(said)
  })

  it('believes no tree in which everything is a heading, or a table of contents', async () => {
    for (const role of ['H1', 'TOC']) {
      const output = await document('pdf', taggedPage(text, ['Document', ...all.map((i): Element => [role, i])]))
      expect(output.blocks.every(({ kind }) => kind === 'paragraph')).toBe(true)
      expect(output.blocks.map((block) => block.text).join(' ')).toBe(said)
    }
  })

  it('gives each text once, however often the tree names it', async () => {
    const output = await document('pdf', taggedPage(text, ['Document', ['P', ...all], ['P', ...all], ['Table', ['TR', ['TD', ...all]]]]))
    expect(output.blocks.map((block) => block.text).join(' ')).toBe(said)
  })

  it('stands trees that hang in themselves, are deep, or are of the wrong kind', async () => {
    let deep: Element = ['P', ...all]
    for (let i = 0; i < 1000; i++) deep = ['Div', deep]
    const files = [
      taggedPage(text, deep),
      // Every element says to be its own child and parent.
      taggedPage(text, ['Document', ['P', ...all]], { extra: '/K[9 0 R 10 0 R 0 1]/P 10 0 R' }),
      taggedPage(text, ['Document', ['P', ...all]], { extra: '/S 12/Pg 8 0 R' }),
      taggedPage(text, ['Table', ['TD', ...all]], { extra: '/A<</ColSpan 99999999>>' }),
      taggedPage(text, ['TR', ['LI', ['TR', ['L', ['TH', ...all]]]]]),
    ]
    for (const file of files) {
      const { blocks } = await document('pdf', file)
      expect(blocks.map((block) => block.text).join(' ')).toContain('Sentence a says where a vessel lies')
    }
  })

  it('reads ruby by its tags, and a box made of a table as text', async () => {
    const shown: readonly Shown[] = [
      [50, 700, '8b448ed4', 10, 'J'],
      [50, 711, '82ab82b582e1', 5, 'J'],
      [70, 700, '82cc97b7', 10, 'J'],
      line(600, 'A box says what to mind.'),
    ]
    const tree: Element = ['Document', ['P', ['Ruby', ['RB', 0], ['RT', 1]], 2], ['Table', ['TR', ['TD', ['P', 3]]]]]
    const { blocks } = await document('pdf', taggedPage(shown, tree))
    expect(blocks.map(({ kind, text: said }) => [kind, said])).toEqual([
      ['paragraph', '汽車の旅'],
      ['paragraph', 'A box says what to mind.'],
    ])
    expect(blocks[0]!.spans).toEqual([{ kind: 'ruby', start: 0, end: 2, reading: 'きしゃ' }])
  })
})

describe('tagged pages one after the other', () => {
  const item = (text: string, y = 700): PageItem => ({ text, x: 50, y, width: text.length * 5, size: 10, mono: false })
  const leaf = (kind: Leaf['kind'], text: string, y?: number): Leaf => ({ kind, items: [item(text, y)] })
  const read = (...leaves: Leaf[][]): string[] => {
    const into = new ContainerText(new Budget(LIMITS))
    layOut(
      leaves.map((of, i): Page => ({ number: i + 1, items: of.flatMap(({ items }) => items), leaves: of })),
      into,
    )
    return outline(into.finish())
  }

  it('give a paragraph over two pages once, the notes between its halves after it', () => {
    expect(
      read(
        [leaf('paragraph', 'A berth is a place where'), leaf('note', 'A note.', 100)],
        [leaf('paragraph', 'a vessel lies.'), leaf('heading', 'Next', 600)],
      ),
    ).toEqual(['paragraph: A berth is a place where a vessel lies.', 'paragraph: A note.', 'heading1: Next'])
    expect(read([leaf('paragraph', 'A sentence.')], [leaf('paragraph', 'Another one.')])).toHaveLength(2)
  })

  it('give a table over two pages as one, its repeated header row once', () => {
    const table = (rows: readonly (readonly string[])[]): Leaf[] => {
      const is = { rows: rows.length, columns: 2, heads: new Set([0]) }
      return rows.flatMap((cells, row) =>
        cells.map((text, column): Leaf => ({ kind: 'table-cell', cell: { table: is, row, column }, items: [item(text, 700 - row * 20)] })),
      )
    }
    expect(
      read(
        table([
          ['Term', 'Definition'],
          ['berth', 'A place.'],
        ]),
        table([
          ['Term', 'Definition'],
          ['buoy', 'A float.'],
        ]),
      ),
    ).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: berth',
      'table-cell[1,1]: A place.',
      'table-cell[2,0]: buoy',
      'table-cell[2,1]: A float.',
    ])
  })
})

describe('furigana of a page without tags', () => {
  // 汽車の旅, above it きしゃ in half the size.
  const base: Shown = [50, 700, '8b448ed482cc97b7', 10, 'J']
  it.each([
    ['right above its base', [50, 711, '82ab82b582e1', 5, 'J'] as Shown, ['汽車', 'きしゃ']],
    ['above another part of the line', [80, 711, '82bd82d1', 5, 'J'] as Shown, ['旅', 'たび']],
  ])('stands %s', async (_, furigana, [word, reading]) => {
    const { blocks } = await document('pdf', pages([furigana, base]))
    expect(blocks.map((block) => block.text)).toEqual(['汽車の旅'])
    const [span] = blocks[0]!.spans!
    expect([blocks[0]!.text.slice(span!.start, span!.end), span!.reading]).toEqual([word, reading])
  })

  it('stands over a base with room between its characters, as where it is longer than they are', async () => {
    // 係 船 柱を置く。, in three pieces as Chromium sets them; above it けいせんちゅう.
    const bases: Shown[] = [
      [50, 700, '8c57', 10, 'J'],
      [63, 700, '9144', 10, 'J'],
      [76, 700, '928c82f0927582ad8142', 10, 'J'],
    ]
    const { blocks } = await document('pdf', pages([[50, 711, '82af82a282b982f182bf82e382a4', 5, 'J'], ...bases]))
    expect(blocks.map((block) => block.text)).toEqual(['係船柱を置く。'])
    expect(blocks[0]!.spans).toEqual([{ kind: 'ruby', start: 0, end: 3, reading: 'けいせんちゅう' }])
  })

  it('is text of its own where nothing stands below it', async () => {
    const { blocks } = await document('pdf', pages([[50, 780, '82ab82b582e1', 5, 'J'], base]))
    expect(blocks.map((block) => block.text)).toEqual(['きしゃ', '汽車の旅'])
  })

  it('costs no time to speak of, however much small text there is', async () => {
    const crowd = Array.from({ length: 3000 }, (_, i): Shown => [(i * 37) % 500, 705 + (i % 9), '82ab', 5, 'J'])
    const { blocks } = await document('pdf', pages([...crowd, ...Array<Shown>(3000).fill(base)]))
    expect(blocks.length).toBeGreaterThan(0)
  })
})
