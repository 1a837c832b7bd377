import { relationships } from '../../src-worker/documents/containers/testing.ts'

/** The parts of small archives that use most of what their formats know: what the mutations start from. */

export type Parts = Readonly<Record<string, string>>

const XML = '<?xml version="1.0" encoding="UTF-8"?>'
const EN = 'A berth is a place where a vessel lies.'
const JA = 'バースとは、船舶が着く場所である。'

const wr = (text: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
const wp = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const RUBY = `<w:r><w:ruby><w:rubyPr/><w:rt>${wr('きしゃ')}</w:rt><w:rubyBase>${wr('汽車')}</w:rubyBase></w:ruby></w:r>`
const wtable = `<w:tbl><w:tblPr><w:tblLook w:val="0020"/></w:tblPr>${['Term|Definition', `berth|${EN}`, `バース|${JA}`]
  .map((row) => `<w:tr>${row.split('|').map((text) => `<w:tc><w:tcPr><w:gridSpan w:val="1"/></w:tcPr>${wp(wr(text))}</w:tc>`)}</w:tr>`)
  .join('')}</w:tbl>`
const list = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'

const DOCX: Parts = {
  '[Content_Types].xml': '<Types/>',
  '_rels/.rels': relationships(['a', 'officeDocument', 'word/document.xml']),
  'word/document.xml': `${XML}<w:document xmlns:w="urn:w"><w:body>${wp(wr('Harbour'), '<w:pStyle w:val="1"/>')}${wp(wr(EN, '<w:b/>') + wr('<!-- c -->&amp;&#x7528;'))}${wp(RUBY + wr(JA))}${wp(wr('item'), list)}${wtable}${wp(`<w:del>${wr('gone')}</w:del><w:ins>${wr('new')}</w:ins><w:hyperlink r:id="x">${wr('link')}</w:hyperlink>`)}<w:sectPr/></w:body></w:document>`,
  'word/_rels/document.xml.rels': relationships(
    ['s', 'styles', 'styles.xml'],
    ['f', 'footnotes', 'footnotes.xml'],
    ['x', 'image', 'file:///etc/passwd', 'External'],
  ),
  'word/styles.xml': `<w:styles><w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="2"/></w:style><w:style w:styleId="2"><w:name w:val="x"/><w:basedOn w:val="1"/></w:style></w:styles>`,
  'word/footnotes.xml': `<w:footnotes><w:footnote w:id="1">${wp(wr('A note about berths.'))}</w:footnote></w:footnotes>`,
}

const odf = (kind: string, body: string): Parts => ({
  mimetype: `application/vnd.oasis.opendocument.${kind}`,
  'content.xml': `${XML}<office:document-content><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/></office:automatic-styles><office:body>${body}</office:body></office:document-content>`,
  'styles.xml': '<office:document-styles/>',
})
const tp = (text: string): string => `<text:p text:style-name="Standard">${text}</text:p>`
const tcell = (text: string, more = ''): string => `<table:table-cell ${more}>${tp(text)}</table:table-cell>`
const ttable = `<table:table table:name="用語"><table:table-header-rows><table:table-row>${tcell('Term')}${tcell('Definition')}</table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated="2">${tcell('berth', 'table:number-columns-repeated="2"')}${tcell(EN)}</table:table-row></table:table>`
const truby = '<text:ruby><text:ruby-base>汽車</text:ruby-base><text:ruby-text>きしゃ</text:ruby-text></text:ruby>'

const ODT = odf(
  'text',
  `<office:text><text:h text:outline-level="1">Harbour</text:h>${tp(`${EN}<text:s text:c="3"/>${truby}<text:note text:id="n"><text:note-body>${tp('A note.')}</text:note-body></text:note>`)}<text:list><text:list-item>${tp('item')}</text:list-item></text:list>${ttable}${tp(JA)}</office:text>`,
)
const ODP = odf(
  'presentation',
  `<office:presentation><draw:page draw:name="p"><draw:frame presentation:class="title"><draw:text-box>${tp('Harbour')}</draw:text-box></draw:frame><draw:frame><draw:text-box><text:list><text:list-item>${tp(EN)}</text:list-item></text:list></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box>${tp(JA)}</draw:text-box></draw:frame></presentation:notes></draw:page></office:presentation>`,
)
const ODS = odf('spreadsheet', `<office:spreadsheet>${ttable}</office:spreadsheet>`)

const ap = (text: string): string => `<a:p><a:pPr lvl="1"/><a:r><a:rPr b="1"/><a:t>${text}</a:t></a:r></a:p>`
const shape = (type: string, body: string): string =>
  `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${body}</p:txBody></p:sp>`
const PPTX: Parts = {
  '_rels/.rels': relationships(['r', 'officeDocument', 'ppt/presentation.xml']),
  'ppt/presentation.xml': '<p:presentation><p:sldIdLst><p:sldId id="1" r:id="s0"/></p:sldIdLst></p:presentation>',
  'ppt/_rels/presentation.xml.rels': relationships(['s0', 'slide', 'slides/slide0.xml']),
  'ppt/slides/slide0.xml': `${XML}<p:sld><p:cSld><p:spTree>${shape('title', ap('Harbour'))}${shape('body', ap(EN) + ap(JA))}<a:tbl><a:tr><a:tc><a:txBody>${ap('x')}</a:txBody></a:tc></a:tr></a:tbl></p:spTree></p:cSld></p:sld>`,
  'ppt/slides/_rels/slide0.xml.rels': relationships(['n', 'notesSlide', '../notesSlides/n1.xml']),
  'ppt/notesSlides/n1.xml': `<p:notes>${shape('body', ap('say it'))}</p:notes>`,
}

const c = (name: string, value: string, type: string): string => `<c r="${name}" t="${type}"><v>${value}</v></c>`
const XLSX: Parts = {
  '_rels/.rels': relationships(['r', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': '<workbook><sheets><sheet name="用語" r:id="a"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': relationships(
    ['a', 'worksheet', 'worksheets/sheet1.xml'],
    ['s', 'sharedStrings', 'sharedStrings.xml'],
    ['x', 'externalLink', 'http://example.invalid/', 'External'],
  ),
  'xl/sharedStrings.xml': `<sst><si><t>Term</t></si><si><r><t>ber</t></r><r><t>th</t></r></si><si><t>汽車の旅</t><rPh sb="0" eb="2"><t>きしゃ</t></rPh></si></sst>`,
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1">${c('A1', '0', 's')}${c('B1', 'Definition', 'str')}</row><row r="2">${c('A2', '1', 's')}<c r="B2" t="inlineStr"><is><t>${EN}</t></is></c></row><row r="3">${c('A3', '2', 's')}${c('B3', '5', 'n')}</row></sheetData></worksheet>`,
}

const EPUB: Parts = {
  mimetype: 'application/epub+zip',
  'META-INF/container.xml': `${XML}<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
  'OEBPS/book.opf': `<package><metadata><dc:title>A Book</dc:title></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b%20c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>`,
  'OEBPS/a.xhtml': `${XML}<!DOCTYPE html><html><body><h1>One</h1><p>${EN}</p><dl><dt>berth</dt><dd>${EN}</dd></dl></body></html>`,
  'OEBPS/b c.xhtml': `<html><body><h1>Two</h1><p><ruby>汽車<rt>きしゃ</rt></ruby>${JA}</p><table><tr><th>x</th><td>y</td></tr></table></body></html>`,
}

/** By format; a new archive format adds a line here. */
export const OFFICE_SEEDS: Readonly<Record<string, Parts>> = {
  docx: DOCX,
  odt: ODT,
  odp: ODP,
  ods: ODS,
  pptx: PPTX,
  xlsx: XLSX,
  epub: EPUB,
}
