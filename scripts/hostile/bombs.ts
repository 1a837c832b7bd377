import { deflateSync } from 'node:zlib'
import { CONTAINER_EXTENSIONS, FORMAT_EXTENSIONS } from '../../src-main/contract/formats.ts'
import { pdf, stream } from '../../src-worker/documents/containers/pdf/testing.ts'
import { relationships, type ZipPart, zip, zipOf } from '../../src-worker/documents/containers/testing.ts'
import { OFFICE_SEEDS, type Parts } from './office-seeds.ts'
import { TAG_BOMBS } from './tag-bombs.ts'

/**
 * Files made to hurt, written when they are needed. `read` = its text must come through all the same; a pattern = it is left out with such a
 * reason; null = either, as long as it ends.
 */
export interface Bomb {
  readonly name: string
  readonly bytes: () => Buffer
  readonly expect: 'read' | RegExp | null
}

const DEEP = 20_000
const LAUGHS = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${[...'bcdefghij'].map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`
const EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

const with_ = (parts: Parts, changed: Readonly<Record<string, string | Uint8Array>>, more: readonly ZipPart[] = []): Buffer =>
  zip([...Object.entries({ ...parts, ...changed }).map(([name, content]) => ({ name, content })), ...more])

const docx = (body: string): Buffer =>
  with_(OFFICE_SEEDS.docx!, { 'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>` })
const wp = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

/** The entry of every archive format that holds its text. */
const MAIN: Readonly<Record<string, string>> = {
  docx: 'word/document.xml',
  odt: 'content.xml',
  odp: 'content.xml',
  ods: 'content.xml',
  pptx: 'ppt/slides/slide0.xml',
  xlsx: 'xl/worksheets/sheet1.xml',
  epub: 'OEBPS/a.xhtml',
}

/** What is done to every archive format alike. */
function archives(): Bomb[] {
  return Object.entries(OFFICE_SEEDS).flatMap(([format, parts]): Bomb[] => {
    const main = MAIN[format]!
    const text = parts[main]!
    const forged = (size: number): Buffer =>
      zip(Object.entries(parts).map(([name, content]) => ({ name, content, ...(name === main ? { forgedSize: size } : {}) })))
    const strip = text.replace(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/gu, '')
    return [
      { name: `ratio.${format}`, bytes: () => with_(parts, { [main]: Buffer.alloc(100e6, ' ') }), expect: /unpacks to more than/u },
      { name: `size.${format}`, bytes: () => with_(parts, { [main]: Buffer.alloc(140e6, 'ab<c> ') }), expect: /unpacks to more than/u },
      { name: `forged-small.${format}`, bytes: () => forged(10), expect: /damaged/u },
      { name: `forged-large.${format}`, bytes: () => forged(0xffff_fff0), expect: /unpacks to more than|damaged/u },
      {
        name: `entries.${format}`,
        bytes: () =>
          with_(
            parts,
            {},
            Array.from({ length: 30_000 }, (_, i) => ({ name: `x/${i}`, content: '', stored: true })),
          ),
        expect: /more than 20000 parts/u,
      },
      {
        name: `names.${format}`,
        bytes: () =>
          with_(
            parts,
            {},
            ['../../../../tmp/evil', '/etc/evil', 'C:\\evil', '..\\evil', 'a\0b', '\u202egnp'].map((name) => ({ name, content: 'x' })),
          ),
        expect: 'read',
      },
      { name: `laughs.${format}`, bytes: () => with_(parts, { [main]: `${LAUGHS}${strip}` }), expect: /entities/u },
      { name: `entity.${format}`, bytes: () => with_(parts, { [main]: `${EXTERNAL}${strip.replace('>', '>&e;')}` }), expect: /entities/u },
      { name: `deep.${format}`, bytes: () => with_(parts, { [main]: `<a>${'<b>'.repeat(DEEP)}x` }), expect: null },
      { name: `self.${format}`, bytes: () => with_(parts, { 'inner.zip': zipOf(parts) }), expect: 'read' },
    ]
  })
}

