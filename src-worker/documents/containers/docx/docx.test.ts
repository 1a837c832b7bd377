import { describe, expect, it } from 'vitest'
import { outline } from '../../testing.ts'
import { document, mutations, outcomesOfDamage, read, relationships, zipOf } from '../testing.ts'

const STYLES = `<w:styles>
<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:styleId="My"><w:name w:val="Mine"/><w:basedOn w:val="2"/></w:style>
<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Cap"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Src"><w:name w:val="Source Code"/></w:style>
<w:style w:styleId="V"><w:name w:val="Verbatim Char"/></w:style>
</w:styles>`

const docx = (body: string, extra: Record<string, string> = {}): Buffer =>
  zipOf({
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationships(['a', 'officeDocument', 'word/document.xml']),
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    'word/_rels/document.xml.rels': relationships(
      ['s', 'styles', 'styles.xml'],
      ['f', 'footnotes', 'footnotes.xml'],
      ['c', 'comments', '/word/comments.xml'],
      ['x', 'image', 'file:///etc/passwd', 'External'],
    ),
    'word/styles.xml': STYLES,
    ...extra,
  })
const r = (text: string, properties = ''): string => `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t>${text}</w:t></w:r>`
const p = (text: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${text.startsWith('<') ? text : r(text)}</w:p>`
const style = (id: string): string => `<w:pStyle w:val="${id}"/>`
const cell = (content: string, properties = ''): string => `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${content}</w:tc>`
const lines = async (body: string, extra?: Record<string, string>) => outline(await document('docx', docx(body, extra)), true)

describe('docx', () => {
  it('knows the ids of the styles Word has itself where the file describes none', async () => {
    const bare = zipOf({
      '_rels/.rels': relationships(['a', 'officeDocument', 'word/document.xml']),
      'word/document.xml': `<w:document xmlns:w="urn:w"><w:body>${p('Manual', style('Title'))}${p('Two', style('Heading2'))}${p('x', style('ListBullet'))}${p('y', style('Normal'))}</w:body></w:document>`,
    })
    expect(outline(await document('docx', bare), true)).toEqual(['heading1: Manual', 'heading2: Two', 'list-item1: x', 'paragraph: y'])
  })

  it('reads headings by style, by a style they build on, and by outline level', async () => {
    expect(
      await lines(
        p('Glossary', style('T')) +
          p('One', style('1')) +
          p('Two', style('My')) +
          p('Three', '<w:outlineLvl w:val="2"/>') +
          p('x', '<w:outlineLvl w:val="9"/>'),
      ),
    ).toEqual(['heading1: Glossary', 'heading1: One', 'heading2: Two', 'heading3: Three', 'paragraph: x'])
  })

  it('reads lists, captions and code; leaves tables of contents out', async () => {
    const list = (level: number): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="3"/></w:numPr>`
    const toc = `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>${p('Contents')}<w:sdt>${p('in')}</w:sdt>${p('One 3')}</w:sdtContent></w:sdt>`
    expect(
      await lines(
        toc + p('One 1', style('Toc')) + p('a', list(0)) + p('b', list(1)) + p('Figure 1', style('Cap')) + p('x = 1', style('Src')),
      ),
    ).toEqual(['list-item1: a', 'list-item2: b', 'caption: Figure 1', 'code: x = 1'])
  })

  it('joins runs into words, with marks, links, breaks and hyphens', async () => {
    expect(
      await lines(
        p(
          `${r('The ')}${r('berth', '<w:b/>')}${r('ing', '<w:b/>')}${r(' plan', '<w:b w:val="0"/>')}<w:r><w:br/><w:t>co</w:t><w:noBreakHyphen/><w:t>op &amp; </w:t></w:r><w:hyperlink r:id="x">${r('link')}</w:hyperlink> ${r('x()', '<w:rStyle w:val="V"/>')}${r('secret', '<w:vanish/>')}`,
        ),
      ),
    ).toEqual(['paragraph: The berthing plan co-op & linkx() {strong:berthing, link:link, code:x()}'])
  })

  it('takes ruby as a word with its reading', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${r('きしゃ')}</w:rt><w:rubyBase>${r('汽車')}</w:rubyBase></w:ruby></w:r>`
    expect(await lines(p(`${r('古い')}${ruby}${r('に乗る。')}`))).toEqual(['paragraph: 古い汽車に乗る。 {ruby:汽車(きしゃ)}'])
  })

  it('reads tracked changes as accepted', async () => {
    const deleted = `<w:del><w:r><w:delText>old</w:delText></w:r></w:del>`
    expect(
      await lines(
        p(
          `${r('A ')}${deleted}<w:ins>${r('new')}</w:ins>${r(' text')}<w:moveFrom>${r('gone')}</w:moveFrom><w:moveTo>${r(' here')}</w:moveTo>`,
        ) +
          p(r('first '), '<w:rPr><w:del/></w:rPr>') +
          p('second'),
      ),
    ).toEqual(['paragraph: A new text here', 'paragraph: first second'])
  })

  it('reads tables: header row, several paragraphs, columns covered, tables inside, deleted rows', async () => {
    const inner = `<w:tbl><w:tr>${cell(p('in'))}</w:tr></w:tbl>`
    const body = `<w:tbl><w:tblPr><w:tblLook w:val="0020"/></w:tblPr><w:tr>${cell(p('Term'))}${cell(p('Definition'), '<w:gridSpan w:val="2"/>')}${cell(p('Note'))}</w:tr>
      <w:tr>${cell(p('用語') + p('集'))}${cell(p('d') + inner)}${cell(p('x'))}</w:tr><w:tr><w:trPr><w:del/></w:trPr>${cell(p('gone'))}</w:tr><w:tr>${cell(p('last'))}</w:tr></w:tbl>`
    expect(await lines(body)).toEqual([
      'table-cell[0,0,header]: Term',
      'table-cell[0,1,header]: Definition',
      'table-cell[0,3,header]: Note',
      'table-cell[0,0]: in',
      'table-cell[1,0]: 用語集',
      'table-cell[1,1]: d',
      'table-cell[1,2]: x',
      'table-cell[2,0]: last',
    ])
  })

  it('reads notes and comments as parts, text boxes once', async () => {
    const box = `<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>${p('in the box')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>${p('in the box')}</w:pict></mc:Fallback></mc:AlternateContent>`
    const output = await document(
      'docx',
      docx(p(`${r('before ')}<w:r>${box}</w:r>${r('after')}`), {
        'word/footnotes.xml': `<w:footnotes><w:footnote w:type="separator" w:id="-1">${p('---')}</w:footnote><w:footnote w:id="1">${p('a note')}</w:footnote></w:footnotes>`,
        'word/comments.xml': `<w:comments><w:comment w:id="4">${p('why?')}</w:comment></w:comments>`,
      }),
    )
    expect(output.blocks.map(({ text, part }) => [text, part])).toEqual([
      ['in the box', undefined],
      ['before after', undefined],
      ['a note', 'footnote 1'],
      ['why?', 'comment 4'],
    ])
    expect(output.decoded).toBe('in the box\nbefore after\n\na note\n\nwhy?\n')
  })

  it('leaves out characters that exports cannot carry', async () => {
    expect((await document('docx', docx(p('a&#1;b&#xFFFF;c')))).decoded).toBe('abc\n')
  })

  it.each([
    ['no document in it', zipOf({ 'word/other.xml': '<a/>' }), 'broken'],
    ['no text', docx(p('')), 'no-text'],
    ['a DOCTYPE', zipOf({ 'word/document.xml': '<!DOCTYPE w:document [<!ENTITY a "b">]><w:document/>' }), 'broken'],
    ['too deep', docx('<w:sdt>'.repeat(20_000)), 'limit'],
    ['a bomb', docx(`<w:p><w:r><w:t>${' '.repeat(20e6)}</w:t></w:r></w:p>`), 'limit'],
  ])('is skipped with a reason: %s', async (_, bytes, skipped) => {
    expect(await read('docx', bytes)).toMatchObject({ skipped, reason: expect.stringMatching(/^[A-Z].*\.$/u) })
  })

  it('bounds the characters it gives', async () => {
    expect(await read('docx', docx(p('x'.repeat(2000))), { characters: 1000 })).toMatchObject({ skipped: 'limit' })
  })

  it('stands damage: 400 mutations, each read or skipped with a reason', { timeout: 60_000 }, async () => {
    const file = docx(Array.from({ length: 40 }, (_, i) => p(`用語 ${i} & more`.replace('&', '&amp;'), style('1'))).join(''))
    const outcomes = await outcomesOfDamage('docx', mutations(file, 400))
    expect(outcomes.get('broken')).toBeGreaterThan(100)
  })
})
