import { EXPORT_MARKER } from '../../../contract/text/marker.ts'
import { type ExportFormat, oneFile } from '../format.ts'
import { letterOf } from '../letters.ts'
import { type Field, LossBook } from '../loss.ts'
import { type ExportEntry, type ExportGlossary, forbiddenForms, otherForms, placesOf, shownDefinition, wordsOf } from '../model.ts'
import { xmlText } from '../text.ts'
import { WORDS, type Words } from '../words.ts'
import { type ZipPart, zipped } from '../zip.ts'
import { markdownChunks } from './markdown.ts'

/**
 * A WordprocessingML document (ECMA-376): a heading for each letter of the index, then each term with what is known of it, one below the other or
 * in a table of two columns.
 */

const CARRIES: readonly Field[] = ['reading', 'definition', 'context', 'variants', 'forbidden', 'sources', 'note', 'related']
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

type Write = (text: string) => string

/** A run; line breaks and tabs of the text are those of the document. */
function run(text: string, style: string, write: Write): string {
  const parts = text.replace(/\r\n?|[\u2028\u2029]/g, '\n').split(/(\n|\t)/)
  const made = parts.map((part) => {
    if (part === '\n') return '<w:br/>'
    return part === '\t' ? '<w:tab/>' : `<w:t xml:space="preserve">${write(part)}</w:t>`
  })
  return `<w:r>${style === '' ? '' : `<w:rPr><w:rStyle w:val="${style}"/></w:rPr>`}${made.join('')}</w:r>`
}

