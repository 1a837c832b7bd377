import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read, zipOf } from '../testing.ts'

const STYLES =
  '<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
const odf = (body: string): Buffer =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content>${STYLES}<office:body>${body}</office:body></office:document-content>`,
  })
const text = (body: string): Buffer => odf(`<office:text>${body}</office:text>`)
const p = (content: string, style = 'Standard'): string => `<text:p text:style-name="${style}">${content}</text:p>`
const lines = async (body: string) => outline(await document('odt', text(body)), true)
const cell = (content: string, attributes = ''): string =>
  `<table:table-cell${attributes && ` ${attributes}`}>${content}</table:table-cell>`

describe('odt', () => {
  it('reads headings, paragraphs, lists, code and captions', async () => {
    const list = `<text:list><text:list-item>${p('a')}${p('more')}<text:list><text:list-item>${p('b')}</text:list-item></text:list></text:list-item></text:list>`
    expect(
      await lines(
        `<text:tracked-changes>${p('deleted')}</text:tracked-changes><text:table-of-content>${p('One 1')}</text:table-of-content>${p('Book', 'Title')}<text:h text:outline-level="2">One</text:h>${p('two  words<text:s text:c="3"/>more')}${list}${p('x()', 'P1')}${p('Figure 1', 'Caption')}`,
      ),
    ).toEqual([
      'heading1: Book',
      'heading2: One',
      'paragraph: two words more',
      'list-item1: a',
      'paragraph: more',
      'list-item2: b',
      'code: x()',
      'caption: Figure 1',
    ])
  })

  it('reads spans, links and ruby', async () => {
    const ruby = '<text:ruby><text:ruby-base>汽車</text:ruby-base><text:ruby-text>きしゃ</text:ruby-text></text:ruby>'
    expect(
      await lines(
        p(
          `a <text:span text:style-name="T1">bold</text:span> <text:a>link</text:a> <text:span text:style-name="Source_20_Text">x()</text:span>`,
        ) + p(`古い${ruby}だ`),
      ),
    ).toEqual(['paragraph: a bold link x() {strong:bold, link:link, code:x()}', 'paragraph: 古い汽車だ {ruby:汽車(きしゃ)}'])
  })

  it('reads tables, notes and comments', async () => {
    const note = `<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>${p('a note')}</text:note-body></text:note>`
    const comment = `<office:annotation><dc:creator>me</dc:creator>${p('why?')}</office:annotation>`
    const table = `<table:table><table:table-header-rows><table:table-row>${cell(p('Term'))}${cell(p('Definition'))}</table:table-row></table:table-header-rows><table:table-row>${cell(p(`x${note}`))}${cell(p('y') + p('z'))}</table:table-row></table:table>`
    const output = await document('odt', text(`${table}${p(`end${comment}`)}`))
    expect(outline(output)).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[1,0]: x',
      'table-cell[1,1]: y z',
      'paragraph: end',
      'paragraph: a note',
      'paragraph: why?',
    ])
    expect(output.blocks.slice(-2).map(({ part }) => part)).toEqual(['footnote 1', 'comment 1'])
  })

  it('says what cannot be read', async () => {
    const locked = zipOf({ 'META-INF/manifest.xml': '<m><manifest:encryption-data x="1"/></m>', 'content.xml': 'noise' })
    expect(await read('odt', locked)).toMatchObject({ skipped: 'protected' })
    expect(await read('odt', zipOf({ a: 'b' }))).toMatchObject({ skipped: 'broken' })
    expect(await read('odt', text(p(' ')))).toMatchObject({ skipped: 'no-text' })
    expect(await read('odt', zipOf({ 'content.xml': '<!DOCTYPE x><x/>' }))).toMatchObject({ skipped: 'broken' })
  })
})

describe('odp', () => {
  it('reads slides, their titles and notes', async () => {
    const frame = (kind: string, content: string): string =>
      `<draw:frame presentation:class="${kind}"><draw:text-box>${content}</draw:text-box></draw:frame>`
    const page = (n: number): string =>
      `<draw:page>${frame('title', p(`Slide ${n}`))}${frame('outline', `<text:list><text:list-item>${p('point')}</text:list-item></text:list>`)}${frame('footer', p('Company'))}<presentation:notes>${frame('notes', p('say it'))}</presentation:notes></draw:page>`
    const output = await document('odp', odf(`<office:presentation>${page(1)}${page(2)}</office:presentation>`))
    expect(output.title).toBe('Slide 1')
    expect(output.blocks.map(({ kind, text, part }) => `${part}: ${kind} ${text}`)).toEqual([
      'slide 1: heading Slide 1',
      'slide 1: list-item point',
      'slide 1 notes: paragraph say it',
      'slide 2: heading Slide 2',
      'slide 2: list-item point',
      'slide 2 notes: paragraph say it',
    ])
  })
})

describe('ods', () => {
  it('reads sheets: text above, header row, repeated cells, no numbers', async () => {
    const row = (cells: string, attributes = ''): string => `<table:table-row${attributes}>${cells}</table:table-row>`
    const sheet = `<table:table table:name="用語">${row(cell(p('Our terms')))}${row(cell('', 'table:number-columns-repeated="16384"'), ' table:number-rows-repeated="2"')}${row(cell('', 'table:number-columns-repeated="2"') + cell(p('Term')) + cell(p('Definition')))}${row(cell('', 'table:number-columns-repeated="2"') + cell(p('berth')) + cell(p('A place.')) + cell(p('7'), 'office:value-type="float"'))}${row(cell(''), ' table:number-rows-repeated="1048570"')}</table:table>`
    const output = await document('ods', odf(`<office:spreadsheet>${sheet}</office:spreadsheet>`))
    expect(output.blocks.map(({ part }) => part)).toEqual(['用語!A1', '用語!C4', '用語!D4', '用語!C5', '用語!D5'])
    expect(outline(output)).toEqual([
      'paragraph: Our terms',
      'table-cell[0,2,header]: Term',
      'table-cell[0,3,header]: Definition',
      'table-cell[1,2]: berth',
      'table-cell[1,3]: A place.',
    ])
  })
})

it.each(['odt', 'odp', 'ods'] as const)('stands damage: 300 mutations of %s', { timeout: 60_000 }, async (format) => {
  const file = text(
    Array.from({ length: 40 }, (_, i) => p(`用語 ${i}`)).join('') +
      `<table:table><table:table-row>${cell(p('x'))}</table:table-row></table:table>`,
  )
  expect((await outcomesOfDamage(format, mutations(file, 300))).get('broken')).toBeGreaterThan(80)
})
