import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { parseContainer } from '../index.ts'
import { document, mutations, outcomesOfDamage, read } from '../testing.ts'
import { pageItems } from './items.ts'
import { pages, pdf, type Shown, stream } from './testing.ts'

const text = (x: number, y: number, lines: readonly string[]): Shown[] => lines.map((line, i) => [x, y - i * 12, line])
const LEFT = [
  'The berthing plan says which vessel lies',
  'at which place and for how many hours',
  'it may stay there. It is made every day',
  'by the harbour office, and it is sent to',
  'all the terminals before the next shift.',
  'Changes are told by radio to everyone.',
]
const RIGHT = LEFT.map((line) => line.replace('berthing', 'towage').replace('vessel', 'tug'))

describe('pdf', { timeout: 30_000 }, () => {
  it('reads headings by size, paragraphs, bullets, code and pages; hyphens at line ends are undone', async () => {
    const output = await document(
      'pdf',
      pages(
        [
          [50, 750, 'Harbour Terms', 20],
          [50, 700, 'Berths', 14],
          ...text(50, 670, [
            'A berth is a place where a vessel is moo-',
            'red. A well-known one is the north berth; it is the well-',
            'known berth.',
          ]),
          [50, 600, '\u0095 first point'],
          [50, 588, '\u0095 second point'],
          [50, 550, 'berth = find\\(1\\)', 10, 'M'],
        ],
        [[50, 750, 'On the next page.']],
      ),
    )
    expect(output.title).toBe('Harbour Terms')
    expect(outline(output)).toEqual([
      'heading1: Harbour Terms',
      'heading2: Berths',
      'paragraph: A berth is a place where a vessel is moored. A well-known one is the north berth; it is the well-known berth.',
      'list-item1: first point',
      'list-item1: second point',
      'code: berth = find\\(1\\)',
      'paragraph: On the next page.',
    ])
    expect(output.blocks.map(({ part }) => part)).toEqual([...Array<string>(6).fill('page 1'), 'page 2'])
  })

  it('reads Japanese in a font that is not embedded, without spaces at line ends', async () => {
    // 汽車 / の旅 in Shift_JIS
    const output = await document(
      'pdf',
      pages([
        [50, 700, '8b448ed4', 10, 'J'],
        [50, 688, '82cc97b7', 10, 'J'],
        [50, 600, 'Words.'],
      ]),
    )
    expect(output.blocks[0]!.text).toBe('汽車の旅')
  })

  it.each(['one after the other', 'row by row'])('reads two columns written %s', async (order) => {
    const left = text(50, 700, LEFT)
    const right = text(320, 700, RIGHT)
    const shown = order === 'row by row' ? left.flatMap((line, i) => [line, right[i]!]) : [...left, ...right]
    const output = await document(
      'pdf',
      pages([[50, 740, 'A line that goes over the whole width of the page and both of its columns, as titles do.'], ...shown]),
    )
    expect(
      output.blocks
        .slice(1)
        .map((block) => block.text)
        .join(' '),
    ).toBe([...LEFT, ...RIGHT].join(' '))
  })

  it('takes what follows the columns for a text of its own', async () => {
    const output = await document('pdf', pages([...text(50, 700, LEFT), ...text(320, 700, RIGHT), [50, 626, 'below the columns']]))
    expect(output.blocks.at(-1)!.text).toBe('below the columns')
  })

  const TABLE: readonly (readonly [string, readonly string[]])[] = [
    ['Term', ['Definition']],
    ['berth', ['A place where a vessel', 'lies.']],
    ['towage plan', ['Says which tug takes', 'which line.']],
  ]

  it.each(['row by row', 'column by column'])(
    'reads a table written %s as cells, their lines joined, and what follows it as text',
    async (order) => {
      const places = TABLE.map(([term, lines], row): [Shown, Shown[]] => [
        [50, 700 - row * 40, term],
        lines.map((line, i): Shown => [250, 700 - row * 40 - i * 12, line]),
      ])
      const shown =
        order === 'row by row' ? places.flatMap(([a, b]) => [a, ...b]) : [...places.map(([a]) => a), ...places.flatMap(([, b]) => b)]
      const after: Shown[] = text(50, 560, ['What follows the table is a sentence', 'of its own.'])
      expect(outline(await document('pdf', pages([[50, 740, 'Words', 14], ...shown, ...after])))).toEqual([
        'heading1: Words',
        'table-cell[0,0,header]: Term',
        'table-cell[0,1,header]: Definition',
        'table-cell[1,0]: berth',
        'table-cell[1,1]: A place where a vessel lies.',
        'table-cell[2,0]: towage plan',
        'table-cell[2,1]: Says which tug takes which line.',
        'paragraph: What follows the table is a sentence of its own.',
      ])
    },
  )

  it('reads vertical Japanese, column after column from the right', async () => {
    // 汽車の旅とは遠い所へ行くこと を Shift_JIS
    const column = (x: number, codes: string): Shown[] => codes.match(/.{4}/gu)!.map((code, i) => [x, 700 - i * 10, code, 10, 'J'])
    const first = column(500, '8b448ed482cc97b782c682cd89938fe48f8a82d6')
    const second = column(484, '8d7382ad82b182c6')
    const output = await document('pdf', pages([...first, ...second]))
    expect(output.blocks.map((block) => block.text)).toEqual([expect.stringMatching(/^汽車の旅とは.+行くこと$/u)])
  })

  it.each([
    ['to the left', 1, (i: number) => `0 1 -1 0 ${100 + i * 12} 50`],
    ['upside down', 2, (i: number) => `-1 0 0 -1 550 ${100 + i * 12}`],
    ['to the right', 3, (i: number) => `0 -1 1 0 ${500 - i * 12} 750`],
  ])('reads a page that lies turned %s', async (_, __, place) => {
    const shown = LEFT.map((line, i) => `BT /F 10 Tf ${place(i)} Tm (${line}) Tj ET`).join('\n')
    const file = pdf(['<</Type/Page/Parent 2 0 R/Contents 7 0 R/Rotate 90>>', stream(Buffer.from(shown))], [6])
    expect((await document('pdf', file)).blocks.map((block) => block.text).join(' ')).toBe(LEFT.join(' '))
  })

  it('writes no space where Japanese typesetting puts room around Latin letters, and knows stand-ins of characters', async () => {
    // 汽車 K の旅, the letter in a font of its own a quarter of a space away
    const output = await document(
      'pdf',
      pages([
        [50, 700, '8b448ed4', 10, 'J'],
        [72.5, 700, 'K', 10],
        [81.5, 700, '82cc97b7', 10, 'J'],
      ]),
    )
    expect(output.blocks[0]!.text).toBe('汽車Kの旅')
    const items = ['\u2f54\u5148', '\ufe12'].map((str, i) => ({
      str,
      transform: [10, 0, 0, 10, 50 + i * 20, 700],
      width: 20,
      height: 10,
      fontName: 'f',
    }))
    expect(pageItems({ items, styles: {} }).map(({ text }) => text)).toEqual(['水先', '。'])
    // A font whose only character is such a radical is no font of code, though it counts as monospaced as every CJK font does.
    const styles = { f: { fontFamily: 'monospace' } }
    expect(pageItems({ items: items.slice(0, 1), styles })[0]!.mono).toBe(false)
    expect(pageItems({ items: [{ ...items[0]!, str: '\u2f2f' }], styles })[0]!).toMatchObject({ text: '工', mono: false })
  })

  it('leaves running heads of two pages out, but no title both have, and the number a note begins with', async () => {
    const body = ['A berth is a place where a ship may lie', 'It is marked by a buoy in all weathers.']
    const page = (n: number): Shown[] => [
      [50, 780, `Handbook, sheet ${n}`],
      [50, 740, 'Berths', 18],
      [50, 700, body[0]!],
      [223, 704, '7', 6],
      [50, 688, body[1]!],
    ]
    const note: Shown[] = [[50, 60, '7 The list is kept.', 8]]
    expect(outline(await document('pdf', pages([...page(1), ...note], page(2))))).toEqual([
      'heading1: Berths',
      `paragraph: ${body.join(' ')}`,
      'paragraph: The list is kept.',
      'heading1: Berths',
      `paragraph: ${body.join(' ')}`,
    ])
  })

  it('leaves the marks of footnotes out, wherever they stand', async () => {
    const output = await document(
      'pdf',
      pages([
        [50, 700, 'A berth is a place where a ship may lie'],
        [223, 704, '1', 6],
        [50, 688, 'It is marked by a buoy in all weathers.'],
        [50, 100, '1', 6],
        [54, 97, 'The harbour office keeps the list.'],
      ]),
    )
    expect(outline(output)).toEqual([
      'paragraph: A berth is a place where a ship may lie It is marked by a buoy in all weathers.',
      'paragraph: The harbour office keeps the list.',
    ])
  })

  it.each([
    ['a self-', 'lighting buoy', 'a self-lighting buoy'],
    ['first aid, and a first-', 'aid station', 'first aid, and a first-aid station'],
    ['the vessel is moo-', 'red to it', 'the vessel is moored to it'],
    ['towing, tow, in and a tow-', 'ing line', 'towing, tow, in and a towing line'],
  ])('undoes a hyphen at the end of "%s" where it parts a word only', async (first, second, whole) => {
    expect((await document('pdf', pages(text(50, 700, [first, second])))).blocks[0]!.text).toBe(whole)
  })

  it('leaves running heads and page numbers out, and joins a sentence over two pages', async () => {
    const contents = [1, 2, 3, 4].map((n): Shown[] => [
      [50, 780, `Harbour Handbook ${n}`],
      ...text(50, 700, n === 2 ? ['The plan is'] : n === 3 ? ['made every day.'] : ['A sentence.']),
      [300, 20, `- ${n} -`],
    ])
    expect(outline(await document('pdf', pages(...contents)))).toEqual([
      'paragraph: A sentence.',
      'paragraph: The plan is made every day.',
      'paragraph: A sentence.',
    ])
  })

  it('says what cannot be read', async () => {
    expect(await read('pdf', pages([]))).toMatchObject({ skipped: 'no-text', reason: expect.stringContaining('OCR') })
    expect(await read('pdf', Buffer.from('no PDF at all'))).toMatchObject({ skipped: 'broken' })
    expect(await read('pdf', Buffer.from('%PDF-1.7\nand nothing'))).toMatchObject({ skipped: 'broken' })
    const key = `<${'41'.repeat(32)}>`
    const locked = pdf(['<</Type/Page/Parent 2 0 R>>'], [6], `/Encrypt<</Filter/Standard/V 1/R 2/O${key}/U${key}/P -4>>/ID[<00><00>]`)
    expect(await read('pdf', locked)).toMatchObject({ skipped: 'protected' })
  })

  it('is cancelled at once, and stops when the time is up', async () => {
    const file = pages(text(50, 700, LEFT))
    const cancel = new AbortController()
    const reading = parseContainer('pdf', file, 'a.pdf', cancel.signal)
    cancel.abort(new Error('stop'))
    await expect(reading).rejects.toThrow('stop')
    expect(await read('pdf', file, { milliseconds: -1 })).toMatchObject({ skipped: 'limit' })
    expect(await read('pdf', pages(text(50, 700, LEFT), text(50, 700, RIGHT)), { pages: 1 })).toMatchObject({
      warnings: ['Only the first 1 of 2 pages were read.'],
    })
  })

  it('stands damage: mutations', { timeout: 120_000 }, async () => {
    const file = pages(text(50, 700, LEFT), text(50, 700, RIGHT))
    const outcomes = await outcomesOfDamage('pdf', mutations(file, Number(process.env.PDF_MUTATIONS ?? 12)))
    expect(outcomes.get('read')).toBeGreaterThan(1)
  })

  it('loads nothing to draw with: pages are read where the drawing library is not there, and the fonts of the system stay closed', async () => {
    expect((await document('pdf', pages([[50, 750, 'A fender is a cushion.']]))).decoded).toContain('A fender is a cushion.')
    const report = process.report.getReport() as { readonly sharedObjects: readonly string[] }
    expect(report.sharedObjects.length).toBeGreaterThan(0)
    expect(report.sharedObjects.filter((name) => /skia|canvas/u.test(name))).toEqual([])
  })
})
