import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read } from '../testing.ts'

const HEAD = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}{\f1\fnil\fcharset128 MS Mincho;}{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset0\cpg1251 Cyr;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s5\sbasedon1 Mine;}{\s7 caption;}{\*\cs9 Source Text;}}{\info{\title No title}}`
const rtf = (body: string): Buffer => Buffer.from(`${HEAD}${body}}`, 'latin1')
const lines = async (body: string) => outline(await document('rtf', rtf(body)), true)
const hex = (text: string, page: string): string =>
  [...iconv.encode(text, page)].map((byte) => `\\'${byte.toString(16).padStart(2, '0')}`).join('')

describe('rtf', () => {
  it('reads headings by style, paragraphs with marks, special characters, links', async () => {
    expect(
      await lines(
        String.raw`{\header no}\pard\s1 Glossary\par\pard\s5 Part\par\pard\plain A {\b berth}\i  plan\i0\~is\emdash {\v secret}{\deleted old}a {\field{\*\fldinst HYPERLINK "http://a"}{\fldrslt link}}, co\_op \{x\} \ldblquote q\rdblquote{\cs9  x()}{\*\unknown no}.\par\pard\outlinelevel1 Two\par\pard\s7 Figure 1\par`,
      ),
    ).toEqual([
      'heading1: Glossary',
      'heading1: Part',
      'paragraph: A berth plan is—a link, co-op {x} “q” x(). {strong:berth, emphasis:plan, link:link, code: x()}'.replace(
        'code: x()',
        'code:x()',
      ),
      'heading2: Two',
      'caption: Figure 1',
    ])
  })

  it('reads code pages of fonts, Unicode with its stand-ins, surrogates; signs of symbol fonts are no letters', async () => {
    expect(
      await lines(
        String.raw`\pard\f1 ${hex('用語集ボックス', 'cp932')}\f0 caf\'e9 \f3 ${hex('да', 'cp1251')}\f0\par\pard\uc2\u29992\'97\'70\uc1\u-30050?\u-10179?\u-8704?{\f2 abc}\uc0\u233 t\par`,
      ),
    ).toEqual(['paragraph: 用語集ボックスcafé да', 'paragraph: 用語😀ét'])
  })

  it('reads Western letters of a Latin font in a file whose own code page is Japanese, and Japanese in that font', async () => {
    const file = String.raw`{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 MS Mincho;}{\f1\fcharset0 Arial;}}\pard{\f1 caf\'e9, na\'efve}\par{\f1 \'8d\'60}{\f0 \'8a\'dd}\par}`
    expect(outline(await document('rtf', Buffer.from(file, 'latin1')), true)).toEqual(['paragraph: café, naïve', 'paragraph: 港岸'])
  })

  it('reads lists, with and without list numbers of its own', async () => {
    expect(
      await lines(
        String.raw`\pard\ls1\ilvl1{\listtext 1.\tab}one\par\pard{\pntext\f2\'b7\tab}\ls2 two\par\pard \bullet \tab three\par\pard - no item\par`,
      ),
    ).toEqual(['list-item2: one', 'list-item1: two', 'list-item1: three', 'paragraph: - no item'])
  })

  it('reads tables: header row, cells of several paragraphs, tables inside', async () => {
    const body = String.raw`\trowd\trhdr\cellx1\cellx2\pard\intbl Term\cell Definition\cell\row\trowd\cellx1\cellx2\pard\intbl berth\cell\pard\intbl a\par b\cell\row
\trowd\cellx1\pard\intbl out\par\pard\intbl\itap2 in\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl after\cell\row\pard End\par`
    expect(await lines(body)).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: berth',
      'table-cell[1,1]: a b',
      'table-cell[0,0]: in',
      'table-cell[2,0]: out after',
      'paragraph: End',
    ])
  })

  it('reads footnotes, endnotes and comments as parts of their own, text boxes, furigana', async () => {
    const ruby = String.raw`{\field{\*\fldinst EQ \\* jc2 \\* "Font:MS Mincho" \\* hps10 \\o\\ad(\\s\\up 9(${hex('きしゃ', 'cp932')}),${hex('汽車', 'cp932')})}{\fldrslt }}`
    const output = await document(
      'rtf',
      rtf(
        String.raw`\pard A{\super\chftn{\footnote\pard\plain{\super\chftn} the note\par}} line{\*\annotation{\*\atnref 1}\pard why?}{\chftn{\*\footnote\ftnalt\pard end note}}.\par\pard\f1 ${ruby}\'82\'c9\par{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard boxed\par}}{\shprslt no}}{\field{\*\fldinst TOC \\o}{\fldrslt One 3\par}}`,
      ),
    )
    expect(outline(output, true)).toEqual([
      'paragraph: A line.',
      'paragraph: 汽車に {ruby:汽車(きしゃ)}',
      'paragraph: boxed',
      'paragraph: the note',
      'paragraph: why?',
      'paragraph: end note',
    ])
    expect(output.blocks.map(({ part }) => part)).toEqual([undefined, undefined, undefined, 'footnote 1', 'comment 1', 'endnote 1'])
  })

  it('says what cannot be read, reads what is cut off, and stands 400 mutations', { timeout: 60_000 }, async () => {
    expect(await read('rtf', Buffer.from('no rtf'))).toMatchObject({ skipped: 'broken' })
    expect(await read('rtf', rtf(''))).toMatchObject({ skipped: 'no-text' })
    expect(await read('rtf', rtf('{'.repeat(20_000)))).toMatchObject({ skipped: 'limit' })
    expect(await document('rtf', rtf('{half').subarray(0, -2))).toMatchObject({
      decoded: 'hal\n',
      warnings: [expect.stringContaining('ends in the middle')],
    })
    const file = rtf(String.raw`\pard\s1 One\par\trowd\pard\intbl \u29992?\cell\row\pard text{\footnote note}\par`.repeat(30))
    expect((await outcomesOfDamage('rtf', mutations(file, 400))).get('read')).toBeGreaterThan(200)
  })
})
