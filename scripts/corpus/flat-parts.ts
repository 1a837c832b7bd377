import { NAMESPACES } from './flat-odf.ts'

/** Parts of flat OpenDocument files. Texts are written as XML already. */

export const p = (style: string, content: string): string => `<text:p text:style-name="${style}">${content}</text:p>`
export const row = (cells: string): string => `<table:table-row>${cells}</table:table-row>`

/** What stands at the top and the foot of every page. */
export interface Running {
  readonly header: string
  readonly footer: string
}

const FONTS = { en: 'DejaVu Sans', ja: 'Noto Serif CJK JP' } as const

/** A whole document of that kind around its body; sections of the style `Two` have two columns. */
export function office(
  kind: 'text' | 'presentation' | 'spreadsheet',
  language: 'en' | 'ja',
  body: string,
  running: Running | null,
): string {
  const font = FONTS[language]
  const asian = language === 'ja' ? 'style:language-asian="ja" style:country-asian="JP"' : 'fo:language="en" fo:country="GB"'
  const named = ['Standard', 'Body', 'Caption', 'Footnote']
    .map(
      (name) =>
        `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/></style:style>`,
    )
    .join('')
  const headings = [18, 14]
    .map(
      (size, i) =>
        `<style:style style:name="Heading_20_${i + 1}" style:display-name="Heading ${i + 1}" style:family="paragraph" style:default-outline-level="${i + 1}"><style:text-properties fo:font-size="${size}pt" style:font-size-asian="${size}pt" fo:font-weight="bold"/></style:style>`,
    )
    .join('')
  const defaults = `<style:default-style style:family="paragraph"><style:text-properties style:font-name="${font}" style:font-name-asian="${font}" fo:font-size="11pt" style:font-size-asian="11pt" ${asian}/></style:default-style>`
  const two =
    '<style:style style:name="Two" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>'
  const list =
    '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
  const page = `<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"/><style:header-style><style:header-footer-properties fo:min-height="1cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="1cm"/></style:footer-style></style:page-layout>`
  const ends = running
    ? `<style:header>${p('Standard', running.header)}</style:header><style:footer>${p('Standard', `${running.footer} <text:page-number/>`)}</style:footer>`
    : ''
  const masters =
    kind === 'presentation'
      ? '<style:master-page style:name="M" style:page-layout-name="pm"/>'
      : `<style:master-page style:name="Standard" style:page-layout-name="pm">${ends}</style:master-page>`
  const head = `<office:font-face-decls><style:font-face style:name="${font}" svg:font-family="'${font}'"/></office:font-face-decls><office:styles>${defaults}${named}${headings}</office:styles><office:automatic-styles><style:style style:name="Alone" style:family="graphic"><style:graphic-properties style:wrap="none" style:vertical-pos="top" style:vertical-rel="paragraph"/></style:style>${two}${list}${page}</office:automatic-styles><office:master-styles>${masters}</office:master-styles>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<office:document ${NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.${kind}">${head}<office:body><office:${kind}>${body}</office:${kind}></office:body></office:document>\n`
}