const paragraph = (style: string, ...runs: readonly string[]): string =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${runs.join('')}</w:p>`

function labelled(label: string, values: readonly string[], words: Words, write: Write): string[] {
  if (values.length === 0) return []
  return [paragraph('GlossaryDetail', run(`${label}: `, 'GlossaryLabel', write), run(values.join(words.join), '', write))]
}

/** The term, and what is known of it: paragraphs. */
function entryXml(entry: ExportEntry, words: Words, write: Write): readonly [term: string, rest: string] {
  const definition = shownDefinition(entry)
  const has = definition !== null && definition.text.trim() !== ''
  const reading = entry.reading !== null && entry.reading !== entry.headword ? [run(`（${entry.reading}）`, '', write)] : []
  const places = placesOf(definition?.sources ?? [], words.language)
  const rest = [
    ...(definition?.kind === 'context' ? [paragraph('GlossaryDetail', run(words.context, 'GlossaryLabel', write))] : []),
    paragraph('GlossaryDefinition', run(has ? definition.text.trim() : words.none, has ? '' : 'GlossaryLabel', write)),
    ...labelled(words.aliases, otherForms(entry), words, write),
    ...labelled(words.forbidden, forbiddenForms(entry), words, write),
    ...labelled(
      words.related,
      entry.related.map(({ headword }) => headword),
      words,
      write,
    ),
    ...labelled(words.note, entry.note.trim() === '' ? [] : [entry.note.trim()], words, write),
    ...labelled(words.sources, places, words, write),
  ].join('')
  return [paragraph('GlossaryTerm', run(entry.headword, '', write), ...reading), rest]
}

/** How the entries of a letter stand. */
interface Layout {
  readonly open: string
  entry(term: string, rest: string): string
  readonly close: string
}

const LIST: Layout = { open: '', entry: (term, rest) => term + rest, close: '' }

/** Twentieths of a point; together the width between the margins. */
const [TERM_WIDTH, REST_WIDTH] = [2800, 6838]
const cell = (width: number, paragraphs: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraphs}</w:tc>`
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="A0A0A0"/>`)
  .join('')
const TABLE: Layout = {
  open: `<w:tbl><w:tblPr><w:tblW w:w="${TERM_WIDTH + REST_WIDTH}" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="${TERM_WIDTH}"/><w:gridCol w:w="${REST_WIDTH}"/></w:tblGrid>`,
  entry: (term, rest) => `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cell(TERM_WIDTH, term)}${cell(REST_WIDTH, rest)}</w:tr>`,
  close: '</w:tbl>',
}

function* documentXml(glossary: ExportGlossary, book: LossBook, layout: Layout): Generator<string> {
  const words = WORDS[wordsOf(glossary)]
  const plain: Write = (text) => xmlText(text, null, book)
  const { terms, defined, contexts, documents } = glossary.summary
  yield `${HEAD}<w:document xmlns:w="${W}"><w:body>`
  yield paragraph('Title', run(words.glossary, '', plain))
  yield paragraph('GlossaryDetail', run(words.summary(terms, defined, contexts, documents), '', plain))
  let letter = ''
  for (const entry of glossary.entries) {
    book.wrote(entry, CARRIES)
    const next = letterOf(entry.headword, entry.reading) || words.other
    if (next !== letter) yield `${letter === '' ? '' : layout.close}${paragraph('Heading1', run(next, '', plain))}${layout.open}`
    letter = next
    yield layout.entry(...entryXml(entry, words, (text) => xmlText(text, entry, book)))
  }
  yield `${letter === '' ? '' : layout.close}${paragraph('Normal')}`
  yield '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
}

const style = (id: string, name: string, based: string, paragraphs: string, runs: string, type = 'paragraph'): string =>
  `<w:style w:type="${type}" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/>${based === '' ? '' : `<w:basedOn w:val="${based}"/>`}<w:qFormat/>${paragraphs}${runs}</w:style>`

const STYLES = `${HEAD}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="360" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>${style('GlossaryTerm', 'Glossary Term', 'Normal', '<w:pPr><w:keepNext/><w:spacing w:before="160"/></w:pPr>', '<w:rPr><w:b/></w:rPr>')}${style('GlossaryDefinition', 'Glossary Definition', 'Normal', '<w:pPr><w:ind w:left="340"/></w:pPr>', '')}${style('GlossaryDetail', 'Glossary Detail', 'Normal', '<w:pPr><w:ind w:left="340"/></w:pPr>', '<w:rPr><w:sz w:val="18"/></w:rPr>')}${style('GlossaryLabel', 'Glossary Label', '', '', '<w:rPr><w:i/></w:rPr>', 'character')}</w:styles>`

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const TYPES = `${HEAD}<!-- ${EXPORT_MARKER} --><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}.styles+xml"/></Types>`
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (type: string, target: string): string =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`

const chunks =
  (layout: Layout) =>
  (glossary: ExportGlossary, book: LossBook): Generator<Uint8Array> => {
    const parts: ZipPart[] = [
      { path: '[Content_Types].xml', chunks: [TYPES], plain: true },
      { path: '_rels/.rels', chunks: [relation('officeDocument', 'word/document.xml')] },
      { path: 'word/_rels/document.xml.rels', chunks: [relation('styles', 'styles.xml')] },
      { path: 'word/styles.xml', chunks: [STYLES] },
      { path: 'word/document.xml', chunks: documentXml(glossary, book, layout) },
    ]
    return zipped(parts)
  }

const COMMON = {
  purpose: 'share',
  extension: 'docx',
  mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  encoding: 'binary',
  folder: false,
  carries: CARRIES,
  preview: (glossary: ExportGlossary) => [...markdownChunks(glossary, new LossBook())].join(''),
} as const

export const docx: ExportFormat = {
  ...COMMON,
  id: 'docx',
  name: { en: 'Word document', ja: 'Word 文書' },
  use: {
    en: 'A document to print or work on in Word, Pages or LibreOffice, with a heading for each letter.',
    ja: 'Word・Pages・LibreOffice で印刷・編集できる文書です。五十音・アルファベットの見出しが付きます。',
  },
  files: oneFile(chunks(LIST)),
}

export const docxTable: ExportFormat = {
  ...COMMON,
  id: 'docx-table',
  name: { en: 'Word document – a table', ja: 'Word 文書（表）' },
  use: {
    en: 'The same document as tables of two columns: the term, and what is known of it.',
    ja: '同じ文書を、用語と説明の 2 列の表にしたものです。',
  },
  files: oneFile(chunks(TABLE)),
}
