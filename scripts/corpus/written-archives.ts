import { relationships, zipOf } from '../../src-worker/documents/containers/testing.ts'

/** Archives written by hand (written.ts), and the sentences all files written by hand share. */

export const EN = 'A fender is a cushion between the ship and the quay.'
export const JA = '防舷材とは、船と岸壁の間に置く緩衝材をいう。'
export const HTML_RUBY = '<p>夜は<ruby>舷灯<rp>（</rp><rt>げんとう</rt><rp>）</rp></ruby>を点ける。</p>'
export const NOTE = 'Fenders are hung out before the approach.'

const chapter = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>c</title></head><body>${body}</body></html>`
export const epub = zipOf({
  mimetype: 'application/epub+zip',
  'META-INF/container.xml':
    '<container><rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
  'OPS/book.opf':
    '<package version="3.0"><metadata><dc:title>Fenders</dc:title></metadata><manifest><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine page-progression-direction="rtl"><itemref idref="a"/><itemref idref="b"/></spine></package>',
  'OPS/nav.xhtml': chapter('<nav epub:type="toc"><ol><li><a href="a.xhtml">Contents of the book</a></li></ol></nav>'),
  'OPS/a.xhtml': chapter(
    `<section epub:type="chapter"><h1>Fenders</h1><p>${EN}<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>${NOTE}</p></aside></section>`,
  ),
  'OPS/b.xhtml': chapter(`<section><h1>防舷材</h1><p>${JA}</p>${HTML_RUBY}</section>`),
})

const w = (content: string): string =>
  `<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>${content}<w:sectPr/></w:body></w:document>`
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const sdt = (content: string): string =>
  `<w:sdt><w:sdtPr><w:alias w:val="Field"/><w:dropDownList/></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`
export const docx = zipOf({
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': relationships(['a', 'officeDocument', 'word/document.xml']),
  'word/document.xml': w(
    [
      sdt(`<w:p>${run(EN)}</w:p>`),
      `<w:p>${run('The gate is called ')}${sdt(run('North Gate'))}${run(' by everyone.')}</w:p>`,
      `<w:p>${run(JA)}</w:p>`,
      `<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>${sdt(`<w:tr><w:tc><w:p>${run('foam fender')}</w:p></w:tc>${sdt(`<w:tc><w:p>${run('Does not burst.')}</w:p></w:tc>`)}</w:tr>`)}</w:tbl>`,
      `<w:p><w:smartTag><w:customXml>${run('Fenders are checked each week.')}</w:customXml></w:smartTag></w:p>`,
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SECRET FIELD</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('Result of a field.')}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
    ].join(''),
  ),
})

const cellOf = (name: string, attributes: string, content: string): string => `<c r="${name}" ${attributes}>${content}</c>`
export const xlsx = zipOf({
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': relationships(['a', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': '<workbook><sheets><sheet name="Fenders" sheetId="1" r:id="s1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': relationships(['s1', 'worksheet', 'worksheets/sheet1.xml'], ['ss', 'sharedStrings', 'sharedStrings.xml']),
  'xl/sharedStrings.xml': `<sst><si><t>Kinds of fenders in use</t></si><si><r><rPr><b/></rPr><t>foam </t></r><r><t>fender</t></r></si><si><t>${JA}</t></si><si><t>舷灯</t><rPh sb="0" eb="2"><t>ゲントウ</t></rPh></si></sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1">${cellOf('A1', 't="s"', '<v>0</v>')}</row><row r="2">${cellOf('A2', 't="str"', '<f t="shared" ref="A2:A3" si="0">B2&amp;" fender"</f><v>Term</v>')}${cellOf('B2', 't="str"', '<v>Definition</v>')}</row><row r="3">${cellOf('A3', 't="s"', '<v>1</v>')}${cellOf('B3', 't="str"', `<f t="shared" si="0"/><v>${EN}</v>`)}${cellOf('C3', 's="14"', '<v>46113</v>')}</row><row r="4">${cellOf('A4', 't="s"', '<v>3</v>')}${cellOf('B4', 't="s"', '<v>2</v>')}${cellOf('C4', 't="d"', '<v>2026-04-01</v>')}</row></sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>`,
})