const DOCUMENTS: readonly Bomb[] = [
  {
    name: 'nested-tables.docx',
    bytes: () => docx('<w:tbl><w:tr><w:tc>'.repeat(100) + wp('x') + '</w:tc></w:tr></w:tbl>'.repeat(100)),
    expect: null,
  },
  {
    name: 'wide-table.docx',
    bytes: () => docx(`<w:tbl><w:tr>${`<w:tc>${wp('cell')}</w:tc>`.repeat(200_000)}</w:tr></w:tbl>`),
    expect: null,
  },
  {
    name: 'spans.docx',
    bytes: () =>
      docx(`<w:tbl>${`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${wp('x')}</w:tc></w:tr>`.repeat(5000)}</w:tbl>`),
    expect: 'read',
  },
  {
    name: 'runs.docx',
    bytes: () => docx(`<w:p>${'<w:r><w:rPr><w:b/></w:rPr><w:t>a </w:t></w:r><w:r><w:t>b </w:t></w:r>'.repeat(200_000)}</w:p>`),
    expect: null,
  },
  {
    name: 'style-loop.docx',
    bytes: () =>
      with_(OFFICE_SEEDS.docx!, {
        'word/styles.xml': `<w:styles>${Array.from({ length: 20_000 }, (_, i) => `<w:style w:styleId="${i}"><w:name w:val="n${i}"/><w:basedOn w:val="${(i + 1) % 20_000}"/></w:style>`).join('')}</w:styles>`,
      }),
    expect: null,
  },
  {
    name: 'r-link.docx',
    bytes: () =>
      with_(OFFICE_SEEDS.docx!, {
        'word/document.xml': `<w:document><w:body>${wp('A berth is a place.')}<w:p><w:drawing><a:blip r:link="x"/></w:drawing><w:altChunk r:id="y"/></w:p></w:body></w:document>`,
        'word/_rels/document.xml.rels': relationships(
          ['x', 'image', 'file:///HOSTILE-SECRET', 'External'],
          ['y', 'aFChunk', '../../../../../../HOSTILE-SECRET'],
          ['z', 'footnotes', '/../../../HOSTILE-SECRET'],
          ['t', 'attachedTemplate', 'http://127.0.0.1:9/HOSTILE-SECRET', 'External'],
        ),
      }),
    expect: 'read',
  },
  {
    name: 'repeated.ods',
    bytes: () =>
      with_(OFFICE_SEEDS.ods!, {
        'content.xml': `<office:document-content><office:body><office:spreadsheet><table:table table:name="t">${'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'.repeat(50)}</table:table></office:spreadsheet></office:body></office:document-content>`,
      }),
    expect: null,
  },
  {
    name: 'spaces.odt',
    bytes: () =>
      with_(OFFICE_SEEDS.odt!, {
        'content.xml': `<office:document-content><office:body><office:text><text:p>a${'<text:s text:c="2147483647"/>'.repeat(1000)}b</text:p></office:text></office:body></office:document-content>`,
      }),
    expect: null,
  },
  {
    name: 'strings.xlsx',
    bytes: () =>
      with_(OFFICE_SEEDS.xlsx!, {
        'xl/sharedStrings.xml': `<sst><si><t>${'long text '.repeat(10_000)}</t></si></sst>`,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${Array.from({ length: 3000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`).join('')}</sheetData></worksheet>`,
      }),
    expect: null,
  },
  {
    name: 'cells.xlsx',
    bytes: () =>
      with_(OFFICE_SEEDS.xlsx!, {
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<row><c t="str"><v>a b</v></c><c t="str"><v>c d</v></c></row>'.repeat(300_000)}</sheetData></worksheet>`,
      }),
    expect: null,
  },
  {
    name: 'chapter.epub',
    bytes: () =>
      with_(OFFICE_SEEDS.epub!, { 'OEBPS/a.xhtml': `<html><body>${'<div><p>A berth is a place. '.repeat(1_000_000)}</body></html>` }),
    expect: null,
  },
  {
    name: 'chapters.epub',
    // One chapter a hundred thousand times, each under a name of its own: a spine of equal lines would be refused for how well it packs.
    bytes: () =>
      with_(OFFICE_SEEDS.epub!, {
        'OEBPS/book.opf': `<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine>${Array.from({ length: 100_000 }, (_, i) => `<itemref idref="a" id="i${Math.imul(i, 0x9e3779b1) >>> 0}"/>`).join('')}</spine></package>`,
      }),
    expect: 'read',
  },
  { name: 'deep.ipynb', bytes: () => Buffer.from(`{"cells":${'['.repeat(DEEP * 5)}`), expect: null },
  { name: 'deep-whole.ipynb', bytes: () => Buffer.from(`{"cells":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`), expect: null },
]

const page = (content: Buffer, filter = ''): Buffer => pdf(['<</Type/Page/Parent 2 0 R/Contents 7 0 R>>', stream(content, filter)], [6])

const PDFS: readonly Bomb[] = [
  { name: 'loop.pdf', bytes: () => pdf([], [], '', '<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/MediaBox[0 0 9 9]>>'), expect: /./u },
  {
    name: 'tree.pdf',
    bytes: () =>
      pdf(
        Array.from({ length: 3000 }, (_, i) => `<</Type/Pages/Parent 2 0 R/Count 1000000/Kids[${i + 7} 0 R ${i + 7} 0 R 2 0 R]>>`),
        [6, 6, 6],
      ),
    expect: /./u,
  },
  { name: 'stream.pdf', bytes: () => page(deflateSync(Buffer.alloc(300e6, ' ')), '/Filter/FlateDecode'), expect: /./u },
  {
    name: 'streams.pdf',
    bytes: () => page(deflateSync(deflateSync(deflateSync(Buffer.alloc(500e6, 'q ')))), '/Filter[/FlateDecode/FlateDecode/FlateDecode]'),
    expect: /./u,
  },
  {
    name: 'operators.pdf',
    bytes: () => page(deflateSync(Buffer.from('BT /F 9 Tf (a) Tj ET '.repeat(3e6))), '/Filter/FlateDecode'),
    expect: null,
  },
  { name: 'nested-arrays.pdf', bytes: () => page(Buffer.from('['.repeat(3e6))), expect: /./u },
  { name: 'nested-dictionaries.pdf', bytes: () => pdf([`${'<</A'.repeat(200_000)} 1`], [6]), expect: /./u },
  {
    name: 'form-loop.pdf',
    bytes: () =>
      pdf(
        [
          '<</Type/Page/Parent 2 0 R/Contents 7 0 R/Resources<</XObject<</X 8 0 R>>>>>>',
          stream(Buffer.from('/X Do')),
          stream(Buffer.from('/X Do /X Do /X Do'), '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 8 0 R>>>>'),
        ],
        [6],
      ),
    expect: /./u,
  },
  {
    name: 'type4.pdf',
    bytes: () =>
      pdf(
        [
          '<</Type/Page/Parent 2 0 R/Contents 7 0 R>>',
          stream(Buffer.from(`BT /F 9 Tf ${'(x) Tj 1e300 0 0 1e300 1e300 1e300 Tm '.repeat(10_000)} ET`)),
        ],
        [6],
      ),
    expect: null,
  },
  {
    name: 'length.pdf',
    bytes: () => pdf(['<</Type/Page/Parent 2 0 R/Contents 7 0 R>>', '<</Length 7 0 R>>stream\n(x) Tj\nendstream'], [6]),
    expect: null,
  },
]

const LINE = 45_000_000

const TEXTS: readonly Bomb[] = [
  { name: 'huge-line.txt', bytes: () => Buffer.alloc(500_000_000, 'lorem ipsum '), expect: /./u },
  { name: 'line.txt', bytes: () => Buffer.alloc(LINE, 'lorem ipsum '), expect: null },
  { name: 'word.txt', bytes: () => Buffer.alloc(LINE, 'a'), expect: null },
  { name: 'quotes.md', bytes: () => Buffer.alloc(LINE, '> '), expect: null },
  { name: 'brackets.md', bytes: () => Buffer.alloc(LINE, '['), expect: null },
  { name: 'tags.html', bytes: () => Buffer.alloc(LINE, '<b><div>'), expect: null },
  { name: 'deep.html', bytes: () => Buffer.from(`${'<div>'.repeat(DEEP)}A berth is a place.`), expect: 'read' },
  { name: 'laughs.html', bytes: () => Buffer.from(`${LAUGHS}<p>A berth is &j; a place.</p>`), expect: 'read' },
  { name: 'grid.rst', bytes: () => Buffer.from(`+-+\n${'|a|\n'.repeat(3_000_000)}`), expect: null },
  {
    name: 'include.rst',
    bytes: () => Buffer.from('.. include:: /HOSTILE-SECRET\n\n.. csv-table::\n   :file: /HOSTILE-SECRET\n\nA berth is a place.\n'),
    expect: 'read',
  },
  { name: 'include.adoc', bytes: () => Buffer.from('include::/HOSTILE-SECRET[]\n\nA berth is a place.\n'), expect: 'read' },
  {
    name: 'input.tex',
    bytes: () => Buffer.from('\\input{/HOSTILE-SECRET}\\include{../HOSTILE-SECRET}\\verbatiminput{/HOSTILE-SECRET} A berth is a place.'),
    expect: 'read',
  },
  { name: 'macros.tex', bytes: () => Buffer.from(`\\def\\a{\\b\\b}\\def\\b{\\a\\a}\\a${'{'.repeat(2e6)}`), expect: null },
  { name: 'cells.csv', bytes: () => Buffer.alloc(20_000_000, 'a,b c,"d"\n'), expect: null },
  { name: 'quote.csv', bytes: () => Buffer.from(`a,b\n"${'x,\n'.repeat(5_000_000)}`), expect: null },
]

/** Content that some format somewhere may choke on, under the name of every format there is: new formats join by themselves. */
const SHAPES: Readonly<Record<string, () => Buffer>> = {
  braces: () => Buffer.alloc(4_000_000, '{'),
  groups: () => Buffer.from(`{\\rtf1 ${'{\\a'.repeat(DEEP * 20)}`),
  angles: () => Buffer.alloc(4_000_000, '<'),
  tags: () => Buffer.alloc(4_000_000, '<a b="'),
  marks: () => Buffer.alloc(4_000_000, '"'),
  parts: () =>
    Buffer.from(`Content-Type: multipart/mixed; boundary=a\n\n${'--a\nContent-Type: multipart/mixed; boundary=a\n\n'.repeat(DEEP)}`),
  header: () => Buffer.from(`Subject: ${'=?utf-8?q?'.repeat(400_000)}\n\nx`),
  nothing: () => Buffer.alloc(4_000_000),
  compound: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_000_000, 0xff)]),
  compoundZero: () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_000_000)]),
  archive: () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1_000_000, 'PK\x05\x06')]),
  portable: () => Buffer.from(`%PDF-1.7\n${'1 0 obj<</Length 9>>stream\n'.repeat(100_000)}`),
}

const underEveryName = (): Bomb[] =>
  Object.values({ ...FORMAT_EXTENSIONS, ...CONTAINER_EXTENSIONS }).flatMap(([extension]) =>
    Object.entries(SHAPES).map(([shape, bytes]) => ({ name: `${shape}${extension}`, bytes, expect: null })),
  )

export const BOMBS: readonly Bomb[] = [...archives(), ...DOCUMENTS, ...PDFS, ...TAG_BOMBS, ...TEXTS, ...underEveryName()]
