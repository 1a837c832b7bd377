import { type Piece, SHEETS, type Text } from './content.ts'

/** Flat OpenDocument files, the form of it that is one XML text: what LibreOffice makes all its formats from. */

export const NAMESPACES = [
  ['office', 'office:1.0'],
  ['style', 'style:1.0'],
  ['text', 'text:1.0'],
  ['table', 'table:1.0'],
  ['draw', 'drawing:1.0'],
  ['presentation', 'presentation:1.0'],
  ['svg', 'svg-compatible:1.0'],
  ['fo', 'xsl-fo-compatible:1.0'],
]
  .map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}"`)
  .join(' ')

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const root = (kind: string, styles: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<office:document ${NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${kind}">${styles}<office:body>${body}</office:body></office:document>\n`

let notes = 0
/** Inline marks as OpenDocument. */
function inline(marked: string): string {
  return escaped(marked)
    .replaceAll(/\*([^*]*)\*/gu, '<text:span text:style-name="Bold">$1</text:span>')
    .replaceAll(/_([^_]*)_/gu, '<text:span text:style-name="Italic">$1</text:span>')
    .replaceAll(
      /\[([^|\]]*)\|([^\]]*)\]/gu,
      '<text:ruby text:style-name="Ru"><text:ruby-base>$1</text:ruby-base><text:ruby-text>$2</text:ruby-text></text:ruby>',
    )
    .replaceAll(/\^([^^]*)\^/gu, (_, note: string) => {
      notes++
      return `<text:note text:id="n${notes}" text:note-class="footnote"><text:note-citation>${notes}</text:note-citation><text:note-body><text:p text:style-name="Footnote">${note}</text:p></text:note-body></text:note>`
    })
}

const p = (style: string, content: string): string => `<text:p text:style-name="${style}">${content}</text:p>`

function table(rows: readonly (readonly string[])[], caption: string): string {
  const row = (cells: readonly string[]): string =>
    `<table:table-row>${cells.map((cell) => `<table:table-cell office:value-type="string">${p('Standard', inline(cell))}</table:table-cell>`).join('')}</table:table-row>`
  return `<table:table table:name="Terms"><table:table-column table:number-columns-repeated="2"/><table:table-header-rows>${row(rows[0]!)}</table:table-header-rows>${rows.slice(1).map(row).join('')}</table:table>${p('Caption', inline(caption))}`
}

function piece(one: Piece, join: string): string {
  switch (one.type) {
    case 'heading':
      return `<text:h text:style-name="Heading_20_${one.level}" text:outline-level="${one.level}">${inline(one.text)}</text:h>`
    case 'paragraph':
      return p('Body', inline(one.sentences.join(join)))
    case 'quote':
      return p('Quotations', inline(one.sentences.join(join)))
    case 'list':
      return `<text:list text:style-name="L1">${one.items.map((item) => `<text:list-item>${p('Standard', inline(item))}</text:list-item>`).join('')}</text:list>`
    case 'table':
      return table(one.rows, one.caption)
  }
}

export interface Layout {
  readonly columns?: number
  /** Japanese from top to bottom, lines from right to left. */
  readonly vertical?: boolean
  /** Furigana left out: as PDF it is small text between the lines. */
  readonly plainRuby?: boolean
}

/** A text document. */
export function flatText(text: Text, layout: Layout = {}): string {
  const ja = text.language === 'ja'
  const font = ja ? 'Noto Serif CJK JP' : 'DejaVu Sans'
  const locale = ja
    ? 'style:language-asian="ja" style:country-asian="JP" fo:language="ja" fo:country="JP"'
    : 'fo:language="en" fo:country="GB"'
  const properties = `style:font-name="${font}" style:font-name-asian="${font}" fo:font-size="11pt" style:font-size-asian="11pt" ${locale}`
  const heading = (level: number, size: number): string =>
    `<style:style style:name="Heading_20_${level}" style:display-name="Heading ${level}" style:family="paragraph" style:default-outline-level="${level}"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="${size}pt" style:font-size-asian="${size}pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>`
  const named = ['Caption', 'Quotations', 'Footnote']
    .map((name) => `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="Standard"/>`)
    .join('')
  const page = `<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"${layout.vertical ? ' style:writing-mode="tb-rl"' : ''}>${layout.columns ? `<style:columns fo:column-count="${layout.columns}" fo:column-gap="0.8cm"/>` : ''}</style:page-layout-properties></style:page-layout>`
  const styles = `<office:font-face-decls><style:font-face style:name="${font}" svg:font-family="'${font}'"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph"><style:text-properties ${properties}/></style:default-style><style:style style:name="Standard" style:family="paragraph"/><style:style style:name="Body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.25cm"/></style:style>${named}${heading(1, 18)}${heading(2, 14)}</office:styles><office:automatic-styles><style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style><style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="Ru" style:family="ruby"><style:ruby-properties style:ruby-align="center"/></style:style><text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>${page}</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm"/></office:master-styles>`
  notes = 0
  const body = text.pieces.map((one) => piece(one, ja ? '' : ' ')).join('\n')
  const shown = layout.plainRuby
    ? body.replaceAll(/<text:ruby [^>]*><text:ruby-base>([^<]*)<\/text:ruby-base>.*?<\/text:ruby>/gu, '$1')
    : body
  return root('text', styles, `<office:text>${shown}</office:text>`)
}

/** A workbook: one sheet of terms per language. */
export function flatSheet(): string {
  const cell = (text: string): string => `<table:table-cell office:value-type="string"><text:p>${escaped(text)}</text:p></table:table-cell>`
  const sheets = Object.values(SHEETS).map(
    ({ name, rows }) =>
      `<table:table table:name="${name}"><table:table-column table:number-columns-repeated="2"/>${rows.map((row) => `<table:table-row>${row.map(cell).join('')}</table:table-row>`).join('')}</table:table>`,
  )
  return root('spreadsheet', '', `<office:spreadsheet>${sheets.join('')}</office:spreadsheet>`)
}
